"""What Microsoft has to grant, and for which use; docs/permissions.md shows the same.

Graph's pages on each call name the least that lets it in, and what does as well; 2026-11. The
sentences are those that Microsoft publishes for its screen of consent (permissions.json of
microsoft-graph-devx-content, August 2026), without the full stops that two of them have; the first
may go on with “and company properties”.
"""

from __future__ import annotations

from reconciler.model.checkup import Use
from reconciler.providers.permission import Permission, names_for

_PLAN, _APPLY, _DRIFT = (frozenset({use}) for use in Use)
_READ_ALL, _WRITE_ALL = "Directory.Read.All", "Directory.ReadWrite.All"

READER = (
    Permission(
        "User.Read.All",
        _PLAN,
        ("User.ReadWrite.All", _READ_ALL, _WRITE_ALL),
        "Read all users' full profiles",
    ),
    Permission(
        "GroupMember.Read.All",
        _PLAN,
        (
            "GroupMember.ReadWrite.All",
            "Group.Read.All",
            "Group.ReadWrite.All",
            _READ_ALL,
            _WRITE_ALL,
        ),
        "Read all group memberships",
    ),
    Permission(
        "AdministrativeUnit.Read.All",
        _PLAN,
        ("AdministrativeUnit.ReadWrite.All", _READ_ALL, _WRITE_ALL),
        "Read all administrative units",
    ),
    Permission(
        "LicenseAssignment.Read.All",
        _PLAN,
        ("LicenseAssignment.ReadWrite.All", "Organization.Read.All", _READ_ALL, _WRITE_ALL),
        "Read all license assignments",
    ),
    Permission(
        "RoleManagement.Read.Directory",
        _PLAN,
        ("RoleManagement.ReadWrite.Directory",),
        "Read all directory RBAC settings",
    ),
    Permission("AuditLog.Read.All", _DRIFT, (), "Read all audit log data"),
    Permission(_READ_ALL, _DRIFT, (_WRITE_ALL,), "Read directory data"),
    Permission(
        "Organization.Read.All",
        frozenset(),
        (_READ_ALL, _WRITE_ALL),
        "Read organization information",
    ),
    Permission(
        "GroupSettings.Read.All",
        frozenset(),
        ("Group.Read.All", _READ_ALL, _WRITE_ALL),
        "Read all group settings",
    ),
)
"""Of the application that reads."""
WRITER = (
    Permission(
        "User.Read.All",
        _APPLY,
        ("User.ReadWrite.All", "Directory.Read.All", _WRITE_ALL),
        "Read all users' full profiles",
    ),
    Permission("Group.ReadWrite.All", _APPLY, (_WRITE_ALL,), "Read and write all groups"),
    Permission(
        "AdministrativeUnit.ReadWrite.All",
        _APPLY,
        (_WRITE_ALL,),
        "Read and write all administrative units",
    ),
    Permission(
        "LicenseAssignment.ReadWrite.All",
        _APPLY,
        (_WRITE_ALL,),
        "Manage all license assignments",
    ),
)
"""Of the application that writes."""
PLAN = names_for(READER, Use.PLAN)
APPLY = names_for(WRITER, Use.APPLY)
DRIFT = names_for(READER, Use.DRIFT)
