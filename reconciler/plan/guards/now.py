"""What a school holds before its plan: what guards measure a plan against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from reconciler.desired.context import Desired
from reconciler.manifest.types import Audience
from reconciler.model.observation import Observation, ObservedGroup
from reconciler.model.people import Role
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import (
    Group,
    Kind,
    Member,
    MemberRole,
    OrgUnit,
    Placement,
    Resource,
)

STAFF = frozenset({Role.PRINCIPAL, Role.TEACHER, Role.STAFF})


@dataclass(frozen=True, slots=True)
class Admins:
    """Accounts of administrators, and the units that they are in."""

    accounts: frozenset[str] = frozenset()
    """Vendor ids."""
    places: frozenset[str] = frozenset()
    """Paths, lower case."""


@dataclass(frozen=True, slots=True)
class Now:
    """What a school holds before its plan."""

    memberships: int = 0
    """In its groups."""
    placed: int = 0
    """People whom its units should hold."""
    units: frozenset[str] = frozenset()
    """Paths of its declared units: whoever leaves one of these was placed there once."""
    marked: Mapping[Kind, int] = field(default_factory=dict)
    """Units and groups that carry its mark."""
    owners: Mapping[str, frozenset[Member]] = field(default_factory=dict)
    """Present address of a group → its owners, for the groups that the plan changes."""
    licences: Mapping[str, int] = field(default_factory=dict)
    """Product → how many of the school's people hold it; of all people where nobody is known."""
    admins: Admins = Admins()
    pupils_in: frozenset[str] = frozenset()
    """Paths of the declared units that hold pupils, and nobody of the staff."""
    staff_in: frozenset[str] = frozenset()
    """Paths of those that hold staff, and no pupils."""
    unfinished: frozenset[str] = frozenset()
    """Addresses of what an earlier run began and did not finish, as the ledger has them."""
    decommission: bool = False
    """The school's file says that all of it may go."""


def now_of(
    plan: SchoolPlan,
    observation: Observation,
    desired: Desired | None = None,
    unfinished: frozenset[str] = frozenset(),
) -> Now:
    """Reads it off the tenant; without `desired` (an undo) nothing is declared."""
    resources = [item.resource for item in desired.resources.items.values()] if desired else []
    groups = _groups_of(plan, observation, resources)
    pupils_in, staff_in = _sides(desired)
    return Now(
        memberships=sum(
            len(members) for group in groups for members in (group.members or {}).values()
        ),
        placed=sum(len(one.accounts) for one in resources if isinstance(one, Placement)),
        units=frozenset(one.path for one in resources if isinstance(one, OrgUnit)),
        marked=_marked(plan, observation),
        owners=_owners(plan, groups),
        licences=_licences(observation, desired),
        admins=_admins(observation),
        pupils_in=pupils_in,
        staff_in=staff_in,
        unfinished=unfinished,
        decommission=desired is not None and desired.context.manifest.decommission,
    )


def _groups_of(
    plan: SchoolPlan, observation: Observation, resources: Iterable[Resource]
) -> tuple[ObservedGroup, ...]:
    """The groups that carry the school's mark, are declared, or change."""
    named = {one.address for one in resources if isinstance(one, Group)}
    named |= _changed(plan)
    return tuple(
        group
        for group in observation.groups
        if group.address in named or (group.mark is not None and group.mark.school == plan.school)
    )


def _changed(plan: SchoolPlan) -> set[str]:
    """Present addresses of the groups that the plan changes, or whose members it changes."""
    return {change.target.name for change in plan.changes if change.target is not None}


def _marked(plan: SchoolPlan, observation: Observation) -> Mapping[Kind, int]:
    marks = [*(u.mark for u in observation.units), *(g.mark for g in observation.groups)]
    return Counter(mark.kind for mark in marks if mark and mark.school == plan.school)


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


def _admins(observation: Observation) -> Admins:
    admins = [account for account in observation.accounts if account.admin]
    return Admins(
        frozenset(account.id for account in admins),
        frozenset(place for account in admins for place in account.places),
    )


def _sides(desired: Desired | None) -> tuple[frozenset[str], frozenset[str]]:
    """Paths of the units that hold pupils alone, and of those that hold staff alone."""
    if desired is None:
        return frozenset(), frozenset()
    context = desired.context
    roles = {
        context.path(unit.key): frozenset(chain.from_iterable(map(_roles, unit.holds or ())))
        for unit in context.manifest.units
    }
    return (
        frozenset(path for path, held in roles.items() if held == {Role.PUPIL}),
        frozenset(path for path, held in roles.items() if held and held <= STAFF),
    )


def _roles(item: Audience) -> frozenset[Role]:
    """Whom an audience can name by role: a grade and a year of graduation are pupils'."""
    if item.role is not None:
        return frozenset({item.role})
    if item.grade is not None or item.graduates is not None:
        return frozenset({Role.PUPIL})
    return frozenset(Role)
