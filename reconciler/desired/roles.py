"""What a school's people are to it, by how a tenant knows them."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.desired.context import Desired
from reconciler.model.people import Role
from reconciler.model.resources import Member, MemberType

RolesOf = Mapping[Member, frozenset[Role]]


def roles_of(desired: Desired) -> RolesOf:
    """The roles of each account of the school's people, and of each outside address of a parent."""
    found: dict[Member, frozenset[Role]] = {}
    roster = desired.context.roster
    for person in () if roster is None else roster.people:
        account = desired.accounts.get(person.sourced_id)
        if account is None and person.email is None:
            continue
        member = (
            Member(MemberType.ACCOUNT, account)
            if account is not None
            else Member(MemberType.EXTERNAL, person.email or "")
        )
        found[member] = found.get(member, frozenset()) | person.roles
    return found
