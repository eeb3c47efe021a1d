"""The admin API's part for one tenant: calls, faults, behaviour, states and snapshots."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from reconciler.simulator.core.dispatch import batch_route, dispatch
from reconciler.simulator.core.faults import read_rules
from reconciler.simulator.core.log import Caller, RequestLog
from reconciler.simulator.core.scenario import check_behaviour
from reconciler.simulator.core.second_admin import as_request
from reconciler.simulator.core.store import Row, Store
from reconciler.simulator.core.tenants import Hosted, Tenants
from reconciler.simulator.exchange import Request, Response


@dataclass(frozen=True, slots=True)
class Desk:
    """What the deeds work on: the server's parts, the tenant, and the rest of the path."""

    tenants: Tenants
    log: RequestLog
    store: Store
    hosted: Hosted
    rest: str

    @property
    def alias(self) -> str:
        """The tenant's alias."""
        return self.hosted.tenant.alias


def _call(desk: Desk, request: Request, body: Any) -> Response:
    """A vendor call with every right: how tests change a tenant behind its clients' backs."""
    inner = as_request(body, request.base)
    response = dispatch(desk.hosted, inner, None)
    caller = Caller(desk.alias, desk.hosted.vendor.name, None)
    desk.log.add(caller, response.calls, batch_route(desk.hosted, inner.path))
    return Response(200, {"status": response.status, "body": response.body})


def _reset(desk: Desk, _: Request, __: Any) -> Response:
    desk.tenants.reset(desk.alias)
    return Response(204)


def _disturb(desk: Desk, _: Request, body: Mapping[str, Any]) -> Response:
    hosted = desk.hosted
    hosted.faults.rules = read_rules(body.get("rules", ()))
    hosted.tenant.lag = int((body.get("lag") or {}).get("reads", 0))
    hosted.tenant.hidden.clear()
    return Response(204)


def _show_behaviour(desk: Desk, _: Request, __: Any) -> Response:
    return Response(200, desk.hosted.behaviour.settings)


def _behave(desk: Desk, _: Request, body: Any) -> Response:
    desk.tenants.behave(desk.hosted, check_behaviour(body))
    return Response(204)


def _state(desk: Desk, _: Request, __: Any) -> Response:
    """The whole state, for a file that `PUT` takes back."""
    row = desk.hosted.row()
    return Response(200, {"alias": row.alias, "vendor": row.vendor, "state": json.loads(row.data)})


def _put_state(desk: Desk, _: Request, body: Mapping[str, Any]) -> Response:
    own = {"alias": desk.alias, "vendor": desk.hosted.vendor.name}
    if any(body[name] != value for name, value in own.items()):
        raise ValueError(f"this is the state of {body['alias']} ({body['vendor']})")
    desk.tenants.put(Row(desk.alias, own["vendor"], json.dumps(body["state"])))
    return Response(204)


def _snapshots(desk: Desk, _: Request, __: Any) -> Response:
    return Response(200, {"snapshots": list(desk.store.snapshots(desk.alias))})


def _snapshot(desk: Desk, _: Request, __: Any) -> Response:
    """Saves under the name in the path, or loads what was saved: NAME or NAME/load."""
    name, _slash, action = desk.rest.partition("/")
    if not name or action not in ("", "load"):
        return Response(404, {"error": f"nothing at snapshots/{desk.rest}"})
    if not action:
        desk.store.keep(name, desk.hosted.row())
        return Response(204)
    row = desk.store.kept(desk.alias, name)
    if row is None:
        return Response(404, {"error": f"no snapshot {name} of {desk.alias}"})
    desk.tenants.put(row)
    return Response(204)


def _forget(desk: Desk, _: Request, __: Any) -> Response:
    desk.store.drop(desk.alias, desk.rest)
    return Response(204)


DEEDS: Mapping[str, Callable[[Desk, Request, Any], Response]] = MappingProxyType(
    {
        "POST call": _call,
        "POST reset": _reset,
        "POST faults": _disturb,
        "GET behaviour": _show_behaviour,
        "PUT behaviour": _behave,
        "GET state": _state,
        "PUT state": _put_state,
        "GET snapshots": _snapshots,
        "POST snapshots": _snapshot,
        "DELETE snapshots": _forget,
    }
)
