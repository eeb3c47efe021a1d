"""The people of the list, now and at the baseline."""

from __future__ import annotations

from reconciler.desired.context import Desired
from reconciler.drift.baseline import ACCOUNTS, BaselineComparison, roles_of_people
from reconciler.model.people import Person
from reconciler.model.resources import Member, MemberType
from reconciler.model.trigger import TriggerKind


class PeopleThen:
    """The people of the list, now and at the baseline."""

    def __init__(self, desired: Desired, comparison: BaselineComparison) -> None:
        self._baseline, self._keyed = comparison.baseline, comparison.keyed
        self._accounts = self._baseline.sets.get(ACCOUNTS, frozenset())
        self._rostered = desired.rostered
        roster = desired.context.roster
        listed = () if roster is None else roster.people
        self._by_account = {
            account: person
            for person in listed
            if (account := desired.accounts.get(person.sourced_id)) is not None
        }
        self._roles = {} if roster is None else roles_of_people(roster, self._keyed)
        self._by_address = {person.email: person for person in listed if person.email}

    def person(self, member: Member) -> Person | None:
        """Who of the list it is; None: a group, or an address that the file names."""
        if member.type is MemberType.GROUP:
            return None
        by_ref = self._by_account if member.type is MemberType.ACCOUNT else self._by_address
        return by_ref.get(member.ref)

    def why(self, member: Member, sign: str) -> tuple[TriggerKind | None, str]:
        """What of a person is new, and the role; None: nothing, so something else moved him."""
        is_account = member.type is MemberType.ACCOUNT
        person = self.person(member)
        if person is None:
            left = is_account and self._keyed.account(member.ref) in self._accounts
            gone = left and member.ref not in self._rostered
            return (TriggerKind.ROSTER if gone else None), ""
        key = self._keyed.pseudonym(person.sourced_id)
        now = self._roles.get(key, "")
        if self._baseline.people.get(key) != now:
            return TriggerKind.ROSTER, now
        is_new = is_account and self._keyed.account(member.ref) not in self._accounts
        return (TriggerKind.ACCOUNTS if is_new and sign == "+" else None), now
