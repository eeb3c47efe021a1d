"""Directory API: members of groups, in three roles, users and groups and outsiders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.simulator.google import addresses, nesting, settings_rules
from reconciler.simulator.google.bodies import text
from reconciler.simulator.google.errors import duplicate, invalid, not_found, precondition, required
from reconciler.simulator.google.paging import Limits, page
from reconciler.simulator.google.records import Group
from reconciler.simulator.google.routes.common import find_group, is_true, visible
from reconciler.simulator.google.routes.groups import MEMBER_LATE
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import Directory, Entries, mailbox
from reconciler.simulator.google.wire import listing, member_json
from reconciler.simulator.switches import share_of

_LIMITS = Limits(default=200, maximum=200)
ROLES = ("OWNER", "MANAGER", "MEMBER")
PENDING = "pending-members"
DELIVERIES = ("ALL_MAIL", "DAILY", "DIGEST", "DISABLED", "NONE")


def list_members(call: RequestContext) -> dict[str, Any]:
    """One page of a group's members by address, or by the asked roles and then by address."""
    group, tenant = find_group(call), call.tenant
    if is_true(call, "includeDerivedMembership"):
        roles = nesting.derived_roles(tenant, group)
        entries = sorted((tenant.address_of(ident), ident) for ident in roles)
    else:
        roles, entries = group.members, tenant.sorted_members(group)
    entries = visible(tenant, _in_roles(call, roles, entries), f"{group.id}/")
    idents, token = page(tenant, entries, call.query, _LIMITS)
    items = [member_json(tenant, group, ident, roles[ident]) for ident in idents]
    return listing("admin#directory#members", "members", items, token)


def get(call: RequestContext) -> dict[str, Any]:
    """One direct member, with its delivery settings."""
    group, member = _find(call)
    if call.tenant.conceals(f"{group.id}/{member}"):
        raise not_found("memberKey")
    return _shown(call.tenant, group, member)


def has_member(call: RequestContext) -> dict[str, Any]:
    """Whether somebody is a member, directly or through groups; an outsider only directly."""
    group, tenant = find_group(call), call.tenant
    member = tenant.member_id(call.keys["memberKey"])
    if member is None:
        raise not_found("memberKey")
    found = member in group.members
    if not found and member in tenant.externals:
        raise invalid("memberKey")
    return {"isMember": found or nesting.contains(tenant, group, member)}


def insert(call: RequestContext) -> dict[str, Any]:
    """One more member: 409 when it is one already, 412 when that closes a circle of groups."""
    group, tenant = find_group(call), call.tenant
    member = _newcomer(call)
    role, delivery = _role(call) or "MEMBER", _delivery(call)
    if member in group.members or _is_pending(call, group, member, role):
        raise duplicate("Member already exists.")
    other = tenant.groups.get(member)
    if other:
        _check_role(tenant, role)
        if tenant.is_new(MEMBER_LATE, other.id):
            raise not_found("memberKey")
    if other and (other is group or nesting.contains(tenant, other, group.id)):
        raise precondition("Cyclic memberships not allowed")
    if member not in tenant.users and other is None:
        tenant.external(call.body["email"])
    group.members[member] = role
    _open(tenant, group, member)
    _deliver(group, member, delivery)
    group.order = None
    group.version = tenant.tick()
    tenant.conceal(f"{group.id}/{member}")
    _note(tenant, "ADD_GROUP_MEMBER", group, member)
    return _shown(tenant, group, member)


def update(call: RequestContext) -> dict[str, Any]:
    """Changes the role or the delivery settings."""
    group, member = _find_to_change(call)
    tenant, role, delivery = (
        call.tenant,
        _role(call),
        _delivery(call),
    )
    if role and member in tenant.groups:
        _check_role(tenant, role)
    old, was = group.members[member], group.delivery.get(member, "ALL_MAIL")
    if role and role != old:
        group.members[member] = role
        _note(tenant, "UPDATE_GROUP_MEMBER", group, member, OLD_VALUE=old, NEW_VALUE=role)
    if delivery and delivery != was:
        values = {"OLD_VALUE": was, "NEW_VALUE": delivery}
        _note(tenant, "UPDATE_GROUP_MEMBER_DELIVERY_SETTINGS", group, member, **values)
    _deliver(group, member, delivery)
    group.version = tenant.tick()
    return _shown(tenant, group, member)


def delete(call: RequestContext) -> None:
    """Takes a direct member out of the group: 404 when it is none."""
    if _withdrawn(call):
        return
    group, member = _find_to_change(call)
    del group.members[member]
    group.delivery.pop(member, None)
    group.order = None
    group.version = call.tenant.tick()
    _note(call.tenant, "REMOVE_GROUP_MEMBER", group, member)


def _is_pending(call: RequestContext, group: Group, member: str, role: str) -> bool:
    """Whether the newcomer is an outsider who was invited before and never answered."""
    tenant = call.tenant
    known = member in tenant.users or member in tenant.groups or member in group.pending
    if not known and tenant.switches.on(PENDING):
        invited = share_of(f"{group.id}/{member}") < tenant.switches.number(PENDING, "share")
        if invited:
            group.pending[tenant.external(call.body["email"])] = role
    return bool(group.pending.get(member))


def _withdrawn(call: RequestContext) -> bool:
    """Whether this deletion was of an invitation: it works although nobody is a member."""
    group, tenant = find_group(call), call.tenant
    member = tenant.member_id(call.keys["memberKey"]) or ""
    if not group.pending.get(member):
        return False
    group.pending[member] = ""
    group.version = tenant.tick()
    return True


def _open(tenant: Directory, group: Group, member: str) -> None:
    """Lets outsiders into a group that has one now, which Google does by itself."""
    outside = nesting.has_outsider(tenant, member)
    if outside and tenant.switches.on("outsiders-open-group"):
        settings_rules.open_to_outsiders(group.settings)


def _check_role(tenant: Directory, role: str) -> None:
    """Groups are members alone."""
    if role != "MEMBER" and tenant.switches.on("groups-own-no-groups"):
        raise invalid("memberKey")


def _note(tenant: Directory, event: str, group: Group, member: str, **values: str) -> None:
    address = tenant.address_of(member)
    tenant.record(event, USER_EMAIL=address, GROUP_EMAIL=group.email, **values)


def _find(call: RequestContext) -> tuple[Group, str]:
    group = find_group(call)
    member = call.tenant.member_id(call.keys["memberKey"])
    if member is None or member not in group.members:
        raise not_found("memberKey")
    return group, member


def _find_to_change(call: RequestContext) -> tuple[Group, str]:
    """The same, where some outsiders are found by their ids alone."""
    group, member = _find(call)
    tenant, by_id = call.tenant, call.keys["memberKey"] == member
    if not by_id and member in tenant.externals and tenant.switches.on("outsider-by-address-404"):
        raise not_found("memberKey")
    return group, member


def _newcomer(call: RequestContext) -> str:
    tenant, address = call.tenant, text(call.body, "email")
    ident = text(call.body, "id")
    if not address and not ident:
        raise required("memberKey")
    if not address:
        if ident not in tenant.users and ident not in tenant.groups:
            raise not_found("memberKey")
        return ident or ""
    member = tenant.holder(address)
    if member:
        return member
    if not addresses.is_address(address):
        raise invalid("memberKey")
    if tenant.is_local(address) or _is_tagged(tenant, address):
        raise not_found("memberKey")
    return tenant.outsider_id(address)


def _is_tagged(tenant: Directory, address: str) -> bool:
    """Whether Google takes a Gmail address for nobody's because of its +tag."""
    return tenant.switches.on("gmail-tag-refused") and "+" in address and bool(mailbox(address))


def _role(call: RequestContext) -> str | None:
    role = text(call.body, "role")
    if role is not None and role not in ROLES:
        raise invalid("role")
    return role


def _delivery(call: RequestContext) -> str | None:
    delivery = text(call.body, "delivery_settings")
    if delivery is not None and delivery not in DELIVERIES:
        raise invalid("delivery_settings")
    return delivery


def _deliver(group: Group, member: str, delivery: str | None) -> None:
    if delivery == "ALL_MAIL":
        group.delivery.pop(member, None)
    elif delivery is not None:
        group.delivery[member] = delivery


def _shown(tenant: Directory, group: Group, member: str) -> dict[str, Any]:
    shown = member_json(tenant, group, member, group.members[member])
    shown["delivery_settings"] = group.delivery.get(member, "ALL_MAIL")
    return shown


def _in_roles(call: RequestContext, held: Mapping[str, str], entries: Entries) -> Entries:
    asked = call.query.get("roles")
    if not asked:
        return entries
    roles = asked.split(",")
    if not set(roles) <= set(ROLES):
        raise invalid("roles")
    rank = {role: str(index) for index, role in enumerate(roles)}
    # The role's place in the list leads the sort key, so that page tokens keep working.
    ranked = [
        (rank[held[ident]] + address, ident) for address, ident in entries if held[ident] in rank
    ]
    return sorted(ranked)


_AT = "admin/directory/v1/groups/{groupKey}/members"
_ONE = _AT + "/{memberKey}"
_HAS = "admin/directory/v1/groups/{groupKey}/hasMember/{memberKey}"
_WRITE = scopes("admin.directory.group", "admin.directory.group.member")
_READ = _WRITE | scopes("admin.directory.group.readonly", "admin.directory.group.member.readonly")
_QUERY = frozenset({"roles", "maxResults", "pageToken", "includeDerivedMembership"})
ROUTES = (
    Route("GET", _AT, _READ, list_members, "", "Members", _QUERY),
    Route("POST", _AT, _WRITE, insert, "Member", "Member"),
    Route("GET", _ONE, _READ, get, "", "Member"),
    Route("PUT", _ONE, _WRITE, update, "Member", "Member"),
    Route("PATCH", _ONE, _WRITE, update, "Member", "Member"),
    Route("DELETE", _ONE, _WRITE, delete),
    Route("GET", _HAS, _READ, has_member, "", "HasMember"),
)
