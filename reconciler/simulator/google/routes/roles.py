"""Directory API: administrator roles, who holds them, and privileges (reading)."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from reconciler.simulator.google.errors import not_found
from reconciler.simulator.google.paging import Limits, page
from reconciler.simulator.google.role_catalogue import (
    PRIVILEGES,
    ROLES,
    SERVICE_ID,
    SUPER,
    RoleKind,
)
from reconciler.simulator.google.routes.common import check_customer, is_true
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import Directory
from reconciler.simulator.google.wire import listing

_LIMITS = Limits(default=100, maximum=200)


def list_roles(call: RequestContext) -> dict[str, Any]:
    """One page of the roles."""
    tenant = call.tenant
    check_customer(tenant, call.keys["customer"])
    roles = {_number(tenant, role.name): role for role in _roles(tenant)}
    entries = [(f"{index:02}", ident) for index, ident in enumerate(roles)]
    idents, token = page(tenant, entries, call.query, _LIMITS)
    items = [_role(tenant, roles[ident]) for ident in idents]
    return listing("admin#directory#roles", "items", items, token)


def get_role(call: RequestContext) -> dict[str, Any]:
    """The role of this id, or 404."""
    check_customer(call.tenant, call.keys["customer"])
    for role in _roles(call.tenant):
        if _number(call.tenant, role.name) == call.keys["roleId"]:
            return _role(call.tenant, role)
    raise not_found("roleId")


def list_assignments(call: RequestContext) -> dict[str, Any]:
    """One page of who holds which role: all, of one user, or of one role.

    Administrators are super administrators, or have one role that lacks what is withheld; no group
    holds a role.
    """
    tenant = call.tenant
    check_customer(tenant, call.keys["customer"])
    is_true(call, "includeIndirectRoleAssignments")
    held = _assignments(tenant)
    own = _number(tenant, _held(tenant).name)
    if call.query.get("roleId", own) != own:
        held = {}
    key = call.query.get("userKey")
    if key:
        holder = tenant.member_id(key)
        if holder is None:
            raise not_found("userKey")
        held = {ident: user for ident, user in held.items() if user == holder}
    entries = sorted((ident, ident) for ident in held)
    idents, token = page(tenant, entries, call.query, _LIMITS)
    items = [_assignment(tenant, ident, held[ident]) for ident in idents]
    return listing("admin#directory#roleAssignments", "items", items, token)


def get_assignment(call: RequestContext) -> dict[str, Any]:
    """The assignment of this id, or 404."""
    check_customer(call.tenant, call.keys["customer"])
    ident = call.keys["roleAssignmentId"]
    holder = _assignments(call.tenant).get(ident)
    if holder is None:
        raise not_found("roleAssignmentId")
    return _assignment(call.tenant, ident, holder)


def list_privileges(call: RequestContext) -> dict[str, Any]:
    """The privileges as trees; never paged."""
    check_customer(call.tenant, call.keys["customer"])
    items = [_privilege(call.tenant, name) for name in PRIVILEGES]
    return listing("admin#directory#privileges", "items", items)


def _roles(tenant: Directory) -> tuple[RoleKind, ...]:
    return (*ROLES, _held(tenant)) if tenant.lacking else ROLES


def _held(tenant: Directory) -> RoleKind:
    """The role of the tenant's administrators."""
    if not tenant.lacking:
        return SUPER
    single = [name for every in PRIVILEGES.values() for name in every]
    names = tuple(name for name in single if name not in tenant.lacking)
    return RoleKind("Reconciler", "", names)


def _assignments(tenant: Directory) -> dict[str, str]:
    """Assignment id → user id."""
    admins = (user.id for user in tenant.users.values() if user.admin)
    return {_number(tenant, f"admin:{ident}"): ident for ident in admins}


def _number(tenant: Directory, source: str) -> str:
    digest = blake2b(f"{tenant.alias}:{source}".encode(), digest_size=7).digest()
    return str(int.from_bytes(digest, "big"))


def _role(tenant: Directory, role: RoleKind) -> dict[str, Any]:
    ident = _number(tenant, role.name)
    names = role.privileges or tuple(PRIVILEGES)
    return {
        "kind": "admin#directory#role",
        "etag": tenant.etag(ident, 0),
        "roleId": ident,
        "roleName": role.name,
        "roleDescription": role.description,
        "rolePrivileges": [{"privilegeName": name, "serviceId": SERVICE_ID} for name in names],
        "isSystemRole": True,
        "isSuperAdminRole": role.is_super,
    }


def _assignment(tenant: Directory, ident: str, user: str) -> dict[str, Any]:
    return {
        "kind": "admin#directory#roleAssignment",
        "etag": tenant.etag(ident, 0),
        "roleAssignmentId": ident,
        "roleId": _number(tenant, _held(tenant).name),
        "assignedTo": user,
        "assigneeType": "user",
        "scopeType": "CUSTOMER",
    }


def _privilege(tenant: Directory, name: str) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": "admin#directory#privilege",
        "etag": tenant.etag(name, 0),
        "serviceId": SERVICE_ID,
        "serviceName": "admin",
        "privilegeName": name,
        "isOuScopable": not name.startswith("GROUPS"),
    }
    if name in PRIVILEGES:
        shown["childPrivileges"] = [_privilege(tenant, child) for child in PRIVILEGES[name]]
    return shown


_CUSTOMER = "admin/directory/v1/customer/{customer}"
_ROLES = _CUSTOMER + "/roles"
_HELD = _CUSTOMER + "/roleassignments"
_READ = scopes("admin.directory.rolemanagement", "admin.directory.rolemanagement.readonly")
_PAGED = frozenset({"maxResults", "pageToken"})
_QUERY = _PAGED | {"roleId", "userKey", "includeIndirectRoleAssignments"}
ROUTES = (
    Route("GET", _ROLES, _READ, list_roles, "", "Roles", _PAGED),
    Route("GET", _ROLES + "/ALL/privileges", _READ, list_privileges, "", "Privileges"),
    Route("GET", _ROLES + "/{roleId}", _READ, get_role, "", "Role"),
    Route("GET", _HELD, _READ, list_assignments, "", "RoleAssignments", _QUERY),
    Route("GET", _HELD + "/{roleAssignmentId}", _READ, get_assignment, "", "RoleAssignment"),
)
