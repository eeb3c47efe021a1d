"""The folded details of a pull request's comment: each change, and the line it follows from."""

from __future__ import annotations

from collections.abc import Sequence

from reconciler.model.change import Action, Change
from reconciler.model.summary import MINUS
from reconciler.report.alike import AlikeSchools, change_likeness
from reconciler.report.markdown import Section, code, folded, plain, table
from reconciler.report.rows import ChangeSymbol, RowWriter, order
from reconciler.report.triggers import LineLinks

_BRIEF = 3
_NAMES = 60
SIGNS = {
    ChangeSymbol.CREATE: "+",
    ChangeSymbol.RENAME: "→",
    ChangeSymbol.ADOPT: "@",
    ChangeSymbol.UPDATE: "~",
    ChangeSymbol.DROP: MINUS,
}


def alike_section(
    group: AlikeSchools, writer: RowWriter, links: LineLinks, *, every: bool = False
) -> Section:
    """What changes in the first school of a group, whole and in brief, and who else is in it.

    Changes that are alike, such as those of each class, are one row, unless `every` is asked for.
    """
    school = group.sample
    things: dict[object, list[Change]] = {}
    for change in school.proposed:
        key = change.address if every else change_likeness(change, school)
        things.setdefault(key, []).append(change)
    some = list(things.values())
    rest = sum(map(len, some[_BRIEF:]))
    more = plain(writer.texts.format("comment-more-changes", count=rest)) if rest else ""
    brief = _rows(some[:_BRIEF], writer, links)
    return Section(
        _folded(group, writer, _rows(some, writer, links)),
        _folded(group, writer, f"{brief}\n\n{more}" if more else brief),
    )


def _folded(group: AlikeSchools, writer: RowWriter, body: str) -> str:
    texts, school = writer.texts, group.sample.plan
    names = sorted({one.plan.school for one in group.schools})
    count = len(group.sample.proposed)
    if len(names) == 1:
        title = texts.format("comment-details-one", school=school.school, count=count)
        return folded(title, body)
    title = texts.format("comment-details-many", schools=len(names), school=school.school)
    listed = ", ".join(code(name) for name in names[:_NAMES])
    return folded(title, f"{listed}\n\n{body}")


def _rows(things: Sequence[Sequence[Change]], writer: RowWriter, links: LineLinks) -> str:
    texts = writer.texts
    first = ((writer.row(some[0]), some) for some in things)
    head = ["", *(texts.format(f"plan-md-{name}") for name in ("what", "change", "why"))]
    cells = []
    for row, some in sorted(first, key=lambda pair: order(pair[0])):
        change = some[0]
        sign = "✕" if change.action is Action.DELETE else SIGNS[row.sign]
        name = f"{plain(texts.format(f'plan-kind-{row.kind}'))} {code(row.name)}"
        if len(some) > 1:
            name += f" {plain(texts.format('comment-like-it', count=len(some) - 1))}"
        details = "<br>".join(plain(detail) for detail in row.details)
        why = "<br>".join(links.trigger(one, texts) for one in change.triggers) or plain(row.why)
        cells.append([sign, name, details, why])
    return table(head, "llll", cells)
