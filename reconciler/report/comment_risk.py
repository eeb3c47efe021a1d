"""What of a pull request needs a person first: what it allows itself, and what a guard stops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reconciler.model.plan import Finding, Refusal
from reconciler.model.proposal import Governance, Proposal
from reconciler.report.markdown import plain, ticked
from reconciler.report.plan_notes import failed
from reconciler.report.rules import governed_text
from reconciler.report.texts import Texts
from reconciler.report.triggers import LineLinks

Owners = Mapping[str, Sequence[str]]
"""School → the teams that approve its file."""
_SHOWN = 5
_TEXT = 600


def governance_block(proposal: Proposal, texts: Texts, links: LineLinks) -> str:
    """What decides about pull requests and is changed by this one; what weakens stands first."""
    lines = [_governed(one, texts, links) for one in proposal.governance]
    return _quoted([*lines[: 2 * _SHOWN], *_more(lines[2 * _SHOWN :], texts)])


def _governed(one: Governance, texts: Texts, links: LineLinks) -> str:
    how, _, text = governed_text(one, texts).partition(" · ")
    line = f" ({links.to(one.place, f'{one.place.file}:{one.place.line}')})" if one.place else ""
    return f"**{how}** · {plain(text)}{line}"


def refusals_block(proposal: Proposal, texts: Texts, owners: Owners) -> str:
    """Each guard that says no, with its schools; and how to agree."""
    by_guard: dict[str, list[Refusal]] = {}
    for refusal in _refusals(proposal):
        by_guard.setdefault(refusal.guard, []).append(refusal)
    new = {one for school in proposal.schools for one in _keys(school.new_refusals)}
    lines: list[str] = []
    ranked = sorted(by_guard.items(), key=lambda item: (not _has_new(item[1], new), item[0]))
    for guard, refusals in ranked:
        title = "comment-needs" if _has_new(refusals, new) else "comment-needs-anyway"
        shown = [_said(one, texts) for one in refusals[:_SHOWN]]
        lines.append(f"**{texts.format(title)}** · {'<br>'.join(shown)}")
        lines += _more(refusals[_SHOWN:], texts)
        named = f"{guard}:{refusals[0].school}" if refusals[0].school else guard
        if guard not in _WITHOUT_CONSENT:
            lines.append(_way_on(named, _teams(refusals, owners), texts))
    return _quoted(lines)


def _way_on(named: str, teams: Sequence[str], texts: Texts) -> str:
    """How to agree, and who may."""
    way = texts.format("comment-agree", guard=named)
    if teams:
        way += " " + texts.format("comment-approvers", owners=", ".join(f"`{t}`" for t in teams))
    return ticked(way)


def _teams(refusals: Sequence[Refusal], owners: Owners) -> list[str]:
    """The teams of the refused schools, the first few."""
    teams = dict.fromkeys(team for one in refusals for team in owners.get(one.school, ()))
    return list(teams)[:_SHOWN]


_WITHOUT_CONSENT = frozenset({"mandatory-rules"})
"""Refusals that a waiver or a correction lifts, and nobody's consent."""


def decision_count(proposal: Proposal) -> int:
    """How many schools, or parts of the plan, wait for a decision."""
    schools = {school.ref for school in proposal.head.schools if school.refusals}
    return len(schools) + len(proposal.head.refusals)


def failures_block(proposal: Proposal, texts: Texts) -> str:
    """Tenants that could not be read: nothing is known of their schools."""
    failures = proposal.head.failures
    title = texts.format("plan-title-failed")
    lines = [f"**{title}** · {plain(failed(one, texts))}" for one in failures[:_SHOWN]]
    return _quoted([*lines, *_more(failures[_SHOWN:], texts)])


def findings_line(proposal: Proposal, texts: Texts, links: LineLinks) -> str:
    """The findings that come with the pull request, apart from how many were there."""
    new = [finding for school in proposal.schools for finding in school.new_findings]
    old = sum(len(school.plan.findings) - len(school.new_findings) for school in proposal.schools)
    if not new:
        return ""
    ordered = sorted(new, key=lambda one: (one.level.value != "mandatory", one.sort_key()))
    title = texts.format("comment-findings", count=len(new), old=old)
    lines = [f"- {_found(one, texts, links)}" for one in ordered[:_SHOWN]]
    lines += [f"- {one}" for one in _more(ordered[_SHOWN:], texts)]
    return "\n".join([title, "", *lines])


def _found(finding: Finding, texts: Texts, links: LineLinks) -> str:
    text = plain(texts.found(finding).text[:_TEXT])
    level = texts.format(f"comment-level-{finding.level.value}")
    place = finding.place
    where = links.to(place, f"{place.file}:{place.line}") if place else plain(finding.school)
    return f"{where}: {text} ({level})"


def _refusals(proposal: Proposal) -> Iterator[Refusal]:
    yield from proposal.head.refusals
    for school in proposal.head.schools:
        yield from school.refusals


def _keys(refusals: Sequence[Refusal]) -> Iterator[tuple[str, str, str]]:
    yield from ((one.guard, one.school, one.tenant) for one in refusals)


def _has_new(refusals: Sequence[Refusal], new: set[tuple[str, str, str]]) -> bool:
    return any(key in new for key in _keys(refusals))


def _said(refusal: Refusal, texts: Texts) -> str:
    text = plain(texts.refused(refusal).text[:_TEXT])
    return f"{plain(refusal.school)}: {text}" if refusal.school else text


def _more(rest: Sequence[object], texts: Texts) -> list[str]:
    return [plain(texts.format("plan-and-more", count=len(rest)))] if rest else []


def _quoted(lines: Sequence[str]) -> str:
    return "\n".join(f"> {line}<br>" for line in lines[:-1]) + (
        f"\n> {lines[-1]}" if len(lines) > 1 else (f"> {lines[0]}" if lines else "")
    )
