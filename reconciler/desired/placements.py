"""Which unit holds each person, and which of two schools decides it.

Rule, within a school: a person goes by the strongest role for which a unit of the school holds
them (principal, teacher, staff, pupil; never parent). Two units for that role: nobody is moved, a
finding counts them. Between schools of one tenant: the person's primary organization decides; if
none or two of the claiming schools are primary, nobody moves the account. Administrators' accounts
are never moved: their unit may carry the policy that lets them administer.

Whoever is not moved, as an administrator or because it is not decided, is of the unit all the same:
an audience that names it has them, or a doubt would take them out of groups and licences.

Example: /staff holds {role: teacher}, /pupils {role: pupil}. A teacher who is also a pupil's parent
goes to /staff. A teacher at two schools goes to the unit of the one that is primary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reconciler.desired.audiences import Units, selects
from reconciler.desired.context import (
    AccountDirectory,
    DesiredCode,
    PeopleMatch,
    SchoolContext,
    unresolved_reason,
)
from reconciler.desired.matching import crossing_accounts, match_people
from reconciler.desired.parents import with_parents
from reconciler.manifest.types import UnitSpec
from reconciler.model.people import Person, Role
from reconciler.model.plan import Finding


@dataclass(frozen=True, slots=True)
class PlacementResult:
    """Where a school wants its people: sourced_id → unit key; and findings of conflicts."""

    unit_of: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    staying: Units = field(default_factory=dict)
    """The units of whom nobody moves: administrators, and those for whom it is not decided."""

    @property
    def people_of(self) -> Units:
        """Whom `{unit: …}` selects: whoever stays where they are is of a unit all the same."""
        return {**{one: (unit,) for one, unit in self.unit_of.items()}, **self.staying}


def place_people(context: SchoolContext, matched: PeopleMatch) -> PlacementResult:
    """The unit of each person of a school; a person with two candidate units is not moved."""
    units = [unit for unit in context.manifest.units if unit.holds]
    # an unresolved unit still claims its people, or they would be moved to the next best one
    unknown = {unit.key for unit in units if unresolved_reason(unit.holds or (), context)}
    unit_of: dict[str, str] = {}
    ties: dict[str, tuple[str, ...]] = {}
    for person in matched.people.people:
        keys = _units_for(person, units)
        if len(keys) == 1 and keys[0] not in unknown:
            unit_of[person.sourced_id] = keys[0]
        elif len(keys) > 1:
            ties[person.sourced_id] = tuple(keys)
    finding = context.finding(DesiredCode.TWO_PLACES, facts={"count": len(ties)})
    return PlacementResult(unit_of, (finding,) if ties else (), ties)


def _units_for(person: Person, units: Iterable[UnitSpec]) -> list[str]:
    """The units that hold a person, by the strongest role for which there is any."""
    for role in Role:
        if role not in person.roles or role is Role.PARENT:
            continue
        acting = replace(person, roles=frozenset({role}))
        keys = [u.key for u in units if any(selects(item, acting) for item in u.holds or ())]
        if keys:
            return keys
    return []


PlacementClaims = Mapping[str, tuple[SchoolContext, PeopleMatch, PlacementResult]]
"""School → its context, its people's accounts, and where it wants them."""


def without_conflicts(
    contexts: Iterable[SchoolContext], directory: AccountDirectory
) -> PlacementClaims:
    """Matches and places the people of every school of one tenant, in the order given."""
    return resolved(placement_claims(contexts, directory), directory)


def placement_claims(
    contexts: Iterable[SchoolContext], directory: AccountDirectory
) -> PlacementClaims:
    """The same before conflicts between the schools are resolved."""
    schools = tuple(contexts)
    matches = [match_people(context, directory) for context in schools]
    crossing = crossing_accounts(matches)
    if crossing:
        matches = [match_people(context, directory, crossing) for context in schools]
    pupils = frozenset[str]().union(*(matched.pupils() for matched in matches))
    claims: dict[str, tuple[SchoolContext, PeopleMatch, PlacementResult]] = {}
    for context, matched in zip(schools, matches, strict=True):
        whole = with_parents(context, directory, matched, pupils)
        claims[context.manifest.id] = (context, whole, place_people(context, whole))
    return claims


def resolved(claims: PlacementClaims, directory: AccountDirectory) -> PlacementClaims:
    """The claims with the placements that are left once conflicts are resolved."""
    places = resolve_conflicts(claims, directory)
    return {
        school: (context, matched, places[school])
        for school, (context, matched, _) in claims.items()
    }


def resolve_conflicts(
    claims: PlacementClaims, directory: AccountDirectory
) -> Mapping[str, PlacementResult]:
    """Removes the placements that a school may not decide; `claims` is by school."""
    wanted: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for school, (_, matched, places) in claims.items():
        for person in matched.people.people:
            account = matched.account_of.get(person.sourced_id)
            if account and person.sourced_id in places.unit_of:
                wanted[account].append((school, person.primary))
    winners = {account: winner(schools) for account, schools in wanted.items()}
    return {
        school: _without_lost_claims(claim, school, winners, directory)
        for school, claim in claims.items()
    }


def winner(schools: list[tuple[str, bool]]) -> str | None:
    """The one school that may place an account; None: nobody may."""
    if len(schools) == 1:
        return schools[0][0]
    primary = [school for school, is_primary in schools if is_primary]
    return primary[0] if len(primary) == 1 else None


def _without_lost_claims(
    claim: tuple[SchoolContext, PeopleMatch, PlacementResult],
    school: str,
    winners: Mapping[str, str | None],
    directory: AccountDirectory,
) -> PlacementResult:
    context, matched, places = claim
    unit_of: dict[str, str] = {}
    staying = {
        sourced_id: keys
        for sourced_id, keys in places.staying.items()
        if winners.get(matched.account_of.get(sourced_id, ""), school) in (school, None)
    }
    admins = undecided = 0
    for sourced_id, unit in places.unit_of.items():
        account = matched.account_of.get(sourced_id)
        if account is None or winners[account] == school:
            if account and directory.accounts[account].admin:
                admins += 1
                staying[sourced_id] = (unit,)
            else:
                unit_of[sourced_id] = unit
        elif winners[account] is None:
            undecided += 1
            staying[sourced_id] = (unit,)
    findings = list(places.findings)
    if admins:
        findings.append(context.finding(DesiredCode.ADMIN_STAYS, facts={"count": admins}))
    if undecided:
        findings.append(context.finding(DesiredCode.TWO_SCHOOLS, facts={"count": undecided}))
    return PlacementResult(unit_of, tuple(findings), staying)
