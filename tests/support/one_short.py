"""A vendor's listing that answers 200 and leaves some out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reconciler.model.tenant import Vendor
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

PATHS = {
    Vendor.GOOGLE: {
        "users": "/admin/directory/v1/users?customer=my_customer&maxResults=500",
        "groups": "/admin/directory/v1/groups?customer=my_customer&maxResults=200",
        "units": "/admin/directory/v1/customer/my_customer/orgunits?type=all",
    },
    Vendor.MICROSOFT: {
        "users": "/v1.0/users?$top=999&$select={}",
        "groups": "/v1.0/groups?$top=999",
        "units": "/v1.0/directory/administrativeUnits?$top=999",
    },
}
ROUTES = {
    Vendor.GOOGLE: {"users": r"v1/users$", "groups": r"v1/groups$", "units": r"orgunits$"},
    Vendor.MICROSOFT: {
        "users": r"v1.0/users$",
        "groups": r"v1.0/groups$",
        "units": r"administrativeUnits$",
    },
}
USER_FIELDS = (
    "id,userPrincipalName,mail,proxyAddresses,employeeId,accountEnabled,assignedLicenses"
    ",licenseAssignmentStates,userType,usageLocation"
)
ITEMS = {"units": "organizationUnits"}
Call = Callable[[str], Any]


def without(
    vendor: Vendor, listing: str, call: Call, *left_out: str, times: int = 10_000
) -> dict[str, Any]:
    """A rule of the simulator's: this listing is as it is now, without these addresses.

    `call` gets a path as an administrator. The whole listing has to fit on one page.
    """
    body = call(PATHS[vendor][listing].format(USER_FIELDS))
    items = ITEMS.get(listing, listing) if vendor is Vendor.GOOGLE else "value"
    assert "nextPageToken" not in body
    assert "@odata.nextLink" not in body
    kept = [row for row in body[items] if left_out and not _named(row, left_out)]
    assert len(kept) < len(body[items])
    return {
        "method": "GET",
        "route": ROUTES[vendor][listing],
        "times": times,
        "do": "status",
        "status": 200,
        "body": {**body, items: kept},
    }


def _named(row: dict[str, Any], addresses: tuple[str, ...]) -> bool:
    fields = ("primaryEmail", "email", "userPrincipalName", "mailNickname", "mail")
    return any(str(row.get(field)) in addresses for field in fields)


VENDORS = {GOOGLE: Vendor.GOOGLE, MICROSOFT: Vendor.MICROSOFT}


def pupil(sandbox: SandboxProject, tenant: str) -> str:
    """The address of somebody in the group of pupils."""
    domain = f"{tenant}.plovdiv.example"
    if tenant == GOOGLE:
        path = f"/admin/directory/v1/groups/pupils@{domain}/members?maxResults=200"
        members = sandbox.listed(tenant, path, "members")
        return str(next(one["email"] for one in members if one["type"] == "USER"))
    (group,) = sandbox.call(tenant, "GET", "/v1.0/groups?$filter=mailNickname eq 'pupils'")["value"]
    path = f"/v1.0/groups/{group['id']}/members?$select=userPrincipalName"
    return str(sandbox.call(tenant, "GET", path)["value"][0]["userPrincipalName"])


def short(sandbox: SandboxProject, tenant: str, listing: str, *addresses: str) -> dict[str, Any]:
    """A rule by which a listing of the tenant's leaves these out; without any, everybody."""
    return without(
        VENDORS[tenant], listing, lambda path: sandbox.call(tenant, "GET", path), *addresses
    )
