"""What `roster check` prints: counts, and doubts by file and row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reconciler.errors import Fault
from reconciler.model.document import document
from reconciler.model.people import Role, UnresolvedRow
from reconciler.report.faults import fault_entries
from reconciler.report.texts import Texts
from reconciler.roster import CertifiedInspection, Inspection, ListsInspection, SchoolCount

FORMAT_VERSION = 1
_INDENT = "  "


def render_inspection(found: Inspection, texts: Texts) -> str:
    """One list, a paragraph for each of what it is, has, and leaves open."""
    return "\n".join(_lines(found, texts)) + "\n"


def render_certified(found: CertifiedInspection, texts: Texts) -> str:
    """The list of certified people: how many, and every doubt by row."""
    counts = {"certified": found.certified, "trained": found.trained}
    lines = [texts.format("lists-certified", label=found.label, **counts)]
    if not found.compared and not found.faults:
        lines.append(_INDENT + texts.format("lists-certified-alone"))
    lines += _told("lists-certified-unclear", found.doubts, texts)
    lines += _told("lists-readings", found.readings, texts)
    lines += _told("lists-unusable", found.faults, texts)
    if not found.faults and not found.doubts:
        lines.append(_INDENT + texts.format("lists-sound"))
    return "\n".join(lines) + "\n"


def lists_document(found: ListsInspection, texts: Texts) -> dict[str, Any]:
    """The same of every list for machines: counts, and doubts by file and row."""
    content: dict[str, Any] = {"lists": [_list(one, texts) for one in found.lists]}
    if found.certified is not None:
        content["certified"] = _certified(found.certified, texts)
    return document("lists", FORMAT_VERSION, content)


def _certified(found: CertifiedInspection, texts: Texts) -> dict[str, Any]:
    return {
        "label": found.label,
        "certified": found.certified,
        "trained": found.trained,
        "compared": found.compared,
        "unclear": fault_entries(found.doubts, texts),
        "readings": fault_entries(found.readings, texts),
        "faults": fault_entries(found.faults, texts),
    }


def _list(found: Inspection, texts: Texts) -> dict[str, Any]:
    return {
        "label": found.label,
        "format": found.format,
        "version": found.version,
        "year": found.year,
        "exported": found.exported or None,
        "schools": [_counts(school, texts) for school in found.schools],
        "readings": fault_entries(found.readings, texts),
        "faults": fault_entries(found.faults, texts),
    }


def _counts(school: SchoolCount, texts: Texts) -> dict[str, Any]:
    waiting = _distinct(row for row in school.unresolved if not row.in_roster)
    address = _distinct(row for row in school.unresolved if row.in_roster)
    return {
        "org": school.school or None,
        "roles": {role.value: count for role, count in school.roles.items()},
        "preparatory": school.preparatory,
        "grades": {str(grade): count for grade, count in school.grades.items()},
        "classes": dict(school.classes),
        "idle": school.idle,
        "without_address": {role.value: n for role, n in school.without_address.items()},
        "unclear": fault_entries(waiting, texts),
        "unclear_address": fault_entries(address, texts),
    }


def _lines(found: Inspection, texts: Texts) -> Iterator[str]:
    kind = texts.format(f"lists-format-{found.format or 'unknown'}", version=found.version)
    yield texts.format(
        "lists-title",
        label=found.label,
        kind=kind,
        year=f"{found.year - 1}/{found.year}" if found.year else "-",
        exported=found.exported or "-",
    )
    for school in found.schools:
        yield from _school(school, texts)
    yield from _told("lists-readings", found.readings, texts)
    yield from _told("lists-unusable", found.faults, texts)
    if not found.faults and not any(school.unresolved for school in found.schools):
        yield _INDENT + texts.format("lists-sound")


def _school(school: SchoolCount, texts: Texts) -> Iterator[str]:
    known = {"code": school.school or "-"}
    yield _INDENT + texts.format("lists-school", **known)
    yield _counted("lists-roles", _by_role(school.roles, texts), texts)
    grades = {str(grade): count for grade, count in school.grades.items()}
    if school.preparatory:
        grades = {texts.format("lists-preparatory"): school.preparatory, **grades}
    yield _counted("lists-grades", grades, texts)
    yield _counted("lists-classes", school.classes, texts)
    if school.idle:
        yield _INDENT * 2 + texts.format("lists-idle", count=school.idle)
    if school.without_address:
        yield _counted("lists-without-address", _by_role(school.without_address, texts), texts)
    waiting = _distinct(row for row in school.unresolved if not row.in_roster)
    yield from _told("lists-unclear", waiting, texts)
    address = _distinct(row for row in school.unresolved if row.in_roster)
    yield from _told("lists-unclear-address", address, texts)


def _by_role(counts: Mapping[Role, int], texts: Texts) -> dict[str, int]:
    return {texts.format(f"lists-role-{role}"): count for role, count in counts.items()}


def _counted(heading: str, counts: Mapping[str, int], texts: Texts) -> str:
    shown = " · ".join(f"{name}: {texts.number(count)}" for name, count in counts.items())
    return _INDENT * 2 + texts.format(heading, counts=shown or "-")


def _distinct(rows: Iterable[UnresolvedRow]) -> list[Fault]:
    """One line for one cell, however many people depend on it."""
    return list({row.fault.sort_key(): row.fault for row in rows}.values())


def _told(heading: str, faults: Iterable[Fault], texts: Texts) -> Iterator[str]:
    found = list(faults)
    if found:
        yield _INDENT + texts.format(heading, count=len(found))
        for fault in found:
            yield _INDENT * 2 + texts.fault(fault).replace("\n", f"\n{_INDENT * 2}")
