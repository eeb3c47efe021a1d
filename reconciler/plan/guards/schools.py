"""Whole schools: those that vanish, and those that close."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reconciler.model.plan import Action, Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.plan.guards.limits import Limits
from reconciler.plan.guards.measure import Measure, judged
from reconciler.plan.guards.now import Now

_FEW = 3
"""A school with no more groups than this is being set up: losing them is no vanishing."""
_GOING = (Action.DELETE, Action.FORGET)
Keys = Collection[tuple[str, str]]
"""Schools and tenants."""


def vanishing(plan: SchoolPlan, now: Now) -> Iterator[Measure]:
    """A school that would lose every group that it owns, and owns more than a few."""
    owned = now.marked.get(Kind.GROUP, 0)
    gone = sum(_goes(change.action, change.address.kind) for change in plan.changes)
    if gone >= owned and gone > _FEW:
        yield Measure("school-vanished", gone, owned, "groups", {"schools": plan.school})


def _goes(action: Action, kind: Kind) -> bool:
    return kind is Kind.GROUP and action in _GOING


def closing(plan: SchoolPlan, now: Now) -> Iterator[Measure]:
    """Whatever would go at a school that closes."""
    gone = sum(change.action in _GOING for change in plan.changes)
    if now.decommission:
        yield Measure("school-decommissioned", gone, sum(now.marked.values()))


def guard_municipality(known: Keys, declared: Keys, limits: Limits) -> tuple[Refusal, ...]:
    """The no to all of it where schools that were carried out once are declared no more.

    `known`: of the ledger's baselines in this stack; `declared`: of all manifests, those that
    close included, however narrow the run is.
    """
    gone = sorted({school for school, tenant in set(known) - set(declared)})
    facts = {"schools": ", ".join(gone)}
    lost = Measure("school-vanished", len(gone), len({s for s, _ in known}), "schools", facts)
    return judged([lost], limits, Refusal("", "", ""))
