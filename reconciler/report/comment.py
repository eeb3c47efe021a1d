"""A pull request's plan as one comment: risk first, then a table by school, then folded details.

Premise: a code host takes 65,536 characters, and a person reads the first screen.

Rule: what the pull request allows itself and what waits for a decision stand first, then a row for
each school or for many alike, worst first, then seats, removals and new findings. Details are
folded; what was pending without the pull request is one folded line. Details shrink and go before
rows do; what is left out is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reconciler.model.change import Change
from reconciler.model.proposal import Proposal
from reconciler.report.alike import alike
from reconciler.report.comment_details import alike_section
from reconciler.report.comment_rest import pending_fold, settled_line
from reconciler.report.comment_risk import (
    Owners,
    decision_count,
    failures_block,
    findings_line,
    governance_block,
    refusals_block,
)
from reconciler.report.comment_rows import alike_table
from reconciler.report.markdown import Section, code, fit, plain
from reconciler.report.plan_summary import duration, seats
from reconciler.report.rows import RowWriter, by_product
from reconciler.report.tally import ChangeTally, products, school_count
from reconciler.report.texts import Texts
from reconciler.report.triggers import LineLinks

LIMIT = 65_000
"""Characters; GitHub takes 65,536 in one comment."""
_TABLE = 70
"""Percent of what is free that the table may take; the rest is for details."""
_MARGIN = 600
_SEATS = 5


@dataclass(frozen=True, slots=True)
class CommentOptions:
    """What a comment knows of where it is shown."""

    links: LineLinks = field(default_factory=LineLinks)
    observed: str = ""
    """'30.11.2026 10:31'; '' is not told."""
    limit: int | None = LIMIT
    """Characters; None: nothing is left out."""
    owners: Owners = field(default_factory=dict)
    """Who may acknowledge a guard, by school."""


@dataclass(frozen=True, slots=True)
class RenderedComment:
    """The text, and whether something was left out of it."""

    text: str
    whole: bool = True


def render_comment(proposal: Proposal, texts: Texts, options: CommentOptions) -> RenderedComment:
    """The comment in one language; without names, addresses or pseudonyms of people."""
    groups = alike(proposal.changed)
    writer, limit = RowWriter(texts, by_product(proposal.head.seats)), options.limit
    risk = [part for part in _risk(proposal, texts, options) if part]
    figures = [part for part in _figure_parts(proposal, texts, options) if part]
    foot = [part for part in _foot(proposal, texts, options) if part]
    fixed = sum(len(part) + 2 for part in (*risk, *figures, *foot)) + _MARGIN
    room = None if limit is None else (limit - fixed) * _TABLE // 100
    rows, cut = alike_table(groups, writer, options.links, room) if groups else ("", 0)
    if cut:
        left = sum(len(group.schools) for group in groups[-cut:])
        rows += "\n\n" + plain(texts.format("comment-rows-left-out", count=left))
    sections = [alike_section(one, writer, options.links, every=limit is None) for one in groups]
    shown, whole = _fitting(sections, limit, fixed + len(rows))
    if not whole:
        shown.append(plain(texts.format("comment-left-out")))
    text = "\n\n".join([*risk, *([rows] if rows else []), *figures, *shown, *foot]) + "\n"
    return RenderedComment(text, whole and not cut)


def _fitting(sections: Sequence[Section], limit: int | None, fixed: int) -> tuple[list[str], bool]:
    if limit is None:
        return [section.full for section in sections], True
    shown, left_out = fit(sections, limit - fixed)
    return shown, not left_out and shown == [section.full for section in sections]


def _risk(proposal: Proposal, texts: Texts, options: CommentOptions) -> Iterator[str]:
    yield "### " + _title(proposal, texts)
    yield governance_block(proposal, texts, options.links)
    yield failures_block(proposal, texts)
    yield refusals_block(proposal, texts, options.owners)


def _figure_parts(proposal: Proposal, texts: Texts, options: CommentOptions) -> Iterator[str]:
    yield _figures(proposal, texts)
    yield findings_line(proposal, texts, options.links)


def _title(proposal: Proposal, texts: Texts) -> str:
    changed = {one.plan.school for one in proposal.changed}
    decisions = decision_count(proposal)
    title = texts.format(
        "comment-title",
        fingerprint=code(proposal.head.fingerprint),
        changed=len(changed),
        count=school_count(proposal.head),
    )
    return f"{title} · {texts.format('comment-decisions', count=decisions)}" if decisions else title


def _figures(proposal: Proposal, texts: Texts) -> str:
    """Seats of the products that the pull request touches, what goes, and how long it takes."""
    proposed = [change for one in proposal.changed for change in one.proposed]
    touched = {c.address.key for c in proposed if c.address.kind.value == "licence"}
    rows = [row for row in products(proposal.head.seats) if row.product in touched or row.short]
    shown = " · ".join(seats(row, texts) for row in rows[:_SEATS])
    figures = {
        "seats": shown,
        "removals": _removals(proposed, texts) if proposed else "",
        "time": duration(proposal.head.cost.seconds_documented, texts) if proposed else "",
    }
    parts = [
        f"**{texts.format(f'comment-figure-{name}')}** {plain(text)}"
        for name, text in figures.items()
        if text
    ]
    return " · ".join(parts)


def _removals(changes: Sequence[Change], texts: Texts) -> str:
    tally = ChangeTally.of(changes)
    return texts.format(
        "comment-removals",
        members=tally.members_removed,
        licences=tally.licences_taken,
        deleted=tally.deleted,
        forgotten=tally.forgotten,
    )


def _foot(proposal: Proposal, texts: Texts, options: CommentOptions) -> Iterator[str]:
    yield settled_line(proposal, texts)
    yield pending_fold(proposal, texts)
    yield _merging(proposal, texts)
    complete = "no" if proposal.head.failures else "yes"
    observed = texts.format("comment-observed", at=options.observed, complete=complete)
    legend = texts.format("comment-legend")
    yield f"<sub>{plain(observed)} {legend}</sub>" if options.observed else f"<sub>{legend}</sub>"


def _merging(proposal: Proposal, texts: Texts) -> str:
    if not proposal.head.changes():
        return plain(texts.format("comment-merging-nothing"))
    decisions = decision_count(proposal)
    waves = ", ".join(dict.fromkeys(s.wave for s in proposal.head.schools if s.changes))
    merging = texts.format("comment-merging", waves=waves)
    if decisions:
        merging += " " + texts.format("comment-merging-refused", count=decisions)
    return plain(merging)


def without_limit(options: CommentOptions) -> CommentOptions:
    """The same for the artefact that holds what a comment leaves out."""
    return replace(options, limit=None)
