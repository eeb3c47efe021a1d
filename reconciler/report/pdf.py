"""A school's page and the city's as tagged PDFs (PDF/UA-1), to print or to send.

Typst lays them out: its package brings engine and fonts, so nothing has to be installed beside it.
A page goes in as JSON, so no text in it can be markup. The same report gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from reconciler.model.inert import inert
from reconciler.report.pages import sentence
from reconciler.report.site.city_page import LICENCE_COLUMNS, CityPage, city_page
from reconciler.report.site.render import SiteInputs
from reconciler.report.site.school_page import SchoolPage, school_page
from reconciler.report.site.things import PageThing
from reconciler.report.site.wording import PageWording

_TEMPLATES = Path(__file__).with_name("templates") / "pdf"


def report_pdfs(inputs: SiteInputs, wording: PageWording) -> Iterator[tuple[str, bytes]]:
    """(file name, PDF) of the city and each school in a language: 'ou-vasil-levski.bg.pdf'."""
    report, language = inputs.report, wording.texts.language
    city = city_page(report, wording, inputs.history)
    yield f"city.{language}.pdf", _pdf(_city(city, wording), report.day, wording)
    for school in report.schools:
        page = school_page(report, school, wording)
        yield f"{school.id}.{language}.pdf", _pdf(_school(page, wording), report.day, wording)


def _pdf(content: dict[str, Any], day: str, wording: PageWording) -> bytes:
    shared = {
        "author": "reconciler",
        "date": [int(part) for part in day.split("-")],
        "day": wording.day(day),
        "lang": wording.texts.language,
    }
    return typeset("page.typ", {**shared, **content})


def typeset(template: str, content: dict[str, Any]) -> bytes:
    """A template filled in, as PDF/UA-1; every text of the content is a text, never markup."""
    made: bytes = typst.compile(
        (_TEMPLATES / template).read_bytes(),
        format="pdf",
        sys_inputs={"page": json.dumps(_inert(content), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=0,
    )
    return made


def _inert(value: Any) -> Any:
    """Every text in it, at any depth."""
    if isinstance(value, dict):
        return {name: _inert(one) for name, one in value.items()}
    return [_inert(one) for one in value] if isinstance(value, list | tuple) else inert(value)


def _school(page: SchoolPage, wording: PageWording) -> dict[str, Any]:
    sub = wording.say("school-title")
    foot = [*page.questions, *([wording.say("few")] if page.suppressed else [])]
    return {
        "title": f"{page.name}: {sub}",
        "name": page.name,
        "sub": sub,
        "sentence": page.sentence,
        "things": [_thing(thing) for thing in page.things.shown],
        "notes": [page.yours, *page.notes] if page.yours else list(page.notes),
        "facts": list(_facts(page, wording)),
        "foot": " ".join(foot),
    }


def _facts(page: SchoolPage, wording: PageWording) -> Iterator[dict[str, Any]]:
    if page.things.more:
        first = len(page.things.shown) + 1
        more = enumerate(page.things.more, first)
        lines = [f"{number}. {one.what} {sentence(one.acts)}" for number, one in more]
        yield {"name": wording.say("more-things", count=len(lines)), "lines": lines}
    yield {"name": wording.say("today"), "lines": [" · ".join(line) for line in page.today]}
    if page.since is not None:
        yield {"name": page.since[0], "lines": [page.since[1]]}
    if page.rules is not None:
        kept = len(page.rules.others)
        others = [wording.say("and-others", count=kept)] if kept else []
        name = f"{wording.say('rules')}: {page.rules.count}"
        yield {"name": name, "lines": [" ".join([*page.rules.first, *others])]}
    yield {"name": wording.say("decides"), "lines": [" ".join(page.decides)]}


def _thing(thing: PageThing) -> dict[str, Any]:
    """With a full stop after what may end with a day, which in Bulgarian has one."""
    return {**asdict(thing), "acts": sentence(thing.acts)}


def _city(page: CityPage, wording: PageWording) -> dict[str, Any]:
    needing = [row for row in page.attention if row.thing is not None]
    return {
        "title": page.title,
        "name": page.title,
        "sub": page.year,
        "sentence": page.in_cloud,
        "things": [
            {**_thing(row.thing), "what": f"{row.name}: {row.thing.what}"}
            for row in needing
            if row.thing is not None
        ],
        "notes": list(page.alerts),
        "facts": list(_city_facts(page, wording)),
        "foot": wording.say("few"),
    }


def _city_facts(page: CityPage, wording: PageWording) -> Iterator[dict[str, Any]]:
    if page.numbers:
        yield {"name": wording.say("today"), "lines": [page.numbers]}
    if page.since is not None:
        yield {"name": page.since[0], "lines": [page.since[1]]}
    for heading, bars in (
        ("heading-programme", page.programme),
        ("heading-state", page.states),
        ("heading-trend", page.trend),
    ):
        if bars:
            lines = [", ".join(filter(None, (f"{b.label}: {b.value}", b.note))) for b in bars]
            yield {"name": wording.say(heading), "lines": lines}
    names = [wording.texts.format(f"report-{name}") for name in LICENCE_COLUMNS]
    rows = [
        f"{row[0]}: "
        + ", ".join(f"{name} {cell}" for name, cell in zip(names, row[1:], strict=True) if cell)
        for row in page.licences
    ]
    if rows:
        yield {"name": wording.texts.format("report-heading-licences"), "lines": rows}
    if page.teachers is not None:
        head = page.teachers.head[1:]
        lines = [
            f"{row[0]}: " + ", ".join(f"{n} {c}" for n, c in zip(head, row[1:], strict=True) if c)
            for row in page.teachers.rows
        ]
        yield {"name": wording.say("heading-teachers"), "lines": lines}
