"""The vendors' host names: which of their paths this server answers under each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.google.errors import error_body
from reconciler.simulator.google.hosts import HOSTS as GOOGLE_HOSTS

GRAPH = "graph.microsoft.com"
LOGIN = "login.microsoftonline.com"
MANAGEMENT = "management.azure.com"
LOGINS = (LOGIN, "login.windows.net")
"""The login service under its name and an older one, which CLI for Microsoft 365 still asks."""
HOSTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **GOOGLE_HOSTS,
        GRAPH: ("/v1.0/", "/beta/"),
        MANAGEMENT: ("/",),
        **dict.fromkeys(LOGINS, ("/",)),
    }
)


def vendor_host(request: Request) -> str:
    """The vendor's host under which the call came, or '' for this server's own address."""
    host = request.headers.get("host", "").partition(":")[0].casefold()
    return host if host in HOSTS else ""


def strange(host: str, request: Request) -> Response | None:
    """What a vendor's host answers to a path that is not its own; None where it is."""
    if request.path.casefold().startswith(HOSTS[host]):
        return None
    if host == GRAPH:
        message = "Invalid version specified in the request URL."
        return Response(400, {"error": {"code": "BadRequest", "message": message}})
    return Response(404, error_body(404, "notFound", "Not Found"))
