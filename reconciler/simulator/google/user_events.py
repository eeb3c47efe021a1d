"""The events that a change of a user leaves in the administrators' log."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from reconciler.simulator.google.records import User
from reconciler.simulator.google.state import Directory


class Face(NamedTuple):
    """What the log would tell about a user, at one moment."""

    email: str
    unit: str
    given: str
    family: str
    external_ids: list[dict[str, Any]]
    suspended: bool
    archived: bool


def face(tenant: Directory, user: User) -> Face:
    """How the user looks now."""
    return Face(
        email=user.email,
        unit=tenant.org_units[user.org_unit].path,
        given=user.given,
        family=user.family,
        external_ids=user.external_ids,
        suspended=user.suspended,
        archived=user.archived,
    )


def record(tenant: Directory, before: Face, user: User) -> None:
    """Notes every difference between a user's face before and now."""
    now = face(tenant, user)
    if now == before:
        return
    who = {"USER_EMAIL": before.email}
    if now.unit != before.unit:
        moved = {"ORG_UNIT_NAME": before.unit, "NEW_VALUE": now.unit}
        tenant.record("MOVE_USER_TO_ORG_UNIT", **who, **moved)
    for event, old, new in (
        ("CHANGE_FIRST_NAME", before.given, now.given),
        ("CHANGE_LAST_NAME", before.family, now.family),
        ("CHANGE_USER_EXTERNAL_ID", before.external_ids, now.external_ids),
    ):
        if old != new:
            tenant.record(event, **who, OLD_VALUE=_told(old), NEW_VALUE=_told(new))
    if now.suspended != before.suspended:
        tenant.record("SUSPEND_USER" if now.suspended else "UNSUSPEND_USER", **who)
    if now.archived != before.archived:
        tenant.record("ARCHIVE_USER" if now.archived else "UNARCHIVE_USER", **who)
    if now.email != before.email:
        tenant.record("RENAME_USER", **who, NEW_VALUE=now.email)


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
