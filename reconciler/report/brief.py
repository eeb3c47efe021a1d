"""A school's changes in brief: a row for each kind and sign, for plans too long to be read."""

from __future__ import annotations

from itertools import groupby

from reconciler.model.change import Change
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind
from reconciler.report.origin import drifted
from reconciler.report.rows import ChangeRow, ChangeSymbol, RowWriter, order, sign_of
from reconciler.report.tally import ChangeTally, licences, member_counts


def brief_rows(school: SchoolPlan, writer: RowWriter) -> tuple[ChangeRow, ...]:
    """A row for each kind and sign; removals always have a row each."""
    kept = [change for change in school.changes if sign_of(change) is not ChangeSymbol.DROP]
    rows = [writer.row(c) for c in school.changes if sign_of(c) is ChangeSymbol.DROP]
    for (kind, sign), group in groupby(sorted(kept, key=_place), key=_group):
        changes = tuple(group)
        name = writer.texts.format(f"plan-many-{kind}", count=len(changes))
        details = (_detail(kind, changes, writer),)
        why = _why(changes, writer)
        rows.append(ChangeRow(sign, kind, name, details, why, place="", brief=True))
    return tuple(sorted(rows, key=order))


def _why(changes: tuple[Change, ...], writer: RowWriter) -> str:
    """How many of them are drift; '' where none is."""
    count = len(drifted(changes))
    return writer.texts.format("plan-origin-brief", count=count) if count else ""


def _group(change: Change) -> tuple[Kind, ChangeSymbol]:
    return change.address.kind, sign_of(change)


def _place(change: Change) -> tuple[int, int]:
    kind, sign = _group(change)
    return tuple(Kind).index(kind), tuple(ChangeSymbol).index(sign)


def _detail(kind: Kind, changes: tuple[Change, ...], writer: RowWriter) -> str:
    tally = ChangeTally.of(changes)
    if kind is Kind.MEMBERSHIP:
        return member_counts(tally, writer.texts)
    if kind is Kind.PLACEMENT:
        return writer.signed(tally.placements, 0)
    if kind is Kind.LICENCE:
        return licences(tally, writer.texts)
    return ""
