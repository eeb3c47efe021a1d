"""All kinds of one school in one tenant, compared in the order in which they depend.

Units come first, since their renames carry accounts along; then placements, which empty units;
then the units that are dropped; then groups, their members, and licences, which may go through
groups. The tenant's seats are shared by its schools, so what one school leaves is handed to the
next: compare the schools of a tenant in a fixed order.

Example: of 10 seats the first school takes 6. Its comparison has 4 left in `free`, which the second
school's comparison is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reconciler.diff.carriers import licence_carriers
from reconciler.diff.groups import compare_groups
from reconciler.diff.licences import compare_licences
from reconciler.diff.members import compare_members
from reconciler.diff.objects import ObjectsResult
from reconciler.diff.placements import compare_placements
from reconciler.diff.policy import ProjectedState, SchoolPolicy, UnlistedCode
from reconciler.diff.result import Difference
from reconciler.diff.seats import FreeSeats
from reconciler.diff.stale import stale_references
from reconciler.diff.units import UnitRenames, UnitsResult, compare_units, drop_units
from reconciler.model.change import PlacementDelta, Reason
from reconciler.model.observation import Listing, Observation
from reconciler.model.plan import Unknown
from reconciler.model.resources import Kind, ResourceSet
from reconciler.model.seats import Seats


@dataclass(frozen=True, slots=True)
class SchoolComparison:
    """What one school differs in, the seats that it wants, and those that it leaves to others."""

    difference: Difference
    seats: tuple[Seats, ...]
    free: FreeSeats


def compare(
    declared: ResourceSet,
    observation: Observation,
    policy: SchoolPolicy,
    free: FreeSeats | None = None,
) -> SchoolComparison:
    """Compares a school's declared resources with what was observed.

    `free` are the seats that the tenant's schools before this one left; None: there was none. A
    kind that was not listed completely gives unknowns, never removals.
    """
    units, difference = _units(declared, observation, policy)
    projected = projected_state(observation, units, policy)
    placed = compare_placements(declared, observation, policy, projected)
    parts = [difference, placed, stale_references(declared, observation, policy)]
    if Listing.UNITS in observation.complete:
        # after the placements: whether a unit is empty depends on who the plan moves out
        parts.append(drop_units(units, observation, _leaving(placed), policy))
    groups = None
    if Listing.GROUPS in observation.complete:
        groups, planned = compare_groups(declared, observation, policy, projected)
        carriers = licence_carriers(declared, observation, policy, groups.declared.renamed)
        groups = replace(groups, carriers=carriers)
        parts.append(planned)
        if Listing.ACCOUNTS in observation.complete:
            parts.append(compare_members(declared, groups, policy, projected))
        else:
            parts.append(_unlisted(declared, (Kind.MEMBERSHIP,), Listing.ACCOUNTS))
    else:
        parts.append(_unlisted(declared, (Kind.GROUP, Kind.MEMBERSHIP), Listing.GROUPS))
    licences = compare_licences(declared, observation, policy, free or FreeSeats(), groups)
    return SchoolComparison(_joined([*parts, licences.difference]), licences.seats, licences.free)


def projected_state(
    observation: Observation, units: UnitsResult, policy: SchoolPolicy
) -> ProjectedState:
    """The tenant as it stands once the planned renames are done."""
    index, now = observation.account_index, units.renames.now
    moved = {places: frozenset(map(now, places)) for places in index.at}
    renamed = any(now(path) != path for places in index.at for path in places)
    ignored = (
        ids
        for places, ids in index.at.items()
        if any(policy.ignores(Kind.ORG_UNIT, path) for path in places)
    )
    return ProjectedState(
        accounts={one: moved[places] for places, ids in index.at.items() for one in ids}
        if renamed
        else index.places,
        suspended=index.suspended,
        guests=index.guests,
        taken=index.names,
        units=units.declared.final_names,
        ignored=frozenset[str]().union(*ignored),
    )


def _units(
    declared: ResourceSet, observation: Observation, policy: SchoolPolicy
) -> tuple[UnitsResult, Difference]:
    if Listing.UNITS not in observation.complete:
        nothing = UnitsResult(ObjectsResult(), UnitRenames(nest=policy.units_nest))
        return nothing, _unlisted(declared, (Kind.ORG_UNIT,), Listing.UNITS)
    return compare_units(declared, observation, policy)


def _unlisted(declared: ResourceSet, kinds: Iterable[Kind], listing: Listing) -> Difference:
    reason = Reason(UnlistedCode.NOT_LISTED, {"listing": listing.value})
    unknown = [Unknown(item.address, reason) for kind in kinds for item in declared.of(kind)]
    return Difference(unknown=unknown)


def _leaving(placed: Difference) -> frozenset[str]:
    return frozenset(
        f"{move.account} {path}"
        for change in placed.changes
        if isinstance(change.delta, PlacementDelta)
        for move in change.delta.moves
        for path in move.out_of
    )


def _joined(parts: Iterable[Difference]) -> Difference:
    joined = Difference()
    for part in parts:
        joined.changes += part.changes
        joined.unknown += part.unknown
        joined.findings += part.findings
        joined.refusals += part.refusals
        joined.unmanaged |= part.unmanaged
    return joined


def seats_by_product(rows: Iterable[Seats]) -> tuple[Seats, ...]:
    """Sums the wishes of the schools that share a tenant's seats; sorted by product and tenant."""
    summed: dict[tuple[str, str], Seats] = {}
    for row in rows:
        key = (row.product, row.tenant)
        known = summed.get(key)
        summed[key] = row if known is None else _sum(known, row)
    return tuple(summed[key] for key in sorted(summed))


def _sum(one: Seats, other: Seats) -> Seats:
    return Seats(
        product=one.product,
        tenant=one.tenant,
        purchased=one.purchased,
        consumed=one.consumed,
        wanted=one.wanted + other.wanted,
        after=one.after + other.after - other.consumed,
        short=one.short + other.short,
        without=(*one.without, *other.without),
    )
