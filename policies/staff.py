"""Staff and pupils apart: in groups, in units and in licences."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.compliance import STAFF, Code, PolicyInput, Rule, Violation
from reconciler.model.people import Role

OPEN = frozenset({"domain", "anyone"})
"""Pupils are in the domain."""

# Google's SKU ids for Education Standard and Plus, read 2026-11 in the License Manager's list of
# products; Microsoft's part numbers say it themselves.
STAFF_SKUS = frozenset({"1010310006", "1010310009"})
PUPIL_SKUS = frozenset({"1010310007", "1010310010"})
STAFF_WORD = "FACULTY"
PUPIL_WORDS = ("STUDENT", "STUUSEBNFT")


class Staff(Code):
    """Ids of the rules."""

    CLOSED = "staff-groups-closed"
    NO_PUPILS = "staff-groups-no-pupils"
    UNITS = "units-apart"
    LICENCES = "licences-apart"


def closed(subject: PolicyInput) -> Iterator[Violation]:
    """Nothing of a group for staff is open to the whole domain."""
    for key, group in subject.groups.items():
        for setting in ("join", "seeGroup", "seeMembers"):
            if group.for_staff_alone and group.written(setting) in OPEN:
                facts = {"group": key, "setting": setting, "value": group.written(setting)}
                yield Violation(f"group/{key}", facts)


def no_pupils(subject: PolicyInput) -> Iterator[Violation]:
    """Whoever is a pupil is in no group that means staff alone, not even through another group."""
    for key, group in subject.groups.items():
        pupils = sum(who.people.get(Role.PUPIL, 0) for who in group.roles.values())
        if group.for_staff_alone and pupils:
            yield Violation(f"group/{key}", {"group": key, "count": pupils})


def units(subject: PolicyInput) -> Iterator[Violation]:
    """No unit holds staff and pupils, and neither lies below the other's: settings come down."""
    for key, unit in subject.units.items():
        here = _held(subject, key)
        above = {role for upper in _above(key) for role in _held(subject, upper)}
        if unit.holds is not None and _mixed(here, here | above):
            yield Violation(f"orgunit/{key}", {"unit": key})


def licences(subject: PolicyInput) -> Iterator[Violation]:
    """Licences for staff go to staff, those for pupils to pupils."""
    for product, licence in subject.licences.items():
        roles = licence.wanted.roles
        if _for_staff(licence.sku) and Role.PUPIL in roles:
            yield Violation(f"licence/{product}", {"product": product, "of": "staff"})
        if _for_pupils(licence.sku) and roles & STAFF:
            yield Violation(f"licence/{product}", {"product": product, "of": "pupils"})


def _above(key: str) -> Iterator[str]:
    """Keys of the units that a unit lies in."""
    while "/" in key:
        key = key.rpartition("/")[0]
        yield key


def _held(subject: PolicyInput, key: str) -> frozenset[Role]:
    unit = subject.units.get(key)
    return frozenset() if unit is None or unit.holds is None else unit.holds.roles


def _mixed(here: frozenset[Role], with_above: frozenset[Role]) -> bool:
    pupils, staff = Role.PUPIL in here, bool(here & STAFF)
    return (pupils and bool(with_above & STAFF)) or (staff and Role.PUPIL in with_above)


def _for_staff(sku: str) -> bool:
    return sku in STAFF_SKUS or STAFF_WORD in sku


def _for_pupils(sku: str) -> bool:
    return sku in PUPIL_SKUS or any(word in sku for word in PUPIL_WORDS)


RULES = (
    Rule(Staff.CLOSED, closed),
    Rule(Staff.NO_PUPILS, no_pupils),
    Rule(Staff.UNITS, units),
    Rule(Staff.LICENCES, licences),
)
