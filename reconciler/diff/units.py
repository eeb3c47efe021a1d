"""Units: what differs of a path and a label, and which units go.

Where units nest (Google), a rename carries everything below along. So units are compared parents
first, paths are compared as they are once the renames so far are done, and a unit is not renamed
while an ignored one lies below it. Where they are flat (Microsoft), each is renamed by itself.

Example: `/staff/teachers` under a `/staff` that becomes `/personnel` is at `/personnel/teachers`
without a change of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reconciler.diff.match import Index, Match
from reconciler.diff.objects import ObjectComparer, ObjectsResult, drop
from reconciler.diff.policy import DiffCode, SchoolPolicy, UnlistedCode
from reconciler.diff.result import Difference, changed
from reconciler.model.change import Action, FieldChange, Reason
from reconciler.model.observation import GuardedUnit, Listing, Observation, ObservedUnit
from reconciler.model.plan import Unknown
from reconciler.model.resources import Declared, Kind, OrgUnit, Resource, ResourceSet

_GUARDED = {
    GuardedUnit.DYNAMIC: DiffCode.UNIT_DYNAMIC,
    GuardedUnit.RESTRICTED: DiffCode.UNIT_RESTRICTED,
}


@dataclass(frozen=True, slots=True)
class UnitRenames:
    """Where units are after the planned renames."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    """Old path → new path."""
    nest: bool = True

    def now(self, path: str) -> str:
        """The path that a path has once the renames are done."""
        if path in self.renamed:
            return self.renamed[path]
        head, slash, tail = path.rpartition("/")
        return f"{self.now(head)}/{tail}" if self.nest and slash and head else path


@dataclass(frozen=True, slots=True)
class UnitsResult:
    """The units once the plan is done; those that are dropped go after everybody has moved."""

    declared: ObjectsResult[ObservedUnit]
    renames: UnitRenames


def compare_units(
    declared: ResourceSet, observation: Observation, policy: SchoolPolicy
) -> tuple[UnitsResult, Difference]:
    """Plans units, parents first; what is dropped is settled later, once moves are known."""
    difference = Difference()
    objects = [(unit.path, unit) for unit in observation.units]
    comparer = _UnitComparer(Index.of(Kind.ORG_UNIT, objects, policy), policy, difference)
    items = sorted(declared.of(Kind.ORG_UNIT), key=_depth)
    result = comparer.compare(items)
    difference.unmanaged[Kind.ORG_UNIT] = result.unmanaged
    return UnitsResult(result, comparer.renames), difference


class _UnitComparer(ObjectComparer[ObservedUnit]):
    """A unit's name is its path."""

    @property
    def renames(self) -> UnitRenames:
        """The renames that are planned so far."""
        return UnitRenames(self.renamed, self.policy.units_nest)

    def name(self, resource: Resource) -> str:
        return _unit(resource).path

    def present(self, observed: ObservedUnit) -> str:
        return self.renames.now(observed.path)

    def fields(self, resource: Resource, observed: ObservedUnit) -> tuple[FieldChange, ...]:
        unit = _unit(resource)
        fields = changed("path", self.present(observed), unit.path)
        return fields + changed("label", observed.label, unit.label)

    def obstacle(self, item: Declared, found: Match[ObservedUnit]) -> DiffCode | None:
        """What lies below an ignored unit, or has one below it, cannot come to its path."""
        path, now = _unit(item.resource).path, found.observed
        if now is not None and now.guarded is not None:
            return _GUARDED[now.guarded]
        if not self.policy.units_nest or (now is not None and self.present(now) == path):
            return None
        if now is not None and any(one.startswith(f"{now.path}/") for one in self.index.ignored):
            return DiffCode.IGNORED_BELOW
        above = path.rpartition("/")[0]
        return None if self._will_be_there(above) else DiffCode.NOTHING_ABOVE

    def _will_be_there(self, path: str) -> bool:
        """Whether a unit can be put below a path; the school's own root is taken for granted."""
        below_root = path not in ("", self.policy.root) and self.policy.covers(path)
        there = {*self.final_names, *self.index.ignored, *self.index.by_name}
        return not below_root or path in there

    def rename(self, observed: ObservedUnit, name: str) -> None:
        """From here on units are found by the paths that they have once it is done."""
        super().rename(observed, name)
        units = self.index.by_name.values()
        self.index = replace(self.index, by_name={self.present(one): one for one in units})


def _depth(item: Declared) -> int:
    """Parents before children, the root of the school's scope before all."""
    return _unit(item.resource).path.count("/")


def _unit(resource: Resource) -> OrgUnit:
    assert isinstance(resource, OrgUnit)  # noqa: S101  the kind says so
    return resource


def drop_units(
    units: UnitsResult, observation: Observation, leaving: frozenset[str], policy: SchoolPolicy
) -> Difference:
    """Lets dropped units go: pruned where allowed and empty after the plan's moves, else forgotten.

    `leaving` holds 'account path' for each account that the plan moves out of a unit.
    """
    difference = Difference()
    going: set[str] = set()
    # leaves first, so that a parent is empty once its children go
    for key, unit in sorted(units.declared.dropped, key=lambda pair: -pair[1].path.count("/")):
        action = Action.FORGET
        if policy.allows(Kind.ORG_UNIT, Action.DELETE):
            if Listing.ACCOUNTS not in observation.complete:
                facts = {"listing": Listing.ACCOUNTS.value}
                reason = Reason(UnlistedCode.NOT_LISTED, facts)
                difference.unknown.append(Unknown(policy.address(Kind.ORG_UNIT, key), reason))
                continue
            if not is_empty(unit, units.renames, observation, leaving | going):
                left = policy.finding(DiffCode.UNIT_NOT_EMPTY, f"orgunit/{key}", {"key": key})
                difference.findings.append(left)
                continue
            action = Action.DELETE
            going.add(unit.id)
        difference.changes.append(drop(key, unit, action, policy))
    return difference


def is_empty(
    unit: ObservedUnit, renames: UnitRenames, observation: Observation, going: frozenset[str]
) -> bool:
    """Whether nobody and nothing will be left in a unit, once renames and moves are done.

    `going` holds ids of units and 'account path' for each account that leaves a unit.
    """
    path = renames.now(unit.path)
    children = any(
        renames.now(other.path).startswith(f"{path}/") and other.id not in going
        for other in observation.units
    )
    people = any(
        path in map(renames.now, account.places) and f"{account.id} {path}" not in going
        for account in observation.accounts
    )
    return not children and not people
