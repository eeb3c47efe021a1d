"""Which account each person has: by the roster's id or by e-mail, never by name.

Premise: giving a pupil's group to the wrong account is worse than giving it to nobody, so an
ambiguous match is a finding, and nothing is given to or taken from its candidates.

Rule: the municipality's `matchBy` lists keys in order; the first that finds an account decides.
- sourcedId: the account that carries the person's roster id. Two such accounts: ambiguous. So is
  one, where the list's e-mail is another account's that carries no id: somebody may have given
  the id to the wrong one, and what the other one has would be taken from it.
- email: the account with this address or alias. If it carries another person's roster id, and
  sourcedId is among the keys: ambiguous (`account-of-another`). An address of a group, of this
  tenant or of another one of the municipality, is nobody's account, and no sign that the person
  has none: ambiguous (`people-as-group`).
Two people matched to one account: ambiguous for both. So are a pupil of one school and somebody of
the staff of another, who have two ids.

Example: matchBy [sourcedId, email]. P1 has no account with the id P1, and the e-mail a@x; account A
(a@x) carries no id: P1 is A. If A carries P2: ambiguous.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reconciler.desired.addresses import is_group
from reconciler.desired.audiences import PeopleIndex
from reconciler.desired.context import AccountDirectory, DesiredCode, PeopleMatch, SchoolContext
from reconciler.desired.holds import ambiguous_row, row_findings, rows_finding, tie_rows
from reconciler.model.people import Person, Role
from reconciler.model.plan import Finding


@dataclass(frozen=True, slots=True)
class AmbiguousMatch:
    """Why a person's account is ambiguous, and the candidates."""

    code: DesiredCode
    accounts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sorted:
    """The people of a school, by what is known of their accounts."""

    certain: dict[str, str] = field(default_factory=dict)
    """sourced_id → account."""
    doubts: list[tuple[Person, AmbiguousMatch]] = field(default_factory=list)
    missing: list[Person] = field(default_factory=list)


def match_people(
    context: SchoolContext, directory: AccountDirectory, crossing: frozenset[str] = frozenset()
) -> PeopleMatch:
    """The account of each person of a school; ambiguous ones are counted in findings.

    A parent claims no account: a teacher whose child is at the school is in the list twice, by
    one address, and is the teacher. Parents are reached by e-mail. `crossing` are accounts that
    are ambiguous because of another school's list.
    """
    if context.roster is None:
        return PeopleMatch(PeopleIndex.of(()), {})
    people = [one for one in context.roster.people if one.roles != {Role.PARENT}]
    found = _sorted(people, context, directory, crossing)
    tied = tie_rows(context, directory, found.certain)
    candidates = (account for _, doubt in found.doubts for account in doubt.accounts)
    return PeopleMatch(
        PeopleIndex.of(context.roster.people),
        found.certain,
        tied.guarded.union(candidates),
        tuple(_findings(context, found)),
        (*tied.loose, *(ambiguous_row(one, doubt.code) for one, doubt in found.doubts)),
        tuple(ambiguous_row(one, DesiredCode.NO_ACCOUNT) for one in found.missing),
    )


def crossing_accounts(matches: Sequence[PeopleMatch]) -> frozenset[str]:
    """Accounts that one school's list gives to a pupil and another's to somebody of the staff.

    One person may be at two schools under two ids, where each keeps a list of its own; nobody is
    both of these.
    """
    claims: dict[str, dict[str, bool]] = {}
    for matched in matches:
        for person in matched.people.people:
            account = matched.account_of.get(person.sourced_id)
            if account is not None and person.roles != {Role.PARENT}:
                ids = claims.setdefault(account, {})
                ids[person.sourced_id] = person.roles == {Role.PUPIL}
    return frozenset(account for account, ids in claims.items() if len(set(ids.values())) > 1)


def _sorted(
    people: Iterable[Person],
    context: SchoolContext,
    directory: AccountDirectory,
    crossing: frozenset[str],
) -> _Sorted:
    found = _Sorted()
    by_id: dict[str, Person] = {}
    for person in people:
        by_id[person.sourced_id] = person
        account = _account_of(person, context, directory)
        if isinstance(account, AmbiguousMatch):
            found.doubts.append((person, account))
        elif account is not None:
            found.certain[person.sourced_id] = account
        else:
            found.missing.append(person)
    uses = Counter(found.certain.values())
    for ident, account in list(found.certain.items()):
        if uses[account] > 1 or account in crossing:
            del found.certain[ident]
            doubt = AmbiguousMatch(DesiredCode.TWO_ACCOUNTS, (account,))
            found.doubts.append((by_id[ident], doubt))
    return found


def _account_of(
    person: Person, context: SchoolContext, directory: AccountDirectory
) -> str | AmbiguousMatch | None:
    """An account id, an ambiguous match, or None: no account."""
    match_by = context.municipality.match_by
    for key in match_by:
        if key == "sourcedId":
            ids = directory.by_person.get(person.sourced_id, ())
            fitting = (*ids, *_without_id(person, context, directory)) if ids else ()
            if len(fitting) > 1:
                return AmbiguousMatch(DesiredCode.TWO_ACCOUNTS, fitting)
            if ids:
                return ids[0]
        elif person.email and (account_id := directory.by_address.get(person.email)):
            owner = directory.accounts[account_id].person_id
            if owner and owner != person.sourced_id and "sourcedId" in match_by:
                return AmbiguousMatch(DesiredCode.ACCOUNT_OF_ANOTHER, (account_id,))
            return account_id
        elif person.email and is_group(context, directory, person.email):
            return AmbiguousMatch(DesiredCode.PEOPLE_AS_GROUP)
    return None


def _without_id(
    person: Person, context: SchoolContext, directory: AccountDirectory
) -> tuple[str, ...]:
    """The account of a person's e-mail, where it counts and the account carries no id."""
    if "email" not in context.municipality.match_by or not person.email:
        return ()
    account = directory.by_address.get(person.email)
    return () if account is None or directory.accounts[account].person_id else (account,)


def _findings(context: SchoolContext, found: _Sorted) -> Iterator[Finding]:
    for code in sorted({doubt.code for _, doubt in found.doubts}):
        rows = [ambiguous_row(one, code) for one, doubt in found.doubts if doubt.code is code]
        yield rows_finding(context, code, rows)
    missing = Counter(_first_role(person) for person in found.missing)
    for role, count in sorted(missing.items()):
        facts = {"role": role.value, "count": count}
        yield context.finding(DesiredCode.NO_ACCOUNT, role.value, facts)
    yield from row_findings(context)


def _first_role(person: Person) -> Role:
    return next(role for role in Role if role in person.roles)
