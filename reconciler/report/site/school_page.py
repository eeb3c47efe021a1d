"""A school's page: one A4, one phone screen, for a principal who knows no YAML.

A sentence of state, at most three things to do, the school in numbers, what changed since the last
report, the rules that are kept. No command, no file, no key of the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reconciler.report.site.things import PageThings, is_for_school, things_of
from reconciler.report.site.wording import HIDDEN, PageWording
from reconciler.reportfile.changes import changes_since
from reconciler.reportfile.model import Report, ReportItem, ReportSchool, ReportState

_SHOWN = 3
"""Rules whose sentences stand on the page; the others can be opened."""
_FIRST = {"pupil-groups-closed": 0, "parent-lists-hidden": 0}


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """The page as plain strings."""

    id: str
    name: str
    day: str
    sentence: str
    things: PageThings
    notes: tuple[str, ...]
    """What else there is, in a sentence each."""
    today: tuple[tuple[str, ...], ...]
    """Lines of numbers."""
    since: tuple[str, str] | None
    """Since when, and what changed; None: there is no earlier report."""
    rules: tuple[str, str, str] | None
    """'13 of 15', the sentences of the first that are kept, and those of the others."""
    decides: tuple[str, ...]
    suppressed: bool
    """Whether a count is hidden on the page."""


def school_page(
    report: Report, school: ReportSchool, wording: PageWording, earlier: Report | None
) -> SchoolPage:
    """One school's page in the wording's language."""
    things = things_of(school, wording, report.day)
    today = tuple(_today(school, wording))
    return SchoolPage(
        id=school.id,
        name=wording.name(school.name),
        day=wording.day(report.day),
        sentence=_sentence(school, things, wording),
        things=things,
        notes=tuple(_notes(things, wording)),
        today=today,
        since=_since(school, wording, earlier),
        rules=_rules(report, school, wording),
        decides=tuple(_decides(school, wording)),
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


def _notes(things: PageThings, wording: PageWording) -> Iterator[str]:
    if things.more:
        yield wording.say("more-things", count=things.more)
    if things.technical:
        yield wording.say("more", count=things.technical)


def _today(school: ReportSchool, wording: PageWording) -> Iterator[tuple[str, ...]]:
    people = school.people
    first = []
    if school.classes:
        first.append(_counted("classes", school.classes, wording))
    if "teacher" in people:
        teachers = _counted("teachers", people["teacher"], wording)
        if people.get("certified", 0) != 0:
            message = "certified-hidden" if people["certified"] is None else "certified"
            shown = wording.count(people["certified"])
            teachers = f"{teachers}, {wording.say(message, shown=shown)}"
        first.append(teachers)
    if "pupil" in people:
        first.append(_counted("pupils", people["pupil"], wording))
    if first:
        yield tuple(first)
    if "group" in school.declared:  # nothing is counted of a tenant that was not read
        yield (_counted("groups", school.declared["group"], wording),)
    for licence in school.licences:
        facts = {"product": wording.product(licence.product), "used": wording.count(licence.used)}
        if licence.bought is None:
            yield (wording.say("licence-used", **facts),)
        else:
            yield (wording.say("licence", bought=wording.count(licence.bought), **facts),)
    if school.roster:
        yield (wording.say("list-of", day=wording.date(school.roster)),)


def _counted(message: str, count: int | None, wording: PageWording) -> str:
    return wording.say(message, count=5 if count is None else count, shown=wording.count(count))


def _since(
    school: ReportSchool, wording: PageWording, earlier: Report | None
) -> tuple[str, str] | None:
    before = None if earlier is None else earlier.school(school.id)
    if earlier is None or before is None:
        return None
    changed = changes_since(before, school)
    counts = (_matters(items, wording) for items in (changed.new, changed.fixed, changed.open))
    new, fixed, still = counts
    parts = [wording.say("since-items", new=new, fixed=fixed, open=still)]
    groups = 0
    if "group" in school.declared and "group" in before.declared:
        groups = school.declared["group"] - before.declared["group"]
    if groups:
        parts.append(wording.say("since-groups", change=f"{groups:+d}".replace("-", "−")))
    return wording.say("since", day=wording.date(earlier.day)), "; ".join(parts)


def _matters(items: Iterable[ReportItem], wording: PageWording) -> int:
    """How many different ones of those that the page has texts for."""
    return len({item.key for item in items if is_for_school(item, wording)})


_OF_HAND_MADE = {
    "pupil-groups-closed": "found-groups-closed",
    "pupil-groups-post": "found-groups-post",
    "pupil-groups-join": "found-groups-join",
    "pupil-lists-hidden": "found-lists-hidden",
    "pupils-run-no-group": "found-pupils-run",
}
"""A rule of declared groups → the same of hand-made ones."""


def _rules(
    report: Report, school: ReportSchool, wording: PageWording
) -> tuple[str, str, str] | None:
    """Nothing is said of rules where the school could not be read."""
    if school.state is ReportState.UNREACHABLE or not report.rules:
        return None
    kept = [rule for rule in report.rules if school.id not in rule.broken]
    kept.sort(key=lambda rule: (rule.level != "mandatory", _FIRST.get(rule.id, 1), rule.id))
    count = wording.say("rules-kept", kept=len(kept), all=len(report.rules))
    broken = {rule.id for rule in report.rules} - {rule.id for rule in kept}
    # "no outsiders among pupils" is no comfort beside a hand-made group that has them
    told = [rule.id for rule in kept if _OF_HAND_MADE.get(rule.id) not in broken]
    sentences = [wording.texts.rule(rule) for rule in told]
    return count, " ".join(sentences[:_SHOWN]), " ".join(sentences[_SHOWN:])


def _decides(school: ReportSchool, wording: PageWording) -> Iterator[str]:
    yield wording.say("decides-text")
    if school.applied:
        yield wording.say("last-applied", day=wording.date(school.applied))
