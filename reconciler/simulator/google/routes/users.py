"""Directory API: one user: reading, making, changing."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.google import addresses, user_body, user_events
from reconciler.simulator.google.bodies import inner, text
from reconciler.simulator.google.errors import invalid, not_found, required
from reconciler.simulator.google.records import User
from reconciler.simulator.google.routes.common import find_user, is_true
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.user_view import (
    PARAMETERS,
    check_view,
    is_listed,
    is_public,
    shown,
)
from reconciler.simulator.google.wire import user_json


def get(call: RequestContext) -> dict[str, Any]:
    """One user by id, address or alias."""
    check_view(call)
    user = find_user(call)
    if call.tenant.conceals(user.id) or (is_public(call) and not is_listed(user)):
        raise not_found("userKey")
    return shown(call, user)


def insert(call: RequestContext) -> dict[str, Any]:
    """A new account in the unit that the body names, or in '/'.

    What resolveConflictAccount says has no effect: nobody here has a conflicting account.
    """
    is_true(call, "resolveConflictAccount")
    tenant, body = call.tenant, call.body
    address = text(body, "primaryEmail")
    if not address:
        raise required("primaryEmail")
    name = inner(body, "name")
    if not text(name, "givenName") or not text(name, "familyName"):
        raise invalid("name")
    user_body.check_password(body)
    user_body.check(tenant, body)
    address = addresses.fresh(tenant, address, "primary_user_email")
    user = User(tenant.mint("user"), address, "", "", tenant.root().id, tenant.counter)
    user.created = tenant.time()
    user_body.apply(tenant, body, user)
    tenant.users[user.id] = user
    tenant.addresses[address] = user.id
    tenant.addresses_changed()
    tenant.conceal(user.id)
    tenant.record("CREATE_USER", USER_EMAIL=address)
    return user_json(tenant, user)


def update(call: RequestContext) -> dict[str, Any]:
    """Changes what the body names; read-only names in it are passed over (PUT like PATCH)."""
    user, tenant = find_user(call), call.tenant
    user_body.check(tenant, call.body)
    before = user_events.face(tenant, user)
    address = text(call.body, "primaryEmail")
    if address:
        addresses.rename(tenant, user, address, "primary_user_email")
    user_body.apply(tenant, call.body, user)
    user.version = tenant.tick()
    user_events.record(tenant, before, user)
    if call.body.get("password"):
        tenant.record("CHANGE_PASSWORD", USER_EMAIL=before.email)
    return user_json(tenant, user)


_AT = "admin/directory/v1/users"
_ONE = _AT + "/{userKey}"
_READ = scopes("admin.directory.user", "admin.directory.user.readonly")
_WRITE = scopes("admin.directory.user")
ROUTES = (
    Route("POST", _AT, _WRITE, insert, "User", "User", frozenset({"resolveConflictAccount"})),
    Route("GET", _ONE, _READ, get, "", "User", PARAMETERS),
    Route("PUT", _ONE, _WRITE, update, "User", "User"),
    Route("PATCH", _ONE, _WRITE, update, "User", "User"),
)
