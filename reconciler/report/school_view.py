"""One school's page of the report, as plain strings. Totals of people under 5 are '<5'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reconciler.model.plan import Finding, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.report.brief import brief_rows
from reconciler.report.compliance import ComplianceState, ReportData, SchoolStanding, TenantFacts
from reconciler.report.rows import ChangeRow, RowWriter
from reconciler.report.tally import only_observed, unknown_rows
from reconciler.report.texts import Message, Texts

_ROWS_ON_A_PAGE = 12
_SUPPRESSED_BELOW = 5
_VENDORS = {"google": "Google", "microsoft": "Microsoft"}


URGENT = frozenset({"seats-short"})
"""Codes of findings that stand on the city's first page."""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One thing that differs, in plain words."""

    does: str
    what: str
    changes: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class SchoolView:
    """A school's page."""

    id: str
    name: str
    code: str
    district: str
    wave: str
    domains: tuple[str, ...]
    vendors: str
    state: ComplianceState
    state_name: str
    sentence: str
    cure: str | None
    unread: tuple[Message, ...]
    stopped: tuple[Message, ...]
    watched: tuple[Message, ...]
    """Differences of what is only observed."""
    seen: bool
    """Whether at least one of its tenants was read."""
    differs: tuple[DifferenceRow, ...]
    nothing_differs: str
    """What to say where `differs` is empty."""
    in_brief: int
    """How many changes `differs` sums up; 0 where it lists each."""
    there: tuple[tuple[str, ...], ...]
    """A row for each tenant: its name, units, groups, products, units and groups not ours."""
    people: tuple[tuple[str, str], ...]
    findings: tuple[Message, ...]


def view_of(standing: SchoolStanding, data: ReportData, writer: RowWriter) -> SchoolView:
    """A school's page, in the writer's language."""
    facts, texts = standing.facts, writer.texts
    unread = _unread(standing, texts)
    stopped = tuple(_refused(standing, texts))
    rows, in_brief = _rows(standing, writer)
    wave = data.waves[facts.wave].of(texts.language) if facts.wave in data.waves else facts.wave
    return SchoolView(
        id=facts.id,
        name=facts.name.of(texts.language),
        code=facts.neispuo,
        district=facts.district,
        wave=wave,
        domains=tuple(_domain(tenant, texts) for tenant in facts.tenants),
        vendors=", ".join(dict.fromkeys(_vendor(tenant.vendor) for tenant in facts.tenants)),
        state=standing.state,
        state_name=texts.format(f"report-state-{standing.state}"),
        sentence=texts.format(f"report-says-{standing.state}", count=_shown(standing)),
        cure=_cure(standing.state, unread, stopped, texts),
        unread=unread,
        stopped=stopped,
        watched=tuple(_watched(standing, writer)),
        seen=bool(standing.plans),
        nothing_differs=_no_difference(standing, texts),
        differs=tuple(_difference(row, texts) for row in rows),
        in_brief=in_brief,
        there=tuple(_declared(plan, texts) for plan in standing.plans),
        people=_people(standing, writer),
        findings=tuple(_found(standing, texts)),
    )


def _shown(standing: SchoolStanding) -> int:
    """The number that the school's sentence names."""
    observed = standing.state is ComplianceState.OBSERVED
    return standing.watched if observed else standing.changes


def _watched(standing: SchoolStanding, writer: RowWriter) -> Iterator[Message]:
    plans = [only_observed(plan) for plan in standing.plans]
    rows = [row for plan in plans for row in writer.rows(plan)]
    if len(rows) > _ROWS_ON_A_PAGE:
        rows = [row for plan in plans for row in brief_rows(plan, writer)]
    for row in rows:
        said = _difference(row, writer.texts)
        details = f": {', '.join(said.changes)}" if said.changes else ""
        yield Message(f"{said.does}: {said.what}{details}")


def urgent(standing: SchoolStanding, texts: Texts) -> Iterator[Message]:
    """What somebody has to decide although nothing differs: people who go without a licence."""
    for plan in standing.plans:
        for finding in plan.findings:
            if finding.code.value in URGENT:
                yield texts.found(_suppressed(finding))


def _found(standing: SchoolStanding, texts: Texts) -> Iterator[Message]:
    for plan in standing.plans:
        yield from (texts.found(_suppressed(finding)) for finding in plan.findings)


def _vendor(name: str) -> str:
    return _VENDORS.get(name, name)


def _domain(tenant: TenantFacts, texts: Texts) -> str:
    facts = {"tenant": tenant.alias, "vendor": _vendor(tenant.vendor)}
    if tenant.observed:
        return texts.format("report-domain-observed", **facts)
    kinds = ", ".join(texts.format(f"plan-kind-{kind}") for kind in tenant.kinds)
    if kinds:
        return texts.format("report-domain-kinds", kinds=kinds, **facts)
    return texts.format("report-domain", **facts)


def _unread(standing: SchoolStanding, texts: Texts) -> tuple[Message, ...]:
    """Tenants that could not be read, then resources that could not be compared."""
    faults = [
        texts.message(f"fault-{fault.code}", fault.facts)
        for failure in standing.failures
        for fault in failure.faults
    ]
    for plan in standing.plans:
        for row in unknown_rows(plan, texts):
            things = texts.format(f"plan-many-{row.kind}", count=row.count)
            faults.append(Message(f"{things}: {row.reason}"))
    return tuple(faults)


def _refused(standing: SchoolStanding, texts: Texts) -> list[Message]:
    return [texts.refused(refusal) for plan in standing.plans for refusal in plan.refusals]


def _cure(
    state: ComplianceState, unread: tuple[Message, ...], stopped: tuple[Message, ...], texts: Texts
) -> str | None:
    known = {ComplianceState.UNREACHABLE: unread, ComplianceState.REFUSED: stopped}.get(state, ())
    hint = next((message.hint for message in known if message.hint), None)
    if hint is None and texts.has(f"report-cure-{state}"):
        return texts.format(f"report-cure-{state}")
    return hint


def _no_difference(standing: SchoolStanding, texts: Texts) -> str:
    """Nothing, or nothing as far as it could be seen."""
    if standing.watched:
        return texts.format("report-nothing-to-write")
    partly = standing.failures or any(plan.unknown or plan.refusals for plan in standing.plans)
    return texts.format("report-nothing-known" if partly else "report-nothing-differs")


def _rows(standing: SchoolStanding, writer: RowWriter) -> tuple[list[ChangeRow], int]:
    """Every row where one page holds them, else the rows in brief and how many they sum up."""
    rows = [row for plan in standing.plans for row in writer.rows(plan)]
    if len(rows) <= _ROWS_ON_A_PAGE:
        return rows, 0
    return [row for plan in standing.plans for row in brief_rows(plan, writer)], standing.changes


def _difference(row: ChangeRow, texts: Texts) -> DifferenceRow:
    what = row.name if row.brief else f"{texts.format(f'plan-kind-{row.kind}')} {row.name}"
    details = tuple(detail for detail in row.details if detail)
    does = texts.format(f"report-does-{row.sign.name.lower()}")
    return DifferenceRow(does, what, details, row.why)


def _declared(plan: SchoolPlan, texts: Texts) -> tuple[str, ...]:
    declared, other = dict(plan.declared), dict(plan.unmanaged)
    counts = [declared.get(kind, 0) for kind in (Kind.ORG_UNIT, Kind.GROUP, Kind.LICENCE)]
    counts += [other.get(kind, 0) for kind in (Kind.ORG_UNIT, Kind.GROUP)]
    return (plan.tenant, *(texts.number(count) for count in counts))


def _people(standing: SchoolStanding, writer: RowWriter) -> tuple[tuple[str, str], ...]:
    """The roster's people; it is one roster, whichever tenant's plan has it."""
    people = next((plan.people for plan in standing.plans if plan.people), ())
    return tuple(
        (writer.texts.format(f"report-role-{role}"), writer.people(count)) for role, count in people
    )


def _suppressed(finding: Finding) -> Finding:
    """A finding whose small numbers cannot point at anybody."""
    facts = {
        name: f"<{_SUPPRESSED_BELOW}"
        if isinstance(value, int) and 0 < value < _SUPPRESSED_BELOW
        else value
        for name, value in finding.facts.items()
    }
    return replace(finding, facts=facts)
