"""Carries one request out on its tenant: faults, the vendor's handler, what it changed."""

from __future__ import annotations

from dataclasses import replace

from reconciler.simulator.core.faults import Trial
from reconciler.simulator.core.tenants import Hosted
from reconciler.simulator.exchange import Call, Request, Response


def carry_out(hosted: Hosted, request: Request, trial: Trial | None) -> Response:
    """The vendor's answer, or what the trial makes of it; DroppedError as the trial wants."""
    vendor = hosted.vendor
    if trial is None:
        response = vendor.handle(hosted.tenant, request)
    elif vendor.is_batch(request.path):
        response = vendor.run_batch(request, lambda inner: _tried(hosted, inner, trial))
    else:
        response = _tried(hosted, request, trial)
    if vendor.is_write(request) and any(_changed(call) for call in response.calls):
        hosted.dirty = True
    return response


def batch_route(hosted: Hosted, path: str) -> str:
    """The name under which a batch is logged; '' for a plain call."""
    return path.strip("/") if hosted.vendor.is_batch(path) else ""


def _tried(hosted: Hosted, request: Request, trial: Trial) -> Response:
    route = hosted.vendor.route_of(request)
    forced = trial.meet(request.method, route)
    if forced is None:
        return hosted.vendor.handle(hosted.tenant, request)
    path = request.path.partition("?")[0]
    return replace(forced, calls=(Call(request.method, route, forced.status, path),))


def _changed(call: Call) -> bool:
    return call.method != "GET" and call.status < 300
