"""Directory API: users."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.google import addresses
from reconciler.simulator.google.bodies import flag, inner, objects, text
from reconciler.simulator.google.errors import (
    invalid,
    invalid_message,
    not_found,
    not_modelled,
    required,
)
from reconciler.simulator.google.paging import Limits, page
from reconciler.simulator.google.records import User
from reconciler.simulator.google.routes.common import (
    check_order,
    check_owner_query,
    find_user,
    visible,
)
from reconciler.simulator.google.routing import Route, Visit, scopes
from reconciler.simulator.google.wire import listing, user_json

_LIMITS = Limits(default=100, maximum=500)
LONGEST_NAME = 60
# Kept as they come and given back; everything else in a body is computed here or read-only.
_KEPT_FLAGS = ("changePasswordAtNextLogin", "includeInGlobalAddressList")
_KEPT_TEXTS = ("recoveryEmail", "recoveryPhone")
_KEPT = (
    *_KEPT_FLAGS,
    *_KEPT_TEXTS,
    *("addresses", "gender", "ims", "keywords", "languages", "locations"),
    *("notes", "organizations", "phones", "relations", "websites"),
)


def list_users(visit: Visit) -> dict[str, Any]:
    """One page of the tenant's users by address."""
    check_owner_query(visit)
    check_order(visit)
    _check_projection(visit)
    tenant = visit.tenant
    idents, token = page(visible(tenant, tenant.sorted_users()), visit.query, _LIMITS)
    items = [user_json(tenant, tenant.users[ident]) for ident in idents]
    return listing("admin#directory#users", "users", items, token)


def get(visit: Visit) -> dict[str, Any]:
    """One user by id, address or alias."""
    _check_projection(visit)
    user = find_user(visit)
    if visit.tenant.conceals(user.id):
        raise not_found("userKey")
    return user_json(visit.tenant, user)


def insert(visit: Visit) -> dict[str, Any]:
    """A new account in the unit that the body names, or in '/'."""
    tenant, body = visit.tenant, visit.body
    address = text(body, "primaryEmail")
    if not address:
        raise required("primaryEmail")
    name = inner(body, "name")
    if not text(name, "givenName") or not text(name, "familyName"):
        raise invalid("name")
    if not 8 <= len(text(body, "password") or "") <= 100:
        raise invalid_message("Invalid Password")
    address = addresses.fresh(tenant, address, "primary_user_email")
    user = User(tenant.mint("user"), address, "", "", tenant.root().id, tenant.counter)
    _apply(visit, user)
    tenant.users[user.id] = user
    tenant.addresses[address] = user.id
    tenant.addresses_changed()
    tenant.conceal(user.id)
    return user_json(tenant, user)


def update(visit: Visit) -> dict[str, Any]:
    """Changes what the body names; read-only names in it are passed over (PUT like PATCH)."""
    user = find_user(visit)
    _apply(visit, user)
    address = text(visit.body, "primaryEmail")
    if address:
        addresses.rename(visit.tenant, user, address, "primary_user_email")
    user.version = visit.tenant.tick()
    return user_json(visit.tenant, user)


def delete(visit: Visit) -> None:
    """Removes the account, its memberships and its licences."""
    user, tenant = find_user(visit), visit.tenant
    addresses.release(tenant, user)
    del tenant.users[user.id]
    tenant.leave_groups(user.id)
    for product in tenant.licences:
        tenant.take_licence(product, user.id)
    tenant.tick()


def _apply(visit: Visit, user: User) -> None:
    unit, given, family = _checked(visit)
    body = visit.body
    user.org_unit = unit or user.org_unit
    user.given, user.family = given or user.given, family or user.family
    for name in ("suspended", "archived"):
        value = flag(body, name)
        if value is not None:
            setattr(user, name, value)
    if "externalIds" in body:
        user.external_ids = objects(body, "externalIds")
    for name in _KEPT:
        if name in body:
            _keep(user, name, body[name])
    shown = text(inner(body, "name"), "displayName")
    if shown:
        _keep(user, "name", {"displayName": shown})


def _checked(visit: Visit) -> tuple[str | None, str | None, str | None]:
    # Everything that can be refused is looked at before anything is changed.
    path = text(visit.body, "orgUnitPath")
    unit = visit.tenant.org_unit("/" + path.strip("/")) if path else None
    if path and unit is None:
        raise invalid("INVALID_OU_ID")
    name = inner(visit.body, "name")
    given, family = text(name, "givenName"), text(name, "familyName")
    if any(len(part) > LONGEST_NAME for part in (given, family) if part):
        raise invalid("name")
    for refused in ("customSchemas", "posixAccounts", "sshPublicKeys", "emails"):
        if refused in visit.body:
            raise not_modelled(f"writing {refused} of a user")
    for switch in ("suspended", "archived", *_KEPT_FLAGS):
        flag(visit.body, switch)
    for words in (*_KEPT_TEXTS, "primaryEmail"):
        text(visit.body, words)
    objects(visit.body, "externalIds")
    return (unit.id if unit else None), given, family


def _keep(user: User, name: str, value: Any) -> None:
    if value is None:
        user.extra.pop(name, None)
    else:
        user.extra[name] = value


def _check_projection(visit: Visit) -> None:
    if visit.query.get("projection", "basic") not in ("basic", "full"):
        raise not_modelled("the projection custom")
    if visit.query.get("viewType", "admin_view") != "admin_view":
        raise not_modelled("the view domain_public")
    if visit.query.get("showDeleted", "false").lower() != "false":
        raise not_modelled("deleted users")


_AT = "admin/directory/v1/users"
_ONE = _AT + "/{userKey}"
_READ = scopes("admin.directory.user", "admin.directory.user.readonly")
_LIST = _READ | scopes("cloud-platform")
_WRITE = scopes("admin.directory.user")
_VIEW = frozenset({"projection", "viewType"})
_QUERY = _VIEW | {"customer", "domain", "maxResults", "pageToken", "orderBy", "showDeleted"}
ROUTES = (
    Route("GET", _AT, _LIST, list_users, "", "Users", _QUERY),
    Route("POST", _AT, _WRITE, insert, "User", "User"),
    Route("GET", _ONE, _READ, get, "", "User", _VIEW),
    Route("PUT", _ONE, _WRITE, update, "User", "User"),
    Route("PATCH", _ONE, _WRITE, update, "User", "User"),
    Route("DELETE", _ONE, _WRITE, delete),
)
