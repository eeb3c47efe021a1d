"""A school between what it should be and what it is: the two in one shape, and the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reconciler.model.plan import Change, ChangeCause, SchoolPlan

JsonObject = dict[str, Any]
"""JSON-plain values, as a resource's inputs and outputs hold them."""


@dataclass(frozen=True, slots=True)
class SchoolState:
    """One school in one tenant at one moment."""

    desired: JsonObject
    """As its manifests and rosters mean it."""
    live: JsonObject
    """The same as the tenant has it; what is not ours is in neither."""
    plan: SchoolPlan

    @property
    def pending(self) -> int:
        """How many changes lie between the two."""
        return len(self.plan.changes)

    def inputs(self) -> JsonObject:
        """The school as it should be, how many changes that takes, and what drifted."""
        drift = {
            f"{change.address.kind}/{change.address.key}": _drift_line(change)
            for change in self.plan.changes
            if change.origin in (ChangeCause.DRIFT, ChangeCause.BOTH)
        }
        outputs = {"pending": self.pending, "drift": drift, "held": self.held()}
        return {**self.desired, **{name: value for name, value in outputs.items() if value}}

    def outputs(self) -> JsonObject:
        """The school as its tenant has it, and how much is left to do."""
        held = self.held()
        return {**self.live, "pending": self.pending, **({"held": held} if held else {})}

    def held(self) -> JsonObject:
        """What the vendor does not accept, and since when; no change is pending for it."""
        told = ((one.change.address, f"{one.reason} {one.since}".strip()) for one in self.plan.held)
        return {f"{address.kind}/{address.key}": text for address, text in told}


def _drift_line(change: Change) -> str:
    """What somebody else did: 'name: Teachers, by hand → Учители', '+3 −1'."""
    fields = {
        field.name: f"{field.name}: {field.before} → {field.after}" for field in change.fields
    }
    return ", ".join(fields.get(name, name) for name in change.drifted)
