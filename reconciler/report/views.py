"""The report's pages as plain strings and numbers, ready for a template in any format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reconciler.report.compliance import (
    SETTLED,
    ComplianceState,
    ReportData,
    SchoolStanding,
    school_standings,
)
from reconciler.report.freezes import freeze_lines
from reconciler.report.rows import RowWriter, by_product
from reconciler.report.school_view import SchoolView, urgent, view_of
from reconciler.report.tally import ProductSeats, products
from reconciler.report.texts import Message, Texts

_WORST = 3


@dataclass(frozen=True, slots=True)
class StateShare:
    """How many schools are in a state; `percent` of all, to one decimal, for a bar's width."""

    state: ComplianceState
    label: str
    count: int
    percent: float


@dataclass(frozen=True, slots=True)
class CountBreakdown:
    """Schools of one wave or district by state, in the order of the city's states."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """One school that needs somebody, and the cure."""

    id: str
    name: str
    message: Message


@dataclass(frozen=True, slots=True)
class WaveView:
    """A wave and its schools."""

    name: str
    schools: tuple[SchoolView, ...]


@dataclass(frozen=True, slots=True)
class CityView:
    """The whole report in one language."""

    municipality: str
    line: tuple[str, ...]
    """How many schools, year, day, version."""
    alerts: tuple[str, ...]
    """Stops of all writing that hold."""
    shares: tuple[StateShare, ...]
    """States that occur, the worst first."""
    worst: tuple[AdviceRow, ...]
    others: int
    """How many more schools need somebody."""
    licences: tuple[tuple[str, ...], ...]
    """Product, bought, used, wanted, short."""
    waves: tuple[WaveView, ...]
    by_wave: tuple[CountBreakdown, ...]
    by_district: tuple[CountBreakdown, ...]


def city_view(data: ReportData, texts: Texts) -> CityView:
    """The city's page and every school's."""
    schools = school_standings(data)
    writer = RowWriter(texts, by_product(data.plan.seats), suppress=True)
    shares = _shares(schools, texts)
    needing = sorted((s for s in schools if s.state not in SETTLED), key=SchoolStanding.sort_key)
    views = {school.facts.id: view_of(school, data, writer) for school in schools}
    return CityView(
        municipality=data.municipality.of(texts.language),
        line=tuple(_line(data, len(schools), texts)),
        alerts=tuple(freeze_lines(data.plan.frozen, texts)),
        shares=shares,
        worst=(
            *(_advice(views[item.facts.id]) for item in needing[:_WORST]),
            *(
                AdviceRow(school.facts.id, views[school.facts.id].name, message)
                for school in schools
                for message in urgent(school, texts)
            ),
        ),
        others=len(needing[_WORST:]),
        licences=tuple(_licence(product, writer) for product in products(data.plan.seats)),
        waves=tuple(_wave(name, views.values()) for name in _ordered(views.values())),
        by_wave=_split(views.values(), shares, lambda view: view.wave),
        by_district=tuple(
            sorted(
                _split(views.values(), shares, lambda view: view.district),
                key=lambda split: split.name,
            )
        ),
    )


def _line(data: ReportData, schools: int, texts: Texts) -> Iterable[str]:
    year = data.plan.year
    yield texts.format("report-lead", schools=schools)
    yield texts.format("report-school-year", **{"from": str(year - 1), "until": str(year)})
    if data.day:
        shown = dict(zip(("year", "month", "day"), data.day.split("-"), strict=True))
        yield texts.format("report-day", **shown)
    yield texts.format("report-plan", fingerprint=data.plan.fingerprint)
    yield texts.format("report-version", version=data.version)


def _shares(schools: tuple[SchoolStanding, ...], texts: Texts) -> tuple[StateShare, ...]:
    found = Counter(school.state for school in schools)
    return tuple(
        StateShare(
            state=state,
            label=texts.format(f"report-states-{state}", count=found[state]),
            count=found[state],
            percent=round(100 * found[state] / len(schools), 1),
        )
        for state in ComplianceState
        if found[state]
    )


def _advice(view: SchoolView) -> AdviceRow:
    return AdviceRow(view.id, view.name, Message(view.sentence, view.cure))


def _licence(product: ProductSeats, writer: RowWriter) -> tuple[str, ...]:
    texts = writer.texts
    bought = product.purchased
    return (
        product.product,
        texts.format("report-not-told") if bought is None else texts.number(bought),
        *(writer.people(count) for count in (product.used, product.wanted, product.short)),
    )


def _ordered(views: Iterable[SchoolView]) -> list[str]:
    """The waves' names in the order in which they first occur."""
    return list(dict.fromkeys(view.wave for view in views))


def _wave(name: str, views: Iterable[SchoolView]) -> WaveView:
    return WaveView(name, tuple(view for view in views if view.wave == name))


def _split(
    views: Iterable[SchoolView],
    shares: tuple[StateShare, ...],
    name_of: Callable[[SchoolView], str],
) -> tuple[CountBreakdown, ...]:
    found: dict[str, Counter[ComplianceState]] = {}
    for view in views:
        found.setdefault(name_of(view), Counter())[view.state] += 1
    return tuple(
        CountBreakdown(name, tuple(counts[share.state] for share in shares))
        for name, counts in found.items()
    )
