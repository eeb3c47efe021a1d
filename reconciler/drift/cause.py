"""Where each difference comes from: wanted, drift or unfinished, as the baseline tells.

A declaration that says of exactly this what it said at the baseline did not bring the difference
about: the tenant was changed. What cannot be told so for certain is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from reconciler.desired.context import Desired
from reconciler.drift.baseline import BaselineComparison, KeyedHasher, name_of
from reconciler.drift.cause_sets import ADDED, CHANGED, REMOVED, WANTED, count_drifted
from reconciler.model.baseline import Baseline
from reconciler.model.plan import Action, Change, ChangeCause, FieldChange
from reconciler.model.resources import Kind

MARK = "mark"
"""Told among the fields that drifted where our mark was taken off."""


@dataclass(frozen=True, slots=True)
class BaselineContext:
    """What is remembered of one school in one tenant."""

    baseline: Baseline | None
    unfinished: frozenset[str]
    """Addresses whose last journalled state is no success."""
    pseudonym: Callable[[str], str]
    """What the baseline was keyed by, such as Seal.pseudonym."""


def with_causes(
    changes: Iterable[Change], desired: Desired, past: BaselineContext
) -> tuple[Change, ...]:
    """The changes in their order, each with its origin and with what of it drifted."""
    planned = tuple(changes)
    remembered = None
    if past.baseline is not None:
        remembered = BaselineComparison.of(desired, past.baseline, KeyedHasher.by(past.pseudonym))
    renamed = _renamed(planned)
    return tuple(
        replace(change, origin=ChangeCause.UNFINISHED)
        if str(change.address) in past.unfinished
        else change
        if remembered is None
        else _told(change, remembered, renamed)
        for change in planned
    )


def _renamed(changes: Iterable[Change]) -> Mapping[str, str]:
    """Planned address of a group → its present one: members are compared by the planned one."""
    return {
        str(one.after): str(one.before)
        for change in changes
        for one in change.fields
        if one.name == "address"
    }


def _told(change: Change, past: BaselineComparison, renamed: Mapping[str, str]) -> Change:
    if change.address.kind not in past.ruled:
        return change
    if change.action.is_removal:
        return _gone(change, past)
    if change.delta is None:
        return _object(change, past)
    found = count_drifted(change, past, renamed)
    signs = " ".join(f"{sign}{found[sign]}" for sign in (ADDED, REMOVED, CHANGED) if found[sign])
    return _as(change, (signs,) if signs else (), wanted=found[WANTED] > 0)


def _as(change: Change, drifted: tuple[str, ...], *, wanted: bool) -> Change:
    """Drift where anything drifted, in part where something is wanted besides."""
    if not drifted:
        return change
    return replace(
        change, origin=ChangeCause.BOTH if wanted else ChangeCause.DRIFT, drifted=drifted
    )


def _gone(change: Change, past: BaselineComparison) -> Change:
    """What was not declared at the baseline either, and is let go, has appeared since.

    Not so a unit that is deleted: it may have waited until it was empty.
    """
    waited = change.address.kind is Kind.ORG_UNIT and change.action is Action.DELETE
    declared = name_of(change.address.kind, change.address.key) in past.baseline.fields
    return change if declared or waited else replace(change, origin=ChangeCause.DRIFT)


def _object(change: Change, past: BaselineComparison) -> Change:
    """A unit or group that is missing, has lost its mark, or differs in a field."""
    name = past.known(change.address)
    if name is None:
        return change
    key = (past.baseline.school, name.partition("/")[2])
    sides = _Sides(key, past.then(name), past.now(change.address), past.keyed)
    if change.action is Action.CREATE:
        moved = sides.then != sides.now
        return replace(change, origin=ChangeCause.BOTH if moved else ChangeCause.DRIFT)
    drifted = tuple(one.name for one in change.fields if sides.drifted(one))
    if change.action is Action.ADOPT:
        drifted = (MARK, *drifted)
    return _as(change, drifted, wanted=any(map(sides.moved, change.fields)))


@dataclass(frozen=True, slots=True)
class _Sides:
    """A unit's or group's declared fields then and now."""

    mark: tuple[str, str]
    """School and key under which it was known then."""
    then: Mapping[str, str]
    now: Mapping[str, str]
    keyed: KeyedHasher

    def moved(self, one: FieldChange) -> bool:
        """Whether the declaration of a field is another one than it was."""
        if one.name in ("school", "key"):
            return self.mark[one.name == "key"] != one.after
        return self.then.get(one.name) != self.now.get(one.name)

    def drifted(self, one: FieldChange) -> bool:
        """Whether others changed a field: it is not what the baseline left.

        A unit's path follows its parents, so it is held against the declaration alone.
        """
        if not self.moved(one):
            return True
        if one.name in ("school", "key", "path") or one.name not in self.then:
            return False
        return self.keyed.value(one.name, one.before) != self.then[one.name]
