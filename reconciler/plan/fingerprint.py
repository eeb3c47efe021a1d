"""Fingerprints: a keyed digest of what would be done, equal for equal changes.

Premise: a reviewer approves a plan by its fingerprint, so the fingerprint must change whenever
something else would be done, and only then. It goes into pull requests and public logs, and the
changes contain accounts; a plain digest of few known accounts could be guessed, so it is keyed.

Rule: a change is one line of canonical JSON: address, action, the object afterwards, fields, delta,
for a deletion also what is lost. Not in it: reasons, causes, times, the vendor's ids of objects
(an object that was deleted and made again by hand is another id and the same change).

Example: adding p1 to class-5a gives 6f1c-92ab today and tomorrow; adding p2 in its place gives
another one, although both are "+1".
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from typing import Any

from reconciler.model.change import (
    Action,
    Change,
    FieldChange,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
)
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Group, OrgUnit, Resource


def fingerprint(parts: Iterable[str], key: bytes) -> str:
    """'6f1c-92ab' over the parts in their order."""
    digest = hmac.new(key, "\n".join(parts).encode(), "sha256").hexdigest()
    return f"{digest[:4]}-{digest[4:8]}"


def school_fingerprint(changes: Iterable[Change], key: bytes) -> str:
    """The fingerprint of one school's ordered changes."""
    return fingerprint((canonical(change) for change in changes), key)


def plan_fingerprint(schools: Iterable[SchoolPlan], key: bytes) -> str:
    """The digest of the fingerprints of the schools that change."""
    return fingerprint(
        (f"{s.school}/{s.tenant} {s.fingerprint}" for s in schools if s.changes), key
    )


def canonical(change: Change) -> str:
    """One change as one line of JSON."""
    data: dict[str, Any] = {
        "address": str(change.address),
        "action": change.action.value,
        "after": _object(change.after),
        "fields": [_field(field) for field in change.fields],
        "delta": _delta(change),
    }
    if change.action is Action.DELETE:
        data["lost"] = _lost(change)
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _object(resource: Resource | None) -> Any:
    """All fields of a unit or group; None for sets, which are identified by their delta."""
    if isinstance(resource, OrgUnit):
        return [resource.path, resource.label]
    if isinstance(resource, Group):
        settings = sorted(resource.settings.items())
        return [resource.address, resource.name, resource.type.value, settings]
    return None


def _lost(change: Change) -> Any:
    """What is deleted with a group: whoever approves the deletion approves losing its members."""
    roles = change.lost.roles if change.lost else {}
    members = {role.value: sorted(members) for role, members in roles.items()}
    return [_object(change.before), change.total, members]


def _field(field: FieldChange) -> list[str | bool | None]:
    return [field.name, field.before, field.after]


def _delta(change: Change) -> Any:
    delta = change.delta
    if isinstance(delta, MembershipDelta):
        return [delta.add, delta.remove, delta.change]
    if isinstance(delta, PlacementDelta):
        return [[move.account, move.out_of] for move in delta.moves]
    if isinstance(delta, LicenceDelta):
        swaps = [delta.swap] if delta.swap else []
        return [delta.add, delta.remove, delta.change, *swaps]
    return None
