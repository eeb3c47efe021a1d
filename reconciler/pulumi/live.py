"""What a tenant holds of a school, worked out from what is desired and what the plan would change.

Where the plan is empty the two are the same, so nothing that is not ours is ever shown as drift.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from reconciler.desired.context import Desired
from reconciler.model.change import OF_MARK, Action, Change, ChangeCause, LicenceDelta
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import (
    Address,
    Declared,
    Group,
    Kind,
    LicenceAssignment,
    OrgUnit,
    Resource,
    ResourceSet,
)
from reconciler.model.taken_back import people_before
from reconciler.rules.facts import Digest, policy_input
from reconciler.rules.found import planned_summary

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
            if change.origin in (ChangeCause.DRIFT, ChangeCause.CONFIG_AND_DRIFT)
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


SECTIONS = {Kind.ORG_UNIT: "units", Kind.GROUP: "groups"}


def desired_inputs(desired: Desired, digest: Digest, plan: SchoolPlan) -> JsonObject:
    """A school as its manifests and rosters mean it."""
    return policy_input(desired, digest, planned_summary(plan)).to_inputs()


def live_inputs(desired: Desired, digest: Digest, plan: SchoolPlan) -> JsonObject:
    """The same with every change of its plan taken back, and with what is held."""
    items = dict(desired.resources.items)
    differing = (*plan.changes, *(one.change for one in plan.held))
    for change in differing:
        item = items.get(change.address)
        if item is not None and change.delta is not None:
            items[change.address] = replace(item, resource=people_before(item.resource, change))
    for swap_of in differing:
        _put_back_swapped(items, swap_of)
    there = replace(desired, resources=ResourceSet(items))
    data = desired_inputs(there, digest, plan)
    for change in differing:
        if change.address.kind in SECTIONS:
            _take_back(data[SECTIONS[change.address.kind]], change)
    return data


def _put_back_swapped(items: dict[Address, Declared], change: Change) -> None:
    """Who is switched to a product holds the other one today."""
    if not isinstance(change.delta, LicenceDelta):
        return
    for swap in change.delta.swap:
        address = change.address._replace(key=swap.product)
        item = items.get(address)
        if item is not None and isinstance(item.resource, LicenceAssignment):
            held = replace(item.resource, holders=(*item.resource.holders, swap.was))
            items[address] = replace(item, resource=held)


def _take_back(section: JsonObject, change: Change) -> None:
    """One unit or group as it is before its change; adopted ones are there, but not ours yet."""
    key = change.address.key
    if change.action in (Action.CREATE, Action.ADOPT):
        section.pop(key, None)
    elif change.after is None:
        section[key] = _found(change.before)
    elif key in section:
        for field in change.fields:
            _set(section[key], field.name, field.before)


def _found(before: Resource | None) -> JsonObject:
    """What is still there and not declared any more."""
    match before:
        case OrgUnit():
            return {"path": before.path, "label": before.label}
        case Group():
            return {"address": before.address, "name": before.name, "type": before.type.value}
    return {}


def _set(properties: JsonObject, name: str, value: str | bool | None) -> None:
    """A field by the name that changes have for it; the mark's key is no property."""
    if name.startswith("settings."):
        settings = properties.setdefault("settings", {})
        settings[name.removeprefix("settings.")] = value
    elif name not in OF_MARK:
        properties[name] = value
