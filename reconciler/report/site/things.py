"""What a school's page asks of somebody: at most three things, those that matter most first.

The page is for a principal. So it names what the school, its administrator or the education
department does; what only the city's IT can mend is counted, not shown. Items with one text become
one thing: eight rows of a list that cannot be read are one task.

An item without a text of its own in page.ftl is shown by its rule, by its guard, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reconciler.errors import Facts
from reconciler.report.site.wording import PageWording
from reconciler.reportfile.model import (
    SUPPRESSED_BELOW,
    ItemKind,
    Office,
    ReportItem,
    ReportSchool,
)
from reconciler.reportfile.offices import due_day

AT_MOST = 3
_ORDER = (
    "unread",
    "refusal",
    "roster-stale",
    "roster-older",
    "roster-partial",
    "roster-shrunk",
    "no-roster",
    "row",
    "no-account",
    "account-of-another",
    "two-accounts",
    "rule",
    "seats-short",
    "drift",
)
"""Texts in the order of weight; others follow."""
_PER_ITEM = frozenset(
    {"no-account", "class-not-declared", "class-group-teacher", "seats-short", "rule"}
)
"""Texts that name something of the item: each item is a thing of its own."""


@dataclass(frozen=True, slots=True)
class PageThing:
    """One thing on a school's page: sentences without codes or commands."""

    what: str
    why: str
    office: Office
    who: str
    until: str
    """'до 04.12.2026 г.'; '' where no day is named."""


@dataclass(frozen=True, slots=True)
class PageThings:
    """The things that are shown, and how many items are not."""

    shown: tuple[PageThing, ...]
    more: int
    """Further things that somebody at the school could act on."""
    technical: int
    """Items that only the city's IT can mend."""


@dataclass(frozen=True, slots=True)
class _Task:
    text: str
    item: ReportItem
    facts: Facts


def things_of(school: ReportSchool, wording: PageWording, day: str) -> PageThings:
    """The things of a school's page on a report's day."""
    tasks = [task for item in school.items if (task := _task(item, wording)) is not None]
    drifted = _drift(school, day)
    merged = sorted([*_merged(tasks), *([drifted] if drifted else [])], key=_weight)
    things = tuple(_thing(task, wording, day) for task in merged)
    return PageThings(
        shown=things[:AT_MOST],
        more=len(things[AT_MOST:]),
        technical=len(school.items) - len(tasks),
    )


def _task(item: ReportItem, wording: PageWording) -> _Task | None:
    """The text that an item is shown by; None: it is not for this page."""
    if item.kind is ItemKind.UNREAD:
        return _Task("unread", item, {})
    if item.is_row:
        return _Task("row", item, {"count": 1})
    if wording.texts.has(f"page-{item.code}") and wording.texts.has(f"page-{item.code}", "why"):
        return _Task(item.code, item, item.facts)
    if item.kind is ItemKind.RULE and wording.texts.has(f"rule-{item.code}"):
        return _Task("rule", item, {"rule": item.code})
    return _Task("refusal", item, {}) if item.kind is ItemKind.REFUSAL else None


def _merged(tasks: list[_Task]) -> Iterator[_Task]:
    """One task for those of one text, with their counts added; the first to be due leads."""
    first: dict[object, _Task] = {}
    for task in sorted(tasks, key=lambda one: (one.item.due or "9", one.item.key)):
        alone = (task.text, task.item.key, str(sorted(task.facts.items())))
        key: object = alone if task.text in _PER_ITEM else task.text
        known = first.get(key)
        first[key] = task if known is None else _Task(task.text, known.item, _added(known, task))
    yield from first.values()


def _added(task: _Task, other: _Task) -> Facts:
    counts = (task.facts.get("count"), other.facts.get("count"))
    if all(isinstance(count, int) for count in counts):
        return {**task.facts, "count": sum(int(count) for count in counts if count is not None)}
    return task.facts if isinstance(counts[0], int) else {**task.facts, **other.facts}


def _drift(school: ReportSchool, day: str) -> _Task | None:
    drifted = [one for one in school.differences if one.origin in ("drift", "both")]
    if not drifted:
        return None
    since = min(one.since or day for one in drifted)
    item = ReportItem(
        kind=ItemKind.FINDING,
        code="drift",
        level="advisory",
        tenant="",
        subject="",
        facts={},
        place="",
        since=since,
        office=Office.CITY,
        due=due_day(Office.CITY, since),
    )
    return _Task("drift", item, {"count": len(drifted)})


def _weight(task: _Task) -> tuple[int, str, str]:
    rank = _ORDER.index(task.text) if task.text in _ORDER else len(_ORDER)
    return (rank, task.item.due or "9", task.item.code)


def _thing(task: _Task, wording: PageWording, day: str) -> PageThing:
    facts = {**wording.texts.in_words(task.facts), **_raw(task, wording)}
    message = wording.texts.message(f"page-{task.text}", facts)
    office, due = task.item.office, task.item.due
    until = "page-overdue" if due and due < day else "page-until"
    return PageThing(
        what=message.text[:1].upper() + message.text[1:],
        why=wording.texts.attribute(f"page-{task.text}", "why", facts),
        office=office,
        who=wording.say(f"act-{office.value}"),
        until=wording.texts.format(until, due=wording.date(due)) if due else "",
    )


def _raw(task: _Task, wording: PageWording) -> dict[str, str | int]:
    """Facts that choose a sentence, so they are not put into words; names for what is named."""
    texts = wording.texts
    raw: dict[str, str | int] = {"about": wording.name(task.item.label) or "none"}
    if task.text == "rule":
        code = task.item.code
        raw["title"], raw["reason"] = texts.rule(code), texts.rule(code, "-why")
    if "role" in task.facts:
        raw["role"] = task.facts["role"]
    if "product" in task.facts:
        raw["product"] = wording.product(str(task.facts["product"]))
    if task.facts.get("count") == f"<{SUPPRESSED_BELOW}":
        raw["count"] = wording.say("fewer", least=SUPPRESSED_BELOW)
    return raw
