"""Items of a report: what somebody should know or settle, without people and small counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.errors import Facts, SourceLocation
from reconciler.ledger.findings import FindingRecord
from reconciler.manifest.types import LocalizedText
from reconciler.model.baseline import Baseline
from reconciler.model.plan import Level
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef
from reconciler.project.context import ProjectContext
from reconciler.reportfile.changes import WAIVED
from reconciler.reportfile.model import (
    BULGARIAN,
    ItemKind,
    Office,
    Report,
    ReportItem,
)
from reconciler.reportfile.offices import due_day, office_of
from reconciler.reportfile.suppress import rounded
from reconciler.reportfile.told import ABOUT, Beside, told
from reconciler.runtime.session import PlanResult

_NOT_PEOPLE = frozenset(
    {
        "breaches", "more", "limit", "line", "year", "days", "grade", "percent",
        "groups", "depth", "purchased", "allowed",
    }
)  # fmt: skip
"""Facts that are numbers, but not of people."""
_OF_THINGS = (
    "parity-",
    "only-observed",
    "groups-",
    "units-",
    "forgotten-",
    "roster-stale",
    "roster-older",
)
"""Beginnings of codes that count groups, units, differences or days."""
SHORT = "seats-short"
UNTOLD = "*"
"""A share of so few that it would tell how many."""
_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class ReportInputs:
    """A plan with what it was made from, the report's ISO day and the manifests' version."""

    context: ProjectContext
    planned: PlanResult
    day: str
    version: str
    previous: Report | None = None
    """The last stored report, which says since when things stand."""
    findings: tuple[FindingRecord, ...] = ()
    """What runs found, with ages."""
    baselines: Mapping[SchoolRef, Baseline] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundItem:
    """Something that becomes an item."""

    kind: ItemKind
    code: str
    tenant: str
    subject: str = ""
    level: Level = Level.ADVISORY
    facts: Facts = field(default_factory=dict)
    place: SourceLocation | None = None
    is_row: bool = False
    """Whether a row of the school's list is at fault."""
    label: Mapping[str, str] = field(default_factory=dict)


def item_of(
    found: FoundItem, inputs: ReportInputs, since: str, beside: Iterable[Beside] = ()
) -> ReportItem:
    """An item; `beside` is what a reader can make of the school's shown numbers."""
    office = office_of(found.kind, found.code, in_roster=found.is_row)
    first = since or inputs.day
    return ReportItem(
        kind=found.kind,
        code=found.code,
        level=found.level.value,
        tenant=found.tenant,
        subject=found.subject,
        facts=_shown_facts(found, tuple(beside)),
        place="" if found.place is None else f"{found.place.file}:{found.place.line}",
        since=first,
        office=office,
        due=str(found.facts["until"]) if found.code == WAIVED else _due(office, first, inputs),
        label=found.label,
        is_row=found.is_row,
    )


def _due(office: Office, since: str, inputs: ReportInputs) -> str:
    languages = inputs.context.loaded.municipality.languages
    return due_day(office, since, bulgarian=BULGARIAN in languages)


def _shown_facts(found: FoundItem, beside: tuple[Beside, ...]) -> Facts:
    """Facts whose numbers of people cannot point at anybody; nor can their share.

    A guard's and a finding's numbers are of the same people that the report counts by role, so
    they are told, see `reportfile.told`. Of seats that are short the table of licences decides.
    """
    if found.code.startswith(_OF_THINGS) or found.code == SHORT:
        return found.facts
    people = {
        name: told(value, beside)
        for name, value in found.facts.items()
        if name not in _NOT_PEOPLE and isinstance(value, int) and value > 0
    }
    return {
        name: people.get(name, _share(name, value, people)) for name, value in found.facts.items()
    }


def _share(name: str, value: str | int, people: Mapping[str, str]) -> str | int:
    """A share as exact as the numbers that it is of: 43 % of about ten would tell 6 of 14."""
    if name != "percent" or not isinstance(value, int) or not people:
        return value
    exact = all(word.startswith(ABOUT) for word in people.values())
    return f"{ABOUT}{rounded(value)}" if exact else UNTOLD


def without_person(subject: str) -> str:
    """A subject that is an object of ours; the pseudonym of a person is left out."""
    return subject if subject.partition("/")[0] in _KINDS else ""


def age_key(found: FoundItem) -> tuple[str, str, str, str]:
    return (found.kind.value, found.code, found.tenant, found.subject)


def item_order(found: FoundItem) -> tuple[str, str, str, str, str]:
    return (*age_key(found), str(sorted(found.facts.items())))


def names_of(text: LocalizedText) -> dict[str, str]:
    return {"bg": text.in_language("bg"), "en": text.in_language("en")}
