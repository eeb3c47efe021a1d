"""The table of a pull request's comment: a row for each school, or for many that change alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reconciler.errors import SourceLocation
from reconciler.model.change import Change
from reconciler.model.proposal import ProposedSchool
from reconciler.model.resources import Kind
from reconciler.report.alike import AlikeSchools, change_likeness
from reconciler.report.markdown import code, plain, table
from reconciler.report.rows import RowWriter
from reconciler.report.tally import ChangeTally, licences, member_counts
from reconciler.report.texts import Texts
from reconciler.report.triggers import LineLinks

VENDORS = {"google": "Google", "microsoft": "Microsoft"}


@dataclass(frozen=True, slots=True)
class _RowLength:
    """How much of each school a row says."""

    items: int
    """Things that change; the rest is counted."""
    longest: int
    """Characters of what changes in one."""
    lines: bool = True
    """Whether each thing has its lines."""
    people: bool = True
    """Whether numbers of people are told; those of one school say nothing of fifty."""


_LENGTHS = (_RowLength(3, 200), _RowLength(1, 80), _RowLength(1, 30, lines=False))
"""From the longest to the shortest."""


def alike_table(
    groups: Sequence[AlikeSchools], writer: RowWriter, links: LineLinks, room: int | None
) -> tuple[str, int]:
    """One row for each group of schools that change alike, and how many rows have no room.

    Rows are shortened together, and only the shortest ones are left out, from the last.
    """
    names = ("school", "because", "members", "licences", "guards")
    head = [writer.texts.format(f"comment-{name}") for name in names]
    rows: list[list[str]] = []
    for length in _LENGTHS:
        rows = [_cells(group, writer, links, length) for group in groups]
        if room is None or sum(map(_size, rows)) <= room:
            return _filled(head, rows), 0
    kept: list[list[str]] = []
    left = room or 0
    for row in rows:
        left -= _size(row)
        if left < 0:
            break
        kept.append(row)
    return _filled(head, kept), len(rows) - len(kept)


def _filled(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table without columns of numbers in which no row has one: phones are narrow."""
    kept = [at for at in range(len(head)) if at < _WORDS or any(row[at] for row in rows)]
    align = "".join("l" if at < _WORDS else "r" for at in kept)
    return table([head[at] for at in kept], align, ([row[at] for at in kept] for row in rows))


_WORDS = 2
"""Columns that are no numbers."""


def _size(row: Sequence[str]) -> int:
    return sum(len(cell) + 3 for cell in row) + 2


def _cells(
    group: AlikeSchools, writer: RowWriter, links: LineLinks, length: _RowLength
) -> list[str]:
    texts = writer.texts
    tally = ChangeTally.of(group.proposed)
    return [
        _who(group, texts, links),
        "<br>".join(_because(group, writer, links, length)),
        member_counts(tally, texts),
        licences(tally, texts),
        texts.number(group.refusals) if group.refusals else "",
    ]


def _who(group: AlikeSchools, texts: Texts, links: LineLinks) -> str:
    school = group.sample.plan
    vendor = VENDORS.get(school.vendor, plain(school.vendor))
    many = len({one.plan.school for one in group.schools})
    if many > 1:
        return f"**{texts.format('comment-schools', count=many)}** · {vendor}"
    place = _file_of(group.sample)
    name = links.to(place, school.school) if place and links.pattern else code(school.school)
    tenant = "" if school.tenant == school.school else f" {code(school.tenant)}"
    return f"{name} · {vendor}{tenant}"


def _file_of(school: ProposedSchool) -> SourceLocation | None:
    """The first line of the pull request that changes the school."""
    places = [
        trigger.place
        for change in school.proposed
        for trigger in change.triggers
        if trigger.place is not None
    ]
    return min(places) if places else None


def _because(
    group: AlikeSchools, writer: RowWriter, links: LineLinks, length: _RowLength
) -> Iterator[str]:
    """The first things that change, each with how many are like it, and its line."""
    school, alone = group.sample, len(group.schools) == 1
    things: dict[tuple[str, ...], list[Change]] = {}
    for change in _by_weight(school.proposed):
        things.setdefault(change_likeness(change, school), []).append(change)
    items = list(things.values())
    for some in items[: length.items]:
        yield _item(some, writer, links, length if alone else replace(length, people=False))
    if rest := sum(map(len, items[length.items :])):
        yield plain(writer.texts.format("comment-more-changes", count=rest))
    if not items and school.settled:
        yield plain(writer.texts.format("comment-settles", count=len(school.settled)))


def _by_weight(changes: Sequence[Change]) -> list[Change]:
    """What goes first, then units and groups, then people."""
    kinds = tuple(Kind)
    return sorted(changes, key=lambda c: (not c.action.is_removal, kinds.index(c.address.kind)))


def _item(
    changes: Sequence[Change], writer: RowWriter, links: LineLinks, length: _RowLength
) -> str:
    texts, row = writer.texts, writer.row(changes[0])
    kind, most = texts.format(f"plan-kind-{row.kind}"), length.longest
    told = length.people or changes[0].delta is None
    details = "; ".join(row.details) if told else ""
    details = details if len(details) <= most else f"{details[:most]}…"
    text = f"{plain(kind)} {code(row.name)}" + (f": {plain(details)}" if details else "")
    if len(changes) > 1:
        text += f" {plain(texts.format('comment-like-it', count=len(changes) - 1))}"
    if not length.lines:
        return text
    lines = dict.fromkeys(links.trigger(one, texts) for one in changes[0].triggers)
    return f"{text} ({', '.join(lines)})" if lines else text
