"""Directory API: listings of users, of the present and of the lately deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from reconciler.simulator.google.errors import invalid
from reconciler.simulator.google.paging import Limits, page
from reconciler.simulator.google.records import User
from reconciler.simulator.google.routes.common import check_owner_query, is_true, visible
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import Entries
from reconciler.simulator.google.user_search import user_test
from reconciler.simulator.google.user_view import (
    PARAMETERS,
    check_view,
    is_listed,
    is_public,
    shown,
)
from reconciler.simulator.google.wire import listing
from reconciler.simulator.switches import SHORT

_LIMITS = Limits(default=100, maximum=500)
_KEYS: Mapping[str, Callable[[User], str]] = MappingProxyType(
    {
        "email": lambda user: user.email,
        "givenName": lambda user: user.given.casefold(),
        "familyName": lambda user: user.family.casefold(),
    }
)


def list_users(call: RequestContext) -> dict[str, Any]:
    """One page of the users that the query finds, in the asked order."""
    check_owner_query(call)
    check_view(call)
    tenant = call.tenant
    gone = is_true(call, "showDeleted")
    holders = tenant.restorable() if gone else tenant.users
    entries = _ordered(call, holders, gone=gone)
    idents, token = page(tenant, visible(tenant, entries), call.query, _LIMITS)
    first = "pageToken" not in call.query
    idents_of_all = [ident for _, ident in entries] if tenant.switches.on(SHORT) else ()
    missing = tenant.overlooked.turn(tenant.switches, idents_of_all, first=first)
    items = [shown(call, holders[ident]) for ident in idents if ident != missing]
    return listing("admin#directory#users", "users", items, token)


def _ordered(call: RequestContext, holders: Mapping[str, User], *, gone: bool) -> Entries:
    order = call.query.get("orderBy", "email")
    if order not in _KEYS:
        raise invalid("orderBy")
    found = _found(call, holders)
    if found is None and order == "email" and not gone:
        return call.tenant.sorted_users()
    key = _KEYS[order]
    return sorted((key(user), user.id) for user in (holders.values() if found is None else found))


def _found(call: RequestContext, holders: Mapping[str, User]) -> Iterable[User] | None:
    """The users that query and view leave, or None for all of them."""
    query = call.query.get("query", "").strip()
    if is_public(call) and "orgUnitPath" in query:
        # The guide: only an administrator may search by org unit.
        raise invalid("query")
    if not query and not is_public(call):
        return None
    found: Iterable[User] = holders.values()
    if is_public(call):
        found = filter(is_listed, found)
    return filter(user_test(call.tenant, query), found) if query else found


_AT = "admin/directory/v1/users"
_SCOPES = scopes("admin.directory.user", "admin.directory.user.readonly", "cloud-platform")
_QUERY = PARAMETERS | {
    *("customer", "domain", "maxResults", "pageToken"),
    *("orderBy", "sortOrder", "showDeleted", "query"),
}
ROUTES = (Route("GET", _AT, _SCOPES, list_users, "", "Users", _QUERY),)
