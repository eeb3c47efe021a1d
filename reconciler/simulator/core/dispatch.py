"""Carries one request out on its tenant: faults, behaviour, the vendor's handler."""

from __future__ import annotations

from dataclasses import replace

from reconciler.simulator.core.call_context import CallContext
from reconciler.simulator.core.faults import DroppedError, Trial
from reconciler.simulator.core.tenants import Hosted
from reconciler.simulator.core.vendor_traits import TRAITS
from reconciler.simulator.exchange import Call, Request, Response

_CHALLENGE = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


def dispatch(hosted: Hosted, request: Request, trial: Trial | None) -> Response:
    """The vendor's answer, or what the trial makes of it; DroppedError as the trial wants."""
    vendor = hosted.vendor
    hosted.tenant.now = hosted.behaviour.clock.now()
    # What is in a batch is not looked at twice: the calls that it answers tell what it changed.
    writes = vendor.is_batch(request.path) or vendor.is_write(request)
    if trial is not None and hosted.has_ended(request):
        return _refused(hosted, request, 401)
    try:
        response = (
            _handled(hosted, request, writes=writes)
            if trial is None
            else _on_trial(hosted, request, trial)
        )
    except DroppedError:
        # The calls of a batch before the lost one have taken effect.
        hosted.dirty |= writes
        raise
    except RecursionError:
        # A body that is nested deeper than any reader goes.
        return _refused(hosted, request, 400)
    if writes and any(_changed(call) for call in response.calls):
        hosted.dirty = True
    return response


def batch_route(hosted: Hosted, path: str) -> str:
    """The name under which a batch is logged; '' for a plain call."""
    return path.strip("/") if hosted.vendor.is_batch(path) else ""


def _on_trial(hosted: Hosted, request: Request, trial: Trial) -> Response:
    hosted.behaviour.open(CallContext(request, "", hosted.tenant.now, trial))
    if hosted.vendor.is_batch(request.path):
        return hosted.vendor.run_batch(
            request, lambda inner: _tried(hosted, inner, trial, batched=True)
        )
    return _tried(hosted, request, trial, batched=False)


def _tried(hosted: Hosted, request: Request, trial: Trial, *, batched: bool) -> Response:
    behaviour = hosted.behaviour
    route = hosted.vendor.route_of(request)
    context = CallContext(request, route, behaviour.clock.now(), trial, batched)
    forced = trial.meet(request.method, context.route) or behaviour.meet(context)
    response = _answered(hosted, context) if forced is None else _logged(context, forced)
    if context.instead is not None:
        hosted.dirty = True
        response = _logged(context, context.instead)
    if context.headers:
        response = replace(response, headers={**response.headers, **context.headers})
    if behaviour.second is not None:
        _let_write(hosted, trial)
    return response


def _answered(hosted: Hosted, context: CallContext) -> Response:
    """The handler's answer, from the tenant or from a copy that is behind it."""
    lag = hosted.behaviour.lag
    if lag is None:
        return hosted.vendor.handle(hosted.tenant, context.request)
    writes = hosted.vendor.is_write(context.request)
    late = None if writes else lag.answer(context.request, context.route, context.now)
    return late or _handled(hosted, context.request, writes=writes)


def _handled(hosted: Hosted, request: Request, *, writes: bool) -> Response:
    if writes and hosted.behaviour.lag is not None:
        hosted.behaviour.lag.note(request, hosted.behaviour.clock.now())
    return hosted.vendor.handle(hosted.tenant, request)


def _let_write(hosted: Hosted, trial: Trial) -> None:
    """The second administrator's turn; its reads are nobody's calls, its write is logged."""
    second = hosted.behaviour.second
    answer = second and second.turn(
        lambda request: _handled(hosted, request, writes=hosted.vendor.is_write(request))
    )
    if answer:
        hosted.dirty = True
        trial.others += answer.calls


def _refused(hosted: Hosted, request: Request, status: int) -> Response:
    """A refusal of the whole HTTP request, batch or not."""
    vendor = hosted.vendor
    route = batch_route(hosted, request.path) or vendor.route_of(request)
    call = Call(request.method, route, status, request.path.partition("?")[0])
    if status == 401:
        return Response(401, vendor.unauthorised(), _CHALLENGE, (call,))
    return Response(status, TRAITS[vendor.name].error(status), {}, (call,))


def _logged(context: CallContext, response: Response) -> Response:
    path = context.request.path.partition("?")[0]
    return replace(
        response, calls=(Call(context.request.method, context.route, response.status, path),)
    )


def _changed(call: Call) -> bool:
    return call.method != "GET" and call.status < 300
