"""Whom `people` finds: in a plan, by school and tenant; without names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reconciler.desired.context import AccountDirectory, Desired, DesiredCode, PeopleMatch
from reconciler.desired.placements import without_conflicts
from reconciler.model.change import PlacementDelta
from reconciler.model.observation import Observation
from reconciler.model.people import Person, Role
from reconciler.model.resources import Kind, LicenceAssignment, Membership, MemberType
from reconciler.model.tenant import Vendor
from reconciler.runtime.session import PlanResult

_AMBIGUOUS = (
    DesiredCode.TWO_ACCOUNTS,
    DesiredCode.ACCOUNT_OF_ANOTHER,
    DesiredCode.PEOPLE_AS_GROUP,
)


class Selection(StrEnum):
    """What people may wait for."""

    WITHOUT_ACCOUNT = "without-account"
    WITHOUT_LICENCE = "without-licence"
    AMBIGUOUS = "ambiguous"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Found:
    """The people of one school in one tenant for one selection."""

    selection: Selection
    school: str
    tenant: str
    vendor: Vendor
    people: tuple[Person, ...]
    """By class and id; parents are never among them: they have no account."""
    unknown_rows: int
    """Rows of the list of which nobody knows whose they are; listed with the ambiguous."""
    unit_of: Mapping[str, str]
    """sourced_id → path of the unit that the files want a person in."""


def find_people(planned: PlanResult, selections: Iterable[Selection]) -> tuple[Found, ...]:
    """Each selection at each school in reach, in the plan's order."""
    asked = tuple(selections)
    moved = dict(_moved(planned))
    found: list[Found] = []
    for alias, contexts in planned.schools_by_tenant.items():
        session = planned.sessions.get(alias)
        if session is None:
            continue
        observation = session.observation
        placed = without_conflicts(contexts, AccountDirectory.of(observation, contexts))
        for context, matched, places in placed.values():
            desired = planned.desired.get(context.ref)
            if desired is None or not context.targeted:
                continue
            units = {one: context.path(key) for one, key in places.unit_of.items()}
            found += [
                Found(
                    selection,
                    context.manifest.id,
                    alias,
                    context.tenant.vendor,
                    _chosen(matched, _ids(selection, desired, matched, observation, moved)),
                    _unknown(matched) if selection is Selection.AMBIGUOUS else 0,
                    units,
                )
                for selection in asked
            ]
    return tuple(found)


def _ids(
    selection: Selection,
    desired: Desired,
    matched: PeopleMatch,
    observation: Observation,
    moved: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """The sourced_ids of a selection."""
    ambiguous = frozenset(r.sourced_id for r in matched.loose if r.fault.code in _AMBIGUOUS)
    if selection is Selection.AMBIGUOUS:
        return ambiguous
    if selection is Selection.WITHOUT_ACCOUNT:
        everyone = frozenset(person.sourced_id for person in matched.people.people)
        return everyone - matched.account_of.keys() - ambiguous
    if selection is Selection.WITHOUT_LICENCE:
        accounts = frozenset(_unlicensed(desired, observation))
    else:
        accounts = moved.get(f"{desired.context.ref}", frozenset())
    return frozenset(one for one, account in matched.account_of.items() if account in accounts)


def _chosen(matched: PeopleMatch, ids: frozenset[str]) -> tuple[Person, ...]:
    people = (
        one
        for one in matched.people.people
        if one.sourced_id in ids and one.roles != frozenset({Role.PARENT})
    )
    return tuple(sorted(people, key=lambda one: (sorted(one.classes), one.sourced_id)))


def _unknown(matched: PeopleMatch) -> int:
    return sum(row.fault.code not in _AMBIGUOUS and not row.certificate for row in matched.loose)


def _unlicensed(desired: Desired, observation: Observation) -> Iterator[str]:
    """Accounts for which a licence is declared, directly or through a group, and not there."""
    members = {
        item.resource.group: item.resource
        for item in desired.resources.of(Kind.MEMBERSHIP)
        if isinstance(item.resource, Membership)
    }
    there = {one.product: one for one in observation.licences}
    for item in desired.resources.of(Kind.LICENCE):
        wanted = item.resource
        if not isinstance(wanted, LicenceAssignment) or wanted.product not in there:
            continue
        licence = there[wanted.product]
        have = {holder.member.ref for holder in licence.holders} | licence.inherited
        for holder in wanted.holders:
            refs = {holder.member.ref}
            if holder.member.type is MemberType.GROUP:
                group = members.get(holder.member.ref)
                roles = group.roles.values() if group else ()
                refs = {m.ref for some in roles for m in some if m.type is MemberType.ACCOUNT}
            yield from refs - have


def _moved(planned: PlanResult) -> Iterator[tuple[str, frozenset[str]]]:
    """School in its tenant → accounts that the plan moves."""
    for school in planned.plan.schools:
        deltas = [c.delta for c in school.differences if isinstance(c.delta, PlacementDelta)]
        yield f"{school.ref}", frozenset(move.account for one in deltas for move in one.moves)
