"""Staff and pupils apart: in groups, in units and in licences."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.compliance import STAFF, Code, PolicyInput, Rule, Violation, for_pupils, for_staff
from reconciler.model.people import Role
from reconciler.model.resources import GroupType

OPEN = frozenset({"domain", "anyone"})
"""Pupils are in the domain."""

# Free seats, the seats that bring them, how many for each. Microsoft: 40 pupils' use rights for a
# paid seat of the faculty (Product Terms, read 2026-11); Google: a seat of Education Plus for staff
# comes with four of pupils.
_FREE_WITH = (
    ("M365EDU_A3_STUUSEBNFT", "M365EDU_A3_FACULTY", 40),
    ("M365EDU_A5_STUUSEBNFT", "M365EDU_A5_FACULTY", 40),
    ("1010310009", "1010310008", 0.25),
)


class Staff(Code):
    """Ids of the rules."""

    CLOSED = "staff-groups-closed"
    NO_PUPILS = "staff-groups-no-pupils"
    UNITS = "units-apart"
    LICENCES = "licences-apart"
    OUTSIDERS = "staff-groups-no-outsiders"
    CERTIFIED = "staff-licences-certified"
    RATIOS = "licence-ratios"


def closed(subject: PolicyInput) -> Iterator[Violation]:
    """Nobody but staff can join a group for staff, see it or see its members; who posts is open."""
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
        if for_staff(licence.sku) and Role.PUPIL in roles:
            yield Violation(f"licence/{product}", {"product": product, "of": "staff"})
        if for_pupils(licence.sku) and roles & STAFF:
            yield Violation(f"licence/{product}", {"product": product, "of": "pupils"})


def outsiders(subject: PolicyInput) -> Iterator[Violation]:
    """Nobody from outside is in a group that means staff alone, and nobody can be added."""
    for key, group in subject.groups.items():
        if group.type is not GroupType.MAIL or not group.for_staff_alone:
            continue
        if group.outside or group.written("outsiders") != "false":
            facts = {"group": key, "why": "inside" if group.outside else group.written("outsiders")}
            yield Violation(f"group/{key}", facts)


def certified(subject: PolicyInput) -> Iterator[Violation]:
    """A licence that is paid for by the teacher goes to teachers who are certified."""
    for product, licence in subject.licences.items():
        wanted = licence.wanted
        if for_staff(licence.sku) and Role.TEACHER in wanted.audience and not wanted.certified:
            yield Violation(f"licence/{product}", {"product": product})


def ratios(subject: PolicyInput) -> Iterator[Violation]:
    """What comes free with bought seats is not more than those bring."""
    bought = {
        licence.sku: (product, licence.purchased)
        for product, licence in subject.licences.items()
        if licence.purchased is not None
    }
    for free, paid, most in _FREE_WITH:
        if free in bought and paid in bought:
            product, count = bought[free]
            allowed = int(bought[paid][1] * most)
            if count > allowed:
                yield Violation(
                    f"licence/{product}",
                    {"product": product, "purchased": count, "allowed": allowed},
                )


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


RULES = (
    Rule(Staff.CLOSED, closed),
    Rule(Staff.NO_PUPILS, no_pupils),
    Rule(Staff.UNITS, units),
    Rule(Staff.LICENCES, licences, doubted_by=("found-licences-apart",)),
    Rule(Staff.OUTSIDERS, outsiders),
    Rule(Staff.CERTIFIED, certified, doubted_by=("found-licences-apart",)),
    Rule(Staff.RATIOS, ratios),
)
