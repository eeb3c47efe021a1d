"""Units: which to make, adopt, rename, describe anew, let go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reconciler.diff.codes import DiffCode, UnlistedCode
from reconciler.diff.match import Index, Match, MatchedBy, match
from reconciler.diff.policy import SchoolPolicy
from reconciler.diff.result import Difference, action_for, changed, mark_changed, reason_for
from reconciler.model.observation import Listing, Observation, ObservedUnit
from reconciler.model.plan import (
    Action,
    Change,
    FieldChange,
    Reason,
    ReasonCode,
    Refusal,
    Target,
    Unknown,
)
from reconciler.model.resources import Declared, Kind, OrgUnit, ResourceSet


@dataclass(frozen=True, slots=True)
class UnitsResult:
    """Where units stand after the planned renames."""

    renamed: Mapping[str, str]
    """Old path → new path."""
    dropped: tuple[ObservedUnit, ...]
    """Ours, and not declared any more."""
    nest: bool
    standing: frozenset[str] = frozenset()
    """Paths of the declared units that will be there, and ours, once the plan is done."""

    def now(self, path: str) -> str:
        """The path that a path has once the renames are done."""
        if path in self.renamed:
            return self.renamed[path]
        head, slash, tail = path.rpartition("/")
        return f"{self.now(head)}/{tail}" if self.nest and slash and head else path


def compare_units(
    declared: ResourceSet, observation: Observation, policy: SchoolPolicy, told: Difference
) -> UnitsResult:
    """Plans units, parents first; what is dropped is settled later, once moves are known."""
    objects = [(unit.path, unit) for unit in observation.units]
    index = Index.of(Kind.ORG_UNIT, objects, policy)
    told.refusals += index.doubles(policy)
    renamed: dict[str, str] = {}
    standing: set[str] = set()
    kept: set[str] = set()
    for item in sorted(declared.of(Kind.ORG_UNIT), key=lambda item: item.address.key.count("/")):
        unit = item.resource
        if not isinstance(unit, OrgUnit) or policy.ignores(Kind.ORG_UNIT, unit.path):
            continue
        kept |= {item.address.key, *item.previously}
        found = match(item, unit.path, index, policy)
        if isinstance(found, Refusal):
            told.refuse(found)
            continue
        so_far = UnitsResult(renamed, (), policy.units_nest)
        if not _plan(item, found, so_far, policy, told):
            continue
        standing.add(unit.path)
        if found.found is not None and so_far.now(found.found.path) != unit.path:
            renamed[found.found.path] = unit.path
            index = _after(index, UnitsResult(renamed, (), policy.units_nest))
    dropped = tuple(
        units[0] for key, units in sorted(index.ours.items()) if key not in kept and len(units) == 1
    )
    told.unmanaged[Kind.ORG_UNIT] = sum(unit.mark is None for unit in index.by_name.values())
    return UnitsResult(renamed, dropped, policy.units_nest, frozenset(standing))


def _after(index: Index[ObservedUnit], units: UnitsResult) -> Index[ObservedUnit]:
    """The units by the paths that they have once the renames so far are done."""
    return replace(index, by_name={units.now(u.path): u for u in index.by_name.values()})


def _plan(
    item: Declared,
    found: Match[ObservedUnit],
    so_far: UnitsResult,
    policy: SchoolPolicy,
    told: Difference,
) -> bool:
    """Whether the unit will be ours and at its path."""
    unit, now = item.resource, found.found
    assert isinstance(unit, OrgUnit)  # noqa: S101  the kind says so
    fields: tuple[FieldChange, ...] = ()
    if now is not None:
        fields = changed("path", so_far.now(now.path), unit.path)
        fields += changed("label", now.label, unit.label)
    mark = now.mark if now is not None else None
    fields += mark_changed(mark, item.address)
    if found.how is MatchedBy.MARK and item.previously:
        told.spent(item, policy)
    if found.how is MatchedBy.MARK and not fields:
        return True
    change = Change(
        address=item.address,
        action=action_for(found.how),
        after=unit,
        reason=reason_for(found.how, item, mark),
        target=target_of(now, found.how) if now is not None else None,
        fields=fields,
        place=item.place,
        before=observed_as_unit(now) if now is not None else None,
    )
    planned = told.plan(change, policy)
    at_home = found.how is MatchedBy.MARK and now is not None and so_far.now(now.path) == unit.path
    return planned or at_home


def observed_as_unit(unit: ObservedUnit) -> OrgUnit:
    """The unit in our words, as it is today."""
    return OrgUnit(unit.path, unit.label)


def target_of(unit: ObservedUnit, how: MatchedBy = MatchedBy.MARK) -> Target:
    """The unit as the vendor knows it today."""
    adopted = unit.mark.adopted if unit.mark else how in (MatchedBy.NAME, MatchedBy.EARLIER_NAME)
    return Target(unit.id, unit.spelling, unit.label, adopted)


def drop_units(
    units: UnitsResult, observation: Observation, leaving: frozenset[str], policy: SchoolPolicy
) -> Difference:
    """Lets dropped units go: pruned where allowed and empty after the plan's moves, else forgotten.

    `leaving` holds 'account path' for each account that the plan moves out of a unit.
    """
    told = Difference()
    going: set[str] = set()
    for unit in sorted(units.dropped, key=lambda unit: -unit.path.count("/")):
        key = unit.mark.key if unit.mark else unit.path
        address = policy.address(Kind.ORG_UNIT, key)
        action, code = Action.FORGET, ReasonCode.DROPPED
        if policy.allows(Kind.ORG_UNIT, Action.DELETE):
            if Listing.ACCOUNTS not in observation.complete:
                facts = {"listing": Listing.ACCOUNTS.value}
                told.unknown.append(Unknown(address, Reason(UnlistedCode.NOT_LISTED, facts)))
                continue
            if not is_empty(unit, units, observation, leaving | going):
                left = policy.finding(DiffCode.UNIT_NOT_EMPTY, f"orgunit/{key}", {"key": key})
                told.findings.append(left)
                continue
            action, code = Action.DELETE, ReasonCode.PRUNED
            going.add(unit.id)
        fields = mark_changed(unit.mark, address)
        dropped = Change(address, action, None, Reason(code), target_of(unit), fields)
        told.changes.append(replace(dropped, before=observed_as_unit(unit)))
    return told


def is_empty(
    unit: ObservedUnit, units: UnitsResult, observation: Observation, going: frozenset[str]
) -> bool:
    """Whether nobody and nothing will be left in a unit, once renames and moves are done.

    `going` holds ids of units and 'account path' for each account that leaves a unit.
    """
    path = units.now(unit.path)
    children = any(
        units.now(other.path).startswith(f"{path}/") and other.id not in going
        for other in observation.units
    )
    people = any(
        path in map(units.now, account.places) and f"{account.id} {path}" not in going
        for account in observation.accounts
    )
    return not children and not people
