"""What a school holds before its plan: the totals that guards compare a plan with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.desired.context import Desired
from reconciler.diff.seats import is_person
from reconciler.errors import Facts
from reconciler.model.observation import Observation, ObservedGroup
from reconciler.model.plan import SchoolPlan
from reconciler.model.removals import RecentRemovals
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
from reconciler.plan.carried import LostLicence, lost_licences
from reconciler.plan.guards.nested import NestedGroups, nested_groups
from reconciler.plan.guards.occupancy import UnitOccupancy, unit_occupancy
from reconciler.plan.guards.populations import Population, about_pupils, population_by_account
from reconciler.plan.guards.recent import RecentLosses, recent_losses
from reconciler.plan.guards.unmanaged import UnmanagedUnits, unmanaged_units


@dataclass(frozen=True, slots=True)
class Administrators:
    """Accounts of administrators, and the units that they are in."""

    accounts: frozenset[str] = frozenset()
    """Vendor ids."""
    units: frozenset[str] = frozenset()
    """Paths, lower case."""


@dataclass(frozen=True, slots=True)
class GuardInput:
    """What a school holds before its plan."""

    memberships: int = 0
    """In its groups."""
    placed: int = 0
    """People whom its declared units should hold."""
    units: frozenset[str] = frozenset()
    """Paths of its units, declared or marked."""
    marked: Mapping[Kind, int] = field(default_factory=dict)
    """How many units and groups carry its mark."""
    owners: Mapping[str, frozenset[Member]] = field(default_factory=dict)
    """Present address of a group → its owners, for the groups that the plan changes."""
    licences: Mapping[str, int] = field(default_factory=dict)
    """Product → how many of the school's people hold it; of all holders without `desired`."""
    through_groups: Mapping[str, int] = field(default_factory=dict)
    """The same of those who have it through a group, and of those who lose it by the plan."""
    lost: tuple[LostLicence, ...] = ()
    """Licences that the plan takes from people who leave a group."""
    admins: Administrators = Administrators()
    population: Mapping[str, Population] = field(default_factory=dict)
    """Account → whether its person is a pupil or staff."""
    occupancy: UnitOccupancy = field(default_factory=UnitOccupancy)
    unmanaged: UnmanagedUnits = field(default_factory=UnmanagedUnits)
    nested: NestedGroups = field(default_factory=NestedGroups)
    about_pupils: frozenset[Address] = frozenset()
    """The changed resources that are about pupils, see `populations`."""
    recent: RecentLosses = field(default_factory=RecentLosses)
    """What earlier runs took away within the window."""
    unfinished: frozenset[str] = frozenset()
    """Addresses of what an earlier run began and did not finish, from the ledger."""
    remembered: bool = True
    """Whether the ledger has ever had to do with the school in this tenant."""
    unprobed: Facts | None = None
    """Why a first apply in this tenant waits for a probe; None: it need not."""
    leaving: bool = False
    """Whether every mark is to be taken off the tenant."""
    decommission: bool = False
    """Whether the school's file declares that it closes."""


def guard_input(
    plan: SchoolPlan,
    observation: Observation,
    desired: Desired | None = None,
    unfinished: frozenset[str] = frozenset(),
    history: RecentRemovals | None = None,
) -> GuardInput:
    """Reads it from the observed tenant. An undo has no `desired`: then nothing is declared."""
    resources = _resources(desired)
    groups = _groups_of_school(plan, observation, desired)
    population = population_by_account(desired)
    lost = lost_licences(plan.changes, observation, resources)
    return GuardInput(
        memberships=sum(
            len(members) for group in groups for members in (group.members or {}).values()
        ),
        placed=sum(len(item.accounts) for item in resources if isinstance(item, Placement)),
        units=frozenset(item.path for item in resources if isinstance(item, OrgUnit))
        | _marked_units(_ids(plan, desired), observation),
        marked=_marked_by_kind(_ids(plan, desired), observation),
        owners=_owners(plan, groups),
        licences=_licences(observation, desired),
        through_groups=_through_groups(observation, desired, lost),
        lost=lost,
        admins=_admins(observation),
        population=population,
        occupancy=unit_occupancy(plan, observation, desired, population),
        unmanaged=unmanaged_units(plan, observation, desired),
        nested=nested_groups(plan, observation),
        about_pupils=about_pupils(plan, observation, desired),
        recent=recent_losses(
            plan.ref, observation, history or RecentRemovals(), desired, population
        ),
        unfinished=unfinished,
        decommission=desired is not None and desired.context.manifest.decommission,
    )


def _resources(desired: Desired | None) -> tuple[Resource, ...]:
    return tuple(item.resource for item in desired.resources.items.values()) if desired else ()


def _ids(plan: SchoolPlan, desired: Desired | None) -> frozenset[str]:
    """The school's id and its earlier ones."""
    earlier = () if desired is None else desired.context.manifest.previously
    return frozenset({plan.school, *earlier})


def _groups_of_school(
    plan: SchoolPlan, observation: Observation, desired: Desired | None
) -> tuple[ObservedGroup, ...]:
    """The groups that carry the school's mark, are declared, or change."""
    ids = _ids(plan, desired)
    addresses = {item.address for item in _resources(desired) if isinstance(item, Group)}
    addresses |= _changed_names(plan)
    return tuple(
        group
        for group in observation.groups
        if group.address in addresses or (group.mark is not None and group.mark.school in ids)
    )


def _changed_names(plan: SchoolPlan) -> set[str]:
    """Present addresses of the groups that the plan changes, or whose members it changes."""
    return {change.target.name for change in plan.changes if change.target is not None}


def _marked_by_kind(ids: frozenset[str], observation: Observation) -> Mapping[Kind, int]:
    return Counter(mark.kind for mark in observation.marks() if mark.school in ids)


def _marked_units(ids: frozenset[str], observation: Observation) -> frozenset[str]:
    # by mark, not only by declaration: a unit that this plan drops is no longer declared, and the
    # people in it must still count as people of the school
    marked = (unit for unit in observation.units if unit.mark and unit.mark.school in ids)
    return frozenset(unit.path for unit in marked)


def _owners(plan: SchoolPlan, groups: Iterable[ObservedGroup]) -> Mapping[str, frozenset[Member]]:
    changed = _changed_names(plan)
    return {
        group.address: (group.members or {}).get(MemberRole.OWNER, frozenset())
        for group in groups
        if group.address in changed
    }


def _licences(observation: Observation, desired: Desired | None) -> Mapping[str, int]:
    return {
        licence.product: sum(
            is_person(holder) and (desired is None or holder.member.ref in desired.rostered)
            for holder in licence.holders
        )
        for licence in observation.licences
    }


def _through_groups(
    observation: Observation, desired: Desired | None, lost: Iterable[LostLicence]
) -> Mapping[str, int]:
    losing: dict[str, set[str]] = {}
    for one in lost:
        losing.setdefault(one.product, set()).add(one.account)
    return {
        licence.product: len(
            licence.inherited
            if desired is None
            else licence.inherited & (desired.rostered | losing.get(licence.product, set()))
        )
        for licence in observation.licences
    }


def _admins(observation: Observation) -> Administrators:
    admins = observation.account_index.admins
    return Administrators(
        frozenset(account.id for account in admins),
        frozenset(unit for account in admins for unit in account.places),
    )
