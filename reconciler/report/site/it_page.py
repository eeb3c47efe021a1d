"""The page for the city's IT: every finding with its place and cure, every difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconciler.report.site.wording import PageWording
from reconciler.report.texts import Message
from reconciler.reportfile.model import Report, ReportDifference, ReportItem, ReportState


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item in a table."""

    school: str
    code: str
    level: str
    message: Message
    place: str
    since: str
    office: str
    due: str


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One planned change in a table."""

    school: str
    kind: str
    key: str
    change: str
    origin: str
    place: str
    since: str


@dataclass(frozen=True, slots=True)
class ItSchool:
    """One school's part of the page; id '' is the whole."""

    id: str
    name: str
    state: str
    items: tuple[ItemRow, ...]
    differences: tuple[DifferenceLine, ...]


@dataclass(frozen=True, slots=True)
class ItPage:
    """The page as plain strings."""

    line: str
    items: tuple[ItemRow, ...]
    differences: tuple[DifferenceLine, ...]
    schools: tuple[ItSchool, ...]
    """Those that have any, the worst first."""


_RANK = {state: rank for rank, state in enumerate(ReportState)}


def it_page(report: Report, wording: PageWording) -> ItPage:
    """The page, the worst schools first."""
    items, differences = tuple(item_rows(report, wording)), tuple(_differences(report, wording))
    return ItPage(
        line=wording.say(
            "it-stack",
            stack=report.stack,
            fingerprint=report.fingerprint,
            version=report.version,
        ),
        items=items,
        differences=differences,
        schools=tuple(_by_school(report, items, differences, wording)),
    )


def _by_school(
    report: Report,
    items: Sequence[ItemRow],
    differences: Sequence[DifferenceLine],
    wording: PageWording,
) -> Iterator[ItSchool]:
    worst = sorted(report.schools, key=lambda school: (_RANK[school.state], school.id))
    known = [
        (
            school.id,
            wording.name(school.name),
            wording.texts.format(f"report-state-{school.state.value}"),
        )
        for school in worst
    ]
    for key, name, state in [("", wording.say("it-whole"), ""), *known]:
        its = tuple(row for row in items if row.school == key)
        lines = tuple(row for row in differences if row.school == key)
        if its or lines:
            yield ItSchool(key, name, state, its, lines)


def item_rows(report: Report, wording: PageWording) -> Iterator[ItemRow]:
    """Every item of every school; of the whole first."""
    schools = sorted(report.schools, key=lambda school: (_RANK[school.state], school.id))
    for school, items in [("", report.unlisted), *((one.id, one.items) for one in schools)]:
        yield from (item_row(item, school, wording) for item in items)


def item_row(item: ReportItem, school: str, wording: PageWording) -> ItemRow:
    """One item of a school, or '' of the whole."""
    return ItemRow(
        school=school,
        code=item.code,
        level=item.level,
        message=wording.item(item, school),
        place=item.place,
        since=wording.day(item.since),
        office=wording.say(f"office-{item.office.value}"),
        due=wording.day(item.due),
    )


def _differences(report: Report, wording: PageWording) -> Iterator[DifferenceLine]:
    for school in report.schools:
        for one in school.differences:
            yield DifferenceLine(
                school=school.id,
                kind=wording.texts.format(f"report-word-kind-{one.kind.lower()}"),
                key=one.key,
                change=_in_words(one, wording),
                origin=wording.say(f"origin-{one.origin}"),
                place=one.place,
                since=wording.day(one.since),
            )


def _in_words(one: ReportDifference, wording: PageWording) -> str:
    """'промяна +2 −1' for 'update +2 −1'."""
    action, _, rest = one.summary.partition(" ")
    word = f"report-word-action-{action}"
    if wording.texts.has(word):
        action = wording.texts.format(word)
    return f"{action} {rest}".strip()
