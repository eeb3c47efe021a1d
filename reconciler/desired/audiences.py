"""Whom an audience selects: keys of an item are ANDed, items are ORed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconciler.manifest.types import Audience
from reconciler.model.people import Person, Role

_NO_PLACES: Mapping[str, str] = {}


def selects(item: Audience, person: Person, places: Mapping[str, str] = _NO_PLACES) -> bool:
    """Whether a person fits every key of an item; `places` is sourced_id → unit key.

    Parents are selected only by their role: {class: 5а} means its pupils and teachers.
    """
    if item.role is None and person.roles == {Role.PARENT}:
        return False
    return (
        (item.role is None or item.role in person.roles)
        and (item.grade is None or item.grade == person.grade)
        and (item.klass is None or item.klass in person.classes)
        and (item.graduates is None or item.graduates == person.graduates)
        and (item.certified is None or item.certified == person.certified)
        and (item.unit is None or places.get(person.sourced_id) == item.unit)
    )


def describe_audience(item: Audience) -> str:
    """An item as people write it: '{role: teacher, certified: true}'."""
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
    told = (f"{key}: {value}" for key, value in keys.items() if value is not None)
    return f"{{{', '.join(told)}}}"


@dataclass(frozen=True, slots=True)
class PeopleIndex:
    """The people of a school, found by role and by class without asking everyone."""

    people: tuple[Person, ...]
    by_role: Mapping[Role, tuple[Person, ...]]
    by_class: Mapping[str, tuple[Person, ...]]

    @classmethod
    def of(cls, people: Iterable[Person]) -> PeopleIndex:
        """Indexes people; their order is kept."""
        everyone = tuple(people)
        by_role: dict[Role, list[Person]] = defaultdict(list)
        by_class: dict[str, list[Person]] = defaultdict(list)
        for person in everyone:
            for role in person.roles:
                by_role[role].append(person)
            for name in person.classes:
                by_class[name].append(person)
        return cls(
            everyone,
            {role: tuple(found) for role, found in by_role.items()},
            {name: tuple(found) for name, found in by_class.items()},
        )

    def select(
        self, items: Iterable[Audience], places: Mapping[str, str] = _NO_PLACES
    ) -> tuple[Person, ...]:
        """The people whom any of the items selects, each once."""
        chosen = {
            person.sourced_id: person
            for item in items
            if item.group is None and item.address is None
            for person in self._candidates(item)
            if selects(item, person, places)
        }
        return tuple(chosen.values())

    def _candidates(self, item: Audience) -> tuple[Person, ...]:
        """The smallest known set that holds everyone whom an item can select."""
        if item.klass is not None:
            return self.by_class.get(item.klass, ())
        if item.role is not None:
            return self.by_role.get(item.role, ())
        return self.people
