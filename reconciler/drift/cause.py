"""The cause of each change: wanted, drift, both, or unfinished.

Premise: the baseline is the declaration at the last successful apply, when the tenant was equal to
it. If the declaration is still the same and the tenant differs, somebody changed the tenant.

Rule, for each planned change:
1. an earlier run began it and did not finish: unfinished;
2. no baseline, or the school's allow, prune or ignore changed for the kind: wanted;
3. a field whose declaration is as at the baseline: drift. One whose declaration changed: wanted,
   and drift as well where the observed value is not the baseline's;
4. an entry of a set, see `cause_sets`.
What cannot be attributed with certainty is wanted: the cause explains a change, it decides nothing.

Example: the baseline has the name "Teachers". Declared now "Teachers", observed "Staff": drift.
Declared "All teachers", observed "Teachers": wanted; observed "Staff": both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from reconciler.desired.context import Desired
from reconciler.drift.baseline import BaselineComparison, KeyedHasher, name_of
from reconciler.drift.cause_sets import ADDED, CHANGED, REMOVED, WANTED, count_drifted
from reconciler.model.baseline import Baseline
from reconciler.model.change import Action, Change, ChangeCause, FieldChange
from reconciler.model.resources import Kind

MARK = "mark"
"""Listed among the drifted fields where our mark was removed."""


@dataclass(frozen=True, slots=True)
class BaselineContext:
    """What the ledger knows of one school in one tenant."""

    baseline: Baseline | None
    unfinished: frozenset[str]
    """Addresses whose last journalled state is not a success."""
    pseudonym: Callable[[str], str]
    """The keyed hash of the baseline, such as `KeyRing.pseudonym`."""


def with_causes(
    changes: Iterable[Change], desired: Desired, prior: BaselineContext
) -> tuple[Change, ...]:
    """The changes in their order, each with its cause and with what of it drifted."""
    planned = tuple(changes)
    comparison = None
    if prior.baseline is not None:
        keyed = KeyedHasher.by(prior.pseudonym)
        comparison = BaselineComparison.of(desired, prior.baseline, keyed)
    renamed = _renamed_groups(planned)
    result: list[Change] = []
    for change in planned:
        if str(change.address) in prior.unfinished:
            result.append(replace(change, origin=ChangeCause.UNFINISHED))
        elif comparison is None:
            result.append(change)
        else:
            result.append(_with_cause(change, comparison, renamed))
    return tuple(result)


def _renamed_groups(changes: Iterable[Change]) -> Mapping[str, str]:
    """Planned address of a group → its present one; a nested group may be known by either."""
    return {
        str(field.after): str(field.before)
        for change in changes
        for field in change.fields
        if field.name == "address"
    }


def _with_cause(
    change: Change, comparison: BaselineComparison, renamed: Mapping[str, str]
) -> Change:
    if change.address.kind not in comparison.comparable:
        return change
    if change.action.is_removal:
        return _removal(change, comparison)
    if change.delta is None:
        return _object(change, comparison)
    counts = count_drifted(change, comparison, renamed)
    signs = " ".join(f"{sign}{counts[sign]}" for sign in (ADDED, REMOVED, CHANGED) if counts[sign])
    return _drifted(change, (signs,) if signs else (), wanted=counts[WANTED] > 0)


def _drifted(change: Change, drifted: tuple[str, ...], *, wanted: bool) -> Change:
    """The change with cause drift, or both where something of it is wanted besides."""
    if not drifted:
        return change
    return replace(
        change,
        origin=ChangeCause.CONFIG_AND_DRIFT if wanted else ChangeCause.DRIFT,
        drifted=drifted,
    )


def _removal(change: Change, comparison: BaselineComparison) -> Change:
    """A removed object that was not declared at the baseline either has appeared since: drift."""
    # a unit is deleted only once it is empty, which may be many runs after it was dropped
    may_have_waited = change.address.kind is Kind.ORG_UNIT and change.action is Action.DELETE
    declared = name_of(change.address.kind, change.address.key) in comparison.baseline.fields
    return change if declared or may_have_waited else replace(change, origin=ChangeCause.DRIFT)


def _object(change: Change, comparison: BaselineComparison) -> Change:
    """A unit or group that is missing, has lost its mark, or differs in a field."""
    name = comparison.known(change.address)
    if name is None:
        return change
    key = (comparison.baseline.school, name.partition("/")[2])
    fields = _DeclaredFields(
        key, comparison.then(name), comparison.now(change.address), comparison.keyed
    )
    if change.action is Action.CREATE:
        edited = fields.then != fields.now
        return replace(change, origin=ChangeCause.CONFIG_AND_DRIFT if edited else ChangeCause.DRIFT)
    drifted = tuple(field.name for field in change.fields if fields.drifted(field))
    if change.action is Action.ADOPT:
        drifted = (MARK, *drifted)
    return _drifted(change, drifted, wanted=any(map(fields.edited, change.fields)))


@dataclass(frozen=True, slots=True)
class _DeclaredFields:
    """A unit's or group's declared fields at the baseline and now."""

    mark: tuple[str, str]
    """School and key at the baseline."""
    then: Mapping[str, str]
    now: Mapping[str, str]
    keyed: KeyedHasher

    def edited(self, field: FieldChange) -> bool:
        """Whether the declaration of a field changed since the baseline."""
        if field.is_of_mark:
            return self.mark[field.name == "key"] != field.after
        return self.then.get(field.name) != self.now.get(field.name)

    def drifted(self, field: FieldChange) -> bool:
        """Whether somebody else changed a field: the tenant has not what the baseline left."""
        if not self.edited(field):
            return True
        # a unit's path follows its parents' renames, so what is observed proves nothing about it
        if field.is_of_mark or field.name == "path" or field.name not in self.then:
            return False
        return self.keyed.value(field.name, field.before) != self.then[field.name]
