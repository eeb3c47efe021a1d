"""What a pull request does not change, in one folded line; and what it makes unnecessary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reconciler.model.change import Change, ChangeCause, MembershipDelta, ReasonCode
from reconciler.model.proposal import Proposal
from reconciler.model.trigger import TriggerKind
from reconciler.report.markdown import folded, plain
from reconciler.report.tally import ChangeTally, member_counts
from reconciler.report.texts import Texts

_ACTORS = 3


def pending_fold(proposal: Proposal, texts: Texts) -> str:
    """Pending with or without the pull request: how much, and what it follows from."""
    pairs = [(one.plan.school, change) for one in proposal.schools for change in one.pending]
    if not pairs:
        return ""
    schools = {school for school, _ in pairs}
    title = texts.format("comment-pending", count=len(pairs), schools=len(schools))
    body = " · ".join(_parts([change for _, change in pairs], texts))
    return folded(title, body)


def settled_line(proposal: Proposal, texts: Texts) -> str:
    """How much is pending today and is no difference any more once this is merged."""
    count = sum(len(one.settled) for one in proposal.schools)
    return plain(texts.format("comment-settled", count=count)) if count else ""


def trigger_kind(change: Change) -> TriggerKind:
    """What a change follows from first, also where nobody asked."""
    if change.triggers:
        return change.triggers[0].kind
    if change.origin is ChangeCause.UNFINISHED:
        return TriggerKind.UNFINISHED
    if change.origin in (ChangeCause.DRIFT, ChangeCause.CONFIG_AND_DRIFT):
        return TriggerKind.HAND
    is_roster = change.reason.code is ReasonCode.ROSTER
    return TriggerKind.ROSTER if is_roster else TriggerKind.FILE


def _parts(changes: Iterable[Change], texts: Texts) -> list[str]:
    by_kind: dict[TriggerKind, list[Change]] = {}
    for change in changes:
        by_kind.setdefault(trigger_kind(change), []).append(change)
    counted = Counter({kind: len(some) for kind, some in by_kind.items()})
    parts = []
    for kind in TriggerKind:
        if not counted[kind]:
            continue
        text = texts.format(f"comment-pending-{kind}", count=counted[kind])
        people = [c for c in by_kind[kind] if isinstance(c.delta, MembershipDelta)]
        members = member_counts(ChangeTally.of(people), texts)
        shown = f"{text} ({texts.format('plan-sum-members')} {members})" if members else text
        known = _actors(by_kind[kind], texts) if kind is TriggerKind.HAND else ""
        parts.append(plain(f"{shown} ({known})" if known else shown))
    return parts


def _actors(changes: Iterable[Change], texts: Texts) -> str:
    """'administrator be8a6069, 28.11.2026', the first few; '' where no log has anybody."""
    found = dict.fromkeys(
        f"{trigger.facts['who']}, {trigger.facts['at']}"
        for change in changes
        for trigger in change.triggers
        if trigger.kind is TriggerKind.HAND and "who" in trigger.facts
    )
    named = list(found)
    more = len(named) - _ACTORS
    shown = "; ".join(named[:_ACTORS])
    return f"{shown}; {texts.format('plan-and-more', count=more)}" if more > 0 else shown
