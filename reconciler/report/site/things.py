"""What a school's page asks of somebody: at most three things, those that matter most first.

The page is for a principal. So it names what the school, its administrator or the education
department does; what only the city's IT can mend is counted, not shown. Items with one text become
one thing: eight rows of a list that cannot be read are one task.

An item without a text of its own in page.ftl is shown by its rule, by its guard, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reconciler.errors import Facts
from reconciler.report.site.wording import PageWording
from reconciler.reportfile.model import (
    SUPPRESSED_BELOW,
    ItemKind,
    Office,
    ReportItem,
    ReportSchool,
)
from reconciler.reportfile.offices import due_day, is_decision

AT_MOST = 3
_ORDER = (
    "unread",
    "roster-stale",
    "roster-older",
    "roster-partial",
    "roster-shrunk",
    "no-roster",
    "refusal",
    "decision",
    "mandatory-rule",
    "row",
    "no-account",
    "account-of-another",
    "two-accounts",
    "seats-short",
    "drift",
    "rule",
    "waiver-ends",
)
"""Texts in the order of weight; others follow."""
_PER_ITEM = frozenset(
    {
        "no-account",
        "class-not-declared",
        "class-group-teacher",
        "mandatory-rule",
        "rule",
        "waiver-ends",
        "seats-short",
    }
)
"""Texts that name something of the item: each item is a thing of its own."""


_BY_RULE = frozenset({"mandatory-rule", "rule", "waiver-ends"})
MANDATORY_RULES = "mandatory-rules"
"""The refusal that mandatory breaches make."""
WAIVED = "rule-waived"
ENDS_SOON = 30
"""Days before its end at which an exemption from a rule is told."""


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
    """The things that are shown, and how many are not."""

    shown: tuple[PageThing, ...]
    more: int
    """Further things that somebody at the school could act on."""
    technical: int
    """Matters that only the city's IT can mend, each kind of them once."""


@dataclass(frozen=True, slots=True)
class _Task:
    text: str
    item: ReportItem
    facts: Facts


def things_of(school: ReportSchool, wording: PageWording, day: str) -> PageThings:
    """The things of a school's page on a report's day."""
    tasks = _tasks(school, wording, day)
    drifted = _drift(school, day, wording)
    merged = sorted([*_merged(tasks), *([drifted] if drifted else [])], key=_weight)
    things = tuple(_thing(task, wording, day) for task in merged)
    shown = {task.item.key for task in tasks} | {
        item.key for item in school.items if item.code == MANDATORY_RULES
    }
    return PageThings(
        shown=things[:AT_MOST],
        more=len(things[AT_MOST:]),
        technical=len({(i.kind, i.code) for i in school.items if i.key not in shown}),
    )


def is_for_school(item: ReportItem, wording: PageWording) -> bool:
    """Whether a school's page shows an item by a text, some day."""
    return _text_of(item, wording) is not None


def _tasks(school: ReportSchool, wording: PageWording, day: str) -> list[_Task]:
    """What the page has texts for; changes that wait for the school's list are not told as well."""
    pairs = [(_text_of(item, wording), item) for item in school.items if _is_due(item, day)]
    waits_for_list = any((text or "").startswith("roster-") for text, _ in pairs)
    return [
        _Task(text, item, _facts_of(text, item))
        for text, item in pairs
        if text is not None and not (text in ("refusal", "decision") and waits_for_list)
    ]


def _is_due(item: ReportItem, day: str) -> bool:
    """An exemption is nobody's matter until it is about to end."""
    return item.code != WAIVED or days_between(day, item.due) <= ENDS_SOON


def days_between(day: str, until: str) -> int:
    """Days from one ISO day to another."""
    return (date.fromisoformat(until) - date.fromisoformat(day)).days


def _text_of(item: ReportItem, wording: PageWording) -> str | None:
    """The text that an item is shown by; None: it is not for this page."""
    if item.kind is ItemKind.UNREAD or item.is_row:
        return "row" if item.is_row else "unread"
    if item.code == WAIVED:
        return "waiver-ends"
    if wording.texts.has(f"page-{item.code}") and wording.texts.has(f"page-{item.code}", "why"):
        return item.code
    for_people = item.office is not Office.CITY_IT
    if for_people and item.kind is ItemKind.RULE and wording.texts.has(f"rule-{item.code}"):
        return "mandatory-rule" if item.level == "mandatory" else "rule"
    decided = item.kind is ItemKind.REFUSAL and is_decision(item.code)
    if not decided or item.code == MANDATORY_RULES:  # of that the broken rules are shown
        return None
    return "refusal" if "-per-" in item.code else "decision"


def _facts_of(text: str, item: ReportItem) -> Facts:
    if text == "row":
        return {"count": 1}
    if text in _BY_RULE:
        return {"rule": str(item.facts["rule"]) if text == "waiver-ends" else item.code}
    return item.facts


def _merged(tasks: list[_Task]) -> Iterator[_Task]:
    """One task for those of one text, with their counts added; the first to be due leads."""
    first: dict[object, _Task] = {}
    for task in sorted(tasks, key=lambda one: (one.item.due or "9", one.item.key)):
        alone: object = (task.text, task.item.key, str(sorted(task.facts.items())))
        if task.text in _BY_RULE and not task.item.label:
            alone = (task.text, task.facts["rule"])  # nothing on the page tells them apart
        key = alone if task.text in _PER_ITEM else task.text
        known = first.get(key)
        first[key] = task if known is None else _Task(task.text, known.item, _added(known, task))
    yield from first.values()


def _added(task: _Task, other: _Task) -> Facts:
    counts = (task.facts.get("count"), other.facts.get("count"))
    if all(isinstance(count, int) for count in counts):
        return {**task.facts, "count": sum(int(count) for count in counts if count is not None)}
    return task.facts if isinstance(counts[0], int) else {**task.facts, **other.facts}


def _drift(school: ReportSchool, day: str, wording: PageWording) -> _Task | None:
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
        due=due_day(Office.CITY, since, bulgarian=wording.bulgarian),
    )
    return _Task("drift", item, {"count": len(drifted)})


def _weight(task: _Task) -> tuple[int, str, str]:
    rank = _ORDER.index(task.text) if task.text in _ORDER else len(_ORDER)
    return (rank, task.item.due or "9", task.item.code)


def _thing(task: _Task, wording: PageWording, day: str) -> PageThing:
    facts = {**wording.texts.in_words(task.facts), **_raw(task, wording)}
    text = "rule" if task.text == "mandatory-rule" else task.text
    message = wording.texts.message(f"page-{text}", facts)
    office, due = task.item.office, task.item.due
    until = "page-overdue" if due and due < day else "page-until"
    return PageThing(
        what=message.text[:1].upper() + message.text[1:],
        why=wording.texts.attribute(f"page-{text}", "why", facts),
        office=office,
        who=wording.office(office),
        until=wording.texts.format(until, due=wording.date(due)) if due else "",
    )


def _raw(task: _Task, wording: PageWording) -> dict[str, str | int]:
    """Facts that choose a sentence, so they are not put into words; names for what is named."""
    texts = wording.texts
    raw: dict[str, str | int] = {"about": wording.name(task.item.label) or "none"}
    if task.text in _BY_RULE:
        code = str(task.facts["rule"])
        raw["title"], raw["reason"] = texts.rule(code), texts.rule(code, "-why")
    if "role" in task.facts:
        raw["role"] = task.facts["role"]
    if "product" in task.facts:
        raw["product"] = wording.product(str(task.facts["product"]))
    if task.facts.get("count") == f"<{SUPPRESSED_BELOW}":
        raw["count"] = wording.say("fewer", least=SUPPRESSED_BELOW)
    return raw
