"""The city's page: the programme as the mayor tells it, then how each school stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconciler.model.freeze import Freeze
from reconciler.report.freezes import freeze_lines
from reconciler.report.site.city_teachers import TeacherTable, is_in_cloud, teachers
from reconciler.report.site.things import PageThing, things_of
from reconciler.report.site.wording import PageWording
from reconciler.reportfile.model import Count, Goal, Report, ReportSchool, ReportState

_WORST = 5
_MIXED = ("pupil-groups-closed", "found-groups-closed")
"""Rules that are broken where pupils and people from outside are in one group."""
LICENCE_COLUMNS = ("bought", "used", "wanted", "short", "september")
_RANK = {state: rank for rank, state in enumerate(ReportState)}
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled share; `percent` to one decimal."""

    label: str
    value: str
    percent: float
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """A school that needs somebody, and the first thing that it needs."""

    id: str
    name: str
    state: str
    thing: PageThing | None
    others: tuple[str, ...] = ()
    """What else there is, in a sentence each."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A school in the grid."""

    id: str
    name: str
    state: ReportState
    state_name: str
    wave: str
    wave_name: str
    vendors: str


@dataclass(frozen=True, slots=True)
class CityPage:
    """The page as plain strings and numbers."""

    title: str
    day: str
    year: str
    alerts: tuple[str, ...]
    """Stops of all writing that held, and what no school's place in a list may hide."""
    in_cloud: str
    numbers: str
    """People, accounts, classes and groups."""
    since: tuple[str, str] | None
    """Since when, and how many findings are new, settled, open, waived."""
    teachers: TeacherTable | None
    """None: there is no list of certified teachers."""
    programme: tuple[Bar, ...]
    states: tuple[Bar, ...]
    attention: tuple[AttentionRow, ...]
    licences: tuple[tuple[str, ...], ...]
    trend: tuple[Bar, ...]
    grid: tuple[GridCell, ...]
    waves: tuple[tuple[str, str], ...]
    """Id and name of those in the grid."""


def city_page(report: Report, wording: PageWording, history: Sequence[Report] = ()) -> CityPage:
    """The page; `history` are earlier reports, the oldest first."""
    schools = report.schools
    return CityPage(
        title=wording.say("city-title", municipality=wording.name(report.name)),
        day=wording.date(report.day),
        year=wording.texts.format(
            "report-school-year", **{"from": str(report.year - 1), "until": str(report.year)}
        ),
        alerts=tuple(_alerts(report, wording)),
        in_cloud=wording.say(
            "in-cloud",
            count=sum(is_in_cloud(school) for school in schools),
            all=len(schools),
        ),
        numbers=" · ".join(_numbers(report, wording)),
        since=_since(report, wording),
        teachers=teachers(report, wording),
        programme=tuple(_programme(report, wording)),
        states=tuple(_states(schools, wording)),
        attention=tuple(_attention(report, wording)),
        licences=tuple(_licences(report, wording)),
        trend=tuple(_trend([*history, report], wording)),
        grid=tuple(_cell(school, report, wording) for school in schools),
        waves=tuple(
            (wave, wording.name(name))
            for wave, name in report.waves.items()
            if any(school.wave == wave for school in schools)
        ),
    )


def _alerts(report: Report, wording: PageWording) -> Iterator[str]:
    """Stops of all writing, and schools where children and outsiders are in one group."""
    frozen = [Freeze(one.reason, one.until, one.who, one.since) for one in report.frozen]
    yield from freeze_lines(frozen, wording.texts)
    mixed = {school for rule in report.rules if rule.id in _MIXED for school in rule.broken}
    if mixed:
        yield wording.say("city-mixed", count=len(mixed))


def _numbers(report: Report, wording: PageWording) -> Iterator[str]:
    """What is not known is left out."""
    counts: dict[str, Count] = {role: report.totals.get(role, 0) for role in ("pupil", "teacher")}
    for message, count in (
        ("pupils", counts["pupil"]),
        ("teachers", counts["teacher"]),
        ("classes", sum(school.classes for school in report.schools)),
        ("groups", sum(school.declared.get("group", 0) for school in report.schools)),
    ):
        if count != 0:
            yield wording.counted(message, count)
    if report.accounts is not None:
        yield wording.say("accounts", shown=wording.texts.number(report.accounts))


def _since(report: Report, wording: PageWording) -> tuple[str, str] | None:
    """The sums of what the schools' pages say is new, open and settled, and of exemptions."""
    if not report.since:
        return None
    compared = [school for school in report.schools if school.changes is not None]
    things = [things_of(school, wording, report.day) for school in compared]
    counts = {
        name: sum(getattr(one, name) for one in things) for name in ("new", "open", "settled")
    }
    counts["waived"] = sum(len(one.changes.waived) for one in compared if one.changes is not None)
    heading = wording.say("since", day=wording.date(report.since))
    return heading, wording.say("city-since", **counts)


def _programme(report: Report, wording: PageWording) -> Iterator[Bar]:
    """Waves against their days, and teachers against the goal; what is not written is left out."""
    if report.programme is None:
        return
    for wave, by in report.programme.waves.items():
        schools = [school for school in report.schools if school.wave == wave]
        done = sum(bool(school.applied) for school in schools)
        if schools:
            yield Bar(
                label=wording.name(report.waves.get(wave, {})) or wave,
                value=wording.say("wave-done", done=done, all=len(schools)),
                percent=_percent(done, len(schools)),
                note=wording.say("wave-by", day=wording.day(by)) if by else "",
            )
    yield from _goal(report, "trained", report.programme.trained, wording)
    yield from _goal(report, "certified", report.programme.certified, wording)


def _goal(report: Report, what: str, goal: Goal | None, wording: PageWording) -> Iterator[Bar]:
    count, teachers = report.totals.get(what), report.totals.get("teacher")
    if goal is None or count is None or not teachers:
        return
    yield Bar(
        label=wording.say(f"teachers-{what}"),
        value=wording.say("wave-done", done=count, all=teachers),
        percent=_percent(count, teachers),
        note=wording.say("goal", share=goal.share, day=wording.day(goal.by)),
    )


def _states(schools: Sequence[ReportSchool], wording: PageWording) -> Iterator[Bar]:
    for state in ReportState:
        count = sum(school.state is state for school in schools)
        if count:
            label = wording.texts.format(f"report-states-{state.value}", count=count)
            value = wording.texts.number(count)
            yield Bar(label, value, _percent(count, len(schools)), state=state.value)


def _attention(report: Report, wording: PageWording) -> Iterator[AttentionRow]:
    needing = [(school, things_of(school, wording, report.day).shown) for school in report.schools]
    worst = sorted(
        ((school, things) for school, things in needing if things or not school.state.is_settled),
        key=lambda pair: (_RANK[pair[0].state], -len(pair[0].items), pair[0].id),
    )
    for school, things in worst[:_WORST]:
        state = wording.texts.format(f"report-state-{school.state.value}")
        first = things[0] if things else None
        others = tuple(f"{thing.what} {thing.acts}" for thing in things[1:])
        yield AttentionRow(school.id, wording.name(school.name), state, first, others)


def _licences(report: Report, wording: PageWording) -> Iterator[tuple[str, ...]]:
    for product, counts in report.products.items():
        bought = counts["bought"]
        yield (
            wording.product(product),
            wording.texts.format("report-not-told") if bought is None else wording.count(bought),
            *(wording.count(counts[figure]) for figure in ("used", "wanted", "short")),
            _in_september(report.september.get(product), bought, wording),
        )


def _in_september(wanted: int | None, bought: Count, wording: PageWording) -> str:
    """'≈ 460', and how many will be short."""
    if wanted is None:
        return ""
    short = 0 if bought is None else max(0, wanted - bought)
    return wording.say("september", wanted=wanted, short=short)


def _trend(reports: Sequence[Report], wording: PageWording) -> Iterator[Bar]:
    """The last report of each of the last twelve months; none where there is one month only."""
    by_month = {report.day[:7]: report for report in reports}
    months = sorted(by_month)[-MONTHS:]
    for month in months if len(months) > 1 else ():
        schools = by_month[month].schools
        settled = sum(school.state.is_settled for school in schools)
        year, number = month.split("-")
        label = f"{number}.{year}"
        value = wording.say("trend-row", count=settled, all=len(schools))
        yield Bar(label, value, _percent(settled, len(schools)))


def _cell(school: ReportSchool, report: Report, wording: PageWording) -> GridCell:
    return GridCell(
        id=school.id,
        name=wording.name(school.name),
        state=school.state,
        state_name=wording.texts.format(f"report-state-{school.state.value}"),
        wave=school.wave,
        wave_name=wording.name(report.waves.get(school.wave, {})) or school.wave,
        vendors=", ".join(
            wording.texts.format(f"report-word-vendor-{vendor}") for vendor in school.vendors
        ),
    )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
