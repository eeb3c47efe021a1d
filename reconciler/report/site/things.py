"""What a school's page asks of somebody: at most three things, those that matter most first.

The page is for a principal. So it names what the school, its administrator or the education
department does; what only the city's IT can mend is counted, not shown. A thing says what is wrong
and where, why it matters, since when, who acts and by when, in sentences without codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reconciler.errors import Facts
from reconciler.report.site.tasks import (
    BY_RULE,
    DRIFT,
    HAND_MADE,
    PageTask,
    is_told,
    settled_tasks,
    tasks_of,
)
from reconciler.report.site.wording import PageWording
from reconciler.reportfile.model import (
    SUPPRESSED_BELOW,
    ItemKind,
    Office,
    ReportDifference,
    ReportSchool,
)
from reconciler.reportfile.told import ABOUT, AT_LEAST, FEW

AT_MOST = 3
_NAMED_AT_MOST = 3
SHRUNK = "roster-shrunk"


@dataclass(frozen=True, slots=True)
class PageThing:
    """One thing on a school's page: sentences without codes or commands."""

    code: str
    """Of its first item: a rule's id, a finding's code."""
    what: str
    why: str
    """Why it matters."""
    office: Office
    acts: str
    """By when who does what, and how to reach them where that is written."""
    since: str
    """'Забелязано на 30 ноември 2026 г.'; '' where nobody knows."""


@dataclass(frozen=True, slots=True)
class PageThings:
    """The things that are shown, those that follow, and how they differ from an earlier report."""

    shown: tuple[PageThing, ...]
    more: tuple[PageThing, ...]
    """Further things that somebody at the school or the department acts on."""
    technical: int
    """Matters that only the city's IT can mend, each kind of them once."""
    new: int = 0
    """Of those shown and those that follow; `settled` are the earlier report's."""
    settled: int = 0

    @property
    def listed(self) -> tuple[PageThing, ...]:
        """All of them, as they are numbered."""
        return (*self.shown, *self.more)

    @property
    def open(self) -> int:
        """Those that the earlier report had already."""
        return len(self.shown) + len(self.more) - self.new


def things_of(school: ReportSchool, wording: PageWording, day: str) -> PageThings:
    """The things of a school's page on a report's day."""
    tasks = tasks_of(school, wording, day)
    bought = {(one.tenant, one.product): one.bought for one in school.licences}
    things = tuple(_thing(_with_bought(task, bought), wording, day) for task in tasks)
    untold = {(i.kind, i.code) for i in school.items if not is_told(i, wording, day)}
    return PageThings(
        shown=things[:AT_MOST],
        more=things[AT_MOST:],
        technical=len(untold),
        new=sum(task.is_new for task in tasks),
        settled=settled_tasks(school, wording, day),
    )


def _with_bought(task: PageTask, bought: Mapping[tuple[str, str], int | None]) -> PageTask:
    """A task of seats with how many there are."""
    if "product" not in task.facts:
        return task
    count = bought.get((task.item.tenant, str(task.facts["product"])))
    return replace(task, facts={**task.facts, "bought": "" if count is None else count})


def _thing(task: PageTask, wording: PageWording, day: str) -> PageThing:
    facts = {**wording.texts.in_words(task.facts), **_raw(task, wording)}
    text = "rule" if task.text == "mandatory-rule" else task.text
    message = wording.texts.message(f"page-{text}", facts)
    return PageThing(
        code=task.item.code,
        what=_capital(message.text),
        why=" ".join(_why(task, text, facts, wording)),
        office=task.item.office,
        acts=_acts(task, text, facts, wording, day),
        since=wording.say("noticed", day=wording.date(task.item.since)) if task.item.since else "",
    )


def _acts(task: PageTask, text: str, facts: Facts, wording: PageWording, day: str) -> str:
    """'До 4 декември 2026 г. директорът трябва да …': the day first, so that it is of the deed."""
    office, due = task.item.office, task.item.due
    told: dict[str, str | int] = {
        **facts,
        "due": wording.date(due) or "none",
        "late": "yes" if due and due < day else "no",
        "who": wording.office(office),
    }
    if wording.texts.has(f"page-{text}", "acts"):
        return _capital(wording.texts.attribute(f"page-{text}", "acts", told))
    does = _does(task, text, facts, wording)
    return _capital(wording.texts.format("page-acts", **told, does=does))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _does(task: PageTask, text: str, facts: Facts, wording: PageWording) -> str:
    if wording.texts.has(f"page-{text}", "do"):
        return wording.texts.attribute(f"page-{text}", "do", facts)
    return wording.say(f"does-{task.item.office.value}")


def _why(task: PageTask, text: str, facts: Facts, wording: PageWording) -> Iterator[str]:
    if wording.texts.has(f"page-{text}", "why"):
        yield wording.texts.attribute(f"page-{text}", "why", facts)
    else:
        yield wording.texts.rule(task.item.code, "-why")
    if task.item.subject.startswith(HAND_MADE) and not task.labels:
        yield wording.say("unnamed", count=task.alike)
    if any("name" in one.drifted for one in task.drifted):
        yield wording.say("not-told")


def _raw(task: PageTask, wording: PageWording) -> dict[str, str | int]:
    """Facts that choose a sentence, so they are not put into words; names for what is named."""
    texts = wording.texts
    raw: dict[str, str | int] = {
        "about": _named(task.labels, wording) or "none",
        "number": len(task.labels) or task.alike,
        "day": wording.date(task.item.due),
        **_rounded(task.facts, wording),
    }
    if task.text in BY_RULE:
        code = str(task.facts["rule"])
        raw["title"], raw["reason"] = texts.rule(code).rstrip("."), texts.rule(code, "-why")
    if task.text == DRIFT:
        raw["what"] = _listed([_changed(one, wording) for one in task.drifted], wording)
    if task.item.kind is ItemKind.RULE:
        raw["where"] = _where(task, str(raw["about"]), wording)
    if task.text == SHRUNK:  # a stored report may be older than these facts
        raw = {"now": "none", **raw, "of": str(task.facts.get("of", "all"))}
    if "role" in task.facts:
        raw["role"] = task.facts["role"]
    if "product" in task.facts:
        raw["product"] = wording.product(str(task.facts["product"]))
    if task.facts.get("count") == FEW:
        raw["count"] = wording.say("fewer", least=SUPPRESSED_BELOW)
    return raw


def _rounded(facts: Facts, wording: PageWording) -> dict[str, str | int]:
    """'около 10' for '≈ 10', 'поне 5' for '≥ 5'."""
    signs = {ABOUT: "about", AT_LEAST: "at-least"}
    return {
        name: wording.say(message, count=str(value)[len(sign) :])
        for name, value in facts.items()
        for sign, message in signs.items()
        if str(value).startswith(sign)
    }


def _where(task: PageTask, about: str, wording: PageWording) -> str:
    """'имейл групата „Клуб по роботика“', 'две ръчно създадени групи'."""
    made = task.item.subject.startswith(HAND_MADE)
    count = len(task.labels) or task.alike
    return wording.say("made" if made else "named", about=about, count=count)


def _named(labels: tuple[str, ...], wording: PageWording) -> str:
    """'„Клуб по роботика“, „Хор“ и още 2', '„Хор“ и „Клуб“'; '' for none."""
    quoted = [wording.say("quoted", name=label) for label in labels]
    return _listed(quoted, wording, ", ")


def _listed(texts: list[str], wording: PageWording, between: str = "; ") -> str:
    """The first of them, and how many more there are, or the last."""
    more = len(texts) - _NAMED_AT_MOST
    if more > 0:
        return f"{between.join(texts[:_NAMED_AT_MOST])} {wording.say('and-more', count=more)}"
    *first, last = texts or [""]
    return wording.say("and-last", first=between.join(first), last=last) if first else last


def _changed(one: ReportDifference, wording: PageWording) -> str:
    """'имейл групата „Учители“ (името)'; what it is called now may be anything, so never that."""
    about = _named(tuple(wording.name(one.label).splitlines()), wording) or "none"
    product = wording.product(one.key)
    thing = wording.say(f"changed-{one.kind}", about=about, product=product)
    if one.action == "create":
        return wording.say("changed-gone", thing=thing)
    fields = dict.fromkeys(_field(name, wording) for name in one.drifted if name[:1].isalpha())
    if not fields:
        return thing
    return wording.say("changed-fields", fields=", ".join(fields), thing=thing)


def _field(name: str, wording: PageWording) -> str:
    known = f"page-field-{name.partition('.')[0]}"
    return wording.texts.format(known if wording.texts.has(known) else "page-field-other")
