"""The report as one Markdown page: the city, then what IT should act on, school by school."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reconciler.report.markdown import code, plain, table, ticked
from reconciler.report.site.city_page import LICENCE_COLUMNS, CityPage, city_page
from reconciler.report.site.it_page import ItPage, it_page
from reconciler.report.site.wording import PageWording
from reconciler.reportfile.model import Report


def report_markdown(report: Report, wording: PageWording) -> str:
    """For a pull request, an issue or a wiki; nothing that was read can act in it."""
    return "\n".join(_lines(report, wording)) + "\n"


def _lines(report: Report, wording: PageWording) -> Iterator[str]:
    city, it = city_page(report, wording), it_page(report, wording)
    yield from _head(city, it)
    if city.licences:
        yield from ("", f"## {wording.texts.format('report-heading-licences')}", "")
        head = [wording.texts.format(f"report-{name}") for name in ("product", *LICENCE_COLUMNS)]
        rows = ([plain(cell) for cell in row] for row in city.licences)
        yield table(head, "l" + "r" * len(LICENCE_COLUMNS), rows)
    yield from ("", f"## {wording.say('it-items')}", "")
    yield from _items(it, wording)
    yield from ("", f"## {wording.say('it-differences')}", "")
    yield _differences(it, wording)
    yield from ("", plain(wording.say("few")))


def _head(city: CityPage, it: ItPage) -> Iterator[str]:
    yield from (f"# {plain(city.title)}", "", plain(f"{city.year} · {city.day} · {it.line}"), "")
    yield from (f"**{plain(alert)}**\n" for alert in city.alerts)
    yield from (f"**{plain(city.in_cloud)}**", "")
    if city.numbers:
        yield from (plain(city.numbers), "")
    if city.since is not None:
        yield from (f"{plain(city.since[0])}: {plain(city.since[1])}", "")
    bars = (*city.programme, *city.states)
    yield from (f"- {plain(bar.label)}: {plain(bar.value)}" for bar in bars)


def _items(it: ItPage, wording: PageWording) -> Iterator[str]:
    if not it.items:
        yield wording.say("it-none")
    for school, rows in groupby(it.items, lambda row: row.school):
        yield f"- **{plain(school) or '—'}**"
        for row in rows:
            hint = f" {ticked(row.message.hint)}" if row.message.hint else ""
            who = ", ".join(plain(part) for part in (row.office, row.due) if part)
            yield f"  - {code(row.code)} {plain(row.message.text)}.{hint} ({who})"


def _differences(it: ItPage, wording: PageWording) -> str:
    if not it.differences:
        return wording.say("it-none")
    head = [wording.say(f"it-{n}") for n in ("school", "what", "change", "origin", "where")]
    rows = (
        (
            plain(one.school),
            f"{plain(one.kind)} {code(one.key)}",
            plain(one.change),
            one.origin,
            plain(one.place),
        )
        for one in it.differences
    )
    return table(head, "lllll", rows)
