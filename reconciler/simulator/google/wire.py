"""Our records as Google's JSON objects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from reconciler.simulator.google import catalogue
from reconciler.simulator.google.records import Group, OrgUnit, User
from reconciler.simulator.google.state import Directory

# The seed's accounts were all made on one day, and nobody has ever signed in.
_CREATED = "2025-09-01T08:00:00.000Z"
_NEVER = "1970-01-01T00:00:00.000Z"
_MIXED = ("name", "emails")
"""What was written and is shown together with what is computed."""


def org_unit_json(tenant: Directory, unit: OrgUnit) -> dict[str, Any]:
    """An `OrgUnit`; the root alone has no parent."""
    shown: dict[str, Any] = {
        "kind": "admin#directory#orgUnit",
        "etag": tenant.etag(unit.id, unit.version),
        "name": unit.name or tenant.domain,
        "description": unit.description,
        "orgUnitPath": unit.path,
        "orgUnitId": unit.id,
    }
    if unit.parent:
        shown["parentOrgUnitPath"] = tenant.org_units[unit.parent].path
        shown["parentOrgUnitId"] = unit.parent
    return shown


def user_json(tenant: Directory, user: User) -> dict[str, Any]:
    """A `User` as an administrator sees it, without customSchemas."""
    name = {
        "givenName": user.given,
        "familyName": user.family,
        "fullName": f"{user.given} {user.family}",
    }
    shown: dict[str, Any] = {
        "kind": "admin#directory#user",
        "id": user.id,
        "etag": tenant.etag(user.id, user.version),
        "primaryEmail": user.email,
        "name": name | user.extra.get("name", {}),
        "isAdmin": user.admin and not tenant.lacking,
        "isDelegatedAdmin": user.admin and bool(tenant.lacking),
        "lastLoginTime": _NEVER,
        "creationTime": moment(user.created) if user.created else _CREATED,
        "agreedToTerms": True,
        "suspended": user.suspended,
        "archived": user.archived,
        "changePasswordAtNextLogin": False,
        "ipWhitelisted": False,
        "emails": _emails(tenant, user),
        "customerId": tenant.vendor_id,
        "orgUnitPath": tenant.org_units[user.org_unit].path,
        "isMailboxSetup": True,
        "isEnrolledIn2Sv": False,
        "isEnforcedIn2Sv": False,
        "includeInGlobalAddressList": True,
    }
    if user.extra:
        shown |= {key: value for key, value in user.extra.items() if key not in _MIXED}
    if user.suspended:
        shown["suspensionReason"] = "ADMIN"
    if user.external_ids:
        shown["externalIds"] = user.external_ids
    if user.deleted:
        shown["deletionTime"] = moment(user.deleted)
    return shown | _alias_json(tenant, user)


def moment(at: float) -> str:
    """Unix seconds in the form that Google writes times in."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S}.{int(at * 1000) % 1000:03}Z"


def _emails(tenant: Directory, user: User) -> list[dict[str, Any]]:
    own = [{"address": one} for one in (*user.aliases, *_domain_aliases(tenant, user))]
    listed: list[dict[str, Any]] = [{"address": user.email, "primary": True}, *own]
    written = user.extra.get("emails")
    if written:
        known = {one["address"] for one in listed}
        listed += [one for one in written if str(one.get("address", "")).lower() not in known]
    return listed


def _alias_json(tenant: Directory, holder: User | Group) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if holder.aliases:
        shown["aliases"] = holder.aliases
    if tenant.domain_aliases:
        shown["nonEditableAliases"] = _domain_aliases(tenant, holder)
    return shown


def _domain_aliases(tenant: Directory, holder: User | Group) -> list[str]:
    """The addresses that the holder has because the domain has other names."""
    if not tenant.domain_aliases:
        return []
    local = holder.email.rpartition("@")[0]
    return [f"{local}@{domain}" for domain in tenant.domain_aliases]


def group_json(tenant: Directory, group: Group) -> dict[str, Any]:
    """A `Group`."""
    shown: dict[str, Any] = {
        "kind": "admin#directory#group",
        "id": group.id,
        "etag": tenant.etag(group.id, group.version),
        "email": group.email,
        "name": group.name,
        "directMembersCount": str(len(group.members)),
        "description": group.description,
        "adminCreated": True,
    }
    if group.external_ids:
        shown["externalIds"] = group.external_ids
    return shown | _alias_json(tenant, group)


def member_json(tenant: Directory, group: Group, ident: str, role: str) -> dict[str, Any]:
    """A `Member` as lists show it: without delivery_settings; outsiders have no status."""
    user = tenant.users.get(ident)
    shown = {
        "kind": "admin#directory#member",
        "etag": f'"{tenant.alias}/{group.id}.{ident}.{role}"',
        "id": ident,
        "email": tenant.address_of(ident),
        "role": role,
        "type": "GROUP" if ident in tenant.groups else "USER",
    }
    if ident not in tenant.externals:
        shown["status"] = "SUSPENDED" if user and user.suspended else "ACTIVE"
    return shown


def licence_json(tenant: Directory, product: str, user: User, base: str) -> dict[str, Any]:
    """A `LicenseAssignment`."""
    sku = tenant.licences[product][user.id]
    path = f"apps/licensing/v1/product/{product}/sku/{sku}/user/{user.email}"
    return {
        "kind": "licensing#licenseAssignment",
        "etags": f'"{tenant.alias}/{product}.{user.id}.{sku}"',
        "selfLink": f"{base}/{path}",
        "userId": user.email,
        "productId": product,
        "skuId": sku,
        "skuName": catalogue.sku_name(product, sku),
        "productName": catalogue.product_name(product),
    }


def alias_json(tenant: Directory, holder: User | Group, alias: str) -> dict[str, Any]:
    """An `Alias` of a user or a group."""
    return {
        "kind": "admin#directory#alias",
        "id": holder.id,
        "primaryEmail": holder.email,
        "alias": alias,
        "etag": tenant.etag(f"{holder.id}.{alias}", 0),
    }


def listing(kind: str, key: str, items: list[dict[str, Any]], token: str = "") -> dict[str, Any]:
    """A list answer; the collection's key is left out when there is nothing to list."""
    shown: dict[str, Any] = {"kind": kind, "etag": _list_etag(items)}
    if items:
        shown[key] = items
    if token:
        shown["nextPageToken"] = token
    return shown


def _list_etag(items: Iterable[dict[str, Any]]) -> str:
    marks = "".join(item.get("etag") or item.get("etags") or "" for item in items)
    return f'"{blake2b(marks.encode(), digest_size=12).hexdigest()}"'
