"""The simulator's own API under /simulator/: to look in, to disturb, to put back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reconciler.simulator.core import admin_tenant
from reconciler.simulator.core.log import RequestLog
from reconciler.simulator.core.scenario import scenario
from reconciler.simulator.core.store import Store
from reconciler.simulator.core.tenants import Tenants
from reconciler.simulator.exchange import Request, Response

PREFIX = "/simulator/"
_WRONG = (ValueError, LookupError, TypeError, AttributeError, RecursionError, re.error)
_TENANT = re.compile(r"tenants/([^/]+)/([a-z]+)(?:/(.*))?")


@dataclass(frozen=True, slots=True)
class Admin:
    """What the admin API works on."""

    tenants: Tenants
    log: RequestLog
    store: Store

    def answer(self, request: Request) -> Response:
        """Answers one admin request; errors are {"error": text}."""
        try:
            body = json.loads(request.body) if request.body else {}
            return self._route(request, body)
        except _WRONG as error:
            return Response(400, {"error": f"{type(error).__name__}: {error}"})

    def _route(self, request: Request, body: Any) -> Response:
        path = request.path.removeprefix(PREFIX)
        plain = _PLAIN.get(f"{request.method} {path}")
        if plain:
            return plain(self, request, body)
        match = _TENANT.fullmatch(path)
        hosted = self.tenants.get(match[1]) if match else None
        action = match and admin_tenant.DEEDS.get(f"{request.method} {match[2]}")
        if match is None or hosted is None or action is None:
            return Response(404, {"error": f"nothing at {request.method} {request.path}"})
        desk = admin_tenant.Desk(self.tenants, self.log, self.store, hosted, match[3] or "")
        return action(desk, request, body)

    def list_tenants(self) -> Response:
        """Every tenant with what it holds."""
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

    def requests(self, request: Request) -> Response:
        """The log, oldest first."""
        query = request.query
        origin = query.get("origin", "client")
        return Response(200, {"requests": list(self.log.entries(query.get("tenant"), origin))})

    def clear(self) -> Response:
        """Empties the log in memory."""
        self.log.clear()
        return Response(204)

    def clock(self, body: Any) -> Response:
        """Sets the clock as asked; what it says now."""
        clock = self.tenants.clock
        if "virtual" in body:
            move = clock.stand if body["virtual"] else clock.run
            move()
        clock.advance(float(body.get("advance", 0)))
        clock.reach(float(body.get("until", 0)))
        said = {"now": clock.now(), "ahead": clock.ahead, "virtual": clock.virtual}
        return Response(200, said)

    def follow(self, body: Any) -> Response:
        """Starts another scenario for all tenants."""
        self.tenants.follow(scenario(body))
        return Response(204)

    def grow(self, body: Any) -> Response:
        """A tenant more, or more in one, by a seed."""
        self.tenants.grow(body)
        return Response(204)


_PLAIN: dict[str, Callable[[Admin, Request, Any], Response]] = {
    "GET tenants": lambda admin, _request, _body: admin.list_tenants(),
    "POST tenants": lambda admin, _request, body: admin.grow(body),
    "GET requests": lambda admin, request, _body: admin.requests(request),
    "DELETE requests": lambda admin, _request, _body: admin.clear(),
    "GET requests/summary": lambda admin, _request, _body: Response(200, admin.log.summary()),
    "GET clock": lambda admin, _request, _body: admin.clock({}),
    "POST clock": lambda admin, _request, body: admin.clock(body),
    "PUT scenario": lambda admin, _request, body: admin.follow(body),
}
