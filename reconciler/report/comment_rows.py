"""The table of a pull request's comment: a row for each school, or for many that change alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconciler.errors import SourceLocation
from reconciler.model.plan import Change
from reconciler.model.proposal import ProposedSchool
from reconciler.model.resources import Kind
from reconciler.report.alike import AlikeSchools, change_likeness
from reconciler.report.markdown import code, plain, table
from reconciler.report.rows import RowWriter
from reconciler.report.tally import ChangeTally, licences, member_counts
from reconciler.report.texts import Texts
from reconciler.report.triggers import LineLinks

VENDORS = {"google": "Google", "microsoft": "Microsoft"}
_ITEMS = 3
_LONGEST = 200


def alike_table(groups: Sequence[AlikeSchools], writer: RowWriter, links: LineLinks) -> str:
    """One row for each group of schools that change alike."""
    names = ("school", "because", "members", "licences", "guards")
    head = [writer.texts.format(f"comment-{name}") for name in names]
    return table(head, "llrrr", (_cells(group, writer, links) for group in groups))


def _cells(group: AlikeSchools, writer: RowWriter, links: LineLinks) -> list[str]:
    texts = writer.texts
    tally = ChangeTally.of(group.proposed)
    return [
        _who(group, texts, links),
        "<br>".join(_because(group.sample, writer, links)),
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


def _because(school: ProposedSchool, writer: RowWriter, links: LineLinks) -> Iterator[str]:
    """The first things that change, each with how many are like it, and its line."""
    things: dict[tuple[str, ...], list[Change]] = {}
    for change in _by_weight(school.proposed):
        things.setdefault(change_likeness(change, school), []).append(change)
    items = list(things.values())
    for some in items[:_ITEMS]:
        yield _item(some, writer, links)
    if len(items) > _ITEMS:
        rest = sum(map(len, items[_ITEMS:]))
        yield plain(writer.texts.format("comment-more-changes", count=rest))
    if not items and school.settled:
        yield plain(writer.texts.format("comment-settles", count=len(school.settled)))


def _by_weight(changes: Sequence[Change]) -> list[Change]:
    """What goes first, then units and groups, then people."""
    kinds = tuple(Kind)
    return sorted(changes, key=lambda c: (not c.action.is_removal, kinds.index(c.address.kind)))


def _item(changes: Sequence[Change], writer: RowWriter, links: LineLinks) -> str:
    texts, row = writer.texts, writer.row(changes[0])
    kind = texts.format(f"plan-kind-{row.kind}")
    details = "; ".join(row.details)
    details = details if len(details) <= _LONGEST else f"{details[:_LONGEST]}…"
    text = f"{plain(kind)} {code(row.name)}" + (f": {plain(details)}" if details else "")
    if len(changes) > 1:
        text += f" {plain(texts.format('comment-like-it', count=len(changes) - 1))}"
    lines = dict.fromkeys(links.trigger(one, texts) for one in changes[0].triggers)
    return f"{text} ({', '.join(lines)})" if lines else text
