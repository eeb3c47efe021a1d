"""What each school has: units for staff, pupils and leavers; a group a class; somebody trained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reconciler.compliance import STAFF, Code, PolicyInput, Rule, Violation
from reconciler.model.people import Role
from reconciler.model.resources import GroupType, MemberRole

LEAVERS = "leavers"
"""How the city's layouts call the unit of those who left."""
DEEPEST = 5
_NAMED_AT_MOST = 3


class Structure(Code):
    """Ids of the rules."""

    UNITS = "units-declared"
    CLASSES = "class-has-group"
    SHALLOW = "units-shallow"
    TRAINED = "team-trained"


def units(subject: PolicyInput) -> Iterator[Violation]:
    """Staff and pupils each have a unit, and there is one for those who left."""
    held = [unit.holds.roles for unit in subject.units.values() if unit.holds is not None]
    has = {
        "staff": any(roles & STAFF for roles in held),
        "pupils": any(Role.PUPIL in roles for roles in held),
        "leavers": any(key.rpartition("/")[2] == LEAVERS for key in subject.units),
    }
    for what, there in has.items():
        if not there:
            yield Violation("", {"what": what})


def classes(subject: PolicyInput) -> Iterator[Violation]:
    """Each class has a mail group of its pupils: one breach a school."""
    reached = {
        name
        for group in subject.groups.values()
        if group.type is GroupType.MAIL
        and Role.PUPIL in (members := group.who(MemberRole.MEMBER)).audience
        for name in members.classes
    }
    lonely = [name for names in subject.classes.values() for name in names if name not in reached]
    if lonely:
        more = len(lonely) - _NAMED_AT_MOST
        named = ", ".join(lonely[:_NAMED_AT_MOST])
        yield Violation("", {"classes": named, "others": str(more) if more > 0 else "none"})


def shallow(subject: PolicyInput) -> Iterator[Violation]:
    """No unit is deeper than five levels, and no two differ in capital letters alone."""
    spelled = Counter(unit.path.casefold() for unit in subject.units.values())
    for key, unit in subject.units.items():
        depth = unit.path.strip("/").count("/") + 1
        if depth > DEEPEST:
            yield Violation(f"orgunit/{key}", {"unit": key, "depth": depth})
        elif spelled[unit.path.casefold()] > 1:
            yield Violation(f"orgunit/{key}", {"unit": key, "depth": 0})


def trained(subject: PolicyInput) -> Iterator[Violation]:
    """Some teacher of the school is trained, where the city has a list of those who are."""
    if subject.trained == 0 and subject.people and subject.people.get(Role.TEACHER):
        yield Violation()


RULES = (
    Rule(Structure.UNITS, units),
    Rule(Structure.CLASSES, classes),
    Rule(Structure.SHALLOW, shallow),
    Rule(Structure.TRAINED, trained),
)
