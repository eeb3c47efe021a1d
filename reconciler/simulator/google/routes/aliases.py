"""Directory API: aliases of users and groups, which are the same thing at two addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reconciler.simulator.google import addresses
from reconciler.simulator.google.bodies import text
from reconciler.simulator.google.errors import not_found, precondition, required
from reconciler.simulator.google.records import Group, User
from reconciler.simulator.google.routes.common import find_group, find_user
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.wire import alias_json, listing

Find = Callable[[RequestContext], User | Group]


def _list(call: RequestContext, find: Find) -> dict[str, Any]:
    holder = find(call)
    items = [alias_json(call.tenant, holder, alias) for alias in holder.aliases]
    return listing("admin#directory#aliases", "aliases", items)


def _insert(call: RequestContext, find: Find) -> dict[str, Any]:
    holder, alias = find(call), text(call.body, "alias")
    if not alias:
        raise required("alias")
    alias = addresses.fresh(call.tenant, alias, "alias")
    if len(holder.aliases) >= addresses.MOST_ALIASES:
        raise precondition("The limit of aliases has been reached")
    holder.aliases.append(alias)
    call.tenant.addresses[alias] = holder.id
    holder.version = call.tenant.tick()
    _note(call, "ADD_NICKNAME", holder, alias)
    return alias_json(call.tenant, holder, alias)


def _delete(call: RequestContext, find: Find) -> None:
    holder, alias = find(call), call.keys["alias"].casefold()
    if alias not in holder.aliases:
        raise not_found("alias")
    holder.aliases.remove(alias)
    del call.tenant.addresses[alias]
    holder.version = call.tenant.tick()
    _note(call, "REMOVE_NICKNAME", holder, alias)


def _note(call: RequestContext, event: str, holder: User | Group, alias: str) -> None:
    # Google's list of events has none for the aliases of groups.
    if isinstance(holder, User):
        call.tenant.record(event, USER_EMAIL=holder.email, USER_NICKNAME=alias)


def list_of_user(call: RequestContext) -> dict[str, Any]:
    """A user's aliases; never paged."""
    return _list(call, find_user)


def list_of_group(call: RequestContext) -> dict[str, Any]:
    """A group's aliases; never paged."""
    return _list(call, find_group)


def insert_for_user(call: RequestContext) -> dict[str, Any]:
    """One more address for a user: 409 when somebody holds it."""
    return _insert(call, find_user)


def insert_for_group(call: RequestContext) -> dict[str, Any]:
    """One more address for a group: 409 when somebody holds it."""
    return _insert(call, find_group)


def delete_of_user(call: RequestContext) -> None:
    """Frees an alias of a user."""
    _delete(call, find_user)


def delete_of_group(call: RequestContext) -> None:
    """Frees an alias of a group."""
    _delete(call, find_group)


_USER = "admin/directory/v1/users/{userKey}/aliases"
_GROUP = "admin/directory/v1/groups/{groupKey}/aliases"
_USER_WRITE = scopes("admin.directory.user", "admin.directory.user.alias")
_USER_READ = _USER_WRITE | scopes(
    "admin.directory.user.readonly", "admin.directory.user.alias.readonly"
)
_GROUP_WRITE = scopes("admin.directory.group")
_GROUP_READ = _GROUP_WRITE | scopes("admin.directory.group.readonly")
ROUTES = (
    Route("GET", _USER, _USER_READ, list_of_user, "", "Aliases"),
    Route("POST", _USER, _USER_WRITE, insert_for_user, "Alias", "Alias"),
    Route("DELETE", _USER + "/{alias}", _USER_WRITE, delete_of_user),
    Route("GET", _GROUP, _GROUP_READ, list_of_group, "", "Aliases"),
    Route("POST", _GROUP, _GROUP_WRITE, insert_for_group, "Alias", "Alias"),
    Route("DELETE", _GROUP + "/{alias}", _GROUP_WRITE, delete_of_group),
)
