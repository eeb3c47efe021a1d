"""What nobody leaves while a row of a list cannot be tied to one account or address.

Premise: the row is about somebody, and she may be in a group under an account that nobody can
name. Rule: from an audience that the row may belong to nobody is taken; whoever belongs there is
added all the same. Example: a pupil's row of 5а has two addresses in its cell and her id is on no
account. Then nobody leaves 5а, the pupils' groups, units and licences; teachers are not concerned.

A row of the list of certified people concerns what asks for certified people alone. Where its
number is on one account of the tenant, it is known: somebody whom no list has any more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconciler.desired.context import AccountDirectory, DesiredCode, SchoolContext
from reconciler.errors import Facts, Fault
from reconciler.manifest.types import Audience, GroupSpec, SchoolManifest
from reconciler.model.people import Person, Role, Roster, UnresolvedRow
from reconciler.model.plan import Finding
from reconciler.roster.codes import RosterCode

_LISTED = 10
"""How many rows of a school are listed one by one."""
_SHOWN = 3
"""Rows that a finding about several names."""


@dataclass(frozen=True, slots=True)
class TiedRows:
    """The unresolved rows of a school, as far as they can be tied to somebody."""

    loose: tuple[UnresolvedRow, ...]
    """Rows that no one account or address goes with."""
    guarded: frozenset[str]
    """Accounts and addresses of the others: nothing is taken from these."""


@dataclass(frozen=True, slots=True)
class HoldingRows:
    """Where the rows stand because of which nobody leaves an audience: 'users.csv:12'."""

    people: tuple[str, ...]
    """Of lists of people."""
    certificates: tuple[str, ...]
    """Of the list of certified people."""


def tie_rows(
    context: SchoolContext, directory: AccountDirectory, account_of: Mapping[str, str]
) -> TiedRows:
    """Ties each row by id, then by address; `account_of` has the people who are certain."""
    roster = context.roster
    if roster is None:
        return TiedRows((), frozenset())
    claims = _Claims.of(roster, directory, account_of)
    loose: list[UnresolvedRow] = []
    guarded: set[str] = set()
    for row in roster.unresolved:
        if row.certificate:
            found = _certificate_of(row, context, directory, account_of)
            if found is None:
                continue
            tied = len(found) == 1
        elif row.in_roster and row.sourced_id in account_of:
            continue
        else:
            found, tied = claims.tied(row)
        guarded |= found
        if not tied:
            loose.append(row)
    return TiedRows(tuple(loose), frozenset(guarded))


@dataclass(frozen=True, slots=True)
class _Claims:
    """What rows of lists of people are tied by, and who else claims it."""

    directory: AccountDirectory
    certain: Mapping[str, set[str]]
    """Account or address → ids of the certain people who have it."""
    doubled: Counter[str]
    """Address → rows that have it and an id that is there twice."""

    @classmethod
    def of(
        cls, roster: Roster, directory: AccountDirectory, account_of: Mapping[str, str]
    ) -> _Claims:
        certain: dict[str, set[str]] = defaultdict(set)
        for person in roster.people:
            account = account_of.get(person.sourced_id)
            for name in filter(None, (account, person.email)):
                certain[name].add(person.sourced_id)
        doubled = Counter(row.email for row in roster.unresolved if row.email and _doubled(row))
        return cls(directory, certain, doubled)

    def tied(self, row: UnresolvedRow) -> tuple[set[str], bool]:
        """The accounts or the address that a row may be about, and whether it can be no other.

        An id and an address that are of two accounts say that one of them was copied; so does an
        address that somebody else has for certain, and an id that is there twice.
        """
        by_id = {*self.directory.by_person.get(row.sourced_id, ())} if row.sourced_id else set()
        if not row.email:
            return by_id, len(by_id) == 1 and not _doubled(row)
        account = self.directory.by_address.get(row.email)
        # an address that is no account's may be a parent's, who is a member by it
        found = by_id | {account or row.email}
        if self.doubled[row.email] > 1:
            return found, False
        if by_id:
            agreed = (
                len(by_id) == 1 and not _doubled(row) if account is None else found == {account}
            )
            return found, agreed
        others = self.certain.get(account or row.email, set()) - {row.sourced_id}
        return found, not others


def _doubled(row: UnresolvedRow) -> bool:
    return row.fault.code == RosterCode.DUPLICATE_ID


def _certificate_of(
    row: UnresolvedRow,
    context: SchoolContext,
    directory: AccountDirectory,
    account_of: Mapping[str, str],
) -> set[str] | None:
    """The account of a certificate that may hold; None: it is nobody's who could lose anything.

    Who of the list has no certain account is a doubt of her own.
    """
    if row.in_roster:
        return {account_of[row.sourced_id]} if row.sourced_id in account_of else None
    by_id = "sourcedId" in context.municipality.match_by and row.sourced_id
    return None if by_id and len(directory.by_person.get(row.sourced_id, ())) == 1 else set()


def ambiguous_row(person: Person, code: DesiredCode) -> UnresolvedRow:
    """The row of a person whose account is not certain."""
    fault = Fault(code, person.place)
    return UnresolvedRow(
        fault,
        person.sourced_id,
        person.email,
        person.roles,
        person.classes or None,
        certified=person.certified,
    )


def holding_rows(
    items: Iterable[Audience], rows: Iterable[UnresolvedRow], manifest: SchoolManifest
) -> HoldingRows:
    """The rows that items may select, nested groups included, and units where they matter."""
    groups = {spec.key: spec for spec in manifest.groups}
    wanted = list(_flat(items, groups, frozenset()))
    certified = [item for item in wanted if _asks_certified(item, manifest)]
    of_people: dict[str, None] = {}
    certificates: dict[str, None] = {}
    for row in rows:
        asked, places = (certified, certificates) if row.certificate else (wanted, of_people)
        if any(_may_select(item, row) for item in asked):
            places[shown_row(row)] = None
    return HoldingRows(tuple(of_people), tuple(certificates))


def _asks_certified(item: Audience, manifest: SchoolManifest) -> bool:
    """Whether it selects certified people alone, by itself or by a unit that holds these."""
    held = (unit.holds or () for unit in manifest.units if unit.key == item.unit)
    return item.certified is True or any(one.certified is True for some in held for one in some)


def _flat(
    items: Iterable[Audience], groups: Mapping[str, GroupSpec], seen: frozenset[str]
) -> Iterator[Audience]:
    for item in items:
        if item.group is None:
            yield item
        elif item.group in groups and item.group not in seen:
            yield from _flat(groups[item.group].audiences, groups, seen | {item.group})


def _may_select(item: Audience, row: UnresolvedRow) -> bool:
    """Whether an item could select the person of a row; what the row does not say may be so."""
    if item.address is not None:
        return False
    if item.role is None and row.roles == frozenset({Role.PARENT}):
        return False
    if item.role is not None and row.roles is not None and item.role not in row.roles:
        return False
    if None not in (item.certified, row.certified) and item.certified is not row.certified:
        return False
    if row.classes is None:
        return True
    grades = {int(name[:-1]) for name in row.classes}
    return (item.klass is None or item.klass in row.classes) and (
        item.grade is None or item.grade in grades
    )


def shown_row(row: UnresolvedRow) -> str:
    """Where a row stands: 'users.csv:12'."""
    place = row.fault.place
    return f"{place.file}:{place.line}" if place else "-"


def rows_finding(
    context: SchoolContext, code: DesiredCode, rows: Sequence[UnresolvedRow]
) -> Finding:
    """How many rows have one trouble, and where the first of them stand."""
    places = [shown_row(row) for row in rows]
    facts: Facts = {"count": len(places), "rows": ", ".join(places[:_SHOWN])}
    return context.finding(code, facts=facts)


def row_findings(context: SchoolContext) -> Iterator[Finding]:
    """A finding for each cell that leaves somebody unknown, then one for the rest of them."""
    roster = context.roster
    # a certificate that nobody here is known to have is a doubt of the city's list, told once
    rows = [
        row
        for row in (() if roster is None else roster.unresolved)
        if row.in_roster or not row.certificate
    ]
    faults = list({row.fault.sort_key(): row.fault for row in rows}.values())
    for fault in faults[:_LISTED]:
        place = fault.place
        subject = f"roster/{place.file}:{place.line}" if place else "roster"
        yield context.finding(fault.code, subject, fault.facts, place)
    if len(faults) > _LISTED:
        facts = {"count": len(faults) - _LISTED}
        yield context.finding(DesiredCode.MORE_ROWS, "roster", facts, faults[_LISTED].place)
