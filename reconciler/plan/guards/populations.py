"""Whom things are about: pupils, for whom other limits hold within the rollover window, or staff.

A group or unit is about pupils where its audience names pupils or parents, a class, a grade or a
year of graduation; where it is declared for nobody, or not any more, where pupils or parents of
the school are in it. An undo has no roster at hand, so all of it is held by the ordinary limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain

from reconciler.desired.audience_roles import AudienceItems, AudienceRoles, audiences_by_role
from reconciler.desired.context import Desired
from reconciler.desired.roles import roles_of
from reconciler.manifest.types import SchoolManifest
from reconciler.model.observation import Observation
from reconciler.model.people import Role
from reconciler.model.plan import Change, SchoolPlan
from reconciler.model.resources import Address, Kind, Member, MemberType

STAFF = frozenset({Role.PRINCIPAL, Role.TEACHER, Role.STAFF})
_YOUNG = frozenset({Role.PUPIL, Role.PARENT})
Audiences = Mapping[tuple[Kind, str], frozenset[Role]]
"""Kind and key of a declared unit or group → the roles that its audience names."""


class Population(StrEnum):
    """Pupils or staff: nobody goes from the one to the other unasked."""

    PUPILS = "pupils"
    STAFF = "staff"


def populations(roles: Iterable[Role]) -> frozenset[Population]:
    """The sides that roles are on; parents are on none."""
    named = {
        Population.STAFF if role in STAFF else Population.PUPILS
        for role in roles
        if role != Role.PARENT
    }
    return frozenset(named)


def population_by_account(desired: Desired | None) -> Mapping[str, Population]:
    """Account → its person's side; whoever is both is of the staff."""
    found: dict[str, Population] = {}
    for member, roles in (roles_of(desired) if desired else {}).items():
        on = populations(roles)
        if member.type is MemberType.ACCOUNT and on:
            found[member.ref] = Population.STAFF if Population.STAFF in on else Population.PUPILS
    return found


def about_pupils(
    plan: SchoolPlan, observation: Observation, desired: Desired | None
) -> frozenset[Address]:
    """The changed groups, memberships and units that are about pupils."""
    if desired is None:
        return frozenset()
    audiences, known = audiences_of(desired.context.manifest), roles_of(desired)
    present = _present(plan, observation)
    return frozenset(
        change.address
        for change in plan.changes
        if not _YOUNG.isdisjoint(
            audiences.get(_thing(change.address))
            or chain.from_iterable(
                known.get(member, ()) for member in present.get(change.address, ())
            )
        )
    )


def audiences_of(manifest: SchoolManifest) -> Audiences:
    """Whom each declared unit and group is for; nobody where only addresses are named."""
    units = {(Kind.ORG_UNIT, unit.key): (unit.holds or ()) for unit in manifest.units}
    groups = {
        (Kind.GROUP, spec.key): tuple(chain.from_iterable(audiences_by_role(spec).values()))
        for spec in manifest.groups
    }
    told: dict[tuple[Kind, str], AudienceItems] = {**units, **groups}
    return {
        thing: frozenset(AudienceRoles.of(items, manifest).audience)
        for thing, items in told.items()
    }


def _thing(address: Address) -> tuple[Kind, str]:
    """Of a membership its group."""
    return (Kind.GROUP if address.kind is Kind.MEMBERSHIP else address.kind, address.key)


def _present(plan: SchoolPlan, observation: Observation) -> Mapping[Address, frozenset[Member]]:
    """Who is in what changes now, as far as that was read."""
    changed = {c.address: c.target.name for c in plan.changes if c.target is not None}
    names = set(changed.values())
    groups = {
        group.address: frozenset(chain.from_iterable((group.members or {}).values()))
        for group in observation.groups
        if group.address in names
    }
    told = {address: groups.get(name, frozenset()) for address, name in changed.items()}
    return told | dict(_inside(plan.changes, observation))


def _inside(
    changes: Iterable[Change], observation: Observation
) -> Iterator[tuple[Address, frozenset[Member]]]:
    for change in changes:
        if change.address.kind is Kind.ORG_UNIT and change.target is not None:
            path = change.target.name.lower()
            accounts = (one.id for one in observation.accounts if path in one.places)
            yield change.address, frozenset(Member(MemberType.ACCOUNT, one) for one in accounts)
