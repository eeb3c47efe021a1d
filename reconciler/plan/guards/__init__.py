"""Guards: checks over a whole plan, each with its numbers and a name to acknowledge it by."""

from reconciler.plan.guards.catalogue import (
    CATALOGUE,
    DEFAULTS,
    PER_GROUP,
    PER_SCHOOL,
    Guard,
    Level,
)
from reconciler.plan.guards.check import guard, guard_tenant
from reconciler.plan.guards.limits import Limits, limits_on, over
from reconciler.plan.guards.measure import Measure
from reconciler.plan.guards.now import Now, now_of
from reconciler.plan.guards.roster import Beside, of_roster
from reconciler.plan.guards.schools import VANISHED, guard_municipality

__all__ = [
    "CATALOGUE",
    "DEFAULTS",
    "PER_GROUP",
    "PER_SCHOOL",
    "VANISHED",
    "Beside",
    "Guard",
    "Level",
    "Limits",
    "Measure",
    "Now",
    "guard",
    "guard_municipality",
    "guard_tenant",
    "limits_on",
    "now_of",
    "of_roster",
    "over",
]
