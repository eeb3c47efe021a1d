"""Directory API: schemas of the custom fields that users may have."""

from __future__ import annotations

import re
from typing import Any

from reconciler.simulator.google.bodies import flag, inner, objects, text
from reconciler.simulator.google.errors import duplicate, invalid, not_found, required
from reconciler.simulator.google.routes.common import check_customer
from reconciler.simulator.google.routing import RequestContext, Route, scopes
from reconciler.simulator.google.state import Directory
from reconciler.simulator.google.wire import listing

_TYPES = ("STRING", "INT64", "BOOL", "DOUBLE", "EMAIL", "PHONE", "DATE")
_ACCESS = ("ALL_DOMAIN_USERS", "ADMINS_AND_SELF")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")
Schema = dict[str, Any]


def list_schemas(call: RequestContext) -> dict[str, Any]:
    """All schemas in the order in which they were made; never paged."""
    check_customer(call.tenant, call.keys["customerId"])
    items = [_shown(call.tenant, schema) for schema in call.tenant.schemas.values()]
    return listing("admin#directory#schemas", "schemas", items)


def get(call: RequestContext) -> dict[str, Any]:
    """One schema by id or name."""
    return _shown(call.tenant, _find(call))


def insert(call: RequestContext) -> dict[str, Any]:
    """A new schema with at least one field: 409 when the name is taken."""
    tenant, body = call.tenant, call.body
    check_customer(tenant, call.keys["customerId"])
    name = _checked_name(text(body, "schemaName"), "schemaName")
    if tenant.schema(name) is not None:
        raise duplicate()
    if not objects(body, "fields"):
        raise required("fields")
    schema: Schema = {"schemaName": name, "displayName": text(body, "displayName") or name}
    schema["fields"] = _fields(call, [])
    schema |= {"schemaId": tenant.mint("schema"), "version": tenant.counter}
    tenant.schemas[name] = schema
    return _shown(tenant, schema)


def update(call: RequestContext) -> dict[str, Any]:
    """Changes the displayed name, and the fields, which are replaced whole (PUT like PATCH)."""
    schema, tenant = _find(call), call.tenant
    name = text(call.body, "schemaName")
    if name and name != schema["schemaName"]:
        raise invalid("schemaName")
    shown = text(call.body, "displayName") or schema["displayName"]
    fields = _fields(call, schema["fields"]) if call.body.get("fields") else schema["fields"]
    schema |= {"displayName": shown, "fields": fields, "version": tenant.tick()}
    return _shown(tenant, schema)


def delete(call: RequestContext) -> None:
    """Removes the schema and every user's values in it."""
    schema, tenant = _find(call), call.tenant
    del tenant.schemas[schema["schemaName"]]
    version = tenant.tick()
    for user in (*tenant.users.values(), *tenant.deleted.values()):
        if user.custom and user.custom.pop(schema["schemaName"], None) is not None:
            user.custom, user.version = user.custom or None, version


def _find(call: RequestContext) -> Schema:
    check_customer(call.tenant, call.keys["customerId"])
    schema = call.tenant.schema(call.keys["schemaKey"])
    if schema is None:
        raise not_found("schemaKey")
    return schema


def _fields(call: RequestContext, before: list[Schema]) -> list[Schema]:
    """The body's fields, checked; those that were there keep their ids."""
    known = {field["fieldName"]: field["fieldId"] for field in before}
    asked = [_checked(entry) for entry in objects(call.body, "fields")]
    if len({field["fieldName"] for field in asked}) < len(asked):
        raise invalid("fieldName")
    for field in asked:
        field["fieldId"] = known.get(field["fieldName"]) or call.tenant.mint("field")
    return asked


def _checked(entry: dict[str, Any]) -> Schema:
    name = _checked_name(text(entry, "fieldName"), "fieldName")
    field: Schema = {
        "fieldName": name,
        "displayName": text(entry, "displayName") or name,
        "fieldType": text(entry, "fieldType"),
        "multiValued": flag(entry, "multiValued") or False,
        "indexed": flag(entry, "indexed") is not False,
        "readAccessType": text(entry, "readAccessType") or _ACCESS[0],
    }
    if field["fieldType"] not in _TYPES or field["readAccessType"] not in _ACCESS:
        raise invalid("fieldType" if field["fieldType"] not in _TYPES else "readAccessType")
    spec = inner(entry, "numericIndexingSpec")
    if not all(isinstance(bound, int | float) for bound in spec.values()):
        raise invalid("numericIndexingSpec")
    return field | ({"numericIndexingSpec": spec} if spec else {})


def _checked_name(name: str | None, what: str) -> str:
    if not name:
        raise required(what)
    if not _NAME.fullmatch(name):
        raise invalid(what)
    return name


def _shown(tenant: Directory, schema: Schema) -> dict[str, Any]:
    etag = tenant.etag(schema["schemaId"], schema["version"])
    kind = "admin#directory#schema#fieldspec"
    fields = [field | {"kind": kind, "etag": etag} for field in schema["fields"]]
    shown = {name: value for name, value in schema.items() if name != "version"}
    return shown | {"kind": "admin#directory#schema", "etag": etag, "fields": fields}


_AT = "admin/directory/v1/customer/{customerId}/schemas"
_ONE = _AT + "/{schemaKey}"
_WRITE = scopes("admin.directory.userschema")
_READ = _WRITE | scopes("admin.directory.userschema.readonly")
ROUTES = (
    Route("GET", _AT, _READ, list_schemas, "", "Schemas"),
    Route("POST", _AT, _WRITE, insert, "Schema", "Schema"),
    Route("GET", _ONE, _READ, get, "", "Schema"),
    Route("PUT", _ONE, _WRITE, update, "Schema", "Schema"),
    Route("PATCH", _ONE, _WRITE, update, "Schema", "Schema"),
    Route("DELETE", _ONE, _WRITE, delete),
)
