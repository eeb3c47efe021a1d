"""The administrator roles and privileges that every customer has, as far as schools meet them.

Names as Google's predefined roles have them; which privileges each holds is shortened to those
over users, groups and org units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

SERVICE_ID = "00haapch16h1ysv"
"""Google's id of the Admin API's own privileges, the same for every customer."""
PRIVILEGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ORGANIZATION_UNITS_ALL": (
            *("ORGANIZATION_UNITS_CREATE", "ORGANIZATION_UNITS_RETRIEVE"),
            *("ORGANIZATION_UNITS_UPDATE", "ORGANIZATION_UNITS_DELETE"),
        ),
        "USERS_ALL": (
            *("USERS_CREATE", "USERS_RETRIEVE", "USERS_UPDATE", "USERS_DELETE"),
            *("USERS_ALIAS", "USERS_MOVE", "USERS_RENAME", "USERS_RESET_PASSWORD"),
            "USERS_SUSPEND",
        ),
        "GROUPS_ALL": ("GROUPS_CREATE", "GROUPS_RETRIEVE", "GROUPS_UPDATE", "GROUPS_DELETE"),
    }
)
"""Privilege → the privileges below it."""


@dataclass(frozen=True, slots=True)
class RoleKind:
    """One predefined role."""

    name: str
    description: str
    privileges: tuple[str, ...]
    is_super: bool = False


SUPER = RoleKind("_SEED_ADMIN_ROLE", "Google Workspace Administrator Seed Role", (), is_super=True)
ROLES = (
    SUPER,
    RoleKind("_GROUPS_ADMIN_ROLE", "Groups Administrator", ("GROUPS_ALL", "USERS_RETRIEVE")),
    RoleKind(
        "_USER_MANAGEMENT_ADMIN_ROLE",
        "User Management Administrator",
        ("USERS_ALL", "ORGANIZATION_UNITS_RETRIEVE"),
    ),
    RoleKind(
        "_HELP_DESK_ADMIN_ROLE",
        "Help Desk Administrator",
        ("USERS_RETRIEVE", "USERS_RESET_PASSWORD", "ORGANIZATION_UNITS_RETRIEVE"),
    ),
)
