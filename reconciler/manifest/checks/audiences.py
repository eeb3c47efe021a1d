"""Audiences of one school: the classes, units and groups that they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconciler.errors import Facts, Fault, SourceLocation
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import AbsentEntry, Audience, SchoolManifest
from reconciler.model.mailbox import folded_address
from reconciler.model.near import near_facts

NOTHING = "none"
"""A fact in place of a day."""


def audience_faults(manifest: SchoolManifest, tree: Node) -> Iterator[Fault]:
    """What audiences and licences name and the school does not have; `tree` is its own file."""
    groups = {group.key: group for group in manifest.groups}
    checks = _Checks(manifest, tree.items["classes"].place.line, frozenset(groups))
    for unit in manifest.units:
        yield from checks.items("unit", unit.key, unit.holds)
    for group in manifest.groups:
        for items in (group.owners, group.managers, group.members):
            yield from checks.items("group", group.key, items)
    for licence in manifest.licences:
        yield from checks.items("licence", licence.product, licence.audience)
        if licence.through is not None:
            whose: Facts = {"kind": "licence", "key": licence.product}
            yield from checks.group(licence.through, licence.place, whose)


@dataclass(frozen=True, slots=True)
class _Checks:
    """The names that items may use at one school."""

    manifest: SchoolManifest
    line: int
    """Where the school's classes stand."""
    groups: frozenset[str]

    def items(self, kind: str, key: str, items: Sequence[Audience] | None) -> Iterator[Fault]:
        for item in items or ():
            whose: Facts = {"kind": kind, "key": key}
            yield from self._classes(item, whose)
            if item.unit is not None and item.unit not in {u.key for u in self.manifest.units}:
                absent = self.manifest.absent.get(f"orgUnits/{item.unit}")
                units = [unit.key for unit in self.manifest.units]
                facts: Facts = {**whose, "unit": item.unit, **near_facts(item.unit, units)}
                yield _missing(ManifestCode.UNKNOWN_UNIT, item.place, facts, absent)
            if item.group is not None:
                yield from self.group(item.group, item.place, whose)
            if item.address is not None and not folded_address(item.address):
                yield Fault(ManifestCode.NOT_ONE_ADDRESS, item.place, whose)
            if not _is_single(item):
                yield Fault(ManifestCode.NOT_ALONE, item.place, whose)

    def group(self, key: str, place: SourceLocation, whose: Facts) -> Iterator[Fault]:
        """A group that the school does not have, or does not have on this day."""
        if key not in self.groups:
            absent = self.manifest.absent.get(f"groups/{key}")
            facts = {**whose, "group": key, **near_facts(key, sorted(self.groups))}
            yield _missing(ManifestCode.UNKNOWN_GROUP, place, facts, absent)

    def _classes(self, item: Audience, whose: Facts) -> Iterator[Fault]:
        classes = self.manifest.classes
        where: Facts = {**whose, "school": self.manifest.id, "line": self.line}
        if item.grade is not None and item.grade not in classes:
            known = ", ".join(map(str, classes))
            facts: Facts = {**where, "grade": item.grade, "known": known}
            yield Fault(ManifestCode.UNKNOWN_GRADE, item.place, facts)
        if item.klass is None or any(item.klass in names for names in classes.values()):
            return
        latin = next((letter for letter in item.klass if letter.isascii() and letter.isalpha()), "")
        if latin:
            # а and a look alike, and nobody would see why the class is unknown
            yield Fault(ManifestCode.LATIN_CLASS_LETTER, item.place, {"letter": latin})
            return
        there = " ".join(classes.get(_grade(item.klass)) or _ends(classes))
        facts = {**where, "class": item.klass, "known": there}
        yield Fault(ManifestCode.UNKNOWN_CLASS, item.place, facts)


def _missing(
    code: ManifestCode, place: SourceLocation, facts: Facts, absent: AbsentEntry | None
) -> Fault:
    """A name that means nothing; with its days where it does on other days."""
    if absent is None:
        return Fault(code, place, facts)
    days = {"first": absent.days.first or NOTHING, "last": absent.days.last or NOTHING}
    what = "unit" if "unit" in facts else "group"
    details = {**facts, **days, "what": what, "name": facts[what]}
    return Fault(ManifestCode.NOT_THERE_THEN, place, details)


def _grade(klass: str) -> int:
    digits = klass[: len(klass) - len(klass.lstrip("0123456789"))]
    return int(digits) if digits else 0


def _ends(classes: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """'1а … 7в' where the grade itself is not there."""
    every = [name for names in classes.values() for name in names]
    return (every[0], "…", every[-1]) if every else ("–",)


def _is_single(item: Audience) -> bool:
    """Whether `group` and `address` stand without other keys, and forEach is spent."""
    selecting = (item.role, item.grade, item.klass, item.graduates, item.certified, item.unit)
    others = sum(value is not None for value in selecting)
    single = (item.group is not None) + (item.address is not None)
    return single + bool(others) == 1
