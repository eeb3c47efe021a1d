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

from reconciler.model.plan import Change
from reconciler.model.proposal import Proposal
from reconciler.report.alike import AlikeSchools, alike
from reconciler.report.comment_details import alike_section
from reconciler.report.comment_rest import pending_fold, settled_line
from reconciler.report.comment_risk import (
    decision_count,
    failures_block,
    findings_line,
    governance_block,
    refusals_block,
)
from reconciler.report.comment_rows import alike_table
from reconciler.report.markdown import Section, code, fit, plain
from reconciler.report.plan_summary import duration, seats
from reconciler.report.rows import RowWriter, by_product, mail_keepers
from reconciler.report.tally import ChangeTally, products, school_count
from reconciler.report.texts import Texts
from reconciler.report.triggers import LineLinks

LIMIT = 65_000
"""Characters; GitHub takes 65,536 in one comment."""
_ROWS = 60
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
    owners: str = ""
    """Whose approvers may acknowledge a guard."""


@dataclass(frozen=True, slots=True)
class RenderedComment:
    """The text, and whether something was left out of it."""

    text: str
    whole: bool = True


def render_comment(proposal: Proposal, texts: Texts, options: CommentOptions) -> RenderedComment:
    """The comment in one language; without names, addresses or pseudonyms of people."""
    groups = alike(proposal.changed)
    rows = len(groups) if options.limit is None else _ROWS
    writer = RowWriter(
        texts, by_product(proposal.head.seats), keeps_mail=mail_keepers(proposal.head)
    )
    head = [part for part in _head(proposal, groups[:rows], writer, options) if part]
    if len(groups) > rows:
        left = sum(len(group.schools) for group in groups[rows:])
        head.append(texts.format("comment-rows-left-out", count=left))
    foot = [part for part in _foot(proposal, texts, options) if part]
    every = options.limit is None
    sections = [alike_section(group, writer, options.links, every=every) for group in groups]
    fixed = sum(len(part) + 2 for part in (*head, *foot))
    shown, whole = _fitting(sections, options.limit, fixed)
    if not whole:
        shown.append(plain(texts.format("comment-left-out")))
    text = "\n\n".join([*head, *shown, *foot]) + "\n"
    return RenderedComment(text, whole and len(groups) <= rows)


def _fitting(sections: Sequence[Section], limit: int | None, fixed: int) -> tuple[list[str], bool]:
    if limit is None:
        return [section.full for section in sections], True
    shown, left_out = fit(sections, limit - fixed - _MARGIN)
    return shown, not left_out and shown == [section.full for section in sections]


def _head(
    proposal: Proposal, groups: Sequence[AlikeSchools], writer: RowWriter, options: CommentOptions
) -> Iterator[str]:
    texts, links = writer.texts, options.links
    yield "### " + _title(proposal, texts)
    yield governance_block(proposal, texts, links)
    yield failures_block(proposal, texts)
    yield refusals_block(proposal, texts, options.owners)
    yield alike_table(groups, writer, links) if groups else ""
    yield _figures(proposal, texts)
    yield findings_line(proposal, texts, links)


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
    waves = ", ".join(dict.fromkeys(s.wave for s in proposal.head.schools if s.changes))
    return plain(texts.format("comment-merging", waves=waves))


def without_limit(options: CommentOptions) -> CommentOptions:
    """The same for the artefact that holds what a comment leaves out."""
    return replace(options, limit=None)
