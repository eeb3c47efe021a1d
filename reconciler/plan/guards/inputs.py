"""What a school holds before its plan: what guards measure a plan against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.desired.context import Desired
from reconciler.model.observation import Observation, ObservedGroup
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import (
    Address,
    Group,
    Kind,
    Member,
    MemberRole,
    OrgUnit,
    Placement,
    Resource,
)
from reconciler.plan.guards.nested import NestedGroups, nested_groups
from reconciler.plan.guards.occupancy import UnitOccupancy, unit_occupancy
from reconciler.plan.guards.populations import Population, about_pupils, population_by_account


@dataclass(frozen=True, slots=True)
class Administrators:
    """Accounts of administrators, and the units that they are in."""

    accounts: frozenset[str] = frozenset()
    """Vendor ids."""
    places: frozenset[str] = frozenset()
    """Paths, lower case."""


@dataclass(frozen=True, slots=True)
class GuardInput:
    """What a school holds before its plan."""

    memberships: int = 0
    """In its groups."""
    placed: int = 0
    """People whom its units should hold."""
    units: frozenset[str] = frozenset()
    """Paths of its units, declared or marked: whoever is in one of these was placed there once."""
    marked: Mapping[Kind, int] = field(default_factory=dict)
    """Units and groups that carry its mark."""
    owners: Mapping[str, frozenset[Member]] = field(default_factory=dict)
    """Present address of a group → its owners, for the groups that the plan changes."""
    licences: Mapping[str, int] = field(default_factory=dict)
    """Product → how many of the school's people hold it; of all people where nobody is known."""
    admins: Administrators = Administrators()
    people: Mapping[str, Population] = field(default_factory=dict)
    """Account → the side of its person."""
    places: UnitOccupancy = field(default_factory=UnitOccupancy)
    nested: NestedGroups = field(default_factory=NestedGroups)
    pupils: frozenset[Address] = frozenset()
    """What changes and is about pupils, as `about` has it."""
    unfinished: frozenset[str] = frozenset()
    """Addresses of what an earlier run began and did not finish, as the ledger has them."""
    decommission: bool = False
    """The school's file says that all of it may go."""


def guard_input(
    plan: SchoolPlan,
    observation: Observation,
    desired: Desired | None = None,
    unfinished: frozenset[str] = frozenset(),
) -> GuardInput:
    """Reads it off the tenant; without `desired` (an undo) nothing is declared."""
    resources = _resources(desired)
    groups = _groups_of(plan, observation, desired)
    people = population_by_account(desired)
    return GuardInput(
        memberships=sum(
            len(members) for group in groups for members in (group.members or {}).values()
        ),
        placed=sum(len(one.accounts) for one in resources if isinstance(one, Placement)),
        units=frozenset(one.path for one in resources if isinstance(one, OrgUnit))
        | _units(_ids(plan, desired), observation),
        marked=_marked(_ids(plan, desired), observation),
        owners=_owners(plan, groups),
        licences=_licences(observation, desired),
        admins=_admins(observation),
        people=people,
        places=unit_occupancy(plan, observation, desired, people),
        nested=nested_groups(plan, observation),
        pupils=about_pupils(plan, observation, desired),
        unfinished=unfinished,
        decommission=desired is not None and desired.context.manifest.decommission,
    )


def _resources(desired: Desired | None) -> tuple[Resource, ...]:
    return tuple(item.resource for item in desired.resources.items.values()) if desired else ()


def _ids(plan: SchoolPlan, desired: Desired | None) -> frozenset[str]:
    """The school's id and its earlier ones."""
    earlier = () if desired is None else desired.context.manifest.previously
    return frozenset({plan.school, *earlier})


def _groups_of(
    plan: SchoolPlan, observation: Observation, desired: Desired | None
) -> tuple[ObservedGroup, ...]:
    """The groups that carry the school's mark, are declared, or change."""
    ids = _ids(plan, desired)
    named = {one.address for one in _resources(desired) if isinstance(one, Group)}
    named |= _changed(plan)
    return tuple(
        group
        for group in observation.groups
        if group.address in named or (group.mark is not None and group.mark.school in ids)
    )


def _changed(plan: SchoolPlan) -> set[str]:
    """Present addresses of the groups that the plan changes, or whose members it changes."""
    return {change.target.name for change in plan.changes if change.target is not None}


def _marked(ids: frozenset[str], observation: Observation) -> Mapping[Kind, int]:
    marks = [*(u.mark for u in observation.units), *(g.mark for g in observation.groups)]
    return Counter(mark.kind for mark in marks if mark and mark.school in ids)


def _units(ids: frozenset[str], observation: Observation) -> frozenset[str]:
    """Paths of the units that carry its mark: one that is dropped is not declared any more."""
    marked = (unit for unit in observation.units if unit.mark and unit.mark.school in ids)
    return frozenset(unit.path for unit in marked)


def _owners(plan: SchoolPlan, groups: Iterable[ObservedGroup]) -> Mapping[str, frozenset[Member]]:
    changed = _changed(plan)
    return {
        group.address: (group.members or {}).get(MemberRole.OWNER, frozenset())
        for group in groups
        if group.address in changed
    }


def _licences(observation: Observation, desired: Desired | None) -> Mapping[str, int]:
    return {
        licence.product: sum(
            desired is None or holder.member.ref in desired.rostered for holder in licence.holders
        )
        for licence in observation.licences
    }


def _admins(observation: Observation) -> Administrators:
    admins = [account for account in observation.accounts if account.admin]
    return Administrators(
        frozenset(account.id for account in admins),
        frozenset(place for account in admins for place in account.places),
    )
