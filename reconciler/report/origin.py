"""Where differences come from, in words and counts: drift, unfinished, or wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reconciler.errors import SourceLocation
from reconciler.model.change import Action, Change, ChangeCause, ReasonCode
from reconciler.model.plan import SchoolPlan
from reconciler.model.trigger import TriggerKind
from reconciler.report.texts import Texts

DRIFTED = frozenset({ChangeCause.DRIFT, ChangeCause.CONFIG_AND_DRIFT})
"""Origins of changes that others had a part in."""


_LINES = frozenset({TriggerKind.PROPOSED, TriggerKind.FILE})
_TOLD_OTHERWISE = frozenset({TriggerKind.HAND, TriggerKind.UNFINISHED, TriggerKind.FIRST, *_LINES})
_GENERAL = frozenset({ReasonCode.ROSTER, ReasonCode.DIFFERS})
"""Reasons that say how a change was found, and not what it follows from."""


def why(change: Change, texts: Texts) -> str:
    """Why a change is planned; where others had a part in it, what they did.

    Lines of files are told by `line_of`.
    """
    others = [one for one in change.triggers if one.kind not in _TOLD_OTHERWISE]
    parts = [texts.trigger(one) for one in others]
    if change.origin is ChangeCause.UNFINISHED:
        return "; ".join([_unfinished(change, texts), *parts])
    if change.origin in DRIFTED:
        both = change.origin is ChangeCause.CONFIG_AND_DRIFT
        part = "plan-origin-both" if both else "plan-origin-drift"
        return "; ".join([texts.format(part, what=done_by_others(change, texts)), *parts])
    if change.reason.code not in _GENERAL or not change.triggers:
        return texts.reason(change.reason)
    if any(one.kind in _LINES for one in change.triggers):
        parts.insert(0, texts.format("reason-declared"))
    return "; ".join(parts) or texts.reason(change.reason)


def line_of(change: Change) -> SourceLocation | None:
    """The line that a change follows from, else where its thing is declared."""
    lines = [one.place for one in change.triggers if one.kind in _LINES and one.place is not None]
    return lines[0] if lines else change.place


def _unfinished(change: Change, texts: Texts) -> str:
    for one in change.triggers:
        if one.kind is TriggerKind.UNFINISHED and one.facts.get("run"):
            return texts.format("plan-origin-unfinished-run", run=one.facts["run"])
    return texts.format("plan-origin-unfinished")


def done_by_others(change: Change, texts: Texts) -> str:
    """'gone from the tenant', '+3 −1 in the tenant', 'name, settings.join changed there'."""
    if change.action is Action.CREATE:
        return texts.format("drift-gone")
    if change.action is Action.ADOPT:
        return texts.format("drift-unmarked")
    if change.action.is_removal:
        return texts.format("drift-appeared")
    if change.delta is not None:
        return texts.format("drift-set", what=" ".join(change.drifted))
    if change.origin is ChangeCause.CONFIG_AND_DRIFT:
        fields = ", ".join(texts.field(name) for name in change.drifted)
        return texts.format("drift-fields", what=fields)
    return texts.format("drift-changed")


@dataclass(frozen=True, slots=True)
class DriftCount:
    """How many changes have an origin, and in how many schools."""

    changes: int
    schools: int

    def describe(self, texts: Texts) -> str:
        """'3 changes in 2 schools'; '' where there is none."""
        if not self.changes:
            return ""
        return texts.format("plan-origin-count", changes=self.changes, schools=self.schools)


def counted(schools: Iterable[SchoolPlan], origins: frozenset[ChangeCause]) -> DriftCount:
    """Counts the changes of these origins."""
    found = [
        (school.school, change)
        for school in schools
        for change in school.differences
        if change.origin in origins
    ]
    return DriftCount(len(found), len({school for school, _ in found}))


def drifted(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that others had a part in."""
    return tuple(change for change in changes if change.origin in DRIFTED)
