"""Units that carry no mark of ours, and who is in them.

Premise: somebody made such a unit by hand, and services, ages and devices may be set on it. Whoever
leaves it changes them, and no file says how.

Rule: a move leaves an unmanaged unit where the account is in one today and the plan takes it out. A
unit counts as it is before the plan: one that the plan adopts carries no mark yet. The tenant's
root is no unit. One outside the scope counts as well: schools that share a tenant have a root each,
and their people come from units beside these.

Example: p1 is in /Ученици/5 клас, which nobody has adopted, and is to be in /pupils: it leaves one.
On Microsoft p1 stays there, and comes into /pupils besides: it leaves none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.desired.context import Desired
from reconciler.model.change import PlacementMove
from reconciler.model.observation import Observation
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind


@dataclass(frozen=True, slots=True)
class UnmanagedUnits:
    """The units without a mark of ours, and the accounts that are in them."""

    paths: frozenset[str] = frozenset()
    """As they are, and as the plan is to rename them."""
    inside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Account → those that it is in, where coming into a unit is leaving another."""

    def left(self, move: PlacementMove) -> frozenset[str]:
        """Those that an account leaves by a move."""
        if move.account in self.inside:
            return self.inside[move.account]
        return self.paths.intersection(move.out_of)


def unmanaged_units(
    plan: SchoolPlan, observation: Observation, desired: Desired | None
) -> UnmanagedUnits:
    """Reads them from the tenant as it is; an undo, which has no `desired`, takes nobody out."""
    if desired is None:
        return UnmanagedUnits()
    ids = {unit.id: unit.path for unit in observation.units if unit.mark is None}
    paths = frozenset(observation.unmarked_units())
    renamed = frozenset(
        str(field.after)
        for change in plan.changes
        if change.address.kind is Kind.ORG_UNIT and change.target and change.target.id in ids
        for field in change.fields
        if field.name == "path"
    )
    inside = {
        account: left
        for places, accounts in observation.account_index.at.items()
        if desired.context.limits.units_nest and (left := paths.intersection(places))
        for account in accounts
    }
    return UnmanagedUnits(paths | renamed, inside)
