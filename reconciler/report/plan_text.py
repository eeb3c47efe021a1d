"""A plan for a terminal: by wave and school, aligned, what and why, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from reconciler.model.plan import Plan, Refusal, SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.typed_texts import revealed
from reconciler.report.brief import brief_rows
from reconciler.report.plan_summary import PlanClosing, PlanFooter, mode_text, summary
from reconciler.report.rows import ChangeRow, RowWriter, by_product, mail_keepers
from reconciler.report.table import Style, Widths, row_lines
from reconciler.report.tally import converged, only_observed
from reconciler.report.texts import Texts

_READABLE_ROWS = 300
"""Above so many rows in all, schools are shown in brief."""
_WIDEST = 140


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """How a plan is shown on a terminal."""

    width: int = 100
    colour: bool = False
    reveal: Mapping[str, str] | None = None
    """Account id → address: lists single people. Only for a person's own terminal."""
    explain_requests: bool = False
    ending: PlanFooter = PlanFooter.PROPOSED
    refused: tuple[Refusal, ...] | None = None
    """The refusals that still stand once people have acknowledged others; None: all of them."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of the text is written with."""

    plan: Plan
    texts: Texts
    paint: Style
    width: int
    rows: Mapping[SchoolRef, tuple[ChangeRow, ...]]
    """By school and tenant."""
    observed: Mapping[SchoolRef, tuple[ChangeRow, ...]]
    """What is only observed, likewise."""
    brief: bool

    def widths(self) -> Widths:
        """Columns as wide as the rows need."""
        tables = (*self.rows.values(), *self.observed.values())
        return Widths.of([row for rows in tables for row in rows], self.texts)


def render_plan(plan: Plan, texts: Texts, options: PlanOptions) -> str:
    """The whole plan as text, ending in a newline; people are counts unless revealed."""
    plan, acknowledged = _agreed(revealed(plan, options.reveal), options.refused)
    page = _page(plan, texts, options)
    lines = [_observed(plan, texts), "", *_schools(page)]
    if lines[-1]:
        lines.append("")
    if options.explain_requests:
        lines += [render_requests(plan, texts), ""]
    lines += summary(
        plan,
        texts,
        page.paint,
        PlanClosing(options.ending, acknowledged, void=bool(options.refused)),
    )
    if page.brief:
        lines.insert(-1, _shortened(page))
    return "\n".join(lines) + "\n"


def _agreed(plan: Plan, standing: tuple[Refusal, ...] | None) -> tuple[Plan, tuple[Refusal, ...]]:
    """The plan with those of its refusals that still stand, and the others."""
    if standing is None:
        return plan, ()
    agreed = [one for one in plan.refusals if one not in standing]
    agreed += [one for school in plan.schools for one in school.refusals if one not in standing]
    schools = tuple(
        replace(school, refusals=tuple(one for one in school.refusals if one in standing))
        for school in plan.schools
    )
    refusals = tuple(one for one in plan.refusals if one in standing)
    return replace(plan, refusals=refusals, schools=schools), tuple(agreed)


def render_requests(plan: Plan, texts: Texts) -> str:
    """A table of routes with the calls and the HTTP requests that reading took."""
    head = [texts.format(f"plan-requests-{name}") for name in ("route", "calls", "requests")]
    rows = [[r.route, texts.number(r.calls), texts.number(r.requests)] for r in plan.requests]
    total = [texts.format("plan-requests-total")]
    total += [texts.number(sum(r.calls for r in plan.requests))]
    total += [texts.number(sum(r.requests for r in plan.requests))]
    table = [head, *rows, total]
    widths = [max(len(row[i]) for row in table) for i in range(3)]
    return "\n".join(
        f"  {route:<{widths[0]}}  {calls:>{widths[1]}}  {requests:>{widths[2]}}"
        for route, calls, requests in table
    )


def _page(plan: Plan, texts: Texts, options: PlanOptions) -> _Page:
    writer = RowWriter(texts, by_product(plan.seats), options.reveal, mail_keepers(plan))
    rows, observed = _both(plan, writer.rows)
    count = sum(map(len, (*rows.values(), *observed.values())))
    brief = options.reveal is None and count > _READABLE_ROWS
    if brief:
        rows, observed = _both(plan, lambda school: brief_rows(school, writer))
    style, width = Style(options.colour), min(options.width, _WIDEST)
    return _Page(plan, texts, style, width, rows, observed, brief)


def _both(
    plan: Plan, rows_of: Callable[[SchoolPlan], tuple[ChangeRow, ...]]
) -> tuple[dict[SchoolRef, tuple[ChangeRow, ...]], dict[SchoolRef, tuple[ChangeRow, ...]]]:
    """Rows of what would be written, and of what is only observed."""
    rows = {school.ref: rows_of(school) for school in plan.schools}
    return rows, {school.ref: rows_of(only_observed(school)) for school in plan.schools}


def _observed(plan: Plan, texts: Texts) -> str:
    tenants = {school.tenant for school in plan.schools} | {
        failure.tenant for failure in plan.failures
    }
    unread = plan.failures or any(school.unknown for school in plan.schools)
    return texts.format(
        "plan-observed",
        tenants=len(tenants),
        requests=sum(route.requests for route in plan.requests),
        whole="no" if unread else "yes",
        **{"from": str(plan.year - 1), "until": str(plan.year)},
    )


def _schools(page: _Page) -> Iterator[str]:
    """Waves in order; neighbours in which nothing changes are shown together."""
    waves = [
        (wave, [school for school in page.plan.schools if school.wave == wave])
        for wave in page.plan.waves
    ]
    occupied = [(wave, schools) for wave, schools in waves if schools]
    for still, group in groupby(occupied, key=lambda item: all(map(converged, item[1]))):
        if still:
            yield from _still(list(group), page)
            continue
        for wave, schools in group:
            yield page.paint.title(wave)
            yield from _wave(schools, page)


def _still(waves: list[tuple[str, list[SchoolPlan]]], page: _Page) -> Iterator[str]:
    yield page.paint.title(", ".join(wave for wave, _ in waves))
    yield _as_declared([school for _, schools in waves for school in schools], page)


def _wave(schools: list[SchoolPlan], page: _Page) -> Iterator[str]:
    widths = page.widths()
    for school in schools:
        if converged(school):
            continue
        yield _school_line(school, page)
        for row in page.rows[school.ref]:
            yield from row_lines(row, widths, page.paint, page.width)
        if school.observed:
            text = page.texts.format("plan-school-observed", count=len(school.observed))
            yield page.paint.muted(f"    {text}")
        for row in page.observed[school.ref]:
            yield from row_lines(row, widths, page.paint, page.width)
        yield from _stopped(school, page)
    still = [school for school in schools if converged(school)]
    if still:
        yield _as_declared(still, page)


def _school_line(school: SchoolPlan, page: _Page) -> str:
    where = school.vendor if school.tenant == school.school else f"{school.tenant} {school.vendor}"
    mode = mode_text(school, page.texts)
    where = f"{where}, {mode}" if mode else where
    room = page.width - len(school.school) - 2
    return f"  {page.paint.name(school.school)}{page.paint.muted(f'{where:>{room}}')}"


def _stopped(school: SchoolPlan, page: _Page) -> Iterator[str]:
    """What of a school stands in the sections below."""
    if school.refusals:
        yield page.paint.bad(f"    {page.texts.format('plan-school-refused')}")
    if school.unknown:
        text = page.texts.format("plan-school-unknown", count=len(school.unknown))
        yield page.paint.muted(f"    {text}")
    if school.held:
        text = page.texts.format("plan-school-held", count=len(school.held))
        yield page.paint.muted(f"    {text}")


def _as_declared(schools: list[SchoolPlan], page: _Page) -> str:
    count = len({school.school for school in schools})
    return page.paint.muted(f"  {page.texts.format('plan-as-declared', count=count)}")


def _shortened(page: _Page) -> str:
    plan = page.plan
    changing = next(s.school for s in plan.schools if s.changes or s.observed)
    rows = plan.changes() + plan.observed()
    return page.texts.format("plan-shortened", rows=rows, stack=plan.stack, school=changing)
