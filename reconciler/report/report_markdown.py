"""The report as one Markdown page: the city, then what IT should act on, school by school."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reconciler.report.markdown import code, plain, table, ticked
from reconciler.report.site.city_page import city_page
from reconciler.report.site.it_page import it_page
from reconciler.report.site.wording import PageWording
from reconciler.reportfile.model import Report


def report_markdown(report: Report, wording: PageWording) -> str:
    """For a pull request, an issue or a wiki; nothing that was read can act in it."""
    return "\n".join(_lines(report, wording)) + "\n"


def _lines(report: Report, wording: PageWording) -> Iterator[str]:
    city, it = city_page(report, wording), it_page(report, wording)
    yield from (f"# {plain(city.title)}", "", plain(f"{city.year} · {city.day} · {it.line}"), "")
    yield from (f"**{plain(alert)}**\n" for alert in city.alerts)
    yield from (f"**{plain(city.in_cloud)}**", "")
    yield from (
        f"- {plain(bar.label)}: {plain(bar.value)}" for bar in (*city.programme, *city.states)
    )
    if city.licences:
        yield from ("", f"## {wording.texts.format('report-heading-licences')}", "")
        names = ("product", "bought", "used", "wanted", "short")
        head = [wording.texts.format(f"report-{name}") for name in names]
        yield table(head, "lrrrr", ([plain(cell) for cell in row] for row in city.licences))
    yield from ("", f"## {wording.say('it-items')}", "")
    if not it.items:
        yield wording.say("it-none")
    for school, rows in groupby(it.items, lambda row: row.school):
        yield f"- **{plain(school) or '—'}**"
        for row in rows:
            hint = f" {ticked(row.message.hint)}" if row.message.hint else ""
            due = (
                f" ({plain(row.office)}, {plain(row.due)})"
                if row.due
                else f" ({plain(row.office)})"
            )
            yield f"  - {code(row.code)} {plain(row.message.text)}.{hint}{due}"
    yield from ("", f"## {wording.say('it-differences')}", "")
    if it.differences:
        head = [wording.say(f"it-{n}") for n in ("school", "what", "change", "origin", "where")]
        yield table(
            head,
            "lllll",
            (
                (
                    plain(d.school),
                    f"{plain(d.kind)} {code(d.key)}",
                    plain(d.change),
                    d.origin,
                    plain(d.place),
                )
                for d in it.differences
            ),
        )
    else:
        yield wording.say("it-none")
    yield from ("", plain(wording.say("few")))
