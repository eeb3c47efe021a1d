"""Which account a person has: by the roster's id or by e-mail, never by name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reconciler.desired.audiences import PeopleIndex
from reconciler.desired.context import AccountDirectory, DesiredCode, PeopleMatch, SchoolContext
from reconciler.desired.holds import ambiguous_row, row_findings, tie_rows
from reconciler.model.people import Person, Role, UnresolvedRow
from reconciler.model.plan import Finding


@dataclass(frozen=True, slots=True)
class AmbiguousMatch:
    """Why a person's account is not certain, and the accounts that it could be."""

    code: DesiredCode
    accounts: tuple[str, ...]


def match_people(context: SchoolContext, directory: AccountDirectory) -> PeopleMatch:
    """Matches everyone but parents; whoever is uncertain is told in a finding and left alone.

    A parent claims no account: a teacher whose child is at the school stands in the list twice,
    by one address, and is the teacher.
    """
    if context.roster is None:
        return PeopleMatch(PeopleIndex.of(()), {})
    found: dict[str, str] = {}
    doubts: Counter[DesiredCode] = Counter()
    missing: Counter[Role] = Counter()
    uncertain: set[str] = set()
    ambiguous: list[UnresolvedRow] = []
    people = [one for one in context.roster.people if one.roles != {Role.PARENT}]
    for person in people:
        answer = _account_of(person, directory, context.municipality.match_by)
        if isinstance(answer, AmbiguousMatch):
            doubts[answer.code] += 1
            uncertain |= set(answer.accounts)
            ambiguous.append(ambiguous_row(person, answer.code))
        elif answer is not None:
            found[person.sourced_id] = answer
        else:
            missing[_first_role(person)] += 1
    shared = _shared(found)
    doubts[DesiredCode.TWO_ACCOUNTS] += len(shared)
    uncertain |= set(shared.values())
    ambiguous += [
        ambiguous_row(person, DesiredCode.TWO_ACCOUNTS)
        for person in people
        if person.sourced_id in shared
    ]
    certain = {person: found[person] for person in found if person not in shared}
    tied = tie_rows(context, directory, certain)
    return PeopleMatch(
        PeopleIndex.of(context.roster.people),
        certain,
        frozenset(uncertain) | tied.guarded,
        (*_findings(context, doubts, missing), *row_findings(context)),
        (*tied.loose, *ambiguous),
    )


def _account_of(
    person: Person, directory: AccountDirectory, match_by: tuple[str, ...]
) -> str | AmbiguousMatch | None:
    """An account id, a doubt, or nothing."""
    for key in match_by:
        if key == "sourcedId":
            ids = directory.by_person.get(person.sourced_id, ())
            if len(ids) > 1:
                return AmbiguousMatch(DesiredCode.TWO_ACCOUNTS, ids)
            if ids:
                return ids[0]
        elif person.email and (account_id := directory.by_address.get(person.email)):
            owner = directory.accounts[account_id].person_id
            if owner and owner != person.sourced_id and "sourcedId" in match_by:
                return AmbiguousMatch(DesiredCode.ACCOUNT_OF_ANOTHER, (account_id,))
            return account_id
    return None


def _shared(found: dict[str, str]) -> dict[str, str]:
    """Everyone who shares an account with another person, with that account."""
    uses = Counter(found.values())
    return {person: account for person, account in found.items() if uses[account] > 1}


def _first_role(person: Person) -> Role:
    return next(role for role in Role if role in person.roles)


def _findings(
    context: SchoolContext, doubts: Counter[DesiredCode], missing: Counter[Role]
) -> tuple[Finding, ...]:
    told = [
        context.finding(code, facts={"count": count})
        for code, count in sorted(doubts.items())
        if count
    ]
    told += [
        context.finding(DesiredCode.NO_ACCOUNT, role.value, {"role": role.value, "count": count})
        for role, count in sorted(missing.items())
    ]
    return tuple(told)
