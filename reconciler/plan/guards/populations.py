"""Which people and resources are about pupils, and which about staff.

Premise: at the turn of a school year many pupils leave and move, and staff does not. So within the
rollover window other limits apply, but only to what is about pupils.

Rule: a group, its membership, or a unit is about pupils where its audience names pupils or
parents, a class, a grade or a year of graduation. Where its audience names nobody, or it is no
longer declared: where pupils or parents of the school are in it. A person with both roles counts
as staff. An undo has no roster at hand: nothing is about pupils, the ordinary limits apply.

Example: group 5a {class: 5а} is about pupils; teachers {role: teacher} is not; a dropped group
with one parent in it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain

from reconciler.desired.audiences import AudienceItems, AudienceRoles, audiences_by_role
from reconciler.desired.context import Desired, roles_by_member
from reconciler.manifest.types import SchoolManifest
from reconciler.model.change import Change
from reconciler.model.observation import Observation
from reconciler.model.people import STAFF, Role
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Address, Kind, Member, MemberType

YOUNG = frozenset({Role.PUPIL, Role.PARENT})
"""Roles whose audiences are about pupils."""
Audiences = Mapping[tuple[Kind, str], frozenset[Role]]
"""Kind and key of a declared unit or group → the roles that its audience names."""


class Population(StrEnum):
    """Pupils or staff; nobody changes between them without an acknowledgement."""

    PUPILS = "pupils"
    STAFF = "staff"


def populations(roles: Iterable[Role]) -> frozenset[Population]:
    """The populations of roles; parents belong to none."""
    named = {
        Population.STAFF if role in STAFF else Population.PUPILS
        for role in roles
        if role != Role.PARENT
    }
    return frozenset(named)


def population_by_account(desired: Desired | None) -> Mapping[str, Population]:
    """Account → its person's population; a person with both roles counts as staff."""
    found: dict[str, Population] = {}
    for member, roles in (roles_by_member(desired) if desired else {}).items():
        named = populations(roles)
        if member.type is MemberType.ACCOUNT and named:
            both_or_staff = Population.STAFF in named
            found[member.ref] = Population.STAFF if both_or_staff else Population.PUPILS
    return found


def about_pupils(
    plan: SchoolPlan, observation: Observation, desired: Desired | None
) -> frozenset[Address]:
    """The changed groups, memberships and units that are about pupils."""
    if desired is None:
        return frozenset()
    audiences, known = audiences_of(desired.context.manifest), roles_by_member(desired)
    current = _current_members(plan, observation)
    return frozenset(
        change.address
        for change in plan.changes
        if not YOUNG.isdisjoint(
            audiences.get(audience_key(change.address))
            or chain.from_iterable(
                known.get(member, ()) for member in current.get(change.address, ())
            )
        )
    )


def audiences_of(manifest: SchoolManifest) -> Audiences:
    """The roles each declared unit and group is for; empty where only addresses are named."""
    units = {(Kind.ORG_UNIT, unit.key): (unit.holds or ()) for unit in manifest.units}
    groups = {
        (Kind.GROUP, spec.key): tuple(chain.from_iterable(audiences_by_role(spec).values()))
        for spec in manifest.groups
    }
    declared: dict[tuple[Kind, str], AudienceItems] = {**units, **groups}
    return {
        key: frozenset(AudienceRoles.of(items, manifest).audience)
        for key, items in declared.items()
    }


def audience_key(address: Address) -> tuple[Kind, str]:
    """The key of an address in `audiences_of`: a membership has the audience of its group."""
    return (Kind.GROUP if address.kind is Kind.MEMBERSHIP else address.kind, address.key)


def _current_members(
    plan: SchoolPlan, observation: Observation
) -> Mapping[Address, frozenset[Member]]:
    """Who is now in the changed groups and units, as far as that was read."""
    changed = {c.address: c.target.name for c in plan.changes if c.target is not None}
    names = set(changed.values())
    groups = {
        group.address: frozenset(chain.from_iterable((group.members or {}).values()))
        for group in observation.groups
        if group.address in names
    }
    in_groups = {address: groups.get(name, frozenset()) for address, name in changed.items()}
    return in_groups | dict(_accounts_in_units(plan.changes, observation))


def _accounts_in_units(
    changes: Iterable[Change], observation: Observation
) -> Iterator[tuple[Address, frozenset[Member]]]:
    for change in changes:
        if change.address.kind is Kind.ORG_UNIT and change.target is not None:
            path = change.target.name.lower()
            yield (
                change.address,
                frozenset(
                    Member(MemberType.ACCOUNT, account)
                    for account in observation.account_index.inside(path)
                ),
            )
