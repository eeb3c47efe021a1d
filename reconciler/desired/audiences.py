"""Audiences: which people an item selects, and which roles and classes it names.

Rule: the keys of one item are ANDed, the items of a list are ORed. Parents are selected only by
`role: parent`. An item with `group` or `address` selects nobody by itself: it names a member.

Example: [{role: teacher, certified: true}, {class: 5а}] selects every certified teacher, and the
pupils and teachers of 5а, each once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reconciler.compliance.audience import strongest_first
from reconciler.manifest.types import Audience, GroupSpec, SchoolManifest
from reconciler.model.people import STAFF, Person, Role
from reconciler.model.resources import MemberRole

Units = Mapping[str, tuple[str, ...]]
"""sourced_id → the keys of the units that a person is of: one, but where two claim her."""
_NO_PLACES: Units = {}


def selects(item: Audience, person: Person, units: Units = _NO_PLACES) -> bool:
    """Whether a person fits every key of an item."""
    # the roster gives a parent the children's classes: {class: 5а} would select parents, too
    if item.role is None and person.roles == {Role.PARENT}:
        return False
    return (
        (item.role is None or item.role in person.roles)
        and (item.grade is None or item.grade == person.grade)
        and (item.klass is None or item.klass in person.classes)
        and (item.graduates is None or item.graduates == person.graduates)
        and (item.certified is None or item.certified == person.certified)
        and (item.unit is None or item.unit in units.get(person.sourced_id, ()))
    )


def audience_keys(item: Audience) -> str:
    """An item's keys as they are written in a file: 'role: teacher, certified: true'."""
    keys = {
        "role": item.role.value if item.role else None,
        "grade": item.grade,
        "class": item.klass,
        "graduates": item.graduates,
        "certified": None if item.certified is None else str(item.certified).lower(),
        "unit": item.unit,
        "group": item.group,
        "address": item.address,
    }
    return ", ".join(f"{key}: {value}" for key, value in keys.items() if value is not None)


def describe_audience(item: Audience) -> str:
    """An item as it is written in a file: '{role: teacher, certified: true}'."""
    return f"{{{audience_keys(item)}}}"


@dataclass(frozen=True, slots=True)
class PeopleIndex:
    """The people of a school, indexed by role and by class."""

    people: tuple[Person, ...]
    by_role: Mapping[Role, tuple[Person, ...]]
    by_class: Mapping[str, tuple[Person, ...]]

    @classmethod
    def of(cls, people: Iterable[Person]) -> PeopleIndex:
        """Indexes people; their order is kept."""
        all_people = tuple(people)
        by_role: dict[Role, list[Person]] = defaultdict(list)
        by_class: dict[str, list[Person]] = defaultdict(list)
        for person in all_people:
            for role in person.roles:
                by_role[role].append(person)
            for name in person.classes:
                by_class[name].append(person)
        return cls(
            all_people,
            {role: tuple(found) for role, found in by_role.items()},
            {name: tuple(found) for name, found in by_class.items()},
        )

    def select(self, items: Iterable[Audience], units: Units = _NO_PLACES) -> tuple[Person, ...]:
        """The people whom any of the items selects, each once."""
        chosen = {
            person.sourced_id: person
            for item in items
            # a group or an address is a member by itself and selects nobody
            if item.group is None and item.address is None
            for person in self._candidates(item)
            if selects(item, person, units)
        }
        return tuple(chosen.values())

    def _candidates(self, item: Audience) -> tuple[Person, ...]:
        """The smallest indexed set that contains everyone whom an item can select."""
        # classes are smaller than roles, and a school has thousands of people for each group
        if item.klass is not None:
            return self.by_class.get(item.klass, ())
        if item.role is not None:
            return self.by_role.get(item.role, ())
        return self.people


AudienceItems = tuple[Audience, ...]
_CLASS = frozenset({Role.PUPIL, Role.TEACHER})


def audiences_by_role(spec: GroupSpec) -> Mapping[MemberRole, AudienceItems]:
    """The audiences of a group by role; only the managed roles."""
    lists = {
        MemberRole.OWNER: spec.owners,
        MemberRole.MANAGER: spec.managers,
        MemberRole.MEMBER: spec.members,
    }
    return {role: items for role, items in lists.items() if items is not None}


@dataclass(frozen=True, slots=True)
class AudienceRoles:
    """The roles and classes that audiences name, whether anybody has them or not.

    Nested groups and units are followed.
    """

    audience: tuple[Role, ...]
    """Strongest first."""
    classes: tuple[str, ...]
    """Sorted."""
    certified: bool = False
    """Whether each item that names teachers names certified ones alone."""

    @classmethod
    def of(cls, items: AudienceItems, manifest: SchoolManifest) -> AudienceRoles:
        """The roles and classes that the items name at a school."""
        flat = tuple(_without_nested(items, manifest, set()))
        teachers = [item for item in flat if Role.TEACHER in _roles(item, manifest)]
        return cls(
            audience=strongest_first(role for item in flat for role in _roles(item, manifest)),
            classes=tuple(sorted({item.klass for item in flat if item.klass is not None})),
            certified=bool(teachers) and all(item.certified is True for item in teachers),
        )


def _without_nested(
    items: AudienceItems, manifest: SchoolManifest, seen: set[str]
) -> Iterator[Audience]:
    """The items with nested groups replaced by those groups' items."""
    for item in items:
        if item.group is None:
            yield item
        elif item.group not in seen:
            seen.add(item.group)
            for group in manifest.groups:
                if group.key == item.group:
                    for inner in audiences_by_role(group).values():
                        yield from _without_nested(inner, manifest, seen)


def _roles(item: Audience, manifest: SchoolManifest) -> frozenset[Role]:
    """The roles that one item can select: `selects` over roles instead of people."""
    if item.address is not None:
        return frozenset()
    if item.role is not None:
        return frozenset({item.role})
    if item.grade is not None or item.graduates is not None:
        return frozenset({Role.PUPIL})
    if item.klass is not None:
        return _CLASS
    if item.unit is not None:
        held = [i for unit in manifest.units if unit.key == item.unit for i in unit.holds or ()]
        return frozenset(role for i in held if i.unit is None for role in _roles(i, manifest))
    return STAFF if item.certified is not None else frozenset()
