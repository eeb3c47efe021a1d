"""Where differences come from, in words and counts: drift, unfinished, or wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reconciler.model.plan import Action, Change, ChangeCause, SchoolPlan
from reconciler.report.texts import Texts

DRIFTED = frozenset({ChangeCause.DRIFT, ChangeCause.CONFIG_AND_DRIFT})
"""Origins of changes that others had a part in."""


def why(change: Change, texts: Texts) -> str:
    """Why a change is planned; where others had a part in it, what they did."""
    if change.origin is ChangeCause.UNFINISHED:
        return texts.format("plan-origin-unfinished")
    if change.origin not in DRIFTED:
        return texts.reason(change.reason)
    what = done_by_others(change, texts)
    part = (
        "plan-origin-both" if change.origin is ChangeCause.CONFIG_AND_DRIFT else "plan-origin-drift"
    )
    return texts.format(part, what=what)


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
        return texts.format("drift-fields", what=", ".join(change.drifted))
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
