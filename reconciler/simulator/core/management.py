"""Azure's management API: tenants without any subscription, as az and others ask when they sign in.

Nothing of Azure is modelled: every other call is answered with 501.
"""

from __future__ import annotations

from typing import Any

from reconciler.simulator.core.bearers import Bearers
from reconciler.simulator.core.hosts import MANAGEMENT
from reconciler.simulator.core.log import Caller, RequestLog
from reconciler.simulator.core.tenants import Hosted
from reconciler.simulator.exchange import Call, Request, Response

PATHS = ("/subscriptions", "/tenants")
_CHALLENGE = {"WWW-Authenticate": f'Bearer authorization_uri="https://{MANAGEMENT}"'}


def management(bearers: Bearers, log: RequestLog, host: str, request: Request) -> Response | None:
    """The answer to a call of this API; None for a call of another."""
    if host != MANAGEMENT and (host or request.path not in PATHS):
        return None
    found = bearers.manager(request)
    if found is None:
        message = "Authentication failed. The 'Authorization' header is missing or invalid."
        return _refused(401, "AuthenticationFailed", message, _CHALLENGE)
    hosted, bearer = found
    response = _answer(hosted, request)
    caller = Caller(hosted.tenant.alias, "microsoft", bearer.rights)
    template = request.path if response.status == 200 else "/{unmodelled}"
    call = Call(request.method, f"management{template}", response.status, request.path)
    log.add(caller, (call,), "")
    return response


def _answer(hosted: Hosted, request: Request) -> Response:
    if request.method == "GET" and request.path == "/subscriptions":
        return Response(200, {"value": [], "count": {"type": "Total", "value": 0}})
    if request.method == "GET" and request.path == "/tenants":
        return Response(200, {"value": [_tenant(hosted)]})
    message = f"The simulator has no Azure resources: {request.method} {request.path}"
    return _refused(501, "NotImplemented", message)


def _tenant(hosted: Hosted) -> dict[str, Any]:
    tenant = hosted.tenant
    return {
        "id": f"/tenants/{tenant.vendor_id}",
        "tenantId": tenant.vendor_id,
        "displayName": tenant.alias,
        "domains": [tenant.domain],
        "defaultDomain": tenant.domain,
        "tenantType": "AAD",
        "tenantCategory": "Home",
        "countryCode": "BG",
    }


def _refused(
    status: int, code: str, message: str, headers: dict[str, str] | None = None
) -> Response:
    return Response(status, {"error": {"code": code, "message": message}}, headers or {})
