"""What Google has to grant, and for which use; docs/permissions.md shows the same."""

from __future__ import annotations

from reconciler.model.checkup import Use
from reconciler.providers.permission import Permission, names_for

AUTH = "https://www.googleapis.com/auth/"
_PLAN, _APPLY, _DRIFT = (frozenset({use}) for use in Use)
_BOTH = _PLAN | _APPLY

# License Manager and Groups Settings have no read-only scope (discovery revisions 20251108 and
# 20220614): these two are all that a reader could write with, and observe has no code that does.
SCOPES = (
    Permission(f"{AUTH}admin.directory.orgunit.readonly", _PLAN),
    Permission(f"{AUTH}admin.directory.user.readonly", _PLAN),
    Permission(f"{AUTH}admin.directory.group.readonly", _PLAN),
    Permission(f"{AUTH}admin.directory.orgunit", _APPLY),
    Permission(f"{AUTH}admin.directory.user", _APPLY),
    Permission(f"{AUTH}admin.directory.group", _APPLY),
    Permission(f"{AUTH}apps.licensing", _BOTH),
    Permission(f"{AUTH}apps.groups.settings", _BOTH),
    Permission(f"{AUTH}admin.reports.audit.readonly", _DRIFT),
    Permission(f"{AUTH}admin.directory.rolemanagement.readonly", frozenset()),
)
"""What is delegated to the service account, tenant by tenant."""

READ = names_for(SCOPES, Use.PLAN)
WRITE = names_for(SCOPES, Use.APPLY)
AUDIT = names_for(SCOPES, Use.DRIFT)
"""A token of its own: where the log is not delegated, everything else still is."""
ROLES = next(scope.name for scope in SCOPES if not scope.uses)
"""With it the rights of the administrator's role can be read one by one."""

ADMIN_API = "admin.googleapis.com"
SETTINGS_API = "groupssettings.googleapis.com"
LICENSING_API = "licensing.googleapis.com"
SIGNING_API = "iamcredentials.googleapis.com"
APIS = (
    Permission(ADMIN_API, frozenset(Use)),
    Permission(SETTINGS_API, _BOTH),
    Permission(LICENSING_API, _BOTH),
    Permission(SIGNING_API, frozenset(Use)),
)
"""Enabled in the service account's project, once for all tenants."""

# Names as the Directory API's own roles have them; a privilege includes those that it is made of
# (GAM wiki, Administrators; Directory reference, 2026-11).
PRIVILEGES = (
    Permission("ORGANIZATION_UNITS_RETRIEVE", _BOTH, ("ORGANIZATION_UNITS_ALL",)),
    Permission("USERS_RETRIEVE", _BOTH, ("USERS_ALL",)),
    Permission("GROUPS_RETRIEVE", _BOTH, ("GROUPS_ALL",)),
    Permission("ORGANIZATION_UNITS_CREATE", _APPLY, ("ORGANIZATION_UNITS_ALL",)),
    Permission("ORGANIZATION_UNITS_UPDATE", _APPLY, ("ORGANIZATION_UNITS_ALL",)),
    Permission("ORGANIZATION_UNITS_DELETE", _APPLY, ("ORGANIZATION_UNITS_ALL",)),
    Permission("USERS_MOVE", _APPLY, ("USERS_ALL",)),
    Permission("GROUPS_CREATE", _APPLY, ("GROUPS_ALL",)),
    Permission("GROUPS_UPDATE", _APPLY, ("GROUPS_ALL",)),
    Permission("GROUPS_DELETE", _APPLY, ("GROUPS_ALL",)),
)
"""What the role of the administrator whom we act as holds, beside licences and reports.

The two for deleting: a probe takes away what it made, undo what a run created, and a school's file
may say `prune` or close the school. Nothing without our mark is ever deleted.
"""
# Google's pages name no privilege for these two that could be compared: a call shows them.
LICENCES_PRIVILEGE = Permission("LICENSES", _BOTH)
REPORTS_PRIVILEGE = Permission("REPORTS_ACCESS", _DRIFT)
