"""What a request's body says about a user: checked whole before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from reconciler.simulator.google.bodies import flag, inner, objects, text
from reconciler.simulator.google.errors import invalid, invalid_message
from reconciler.simulator.google.records import User
from reconciler.simulator.google.state import Directory

LONGEST_NAME = 60
_HASHES = ("MD5", "SHA-1", "crypt")
# Kept as they come and given back; everything else in a body is computed here or read-only.
_FLAGS = ("changePasswordAtNextLogin", "includeInGlobalAddressList", "ipWhitelisted")
_TEXTS = ("recoveryEmail", "recoveryPhone")
_LISTS = ("addresses", "emails", "ims", "organizations", "phones", "relations")
_KEPT = frozenset(
    {
        *_FLAGS,
        *_TEXTS,
        *_LISTS,
        *("gender", "keywords", "languages", "locations", "notes", "posixAccounts"),
        *("sshPublicKeys", "websites"),
    }
)
_READERS: Mapping[str, Callable[[Mapping[str, Any], str], Any]] = MappingProxyType(
    dict.fromkeys(("suspended", "archived", *_FLAGS), flag)
    | dict.fromkeys(("primaryEmail", "orgUnitPath", *_TEXTS), text)
    | dict.fromkeys(("externalIds", *_LISTS), objects)
    | dict.fromkeys(("name", "customSchemas"), inner)
)
"""What reads a property, and so refuses a wrong type in it."""


def check(tenant: Directory, body: Mapping[str, Any]) -> None:
    """GoogleError 400 for anything in the body that the vendor would refuse."""
    for written in body:
        if written in _READERS:
            _READERS[written](body, written)
    unit_of(tenant, body)
    names = inner(body, "name")
    for part in ("givenName", "familyName", "displayName"):
        if len(text(names, part) or "") > LONGEST_NAME:
            raise invalid("name")
    for name, fields in inner(body, "customSchemas").items():
        _check_custom(tenant.schemas.get(name), fields)
    if body.get("password") is not None:
        check_password(body)


def _check_custom(schema: Mapping[str, Any] | None, fields: Any) -> None:
    """GoogleError 400 for values of a schema or a field that nobody defined, or in a wrong form."""
    if schema is None or not isinstance(fields, dict | None):
        raise invalid("custom_schema")
    known = {field["fieldName"]: field["multiValued"] for field in schema["fields"]}
    asked = fields or {}
    for name, value in asked.items():
        if name not in known:
            raise invalid("custom_schema")
        plain = isinstance(value, str | int | float) and not known[name]
        several = known[name] and bool(objects(asked, name))
        if value is not None and not plain and not several:
            raise invalid("custom_schema")


def check_password(body: Mapping[str, Any]) -> None:
    """GoogleError 400 unless there is a password of 8 to 100 characters, or a hash of a kind."""
    password, kind = text(body, "password") or "", text(body, "hashFunction")
    if kind is not None and kind not in _HASHES:
        raise invalid_message("Invalid Hash Function")
    if not password or (kind is None and not 8 <= len(password) <= 100):
        raise invalid_message("Invalid Password")


def unit_of(tenant: Directory, body: Mapping[str, Any]) -> str | None:
    """The id of the unit that orgUnitPath names, None without it; GoogleError 400 for none."""
    path = text(body, "orgUnitPath")
    if not path:
        return None
    unit = tenant.org_unit("/" + path.strip("/"))
    if unit is None:
        raise invalid("INVALID_OU_ID")
    return unit.id


def apply(tenant: Directory, body: Mapping[str, Any], user: User) -> None:
    """Changes the user to what a checked body says; the address is not its business."""
    name = inner(body, "name")
    user.org_unit = unit_of(tenant, body) or user.org_unit
    user.given = text(name, "givenName") or user.given
    user.family = text(name, "familyName") or user.family
    user.suspended = _kept_flag(body, "suspended", now=user.suspended)
    user.archived = _kept_flag(body, "archived", now=user.archived)
    if "externalIds" in body:
        user.external_ids = objects(body, "externalIds")
    for kept in body:
        if kept in _KEPT:
            _keep(user, kept, body[kept])
    shown = text(name, "displayName")
    if shown:
        _keep(user, "name", {"displayName": shown})
    for schema, fields in inner(body, "customSchemas").items():
        _merge(user, schema, fields)


def _kept_flag(body: Mapping[str, Any], name: str, *, now: bool) -> bool:
    asked = flag(body, name)
    return now if asked is None else asked


def _keep(user: User, name: str, value: Any) -> None:
    if value is None:
        user.extra.pop(name, None)
    else:
        user.extra[name] = value


def _merge(user: User, schema: str, fields: Mapping[str, Any] | None) -> None:
    """Fields that are named change, null takes one away, the others stay."""
    custom = user.custom or {}
    merged = {} if fields is None else custom.get(schema, {}) | dict(fields)
    left = {name: value for name, value in merged.items() if value is not None}
    others = {name: kept for name, kept in custom.items() if name != schema}
    user.custom = (others | ({schema: left} if left else {})) or None
