"""Fingerprints: a keyed digest of what would be done, the same for the same changes.

Keyed, because accounts are part of what is digested; reasons, times and the ids of the objects
that are acted on are not.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from typing import Any

from reconciler.model.plan import (
    Action,
    Change,
    FieldChange,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
    SchoolPlan,
)
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
        "after": _whole(change.after),
        "fields": [_field(field) for field in change.fields],
        "delta": _delta(change),
    }
    if change.action is Action.DELETE:
        data["lost"] = _lost(change)
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _whole(resource: Resource | None) -> Any:
    """Units and groups whole; sets are told by their delta."""
    if isinstance(resource, OrgUnit):
        return [resource.path, resource.label]
    if isinstance(resource, Group):
        group = resource
        settings = sorted(group.settings.items())
        return [group.address, group.name, group.type.value, settings]
    return None


def _lost(change: Change) -> Any:
    """What goes with a thing that is deleted: its members, for they are agreed to as well."""
    roles = change.lost.roles if change.lost else {}
    members = {role.value: sorted(members) for role, members in roles.items()}
    return [_whole(change.before), change.total, members]


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
