"""/auditLogs/directoryAudits: what was done in the tenant, the newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft import filters
from reconciler.simulator.microsoft.apps import app_of, principal_id
from reconciler.simulator.microsoft.audit_trail import now
from reconciler.simulator.microsoft.audits import CATEGORIES, KEPT_SECONDS, Audit, Target
from reconciler.simulator.microsoft.errors import not_found, unsupported, unsupported_query
from reconciler.simulator.microsoft.insertion_order import Rows
from reconciler.simulator.microsoft.pages import Listing, page
from reconciler.simulator.microsoft.request_context import RequestContext, Route, entity
from reconciler.simulator.microsoft.roles import AUDIT_READ, DIRECTORY_READ
from reconciler.simulator.microsoft.state import Directory
from reconciler.simulator.microsoft.wire import Shape, always

FaultAction = tuple[Directory, Audit]
SIZE = 1000
"""Rows of a page; no smaller or larger one is documented (2026-11)."""
_SORTS = {"activitydatetime": False, "activitydatetime asc": False, "activitydatetime desc": True}


def _id(action: FaultAction) -> str:
    directory, audit = action
    return f"Directory_{uuid5(NAMESPACE_DNS, directory.alias)}_{audit.number}"


def _initiator(action: FaultAction) -> dict[str, Any]:
    directory, audit = action
    if "@" in audit.actor:
        user = directory.user(audit.actor)
        who = {"id": user.id if user else None, "displayName": None}
        return {"app": None, "user": {**who, "userPrincipalName": audit.actor, "ipAddress": ""}}
    if not audit.actor:
        return {"app": None, "user": None}
    # The app's id is left out more often than not; third parties' logs, 2026-11.
    named = {"displayName": audit.actor, "appId": None, "servicePrincipalName": None}
    app = app_of(audit.actor)
    principal = principal_id(directory.vendor_id, app) if app else None
    return {"user": None, "app": {**named, "servicePrincipalId": principal}}


def _target(target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "displayName": target.name,
        "type": target.kind,
        "userPrincipalName": target.upn,
        "groupType": "azureAD" if target.kind == "Group" else None,
        "modifiedProperties": [
            {"displayName": name, "oldValue": old, "newValue": new}
            for name, old, new in target.changed
        ],
    }


def _operation(action: FaultAction) -> str:
    verb = action[1].activity.partition(" ")[0]
    return {"Add": "Add", "Remove": "Unassign", "Delete": "Delete"}.get(verb, "Update")


AUDITS: Shape[FaultAction] = Shape(
    name="directoryAudit",
    collection="auditLogs/directoryAudits",
    getters={
        "id": _id,
        "category": lambda action: CATEGORIES[action[1].activity],
        "correlationId": lambda action: str(uuid5(NAMESPACE_DNS, _id(action))),
        "result": always("success"),
        "resultReason": always(""),
        "activityDisplayName": lambda action: action[1].activity,
        "activityDateTime": lambda action: f"{datetime.fromtimestamp(action[1].at, UTC):%FT%TZ}",
        "loggedByService": always("Core Directory"),
        "operationType": _operation,
        "initiatedBy": _initiator,
        "targetResources": lambda action: [_target(one) for one in action[1].targets],
        "additionalDetails": always([]),
    },
    default=(
        *("id", "category", "correlationId", "result", "resultReason", "activityDisplayName"),
        *("activityDateTime", "loggedByService", "operationType", "initiatedBy"),
        *("targetResources", "additionalDetails"),
    ),
    filtered=frozenset(
        {
            *("id", "category", "correlationId", "activityDisplayName", "activityDateTime"),
            *("loggedByService", "targetResources"),
        }
    ),
)


def list_audits(call: RequestContext) -> Response:
    """One page of the deeds that fit."""
    text = call.option("$filter")
    if text is not None and "initiatedby" in text.casefold():
        raise unsupported()
    test = None if text is None else filters.read(text, AUDITS).test
    order = (call.option("$orderby") or "activityDateTime desc").casefold().strip()
    if order not in _SORTS:
        raise unsupported_query(f"Unsupported sort property '{order}'.")
    events = _shown(call.directory)
    rows = Rows(events[::-1] if _SORTS[order] else events)
    context = call.context(AUDITS.collection)
    return page(call, Listing(context, rows, _render, test, size=SIZE, most=SIZE))


def get_audit(call: RequestContext) -> Response:
    """One deed."""
    events = {_id(action).casefold(): action for action in _shown(call.directory)}
    found = events.get(call.keys[0].casefold())
    if found is None:
        raise not_found(call.keys[0])
    return entity(call, AUDITS.collection, _render(found))


def _shown(directory: Directory) -> list[FaultAction]:
    """The deeds that have reached the log and are not too old, oldest first."""
    last = now(directory) - directory.log_delay
    first = now(directory) - KEPT_SECONDS
    return [(directory, one) for one in directory.audits.kept if first <= one.at <= last]


def _render(action: FaultAction) -> dict[str, Any]:
    return AUDITS.render(action, AUDITS.default)


_AT = "auditLogs/directoryAudits"
ROUTES = (
    Route(
        "GET",
        _AT,
        list_audits,
        AUDIT_READ,
        frozenset({"$filter", "$top", "$orderby", "$skiptoken"}),
        needs=DIRECTORY_READ,
    ),
    Route("GET", f"{_AT}/{{id}}", get_audit, AUDIT_READ, needs=DIRECTORY_READ),
)
