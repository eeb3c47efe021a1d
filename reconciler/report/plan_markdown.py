"""A plan as a pull-request comment: GitHub Markdown that always fits into one comment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate

from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.summary import MINUS
from reconciler.report.brief import brief_rows
from reconciler.report.freezes import freeze_lines
from reconciler.report.markdown import Section, code, fenced, fit, folded, plain, table
from reconciler.report.plan_notes import (
    failure_lines,
    finding_lines,
    held_lines,
    refusal_lines,
    unknown_lines,
)
from reconciler.report.plan_summary import (
    cost,
    is_read,
    is_refused,
    mode_text,
    observed_figure,
    origin_figures,
    seats,
)
from reconciler.report.rows import ChangeRow, RowWriter, by_product, mail_keepers
from reconciler.report.tally import (
    ChangeTally,
    converged,
    licences,
    member_counts,
    only_observed,
    products,
    school_count,
)
from reconciler.report.texts import Texts

LIMIT = 65_000
"""Characters; GitHub takes 65,536 in one comment."""
_TABLE_ROWS = 100
_BLOCK_LINES = 60
_BLOCK = 7_500
_LINE = 400
"""Characters of a line; a command that is cut would be a wrong one, so it shows that it is."""
_CODES = 3
_VENDORS = {"google": "Google", "microsoft": "Microsoft"}


def render_plan_markdown(plan: Plan, texts: Texts) -> str:
    """The plan under 65,000 characters; details shrink school by school and say so."""
    differing = [school for school in plan.schools if not converged(school)]
    fixed = "\n\n".join(part for part in _head(plan, differing, texts) if part)
    foot = plain(texts.format(_foot(plan)))
    writer = RowWriter(texts, by_product(plan.seats), keeps_mail=mail_keepers(plan))
    changing = [school for school in differing if school.changes or school.observed]
    sections = [_section(school, plan, writer) for school in changing]
    shown, left_out = fit(sections, LIMIT - len(fixed) - len(foot) - 1000)
    parts = [fixed, *shown]
    if left_out:
        parts.append(texts.format("plan-md-left-out", count=left_out, stack=plan.stack))
    return "\n\n".join([*parts, foot]) + "\n"


def _head(plan: Plan, differing: list[SchoolPlan], texts: Texts) -> Iterator[str]:
    yield "### " + texts.format(
        "plan-md-title",
        fingerprint=code(plan.fingerprint),
        stack=plain(plan.stack),
        changed=len({school.school for school in differing if school.changes}),
        count=school_count(plan),
    )
    if differing:
        yield _table(differing, texts)
    if len(differing) > _TABLE_ROWS:
        yield texts.format("plan-md-rows-left-out", count=len(differing) - _TABLE_ROWS)
    yield _block("frozen", freeze_lines(plan.frozen, texts), plan, texts)
    yield _block("failed", failure_lines(plan, texts), plan, texts)
    yield _block("refused", refusal_lines(plan, texts), plan, texts)
    yield _block("unknown", unknown_lines(plan, texts), plan, texts)
    yield _block("held", held_lines(plan, texts), plan, texts)
    yield _block("findings", finding_lines(plan, texts, where=False), plan, texts)
    yield _figures(plan, texts)


def _table(schools: list[SchoolPlan], texts: Texts) -> str:
    head = [
        texts.format("plan-md-school"),
        texts.format("plan-md-tenant"),
        "+",
        "@",
        "&gt;",
        "~",
        MINUS,
    ]
    head += [texts.format(f"plan-md-{name}") for name in ("members", "placements", "licences")]
    rows = [_school_cells(school, texts) for school in schools[:_TABLE_ROWS]]
    return table([*head, texts.format("plan-md-findings")], "llrrrrrrrrl", rows)


def _school_cells(school: SchoolPlan, texts: Texts) -> list[str]:
    tally = ChangeTally.of(school.changes)
    gone = tally.deleted + tally.forgotten
    numbers = (tally.created, tally.adopted, tally.renamed, tally.updated, gone)
    return [
        code(school.school),
        _vendor(school),
        *(texts.number(number) for number in numbers),
        member_counts(tally, texts) or "0",
        texts.number(tally.placements),
        licences(tally, texts) or "0",
        _codes(school, texts),
    ]


def _vendor(school: SchoolPlan) -> str:
    vendor = _VENDORS.get(school.vendor, plain(school.vendor))
    return vendor if school.tenant == school.school else f"{vendor} {code(school.tenant)}"


def _codes(school: SchoolPlan, texts: Texts) -> str:
    codes = sorted({finding.code.value for finding in school.findings})
    shown = ", ".join(codes[:_CODES])
    more = len(codes) - _CODES
    return shown if more <= 0 else f"{shown} {texts.format('plan-and-more', count=more)}"


def _block(name: str, lines: list[str], plan: Plan, texts: Texts) -> str:
    if not lines:
        return ""
    shown = _fitting([_cut(line) for line in lines[:_BLOCK_LINES]])
    block = f"**{texts.format(f'plan-title-{name}')}**\n\n{fenced(chr(10).join(shown))}"
    more = len(lines) - len(shown)
    if more:
        block += "\n\n" + texts.format("plan-md-lines-left-out", count=more, stack=plan.stack)
    return block


def _cut(line: str) -> str:
    return line if len(line) <= _LINE else f"{line[: _LINE - 1]}…"


def _fitting(lines: list[str]) -> list[str]:
    """The first lines that fit into a block."""
    ends = accumulate(len(line) + 1 for line in lines)
    return [line for line, end in zip(lines, ends, strict=True) if end <= _BLOCK]


def _figures(plan: Plan, texts: Texts) -> str:
    figures = {
        "seats": " · ".join(seats(product, texts) for product in products(plan.seats)),
        "cost": cost(plan, texts) if plan.changes() else "",
        "observed": observed_figure(plan, texts),
        **origin_figures(plan, texts),
    }
    return "\\\n".join(
        f"**{texts.format(f'plan-title-{name}')}** {plain(figure)[:4000]}"
        for name, figure in figures.items()
        if figure
    )


def _foot(plan: Plan) -> str:
    if is_refused(plan):
        return "plan-md-foot-refused" if _goes_on(plan) else "plan-md-foot-all-refused"
    if plan.changes():
        return "plan-md-foot"
    if plan.held():
        return "plan-md-foot-held"
    if plan.observed():
        return "plan-md-foot-observed"
    return "plan-md-foot-nothing" if is_read(plan) else "plan-md-foot-unread"


def _goes_on(plan: Plan) -> bool:
    """Whether some school's changes are applied although others are refused."""
    tenants = {refusal.tenant for refusal in plan.refusals}
    if any(refusal.school or not refusal.tenant for refusal in plan.refusals):
        return False  # it holds back the whole plan, also where it names a school
    return any(
        school.changes and not school.refusals and school.tenant not in tenants
        for school in plan.schools
    )


def _section(school: SchoolPlan, plan: Plan, writer: RowWriter) -> Section:
    texts = writer.texts
    count = len(school.changes) or len(school.observed)
    changes = texts.format("plan-md-changes", count=count)
    mode = mode_text(school, texts)
    changes = f"{changes} · {mode}" if mode else changes
    title = f"{school.school} · {_vendor(school)} · {changes}"
    note = texts.format("plan-md-brief", stack=plan.stack, school=school.school)
    full = _tables(school, writer.rows, texts)
    brief = _tables(school, lambda one: brief_rows(one, writer), texts)
    return Section(folded(title, full), folded(title, f"{brief}\n\n{note}"))


def _tables(
    school: SchoolPlan, rows_of: Callable[[SchoolPlan], tuple[ChangeRow, ...]], texts: Texts
) -> str:
    """What would be written, then what is only observed."""
    parts = [_rows(rows_of(school), texts)] if school.changes else []
    if school.observed:
        parts.append(plain(texts.format("plan-school-observed", count=len(school.observed))))
        parts.append(_rows(rows_of(only_observed(school)), texts))
    return "\n\n".join(parts)


def _rows(rows: tuple[ChangeRow, ...], texts: Texts) -> str:
    head = ["", *(texts.format(f"plan-md-{name}") for name in ("what", "change", "why"))]
    return table(head, "llll", (_cells(row, texts) for row in rows))


def _cells(row: ChangeRow, texts: Texts) -> list[str]:
    kind = texts.format(f"plan-kind-{row.kind}")
    name = plain(row.name) if row.brief else f"{kind} {code(row.name)}"
    details = "<br>".join(plain(detail) for detail in row.details)
    place = code(row.place) if row.place else ""
    sign = {"-": MINUS, ">": "&gt;"}.get(row.sign.value, row.sign.value)
    return [sign, name, details, f"{plain(row.why)} {place}".strip()]
