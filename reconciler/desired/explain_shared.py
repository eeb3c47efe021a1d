"""Explain people who are in two schools of one tenant: which school decides, and by which rule.

They are told as numbers. Example: a teacher of ou-a and ou-b, whose list has ou-a as her first
organization, is one person in the unit `staff` of ou-a: `why` of that unit says "one of them is in
another school, too, and has the place here, since this is the first school in the list"; `why` of
the unit of ou-b says that her place is decided by ou-a.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from reconciler.desired.audiences import PeopleIndex
from reconciler.desired.context import PeopleMatch, SchoolContext
from reconciler.desired.placements import PlacementClaims, winner
from reconciler.errors import Code, Facts
from reconciler.manifest.types import Audience
from reconciler.model.change import Reason
from reconciler.model.resources import Kind

Accounts = frozenset[str]


class SharedCode(Code):
    """Lines of an explanation about people of two schools (reason-…)."""

    PLACED_HERE = "why-two-schools-placed-here"
    PLACED_THERE = "why-two-schools-placed-there"
    PLACED_NOWHERE = "why-two-schools-placed-nowhere"
    IN_EACH = "why-two-schools-in-each"
    LICENSED_HERE = "why-two-schools-licensed-here"
    LICENSED_THERE = "why-two-schools-licensed-there"


def shared_people(claims: PlacementClaims, school: str, kind: Kind, key: str) -> Iterator[Reason]:
    """A line for each rule that decides about people of this school and others, with how many.

    `claims` are the placements before conflicts between schools are resolved.
    """
    if kind in (Kind.ORG_UNIT, Kind.PLACEMENT):
        found = _placed(claims, school, key)
    elif kind is Kind.LICENCE:
        found = _licensed(claims, school, key)
    else:
        found = _members(claims, school, key)
    counts: dict[Code, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for code, account, others in found:
        for other in others:
            counts[code][other].add(account)
    for code, by_school in sorted(counts.items()):
        everyone: set[str] = set().union(*by_school.values())
        facts: Facts = {"count": len(everyone), "schools": ", ".join(sorted(by_school))}
        yield Reason(code, facts)


_Found = Iterator[tuple[Code, str, Iterable[str]]]


def _placed(claims: PlacementClaims, school: str, key: str) -> _Found:
    wanted: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    mine: set[str] = set()
    for name, (_, matched, places) in claims.items():
        for person in matched.people.people:
            account = matched.account_of.get(person.sourced_id)
            unit = places.unit_of.get(person.sourced_id)
            if account and unit is not None:
                wanted[account].append((name, person.primary))
                if name == school and unit == key:
                    mine.add(account)
    for account in mine:
        others = [name for name, _ in wanted[account] if name != school]
        decides = winner(wanted[account])
        if others and decides == school:
            yield SharedCode.PLACED_HERE, account, others
        elif others and decides is not None:
            yield SharedCode.PLACED_THERE, account, (decides,)
        elif others:
            yield SharedCode.PLACED_NOWHERE, account, others


def _members(claims: PlacementClaims, school: str, key: str) -> _Found:
    def wants(context: SchoolContext) -> Iterable[Audience]:
        for spec in context.manifest.groups:
            if spec.key == key:
                yield from spec.audiences

    everyone = {name: frozenset(m.account_of.values()) for name, (_, m, _) in claims.items()}
    for account in _selected(claims, school, wants):
        others = [n for n, inside in everyone.items() if n != school and account in inside]
        if others:
            yield SharedCode.IN_EACH, account, others


def _licensed(claims: PlacementClaims, school: str, product: str) -> _Found:
    def wants(context: SchoolContext) -> Iterable[Audience]:
        for spec in context.manifest.licences:
            if spec.product == product:
                yield from spec.audience

    wanted: Mapping[str, Accounts] = {name: _selected(claims, name, wants) for name in claims}
    for account in wanted[school]:
        others = sorted(n for n, inside in wanted.items() if n != school and account in inside)
        if others and others[0] < school:
            yield SharedCode.LICENSED_THERE, account, others[:1]
        elif others:
            yield SharedCode.LICENSED_HERE, account, others


def _selected(
    claims: PlacementClaims, school: str, wants: Callable[[SchoolContext], Iterable[Audience]]
) -> Accounts:
    """The accounts of those whom the items of a school select."""
    context, matched, places = claims[school]
    people: PeopleIndex = matched.people
    return _accounts(
        matched, (p.sourced_id for p in people.select(wants(context), places.people_of))
    )


def _accounts(matched: PeopleMatch, people: Iterable[str]) -> Accounts:
    return frozenset(matched.account_of[one] for one in people if one in matched.account_of)
