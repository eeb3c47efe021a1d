"""Which of a user's properties a caller sees: projections and the view of other users."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.simulator.google.errors import invalid
from reconciler.simulator.google.records import User
from reconciler.simulator.google.routing import RequestContext
from reconciler.simulator.google.state import Directory
from reconciler.simulator.google.wire import user_json

PARAMETERS = frozenset({"projection", "viewType", "customFieldMask"})
_PUBLIC = (
    *("kind", "id", "etag", "primaryEmail", "name", "emails", "thumbnailPhotoUrl", "addresses"),
    *("organizations", "phones", "ims", "relations", "locations", "websites", "languages"),
)

_EVERYBODY = "ALL_DOMAIN_USERS"


def check_view(call: RequestContext) -> None:
    """400 for a projection or a view that there is not, or a mask without its projection."""
    projection = call.query.get("projection", "basic")
    if projection not in ("basic", "full", "custom"):
        raise invalid("projection")
    if (projection == "custom") is not bool(call.query.get("customFieldMask")):
        raise invalid("custom_field_mask")
    if call.query.get("viewType", "admin_view") not in ("admin_view", "domain_public"):
        raise invalid("viewType")


def is_public(call: RequestContext) -> bool:
    """Whether the caller asks as any user of the domain, not as an administrator."""
    return call.query.get("viewType") == "domain_public"


def is_listed(user: User) -> bool:
    """Whether other users find the account; unverified for suspended ones."""
    return not user.suspended and bool(user.extra.get("includeInGlobalAddressList", True))


def shown(call: RequestContext, user: User) -> dict[str, Any]:
    """A user as the call's projection and view have it."""
    full = user_json(call.tenant, user)
    if is_public(call):
        full = {name: full[name] for name in _PUBLIC if name in full}
    custom = _custom(call, user)
    if custom:
        full["customSchemas"] = custom
    return full


def _custom(call: RequestContext, user: User) -> dict[str, Any]:
    projection, custom = call.query.get("projection", "basic"), user.custom or {}
    if is_public(call):
        custom = _readable(call.tenant, custom)
    if projection == "full":
        return custom
    if projection == "basic":
        return {}
    asked = call.query["customFieldMask"].split(",")
    return {name: fields for name, fields in custom.items() if name in asked}


def _readable(tenant: Directory, custom: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that every user of the domain may read."""
    shown: dict[str, Any] = {}
    for name, fields in custom.items():
        access = {one["fieldName"]: one["readAccessType"] for one in tenant.schemas[name]["fields"]}
        left = {key: value for key, value in fields.items() if access.get(key) == _EVERYBODY}
        shown |= {name: left} if left else {}
    return shown
