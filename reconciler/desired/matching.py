"""Which account each person has: by the roster's id or by e-mail, never by name.

Premise: giving a pupil's group to the wrong account is worse than giving it to nobody, so an
ambiguous match is a finding, and nothing is given to or taken from its candidates.

Rule: the municipality's `matchBy` lists keys in order; the first that finds an account decides.
- sourcedId: the account that carries the person's roster id. Two such accounts: ambiguous.
- email: the account with this address or alias. If it carries another person's roster id, and
  sourcedId is among the keys: ambiguous (`account-of-another`).
Two people matched to one account: ambiguous for both.

Example: matchBy [sourcedId, email]. P1 has no account with the id P1, and the e-mail a@x; account A
(a@x) carries no id: P1 is A. If A carries P2: ambiguous.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reconciler.desired.addresses import parent_doubt
from reconciler.desired.audiences import PeopleIndex
from reconciler.desired.context import AccountDirectory, DesiredCode, PeopleMatch, SchoolContext
from reconciler.desired.holds import ambiguous_row, row_findings, shown_row, tie_rows
from reconciler.errors import Code, Facts
from reconciler.model.mailbox import mailbox, untagged
from reconciler.model.people import Person, Role, UnresolvedRow
from reconciler.model.plan import Finding

_SHOWN = 3
"""Rows that a finding names."""


@dataclass(frozen=True, slots=True)
class AmbiguousMatch:
    """Why a person's account is ambiguous, and the candidates."""

    code: DesiredCode
    accounts: tuple[str, ...]


def match_people(context: SchoolContext, directory: AccountDirectory) -> PeopleMatch:
    """The account of each person of a school; ambiguous ones are counted in findings.

    A parent claims no account: a teacher whose child is at the school is in the list twice, by
    one address, and is the teacher. Parents are reached by e-mail.
    """
    if context.roster is None:
        return PeopleMatch(PeopleIndex.of(()), {})
    found: dict[str, str] = {}
    ambiguous: Counter[DesiredCode] = Counter()
    missing: Counter[Role] = Counter()
    uncertain: set[str] = set()
    rows: list[UnresolvedRow] = []
    people = [one for one in context.roster.people if one.roles != {Role.PARENT}]
    for person in people:
        account = _account_of(person, directory, context.municipality.match_by)
        if isinstance(account, AmbiguousMatch):
            ambiguous[account.code] += 1
            uncertain |= set(account.accounts)
            rows.append(ambiguous_row(person, account.code))
        elif account is not None:
            found[person.sourced_id] = account
        else:
            missing[_first_role(person)] += 1
    shared = _shared(found)
    ambiguous[DesiredCode.TWO_ACCOUNTS] += len(shared)
    uncertain |= set(shared.values())
    both = [one for one in people if one.sourced_id in shared]
    rows += [ambiguous_row(person, DesiredCode.TWO_ACCOUNTS) for person in both]
    certain = {person: found[person] for person in found if person not in shared}
    tied = tie_rows(context, directory, certain)
    matched = PeopleMatch(
        PeopleIndex.of(context.roster.people),
        certain,
        frozenset(uncertain) | tied.guarded,
        _findings(context, ambiguous, missing),
        (*tied.loose, *rows),
    )
    return _with_parents(context, directory, matched)


def _with_parents(
    context: SchoolContext, directory: AccountDirectory, matched: PeopleMatch
) -> PeopleMatch:
    """The same with the rows of parents whose address can be no member.

    Whose mailbox a tagged address is, is known: that one stays, and others may leave.
    """
    rows = _doubtful_parents(context, directory, matched.pupils())
    tagged = [row for row in rows if row.fault.code is DesiredCode.PARENTS_TAGGED]
    unclear = (row for row in rows if row.fault.code is not DesiredCode.PARENTS_TAGGED)
    return replace(
        matched,
        uncertain=matched.uncertain | {mailbox(untagged(row.email or "")) for row in tagged},
        findings=(*matched.findings, *_parent_findings(context, rows)),
        loose=(*matched.loose, *unclear),
    )


def _doubtful_parents(
    context: SchoolContext, directory: AccountDirectory, pupils: frozenset[str]
) -> list[UnresolvedRow]:
    """Rows of parents whose address can be no member, where a group takes parents in."""
    audiences = (item for spec in context.manifest.groups for item in spec.audiences)
    roster = context.roster
    if roster is None or not any(item.role is Role.PARENT for item in audiences):
        return []
    return [
        ambiguous_row(one, code)
        for one in roster.people
        if one.roles == {Role.PARENT} and one.email
        if (code := parent_doubt(context, directory, pupils, one.email)) is not None
    ]


def _parent_findings(context: SchoolContext, rows: Iterable[UnresolvedRow]) -> Iterator[Finding]:
    """How many for each reason, and where the first of their rows stand."""
    by_code: dict[Code, list[str]] = {}
    for row in rows:
        by_code.setdefault(row.fault.code, []).append(shown_row(row))
    for code, places in sorted(by_code.items()):
        facts: Facts = {"count": len(places), "rows": ", ".join(places[:_SHOWN])}
        yield context.finding(code, facts=facts)


def _account_of(
    person: Person, directory: AccountDirectory, match_by: tuple[str, ...]
) -> str | AmbiguousMatch | None:
    """An account id, an ambiguous match, or None: no account."""
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
    """Person → account, for everyone who shares the account with another person."""
    uses = Counter(found.values())
    return {person: account for person, account in found.items() if uses[account] > 1}


def _first_role(person: Person) -> Role:
    return next(role for role in Role if role in person.roles)


def _findings(
    context: SchoolContext, ambiguous: Counter[DesiredCode], missing: Counter[Role]
) -> tuple[Finding, ...]:
    findings = [
        context.finding(code, facts={"count": count})
        for code, count in sorted(ambiguous.items())
        if count
    ]
    findings += [
        context.finding(DesiredCode.NO_ACCOUNT, role.value, {"role": role.value, "count": count})
        for role, count in sorted(missing.items())
    ]
    return (*findings, *row_findings(context))
