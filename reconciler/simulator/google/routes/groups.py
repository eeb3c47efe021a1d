"""Directory API: groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reconciler.simulator.google import addresses
from reconciler.simulator.google.bodies import objects, text
from reconciler.simulator.google.clauses import Clause, bad_query, parse
from reconciler.simulator.google.errors import GoogleError, invalid, not_found, required
from reconciler.simulator.google.paging import Limits, page
from reconciler.simulator.google.records import Group
from reconciler.simulator.google.routes.common import (
    check_customer,
    check_domain,
    find_group,
    visible,
)
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import Directory, Entries
from reconciler.simulator.google.wire import group_json, listing

_LIMITS = Limits(default=200, maximum=200)
LONGEST_DESCRIPTION = 4096
LONGEST_NAME = 75
_ODD = frozenset("\r\n<>=")
SETTINGS_LATE = "group-settings-late"
TWO_COPIES = "description-two-copies"
MEMBER_LATE = "new-group-as-member-late"


def list_groups(call: RequestContext) -> dict[str, Any]:
    """One page of the groups by address: all, or those that a userKey is a direct member of."""
    tenant = call.tenant
    if call.query.get("orderBy", "email") != "email":
        raise invalid("orderBy")
    entries = visible(tenant, _asked_for(call))
    # The reference: sortOrder is of use only beside orderBy.
    ignored = () if "orderBy" in call.query else ("sortOrder",)
    query = {name: value for name, value in call.query.items() if name not in ignored}
    idents, token = page(tenant, entries, query, _LIMITS)
    items = [_listed(tenant, tenant.groups[ident]) for ident in idents]
    return listing("admin#directory#groups", "groups", items, token)


def get(call: RequestContext) -> dict[str, Any]:
    """One group by id, address or alias."""
    group = find_group(call)
    if call.tenant.conceals(group.id):
        raise not_found("groupKey")
    return group_json(call.tenant, group)


def insert(call: RequestContext) -> dict[str, Any]:
    """A new empty group; without a name it is called as its address begins."""
    tenant, body = call.tenant, call.body
    address = text(body, "email")
    if not address:
        raise required("email")
    name, description = _texts(call)
    external_ids = objects(body, "externalIds")
    address = addresses.fresh(tenant, address, "email")
    group = Group(
        id=tenant.mint("group"),
        email=address,
        name=name or address.partition("@")[0],
        description=description or "",
        version=tenant.counter,
        external_ids=external_ids,
    )
    tenant.groups[group.id] = group
    tenant.addresses[address] = group.id
    tenant.group_order = None
    tenant.conceal(group.id)
    tenant.conceal(f"{group.id}/settings")
    for late in (SETTINGS_LATE, MEMBER_LATE):
        tenant.fresh.begin(tenant.switches, late, group.id, tenant.now)
    tenant.record("CREATE_GROUP", GROUP_EMAIL=address)
    return group_json(tenant, group)


def update(call: RequestContext) -> dict[str, Any]:
    """Changes what the body names; a new address keeps the old one as an alias."""
    group, body = find_group(call), call.body
    name, description = _texts(call)
    external_ids = objects(body, "externalIds")
    _check_external_ids(call.tenant, group, body)
    address = text(body, "email")
    before = group.email
    if address:
        addresses.rename(call.tenant, group, address, "email")
    if group.email != before:
        values = {"OLD_VALUE": before, "NEW_VALUE": group.email}
        call.tenant.record("CHANGE_GROUP_EMAIL", GROUP_EMAIL=before, **values)
    write_texts(call, group, name, description)
    if "description" in body:
        group.settings_description = None
    if "externalIds" in body:
        group.external_ids = external_ids
    group.version = call.tenant.tick()
    return group_json(call.tenant, group)


def _check_external_ids(tenant: Directory, group: Group, body: dict[str, Any]) -> None:
    if "externalIds" not in body or not tenant.switches.on("external-ids-not-replaced"):
        return
    asked = objects(body, "externalIds")
    added = any(one not in group.external_ids for one in asked)
    if added and any(one not in asked for one in group.external_ids):
        raise invalid("externalIds")


def delete(call: RequestContext) -> None:
    """Removes the group, also from the groups that it is a member of."""
    group, tenant = find_group(call), call.tenant
    addresses.release(tenant, group)
    del tenant.groups[group.id]
    tenant.leave_groups(group.id)
    tenant.tick()
    tenant.record("DELETE_GROUP", GROUP_EMAIL=group.email)


def _listed(tenant: Directory, group: Group) -> dict[str, Any]:
    shown = group_json(tenant, group)
    if tenant.switches.on(TWO_COPIES) and tenant.switches.number(TWO_COPIES, "listed"):
        shown["description"] = copied_description(group)
    return shown


def copied_description(group: Group) -> str:
    """The description as Groups Settings has it."""
    copied = group.settings_description
    return group.description if copied is None else copied


def _asked_for(call: RequestContext) -> Entries:
    tenant, query = call.tenant, call.query
    key = query.get("userKey")
    if key and query.get("customer"):
        raise GoogleError(400, "badRequest", "Bad Request")
    if query.get("domain"):
        check_domain(tenant, query["domain"])
    elif query.get("customer"):
        check_customer(tenant, query["customer"])
    if call.query.get("query"):
        if key:
            raise GoogleError(400, "badRequest", "Bad Request")
        return _searched(tenant, query["query"])
    return _with_member(tenant, key, "userKey") if key else tenant.sorted_groups()


def _searched(tenant: Directory, query: str) -> Entries:
    test = group_test(query)
    if isinstance(test, str):
        return _with_member(tenant, test, "memberKey")
    return [entry for entry in tenant.sorted_groups() if test(tenant.groups[entry[1]])]


def _with_member(tenant: Directory, key: str, parameter: str) -> Entries:
    member = tenant.member_id(key)
    if member is None:
        raise not_found(parameter)
    return [entry for entry in tenant.sorted_groups() if member in tenant.groups[entry[1]].members]


def _texts(call: RequestContext) -> tuple[str | None, str | None]:
    name, description = read_texts(call)
    if call.tenant.switches.on("description-one-line") and _ODD & set(description or ""):
        raise invalid("description")
    return name, description


def read_texts(call: RequestContext) -> tuple[str | None, str | None]:
    """Name and description of a body, None where absent; 400 when too long."""
    name, description = (
        text(call.body, "name"),
        text(call.body, "description"),
    )
    if len(name or "") > LONGEST_NAME:
        raise invalid("name")
    if len(description or "") > LONGEST_DESCRIPTION:
        raise invalid("description")
    return name, description


def write_texts(
    call: RequestContext, group: Group, name: str | None, description: str | None
) -> None:
    """Changes name and description to what the body has of them."""
    named = {"GROUP_EMAIL": group.email}
    if name and name != group.name:
        values = {"OLD_VALUE": group.name, "NEW_VALUE": name}
        call.tenant.record("CHANGE_GROUP_NAME", **named, **values)
        group.name = name
    if "description" in call.body and (description or "") != group.description:
        values = {"OLD_VALUE": group.description, "NEW_VALUE": description or ""}
        call.tenant.record("CHANGE_GROUP_DESCRIPTION", **named, **values)
        group.description = description or ""


_AT = "admin/directory/v1/groups"
_ONE = _AT + "/{groupKey}"
_READ = scopes("admin.directory.group", "admin.directory.group.readonly")
_WRITE = scopes("admin.directory.group")
_QUERY = frozenset({"customer", "domain", "userKey", "maxResults", "pageToken"}) | {
    *("orderBy", "sortOrder", "query")
}
ROUTES = (
    Route("GET", _AT, _READ, list_groups, "", "Groups", _QUERY),
    Route("POST", _AT, _WRITE, insert, "Group", "Group"),
    Route("GET", _ONE, _READ, get, "", "Group"),
    Route("PUT", _ONE, _WRITE, update, "Group", "Group"),
    Route("PATCH", _ONE, _WRITE, update, "Group", "Group"),
    Route("DELETE", _ONE, _WRITE, delete),
)


_OPERATORS = ("=", ":*")


def group_test(query: str) -> Callable[[Group], bool] | str:
    """The test that a group must pass, or the key of the member that it must have.

    GoogleError 400 for what the guide does not list: `memberKey` stands alone.
    """
    clauses = parse(query)
    if any(clause.field == "memberKey" for clause in clauses):
        if len(clauses) > 1 or clauses[0].operator != "=":
            raise bad_query()
        return clauses[0].value
    for clause in clauses:
        if clause.field not in ("email", "name") or clause.operator not in _OPERATORS:
            raise bad_query()
    return lambda group: all(_fits(clause, group) for clause in clauses)


def _fits(clause: Clause, group: Group) -> bool:
    texts = (group.name,) if clause.field == "name" else (group.email, *group.aliases)
    return any(clause.fits(text) for text in texts)
