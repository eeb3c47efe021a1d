"""/organization: the tenant itself."""

from __future__ import annotations

from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import not_found
from reconciler.simulator.microsoft.request_context import RequestContext, Route, entity
from reconciler.simulator.microsoft.roles import ORGANIZATION_READ
from reconciler.simulator.microsoft.seed import LOCATION
from reconciler.simulator.microsoft.state import Directory, instant
from reconciler.simulator.microsoft.wire import Shape, always, selection


def _domains(directory: Directory) -> list[dict[str, Any]]:
    return [
        {
            "capabilities": "Email, OfficeCommunicationsOnline",
            "isDefault": True,
            "isInitial": False,
            "name": directory.domain,
            "type": "Managed",
        }
    ]


def _quota(directory: Directory) -> dict[str, int]:
    used = len(directory.users) + len(directory.groups)
    total = used if directory.switches.on("directory-full") else 300_000
    return {"used": used, "total": total}


ORGANIZATION: Shape[Directory] = Shape(
    name="organization",
    collection="organization",
    getters={
        "id": lambda directory: directory.vendor_id,
        "deletedDateTime": always(None),
        "countryLetterCode": always(LOCATION),
        "createdDateTime": always(instant(0)),
        "defaultUsageLocation": always(LOCATION),
        "displayName": lambda directory: directory.alias,
        "tenantType": always("AAD"),
        "verifiedDomains": _domains,
        "onPremisesSyncEnabled": lambda directory: (
            True if directory.switches.on("directory-synced") else None
        ),
        "directorySizeQuota": _quota,
    },
    default=(
        "id",
        "deletedDateTime",
        "countryLetterCode",
        "createdDateTime",
        "defaultUsageLocation",
        "displayName",
        "tenantType",
        "verifiedDomains",
    ),
)


def list_organizations(call: RequestContext) -> Response:
    """The tenant, as a list of one."""
    picked = selection(call.option("$select"))
    names = ORGANIZATION.chosen(picked)
    context = call.context("organization", None if picked is None else names)
    value = [ORGANIZATION.render(call.directory, names)]
    return Response(200, {"@odata.context": context, "value": value})


def get_organization(call: RequestContext) -> Response:
    """The tenant by its id."""
    if call.keys[0].casefold() != call.directory.vendor_id.casefold():
        raise not_found(call.keys[0])
    names = ORGANIZATION.chosen(selection(call.option("$select")))
    return entity(call, "organization", ORGANIZATION.render(call.directory, names))


_SELECT = frozenset({"$select"})
ROUTES = (
    Route("GET", "organization", list_organizations, ORGANIZATION_READ, _SELECT),
    Route("GET", "organization/{id}", get_organization, ORGANIZATION_READ, _SELECT),
)
