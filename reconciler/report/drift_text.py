"""Drift for a person at a terminal, and for a comment."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.report.drift import (
    DriftData,
    DriftedChange,
    SchoolDrift,
    UnreadTenant,
    audit_lines,
    change_lines,
    subject,
)
from reconciler.report.markdown import code, fenced, plain, table
from reconciler.report.plan_notes import indented, some
from reconciler.report.texts import Texts

_TABLE_ROWS = 200
"""Rows of a comment: about 300 characters each, and GitHub takes 65,536."""


def render_drift(data: DriftData, texts: Texts) -> str:
    """School by school as text, ending in a newline; people are counts."""
    lines: list[str] = []
    for school in data.schools:
        lines += [f"{_name(school)}  {school.vendor}", *_lines(school, texts), ""]
    lines += [*_not_compared(data, texts), *_end(data, texts)]
    return "\n".join(lines) + "\n"


def render_drift_markdown(data: DriftData, texts: Texts) -> str:
    """The same as one table that fits into a comment."""
    rows = [_cells(school, drifted, texts) for school in data.schools for drifted in school.changes]
    parts = ["### " + plain(_sum(data, texts))]
    if rows:
        head = [texts.format(f"drift-md-{name}") for name in ("school", "what", "change", "who")]
        parts.append(table(head, "llll", rows[:_TABLE_ROWS]))
    if len(rows) > _TABLE_ROWS:
        parts.append(texts.format("drift-md-more", count=len(rows) - _TABLE_ROWS, stack=data.stack))
    gaps = "\n".join(line for line in _not_compared(data, texts) if line)
    if gaps:
        parts.append(fenced(gaps))
    if rows:
        parts.append(plain(texts.format("drift-way-on", stack=data.stack)))
    return "\n\n".join(parts) + "\n"


def _name(school: SchoolDrift) -> str:
    same = school.school == school.tenant
    return school.school if same else f"{school.school} ({school.tenant})"


def _lines(school: SchoolDrift, texts: Texts) -> Iterator[str]:
    names = [subject(drifted.change, texts) for drifted in school.changes]
    width = max(map(len, names))
    for name, drifted in zip(names, school.changes, strict=True):
        first, *others = [*change_lines(drifted.change, texts), *audit_lines(drifted, texts)]
        yield f"  {name:<{width}}  {first}"
        yield from (f"  {'':<{width}}  {other}" for other in others)


def _cells(school: SchoolDrift, drifted: DriftedChange, texts: Texts) -> list[str]:
    kind = texts.format(f"plan-kind-{drifted.change.address.kind}")
    return [
        code(_name(school)),
        f"{kind} {code(drifted.change.address.key)}",
        "<br>".join(map(plain, change_lines(drifted.change, texts))),
        "<br>".join(map(plain, audit_lines(drifted, texts))),
    ]


def _not_compared(data: DriftData, texts: Texts) -> Iterator[str]:
    """What is not known, and why."""
    for message, tenants in (("drift-not-read", data.not_read), ("drift-no-log", data.no_log)):
        for unread in tenants:
            yield from _unread(message, unread, texts)
    for school, count in data.only_observed:
        yield texts.format("drift-only-observed", school=school, count=count)
    if data.no_baseline:
        names = some(data.no_baseline, texts)
        yield texts.format("drift-no-baseline", count=len(data.no_baseline), schools=names)


def _unread(message: str, unread: UnreadTenant, texts: Texts) -> Iterator[str]:
    yield texts.format(message, tenant=unread.tenant)
    yield from indented((texts.fault(fault) for fault in unread.faults), 2)


def _end(data: DriftData, texts: Texts) -> Iterator[str]:
    yield _sum(data, texts)
    if data.schools:
        yield texts.format("drift-way-on", stack=data.stack)


def _sum(data: DriftData, texts: Texts) -> str:
    if not data.schools:
        return texts.format(
            "drift-none-known"
            if data.not_read or data.no_baseline or data.only_observed
            else "drift-none"
        )
    schools = len({school.school for school in data.schools})
    counted = texts.format("plan-origin-count", changes=data.count(), schools=schools)
    return f"{texts.format('plan-title-drift')}: {counted}"
