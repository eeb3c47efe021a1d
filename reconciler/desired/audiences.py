"""Whom an audience selects: keys of an item are ANDed, items are ORed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reconciler.desired.codes import UnknownCode
from reconciler.desired.context import SchoolInTenant
from reconciler.manifest.types import Audience
from reconciler.model.people import Person, Role
from reconciler.model.plan import Reason

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


def select(
    items: Iterable[Audience], people: Iterable[Person], places: Mapping[str, str] = _NO_PLACES
) -> tuple[Person, ...]:
    """The people whom any of the items selects, in their order."""
    wanted = [item for item in items if item.group is None and item.address is None]
    return tuple(p for p in people if any(selects(item, p, places) for item in wanted))


def why_unknown(items: Iterable[Audience], context: SchoolInTenant) -> Reason | None:
    """Why these items cannot be worked out, or None.

    A school that is missing in the roster, or has nobody at all of a role, makes the audience
    unknown and never empty.
    """
    for item in items:
        if item.group is not None or item.address is not None:
            continue
        if context.roster is None:
            return Reason(UnknownCode.NO_ROSTER, {"school": context.manifest.id})
        if item.role is not None and context.roster.count(item.role) == 0:
            return Reason(UnknownCode.NOBODY_OF_ROLE, {"role": item.role.value})
        if item.certified is not None and not context.certifications:
            return Reason(UnknownCode.NO_CERTIFICATIONS)
    return None
