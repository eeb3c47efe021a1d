"""The simulator's own API under /simulator/: to look in, to disturb, to put back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from reconciler.simulator.core.carrying import batch_route, carry_out
from reconciler.simulator.core.faults import read_rules
from reconciler.simulator.core.log import Caller, RequestLog
from reconciler.simulator.core.tenants import Hosted, Tenants
from reconciler.simulator.exchange import Request, Response

PREFIX = "/simulator/"
_TENANT = re.compile(r"tenants/([^/]+)/(call|reset|faults)")


@dataclass(frozen=True, slots=True)
class Admin:
    """What the admin API works on."""

    tenants: Tenants
    log: RequestLog

    def answer(self, request: Request) -> Response:
        """Answers one admin request; errors are {"error": text}."""
        try:
            body = json.loads(request.body) if request.body else {}
            return self._route(request, body)
        except (ValueError, KeyError, TypeError, re.error) as error:
            return Response(400, {"error": f"{type(error).__name__}: {error}"})

    def _route(self, request: Request, body: Any) -> Response:
        path = request.path.removeprefix(PREFIX)
        plain: Mapping[str, Callable[[Request], Response]] = {
            "GET tenants": self._list,
            "GET requests": self._requests,
            "DELETE requests": self._clear,
            "GET requests/summary": self._summary,
        }
        found = plain.get(f"{request.method} {path}")
        if found:
            return found(request)
        match = _TENANT.fullmatch(path)
        hosted = self.tenants.get(match[1]) if match else None
        if match is None or hosted is None or request.method != "POST":
            return Response(404, {"error": f"nothing at {request.method} {request.path}"})
        if match[2] == "call":
            return self._call(hosted, request, body)
        if match[2] == "faults":
            return _disturb(hosted, body)
        self.tenants.reset(match[1])
        return Response(204)

    def _list(self, _: Request) -> Response:
        tenants = [
            {
                "alias": hosted.tenant.alias,
                "vendor": hosted.vendor.name,
                "domain": hosted.tenant.domain,
                "vendorId": hosted.tenant.vendor_id,
                "counts": hosted.tenant.counts(),
            }
            for hosted in self.tenants
        ]
        return Response(200, {"tenants": tenants})

    def _requests(self, request: Request) -> Response:
        query = request.query
        origin = query.get("origin", "client")
        return Response(200, {"requests": list(self.log.entries(query.get("tenant"), origin))})

    def _clear(self, _: Request) -> Response:
        self.log.clear()
        return Response(204)

    def _summary(self, _: Request) -> Response:
        return Response(200, self.log.summary())

    def _call(self, hosted: Hosted, request: Request, body: Mapping[str, Any]) -> Response:
        """A vendor call with every right: how tests change a tenant behind its clients' backs."""
        query = {name: str(value) for name, value in (body.get("query") or {}).items()}
        path, _, tail = body["path"].partition("?")
        inner = Request(
            method=body["method"],
            path=path,
            query=query | dict(parse_qsl(tail, keep_blank_values=True)),
            headers={"content-type": "application/json"} | (body.get("headers") or {}),
            body=json.dumps(body["body"]).encode() if body.get("body") is not None else b"",
            rights=None,
            base=request.base,
        )
        response = carry_out(hosted, inner, None)
        caller = Caller(hosted.tenant.alias, hosted.vendor.name, None)
        self.log.add(caller, response.calls, batch_route(hosted, path))
        return Response(200, {"status": response.status, "body": response.body})


def _disturb(hosted: Hosted, body: Mapping[str, Any]) -> Response:
    hosted.faults.rules = read_rules(body.get("rules", ()))
    hosted.tenant.lag = int((body.get("lag") or {}).get("reads", 0))
    hosted.tenant.hidden.clear()
    return Response(204)
