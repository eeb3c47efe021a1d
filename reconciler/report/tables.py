"""The report as tables: rows for a spreadsheet, a CSV, Markdown. Every cell is plain text.

A cell that a spreadsheet would take for a formula begins with an apostrophe, so that a group named
'=HYPERLINK(…)' stays a name. Numbers are written as numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconciler.model.inert import inert
from reconciler.report.site.city_page import LICENCE_COLUMNS
from reconciler.report.site.it_page import ItemRow, item_row, item_rows
from reconciler.report.site.wording import HIDDEN, PageWording
from reconciler.reportfile.model import Report

Cell = str | int
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")
"""What a spreadsheet may read as the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One sheet: a name, a head, rows of as many cells."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def report_tables(report: Report, wording: PageWording) -> tuple[ReportTable, ...]:
    """Schools, licences, what somebody should act on, and what changed where that was asked for."""
    tables = [
        ReportTable(
            wording.texts.format("report-heading-schools"),
            tuple(_school_head(report, wording)),
            tuple(tuple(row) for row in _schools(report, wording)),
        ),
        _licences(report, wording),
        ReportTable(
            wording.say("it-items"),
            tuple(wording.say(f"it-{name}") for name in _ITEM_COLUMNS),
            tuple(_item_cells(row) for row in item_rows(report, wording)),
        ),
    ]
    return (*tables, _changes(report, wording)) if report.since else tuple(tables)


_ITEM_COLUMNS = ("school", "code", "what", "where", "since", "office", "due")


def _item_cells(row: ItemRow) -> tuple[Cell, ...]:
    return (row.school, row.code, row.message.text, row.place, row.since, row.office, row.due)


def _licences(report: Report, wording: PageWording) -> ReportTable:
    names = ("bought", "used", "wanted", "short")
    return ReportTable(
        wording.texts.format("report-heading-licences"),
        tuple(wording.texts.format(f"report-{name}") for name in ("product", *LICENCE_COLUMNS)),
        tuple(
            (
                wording.product(product),
                *(_count(counts[name]) for name in names),
                report.september.get(product, ""),
            )
            for product, counts in report.products.items()
        ),
    )


def _changes(report: Report, wording: PageWording) -> ReportTable:
    """New, settled, open and waived findings, a row each."""
    rows = [
        (wording.say(f"changed-{how}"), *_item_cells(item_row(item, school.id, wording)))
        for school in report.schools
        if school.changes is not None
        for how in ("new", "fixed", "open", "waived")
        for item in getattr(school.changes, how)
    ]
    head = (wording.say("changed"), *(wording.say(f"it-{name}") for name in _ITEM_COLUMNS))
    name = wording.say("changed-since", day=wording.day(report.since))
    return ReportTable(name, head, tuple(rows))


def report_csv(report: Report, wording: PageWording) -> str:
    """The schools' table, with commas; see `csv_file` for what a spreadsheet takes."""
    table = report_tables(report, wording)[0]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(safe_cell, table.head))
    writer.writerows([safe_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def csv_file(text: str) -> bytes:
    """A table's text for a spreadsheet of any language: UTF-8 with its mark, lines as it has them.

    No cell has a line break, see `safe_cell`.
    """
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def safe_cell(cell: Cell) -> Cell:
    """A text that no spreadsheet calculates."""
    shown = inert(cell)
    if isinstance(cell, str) and (cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)):
        return f"'{shown}"
    return shown


_ROLES = ("pupil", "teacher", "trained", "certified", "staff", "principal", "parent")


def _school_head(report: Report, wording: PageWording) -> Iterator[str]:
    yield from (wording.say("it-id"), wording.texts.format("report-school-page"))
    yield from _facts(report)
    yield from (wording.texts.format("report-wave"), wording.texts.format("report-heading-state"))
    for role in _ROLES:
        special = role in ("trained", "certified")
        yield wording.say(f"teachers-{role}") if special else _role(role, wording)
    yield from (wording.texts.format("report-groups"), wording.texts.format("report-units"))
    yield from (wording.say("it-items"), wording.say("it-differences"))


def _role(role: str, wording: PageWording) -> str:
    return wording.texts.format(f"report-role-{role}")


def _facts(report: Report) -> Sequence[str]:
    """Names of what the municipality records of a school, as far as any school has it."""
    return sorted({name for school in report.schools for name in school.facts})


def _schools(report: Report, wording: PageWording) -> Iterator[list[Cell]]:
    facts = _facts(report)
    for school in report.schools:
        yield [
            school.id,
            wording.name(school.name),
            *(school.facts.get(name, "") for name in facts),
            wording.name(report.waves.get(school.wave, {})) or school.wave,
            wording.texts.format(f"report-state-{school.state.value}"),
            *(_count(school.people[role]) if role in school.people else "" for role in _ROLES),
            school.declared.get("group", ""),
            school.declared.get("orgunit", ""),
            len(school.items),
            len(school.differences),
        ]


def _count(count: int | None) -> Cell:
    return HIDDEN if count is None else count
