"""A school's page: one A4, one phone screen, for a principal who knows no YAML.

A sentence of state, at most three things to do, the school in numbers, what changed since the last
report, the rules that are kept. No command, no file, no key of the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reconciler.report.site.tasks import DRIFT
from reconciler.report.site.things import PageThings, things_of
from reconciler.report.site.wording import HIDDEN, PageWording
from reconciler.reportfile.model import Office, Report, ReportRule, ReportSchool, ReportState

_SHOWN = 3
"""Rules whose sentences stand on the page; the others can be opened."""
_DOUBTED = ("roster-older", "roster-partial", "roster-shrunk")
"""Refusals of a list that people were counted by."""
_FIRST = {"pupil-groups-closed": 0, "parent-lists-hidden": 0}


@dataclass(frozen=True, slots=True)
class KeptRules:
    """The rules that are kept and that nothing else on the page puts in doubt."""

    count: str
    """'13 of 15'."""
    first: tuple[str, ...]
    """Sentences of those that matter most."""
    others: tuple[str, ...]
    broken: tuple[str, ...]
    """Sentences of those that are not kept, or in doubt; each with the thing that is about it."""


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """The page as plain strings."""

    id: str
    name: str
    day: str
    sentence: str
    yours: str
    """Which of the things the principal does."""
    things: PageThings
    notes: tuple[str, ...]
    """What else there is, in a sentence each."""
    today: tuple[tuple[str, ...], ...]
    """Lines of numbers."""
    since: tuple[str, str] | None
    """Since when, and what changed; None: there is no earlier report."""
    rules: KeptRules | None
    """None: nothing is known of them."""
    decides: tuple[str, ...]
    questions: tuple[str, ...]
    """Who answers questions, and how to reach them where that is written."""
    suppressed: bool
    """Whether a count is hidden on the page."""


def school_page(report: Report, school: ReportSchool, wording: PageWording) -> SchoolPage:
    """One school's page in the wording's language."""
    things = things_of(school, wording, report.day)
    today = tuple(_today(school, things, wording))
    return SchoolPage(
        id=school.id,
        name=wording.name(school.name),
        day=wording.date(report.day),
        sentence=_sentence(school, things, wording),
        yours=_yours(things, wording),
        things=things,
        notes=tuple(_notes(things, wording)),
        today=today,
        since=_since(school, things, wording),
        rules=_rules(report, school, things, wording),
        decides=tuple(_decides(school, wording)),
        questions=tuple(_questions(wording)),
        suppressed=any(HIDDEN in part for line in today for part in line),
    )


def _sentence(school: ReportSchool, things: PageThings, wording: PageWording) -> str:
    if school.state is ReportState.UNREACHABLE:
        return wording.say("not-reached")
    if school.state is ReportState.REFUSED:
        return wording.say("waits")
    if school.state is ReportState.UNKNOWN:
        return wording.say("partly-read")
    if things.shown:
        return wording.say("well-but", count=len(things.shown))
    if school.state is ReportState.DIFFERS:
        return wording.say("changes-ahead", count=len(school.differences))
    return wording.say("only-watched" if school.state is ReportState.OBSERVED else "all-well")


def _yours(things: PageThings, wording: PageWording) -> str:
    """'' where there is nothing at all."""
    listed = things.listed
    hers = [str(n) for n, one in enumerate(listed, 1) if one.office is Office.PRINCIPAL]
    may = next((str(n) for n, one in enumerate(listed, 1) if one.code == DRIFT), "none")
    numbers = ", ".join(hers)
    return wording.say("yours", count=len(hers), numbers=numbers, may=may) if listed else ""


def _notes(things: PageThings, wording: PageWording) -> Iterator[str]:
    if things.technical:
        yield wording.say("more", count=things.technical)


def _today(
    school: ReportSchool, things: PageThings, wording: PageWording
) -> Iterator[tuple[str, ...]]:
    people = school.people
    first = []
    if school.classes:
        first.append(wording.counted("classes", school.classes))
    if "teacher" in people:
        teachers = wording.counted("teachers", people["teacher"])
        if people.get("certified", 0) != 0:
            message = "certified-hidden" if people["certified"] is None else "certified"
            shown = wording.count(people["certified"])
            teachers = f"{teachers}, {wording.say(message, shown=shown)}"
        first.append(teachers)
    if "pupil" in people:
        first.append(wording.counted("pupils", people["pupil"]))
    if first:
        yield tuple(first)
    if "group" in school.declared:  # nothing is counted of a tenant that was not read
        yield (wording.counted("groups", school.declared["group"]),)
    for licence in school.licences:
        facts = {"product": wording.product(licence.product), "used": wording.count(licence.used)}
        if licence.bought is None:
            yield (wording.say("licence-used", **facts),)
        else:
            yield (wording.say("licence", bought=wording.count(licence.bought), **facts),)
    if school.roster:
        doubted = any(one.code in _DOUBTED for one in things.listed)
        message = "list-of-doubted" if doubted else "list-of"
        yield (wording.say(message, day=wording.date(school.roster)),)


def _since(
    school: ReportSchool, things: PageThings, wording: PageWording
) -> tuple[str, str] | None:
    """Of the things on the page, how many are new, so that the numbers add up to what it lists."""
    changes = school.changes
    if changes is None:
        return None
    counts = {"new": things.new, "open": things.open, "settled": things.settled}
    parts = [wording.say("since-items", **counts)]
    if changes.groups:
        parts.append(wording.say("since-groups", change=f"{changes.groups:+d}".replace("-", "−")))
    return wording.say("since", day=wording.date(changes.since)), "; ".join(parts)


def _rules(
    report: Report, school: ReportSchool, things: PageThings, wording: PageWording
) -> KeptRules | None:
    """Nothing is said of rules where the school could not be read."""
    if school.state is ReportState.UNREACHABLE or not report.rules:
        return None
    codes = {item.code for item in school.items}
    kept = [
        rule
        for rule in report.rules
        if school.id not in rule.broken and not codes.intersection(rule.doubted_by)
    ]
    kept.sort(key=lambda rule: (rule.level != "mandatory", _FIRST.get(rule.id, 1), rule.id))
    sentences = tuple(wording.texts.rule(rule.id) for rule in kept)
    count = wording.say("rules-kept", kept=len(kept), all=len(report.rules))
    broken = tuple(_broken(rule, things, wording) for rule in report.rules if rule not in kept)
    return KeptRules(count, sentences[:_SHOWN], sentences[_SHOWN:], broken)


def _broken(rule: ReportRule, things: PageThings, wording: PageWording) -> str:
    """'Всяка група е описана (урежда го ИТ екипът на общината).', '… (точка 2).'"""
    about = {rule.id, *rule.doubted_by}
    numbers = (n for n, one in enumerate(things.listed, 1) if one.code in about)
    number = next(numbers, None)
    who = wording.say("rule-it") if number is None else wording.say("rule-see", number=number)
    return f"{wording.texts.rule(rule.id).rstrip('.')} ({who})."


def _decides(school: ReportSchool, wording: PageWording) -> Iterator[str]:
    yield wording.say("decides-text")
    if school.applied:
        yield wording.say("last-applied", day=wording.date(school.applied))


def _questions(wording: PageWording) -> Iterator[str]:
    """The department and the city's IT; where no way to reach them is written, who has one."""
    offices = (Office.CITY, Office.CITY_IT)
    reached = {office: wording.contact(office) for office in offices}
    named = (
        ", ".join(filter(None, (wording.say(f"questions-{office.value}"), reached[office])))
        for office in offices
    )
    yield wording.say("questions", who="; ".join(named))
    if not any(reached.values()):
        yield wording.say("no-contacts")
