"""What a report's items ask of somebody at a school: which text tells each, and which are one task.

Items with one text become one task: eight rows of a list that cannot be read are one sitting. What
names something of its item stays a task of its own; groups that break one rule are named together.
An item without a text of its own in page.ftl is told by its rule, by its guard, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from reconciler.errors import Facts
from reconciler.report.site.wording import PageWording
from reconciler.reportfile.changes import WAIVED
from reconciler.reportfile.model import (
    ItemKind,
    Office,
    ReportChanges,
    ReportDifference,
    ReportItem,
    ReportSchool,
)
from reconciler.reportfile.offices import due_day, is_decision

DRIFT = "drift"
HAND_MADE = "group/#"
"""How a subject begins that is a group without our mark."""
MANDATORY_RULES = "mandatory-rules"
"""The refusal that mandatory breaches make."""
ENDS_SOON = 30
"""Days before its end at which an exemption from a rule is told."""
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
    "administrators-no-pupils",
    "found-groups-closed",
    "found-groups-roles",
    "row",
    "no-account",
    "account-of-another",
    "two-accounts",
    DRIFT,
    "rule",
    "seats-short",
    "waiver-ends",
)
"""Texts in the order of weight; others follow."""
_FIRST = _ORDER.index("row")
"""Before these: changes wait for it, or pupils are at risk."""
_PER_ITEM = frozenset({"no-account", "class-not-declared", "class-group-teacher", "seats-short"})
"""Texts that name something of the item: each item is a task of its own."""
BY_RULE = frozenset({"mandatory-rule", "rule", "waiver-ends"})
"""Texts that quote a rule's sentence."""


@dataclass(frozen=True, slots=True)
class PageTask:
    """Items that one person settles together."""

    text: str
    item: ReportItem
    """The first to be due."""
    facts: Facts
    labels: tuple[str, ...] = ()
    """Names of what they are about, as far as they can be shown."""
    alike: int = 1
    """Different things that they are about."""
    is_new: bool = False
    """Whether no item of it was in the report that this one is compared with."""
    drifted: tuple[ReportDifference, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What it is merged by, and known by from report to report."""
        named = bool(self.item.label)
        if self.text in BY_RULE or self.item.kind is ItemKind.RULE:
            product = self.item.facts.get("product", "")
            return (self.text, self.facts.get("rule", self.item.code), named, product)
        if self.text in _PER_ITEM:
            return (self.text, self.item.key, str(sorted(self.facts.items())))
        return (self.text,)

    @property
    def asks_principal(self) -> bool:
        """Whether the principal does something, or may ask for something."""
        return self.text == DRIFT or self.item.office is Office.PRINCIPAL

    @property
    def weight(self) -> tuple[int, bool, str, int, str, bool]:
        """What stops the school or endangers pupils first, then hers, then by day."""
        level = "mandatory-rule" if self.item.level == "mandatory" else "rule"
        by_rule = self.item.kind is ItemKind.RULE and self.text not in _ORDER
        text = level if by_rule else self.text
        rank = _ORDER.index(text) if text in _ORDER else len(_ORDER)
        first = min(rank, _FIRST)
        due = self.item.due or "9"
        return (first, not self.asks_principal, due, rank, self.item.code, not self.labels)


def tasks_of(school: ReportSchool, wording: PageWording, day: str) -> tuple[PageTask, ...]:
    """The tasks of a school on a report's day, the weightiest first."""
    changes = school.changes
    new = None if changes is None else {item.key for item in changes.new}
    tasks = _of_items(school.items, wording, day, new or set())
    drift = _drift(school.differences, day, wording, changes)
    return tuple(sorted([*tasks, *drift], key=lambda task: task.weight))


def settled_tasks(school: ReportSchool, wording: PageWording, day: str) -> int:
    """How many tasks of the earlier report are none any more."""
    changes = school.changes
    if changes is None:
        return 0
    left = {task.key for task in tasks_of(school, wording, day)}
    gone = [item for item in changes.fixed if item.code != WAIVED]
    tasks = _of_items(gone, wording, day, set())
    drift = _drift(changes.settled, day, wording, None)
    return len({task.key for task in (*tasks, *drift)} - left)


def is_told(item: ReportItem, wording: PageWording, day: str) -> bool:
    """Whether a task tells it, or another item that is told stands for it."""
    if item.code == MANDATORY_RULES:
        return True
    return _is_due(item, day) and _text_of(item, wording) is not None


def days_between(day: str, until: str) -> int:
    """Days from one ISO day to another."""
    return (date.fromisoformat(until) - date.fromisoformat(day)).days


def _of_items(
    items: Iterable[ReportItem], wording: PageWording, day: str, new: set[tuple[str, str, str, str]]
) -> tuple[PageTask, ...]:
    """What the page has texts for; changes that wait for the school's list are not told as well."""
    pairs = [(_text_of(item, wording), item) for item in items if _is_due(item, day)]
    doubted = {text for text, _ in pairs if text in _ORDER and text.startswith("roster-")}
    silent = {"refusal", "decision", "roster-fresh"} if doubted else set()
    tasks = (
        PageTask(
            text,
            item,
            _facts_of(text, item),
            labels=tuple(wording.name(item.label).splitlines()),
            is_new=item.key in new,
        )
        for text, item in pairs
        if text is not None and text not in silent
    )
    return _merged(tasks)


def _is_due(item: ReportItem, day: str) -> bool:
    """An exemption is nobody's matter until it is about to end."""
    return item.code != WAIVED or days_between(day, item.due) <= ENDS_SOON


def _text_of(item: ReportItem, wording: PageWording) -> str | None:
    """The text that an item is told by; None: it is not for this page."""
    if item.kind is ItemKind.UNREAD or item.is_row:
        return "row" if item.is_row else "unread"
    if item.code == WAIVED:
        return "waiver-ends"
    for_people = item.office is not Office.CITY_IT
    is_rule = item.kind is ItemKind.RULE and wording.texts.has(f"rule-{item.code}")
    if wording.texts.has(f"page-{item.code}") and (
        wording.texts.has(f"page-{item.code}", "why") or (is_rule and for_people)
    ):
        return item.code
    if for_people and is_rule:
        return "mandatory-rule" if item.level == "mandatory" else "rule"
    decided = item.kind is ItemKind.REFUSAL and is_decision(item.code)
    if not decided or item.code == MANDATORY_RULES:  # of that the broken rules are shown
        return None
    return "refusal" if "-per-" in item.code else "decision"


def _facts_of(text: str, item: ReportItem) -> Facts:
    if text == "row":
        return {"count": 1}
    if text in BY_RULE:
        return {"rule": str(item.facts["rule"]) if text == "waiver-ends" else item.code}
    return item.facts


def _merged(tasks: Iterable[PageTask]) -> tuple[PageTask, ...]:
    """One task for those of one key, with their counts added; the first to be due leads."""
    first: dict[object, PageTask] = {}
    for task in sorted(tasks, key=lambda one: (one.item.due or "9", one.item.key)):
        known = first.get(task.key)
        first[task.key] = task if known is None else _added(known, task)
    return tuple(first.values())


def _added(task: PageTask, other: PageTask) -> PageTask:
    counts = (task.facts.get("count"), other.facts.get("count"))
    facts = task.facts if isinstance(counts[0], int) else {**task.facts, **other.facts}
    if all(isinstance(count, int) for count in counts):
        facts = {**facts, "count": sum(int(count) for count in counts if count is not None)}
    return replace(
        task,
        facts=facts,
        labels=tuple(dict.fromkeys((*task.labels, *other.labels))),
        alike=task.alike + (other.item.subject != task.item.subject),
        is_new=task.is_new and other.is_new,
    )


def _drift(
    differences: Iterable[ReportDifference],
    day: str,
    wording: PageWording,
    changes: ReportChanges | None,
) -> Iterator[PageTask]:
    """What somebody changed in the tenant, as one task."""
    drifted = tuple(one for one in differences if one.is_drift)
    if not drifted:
        return
    since = min(one.since or day for one in drifted)
    item = ReportItem(
        kind=ItemKind.FINDING,
        code=DRIFT,
        level="advisory",
        tenant="",
        subject="",
        facts={},
        place="",
        since=since,
        office=Office.CITY,
        due=due_day(Office.CITY, since, bulgarian=wording.bulgarian),
    )
    is_new = changes is not None and since > changes.since
    yield PageTask(DRIFT, item, {"count": len(drifted)}, is_new=is_new, drifted=drifted)
