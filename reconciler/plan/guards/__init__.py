"""Guards: checks over a whole plan, each with a limit and a name by which it is acknowledged."""

from reconciler.plan.guards.check import guard, guard_tenant
from reconciler.plan.guards.inputs import GuardInput, guard_input
from reconciler.plan.guards.limits import (
    CATALOGUE,
    DEFAULTS,
    PER_GROUP,
    PER_SCHOOL,
    Guard,
    GuardLimits,
    GuardScope,
    exceeds,
    limits_for_day,
)
from reconciler.plan.guards.measure import Measure
from reconciler.plan.guards.probes import unprobed
from reconciler.plan.guards.roster import RosterGuardInput, measure_roster
from reconciler.plan.guards.schools import VANISHED, guard_municipality

__all__ = [
    "CATALOGUE",
    "DEFAULTS",
    "PER_GROUP",
    "PER_SCHOOL",
    "VANISHED",
    "Guard",
    "GuardInput",
    "GuardLimits",
    "GuardScope",
    "Measure",
    "RosterGuardInput",
    "exceeds",
    "guard",
    "guard_input",
    "guard_municipality",
    "guard_tenant",
    "limits_for_day",
    "measure_roster",
    "unprobed",
]
