"""Writes a plan for machines: `format_version` 2, keys in one order, people as counts.

The file holds codes and facts, which are the same in every language, and beside each code a `text`
that a caller's `PlanTexts` makes of it. This module knows nothing of languages, colours or widths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from reconciler.errors import Fault, SourceLocation
from reconciler.model.change import (
    Action,
    Change,
    Delta,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
    Reason,
)
from reconciler.model.document import document
from reconciler.model.held import HeldChange
from reconciler.model.inert import json_text
from reconciler.model.json_data import read_json
from reconciler.model.plan import Finding, Plan, Refusal, SchoolPlan
from reconciler.model.resources import Group, OrgUnit
from reconciler.model.seats import Seats
from reconciler.model.summary import delta_counts, delta_entries, summarize_change
from reconciler.model.tenant import TenantFailure
from reconciler.model.trigger import Trigger
from reconciler.model.typed_texts import revealed
from reconciler.plan.held import held_finding

FORMAT_VERSION = 2
SCHEMA: Mapping[str, Any] = read_json(
    Path(__file__).with_name("schema").joinpath("plan.json").read_text("utf-8")
)
"""The published JSON Schema of what is written here."""
_Object = dict[str, Any]
Reveal = Mapping[str, str] | None
"""Account id → address; None: people stay counts."""


class PlanTexts(Protocol):
    """Sentences for the codes of a plan, in one language."""

    def reason(self, reason: Reason) -> str:
        """Why something is planned or not known."""

    def trigger(self, trigger: Trigger) -> str:
        """What a change follows from."""

    def refusal(self, refusal: Refusal) -> str:
        """A refusal with its numbers."""

    def finding(self, finding: Finding) -> str:
        """What a person should know or settle."""

    def fault(self, fault: Fault) -> str:
        """What is wrong, and where."""


def plan_json(plan: Plan, texts: PlanTexts, reveal: Reveal = None) -> str:
    """The plan as JSON: what `plan_document` has, as text."""
    return json_text(plan_document(plan, texts, reveal))


def plan_document(plan: Plan, texts: PlanTexts, reveal: Reveal = None) -> _Object:
    """The plan's document; `text` fields are in the language, all others are the same in each.

    `reveal` lists single people: only for a person's own terminal.
    """
    plan = revealed(plan, reveal)
    data: _Object = {
        "stack": plan.stack,
        "municipality": plan.municipality,
        "fingerprint": plan.fingerprint,
        "year": plan.year,
        "pins": {**asdict(plan.inputs), "rosters": dict(sorted(plan.inputs.rosters))},
        "waves": list(plan.waves),
        "schools": [_school(school, texts, reveal) for school in plan.schools],
        "refusals": [{"tenant": r.tenant, **_refusal(r, texts)} for r in plan.refusals],
        "failures": [_failure(failure, texts) for failure in plan.failures],
        "seats": [_seats(row) for row in plan.seats],
        "cost": asdict(plan.cost),
        "requests": [asdict(route) for route in plan.requests],
    }
    if plan.frozen:
        data["frozen"] = [dict(sorted(freeze.facts().items())) for freeze in plan.frozen]
    return document("plan", FORMAT_VERSION, data)


def _seats(row: Seats) -> _Object:
    return {**asdict(row), "without": [short._asdict() for short in row.without]}


def _school(school: SchoolPlan, texts: PlanTexts, reveal: Reveal) -> _Object:
    data: _Object = {
        "school": school.school,
        "tenant": school.tenant,
        "vendor": school.vendor,
        "wave": school.wave,
        "fingerprint": school.fingerprint,
        "changes": [_change(change, texts, reveal) for change in school.changes],
        "refusals": [_refusal(refusal, texts) for refusal in school.refusals],
        "unknown": [
            {
                "address": str(unknown.address),
                **_reason(unknown.reason, texts),
            }
            for unknown in school.unknown
        ],
        "findings": [_finding(finding, texts) for finding in school.findings],
        "held": [_held(one, texts) for one in school.held],
        "unmanaged": _by_name(school.unmanaged),
        "declared": _by_name(school.declared),
        "people": _by_name(school.people),
    }
    if school.observing:
        data["observing"] = [kind.value for kind in school.observing]
        data["observed"] = [_change(change, texts, reveal) for change in school.observed]
    return data


def _change(change: Change, texts: PlanTexts, reveal: Reveal) -> _Object:
    data: _Object = {
        "address": str(change.address),
        "action": change.action.value,
        "short": summarize_change(change),
        "reason": _reason(change.reason, texts),
        "origin": change.origin.value,
        "drifted": list(change.drifted),
        "triggers": [_trigger(one, texts) for one in change.triggers],
        "place": _place(change.place),
        "target": None if change.target is None else change.target.name,
        "after": _after(change),
        "fields": [asdict(field) for field in change.fields],
        "delta": None if change.delta is None else _delta(change.delta),
        "total": change.total,
    }
    if reveal is not None and change.delta is not None:
        data["people"] = [
            {"sign": entry.sign, "who": reveal.get(entry.ref, entry.ref), "note": entry.note}
            for entry in delta_entries(change.delta)
        ]
    return data


def _reason(reason: Reason, texts: PlanTexts) -> _Object:
    facts = dict(sorted(reason.facts.items()))
    return {"code": reason.code.value, "facts": facts, "text": texts.reason(reason)}


def _trigger(trigger: Trigger, texts: PlanTexts) -> _Object:
    return {
        "kind": trigger.kind.value,
        "place": _place(trigger.place),
        "facts": dict(sorted(trigger.facts.items())),
        "text": texts.trigger(trigger),
    }


def _after(change: Change) -> _Object | None:
    """A unit or group as it should be; sets are written as their delta.

    What a thing is called by hand and no file says stays out of it: it may be after a person.
    """
    set_here = {field.name for field in change.fields}
    made = change.action is Action.CREATE
    if isinstance(change.after, Group):
        group = asdict(change.after)
        name = change.after.name if made or "name" in set_here else None
        return {**group, "name": name, "settings": dict(sorted(change.after.settings.items()))}
    if isinstance(change.after, OrgUnit):
        label = change.after.label if made or "label" in set_here else None
        return {"path": change.after.path, "label": label}
    return None


def _delta(delta: Delta) -> _Object:
    """People by number: added or moved, removed, given another role or other service plans."""
    added, removed = delta_counts(delta)
    changed = len(delta.change) if isinstance(delta, MembershipDelta | LicenceDelta) else 0
    data: _Object = {"add": added, "remove": removed, "change": changed}
    if isinstance(delta, LicenceDelta) and delta.swap:
        data |= {"swap": len(delta.swap), "swap_from": sorted({one.product for one in delta.swap})}
    if isinstance(delta, PlacementDelta):
        data["out_of"] = sorted({unit for move in delta.moves for unit in move.out_of})
    return data


def _refusal(refusal: Refusal, texts: PlanTexts) -> _Object:
    facts = dict(sorted(refusal.facts.items()))
    return {"guard": refusal.guard, "facts": facts, "text": texts.refusal(refusal)}


def _finding(finding: Finding, texts: PlanTexts) -> _Object:
    return {
        "code": finding.code.value,
        "level": finding.level.value,
        "subject": finding.subject,
        "facts": dict(sorted(finding.facts.items())),
        "place": _place(finding.place),
        "text": texts.finding(finding),
    }


def _held(held: HeldChange, texts: PlanTexts) -> _Object:
    change = held.change
    return {
        "address": str(change.address),
        "action": change.action.value,
        "short": summarize_change(change),
        "reason": held.reason,
        "times": held.times,
        "since": held.since,
        "retry": held.retry,
        "place": _place(change.place),
        "text": texts.finding(held_finding(held)),
    }


def _failure(failure: TenantFailure, texts: PlanTexts) -> _Object:
    return {
        "tenant": failure.tenant,
        "schools": list(failure.schools),
        "faults": [_fault(fault, texts) for fault in failure.faults],
    }


def _fault(fault: Fault, texts: PlanTexts) -> _Object:
    return {
        "code": fault.code.value,
        "place": _place(fault.place),
        "facts": dict(sorted(fault.facts.items())),
        "text": texts.fault(fault),
    }


def _place(place: SourceLocation | None) -> _Object | None:
    return None if place is None else asdict(place)


def _by_name(pairs: Iterable[tuple[str, int]]) -> _Object:
    return {str(name): count for name, count in sorted(pairs)}
