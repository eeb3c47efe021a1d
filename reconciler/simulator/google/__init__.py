"""Google's side of the simulator: Directory, License Manager and Groups Settings."""

from __future__ import annotations

from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.google import batch
from reconciler.simulator.google.dispatch import OVERRIDE, answer, route_of
from reconciler.simulator.google.tenant import GoogleTenant

__all__ = ["GoogleTenant", "handle", "is_write", "route_of"]


def handle(tenant: GoogleTenant, request: Request) -> Response:
    """Answers a call or a batch of calls: no clock, no chance, the same state gives the same."""
    if batch.is_batch(request.path):
        return batch.run(request, lambda inner: answer(tenant, inner))
    return answer(tenant, request)


def is_write(request: Request) -> bool:
    """Whether the request may change something; a batch may, whatever is in it."""
    return request.headers.get(OVERRIDE, request.method) != "GET"
