"""What administrators did, for the Reports API: the last events of a tenant, oldest first.

Names and parameters as Google's list of admin events has them (2026-04).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, Self

MOST_KEPT = 20_000


def _types(**names: str) -> Mapping[str, str]:
    pairs = ((name, kind) for kind, listed in names.items() for name in listed.split())
    return MappingProxyType(dict(pairs))


TYPES = _types(
    ORG_SETTINGS="CREATE_ORG_UNIT REMOVE_ORG_UNIT EDIT_ORG_UNIT_DESCRIPTION MOVE_ORG_UNIT"
    " EDIT_ORG_UNIT_NAME",
    GROUP_SETTINGS="CREATE_GROUP DELETE_GROUP ADD_GROUP_MEMBER REMOVE_GROUP_MEMBER"
    " UPDATE_GROUP_MEMBER UPDATE_GROUP_MEMBER_DELIVERY_SETTINGS CHANGE_GROUP_SETTING"
    " CHANGE_GROUP_NAME CHANGE_GROUP_DESCRIPTION CHANGE_GROUP_EMAIL",
    USER_SETTINGS="CREATE_USER DELETE_USER UNDELETE_USER SUSPEND_USER UNSUSPEND_USER ARCHIVE_USER"
    " UNARCHIVE_USER RENAME_USER MOVE_USER_TO_ORG_UNIT CHANGE_FIRST_NAME CHANGE_LAST_NAME"
    " CHANGE_USER_EXTERNAL_ID CHANGE_PASSWORD GRANT_ADMIN_PRIVILEGE REVOKE_ADMIN_PRIVILEGE"
    " ADD_NICKNAME REMOVE_NICKNAME",
    LICENSES_SETTINGS="USER_LICENSE_ASSIGNMENT USER_LICENSE_REVOKE USER_LICENSE_REASSIGNMENT",
)
"""Event name → its type."""


class Activity(NamedTuple):
    """One event: its number in the tenant's history, when (Unix seconds), what, with what."""

    number: int
    at: float
    name: str
    parameters: Mapping[str, str]
    actor: str = ""
    """The address of who did it; '' for nobody with an address."""


@dataclass(slots=True)
class Activities:
    """The last events, bounded so that no first rollout can fill the memory."""

    kept: deque[Activity] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    count: int = 0

    def add(self, at: float, name: str, parameters: Mapping[str, str], actor: str) -> None:
        """Notes one event as the newest."""
        self.count += 1
        self.kept.append(Activity(self.count, at, name, parameters, actor))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The events that to_json() wrote."""
        made = cls(count=data["count"])
        made.kept.extend(Activity(*entry) for entry in data["kept"])
        return made

    def to_json(self) -> dict[str, Any]:
        """The events as JSON."""
        return {"count": self.count, "kept": [list(one) for one in self.kept]}
