"""Whole schools: those that vanish, or lose all of their groups, and those that close."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from reconciler.model.plan import Action, Change, LicenceDelta, Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.plan.guards.inputs import GuardInput
from reconciler.plan.guards.limits import GuardLimits
from reconciler.plan.guards.measure import Measure, refusals_over_limits

VANISHED = "school-vanished"
_FEW = 3
"""A school with no more groups than this is being set up: losing them is no vanishing."""
_GOING = (Action.DELETE, Action.FORGET)
Keys = Collection[tuple[str, str]]
"""Schools and tenants."""


def vanishing(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """A school that would lose every group that it owns, and owns more than a few."""
    owned = now.marked.get(Kind.GROUP, 0)
    gone = sum(_goes(change.action, change.address.kind) for change in plan.changes)
    if gone >= owned and gone > _FEW:
        yield Measure("groups-vanished", gone, owned, pupils=True)


def _goes(action: Action, kind: Kind) -> bool:
    return kind is Kind.GROUP and action in _GOING


def _going(change: Change) -> int:
    if isinstance(change.delta, LicenceDelta):
        return len(change.delta.remove)
    return int(change.action in _GOING)


def closing(plan: SchoolPlan, now: GuardInput) -> Iterator[Measure]:
    """Whatever would go at a school that closes, licences by the person."""
    gone = sum(_going(change) for change in plan.changes)
    if now.decommission:
        yield Measure("school-decommissioned", gone, sum(now.marked.values()), pupils=True)


def guard_municipality(known: Keys, declared: Keys, limits: GuardLimits) -> tuple[Refusal, ...]:
    """The no to all of it, one for each school that was carried out once and is declared no more.

    Each names its school, so that it can be acknowledged by itself; any of them holds back
    everything. `known`: of the ledger's baselines in this stack; `declared`: of all manifests,
    those that close included, however narrow the run is.
    """
    gone = sorted({school for school, tenant in set(known) - set(declared)})
    before = len({school for school, _ in known})
    lost = (Measure(VANISHED, len(gone), before, school, pupils=True) for school in gone)
    refused = refusals_over_limits(lost, limits, Refusal("", "", ""))
    return tuple(replace(no, school=str(no.facts["thing"])) for no in refused)
