"""HTTP in front of the vendors: finds the tenant by the bearer, answers, logs, saves."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from reconciler.simulator.core.accounts import certificates
from reconciler.simulator.core.admin import PREFIX, Admin
from reconciler.simulator.core.bearers import Bearers
from reconciler.simulator.core.dispatch import batch_route, dispatch
from reconciler.simulator.core.documents import document
from reconciler.simulator.core.entra import Discovery
from reconciler.simulator.core.entra_grants import microsoft_grant
from reconciler.simulator.core.faults import DroppedError
from reconciler.simulator.core.grants import Desk, google_grant
from reconciler.simulator.core.hosts import LOGINS, strange, vendor_host
from reconciler.simulator.core.iam_credentials import iam_credentials
from reconciler.simulator.core.log import Caller, RequestLog
from reconciler.simulator.core.management import management
from reconciler.simulator.core.page import page
from reconciler.simulator.core.signing import Signer, new_key
from reconciler.simulator.core.store import Store
from reconciler.simulator.core.tenants import Hosted, Tenants
from reconciler.simulator.core.tokens import Bearer
from reconciler.simulator.core.traffic import Traffic
from reconciler.simulator.core.vendors import vendor_of
from reconciler.simulator.exchange import Request, Response

_MICROSOFT_TOKEN = re.compile(r"/([^/]+)/oauth2/v2\.0/token")
_GOOGLE_TOKEN = ("/token", "/oauth2/v4/token")
_SAVE_EVERY = 1.0
_SAVE_SHARE = 0.1


class Simulator:
    """All that one server process holds; lives on one event loop, so nothing here is locked."""

    def __init__(
        self, store: Store, tenants: Tenants, log: RequestLog, traffic: Traffic | None = None
    ) -> None:
        self._store = store
        self._tenants = tenants
        self._log = log
        self._traffic = traffic
        self._admin = Admin(tenants, log, store)
        self._key = store.key()
        self._signer = Signer(lambda: store.secret("login key", new_key))
        self._bearers = Bearers(tenants, self._key, self._signer)
        self._discovery = Discovery(tenants, self._signer)

    async def serve_one(self, incoming: web.BaseRequest) -> web.StreamResponse:
        """Answers one HTTP request, or closes its connection where a fault says so."""
        if not incoming.content.is_eof():
            _hurry(incoming)
        request = _request(incoming, await incoming.content.read())
        try:
            response = await self._answer(request)
        except DroppedError:
            if incoming.transport:
                incoming.transport.abort()
            response = Response(503)
        vendor = vendor_of(request.path)
        if self._traffic is not None and vendor is not None:
            self._traffic.add(vendor.name, incoming.raw_path, request, response)
        return _sent(response)

    async def _answer(self, request: Request) -> Response:
        host = vendor_host(request)
        refused = strange(host, request) if host else None
        if refused is not None:
            return refused
        if request.path.startswith(PREFIX) and not host:
            return self._admin.answer(request)
        if request.path == "/" and not host:
            return page(self._tenants, self._log, request)
        told = document(request) or self._discovery.answer(request)
        told = told or certificates(self._signer, request) or self._grant(request)
        told = told or iam_credentials(self._tenants, self._bearers, self._signer, request)
        told = told or management(self._bearers, self._log, host, request)
        if told is not None:
            return told
        vendor = vendor_of(request.path) if host not in LOGINS else None
        if vendor is None:
            return Response(404, {"error": f"no vendor is at {request.path}"})
        found = self._bearers.caller(vendor, request)
        return found if isinstance(found, Response) else await self._vendor_call(*found, request)

    def _grant(self, request: Request) -> Response | None:
        match = _MICROSOFT_TOKEN.fullmatch(request.path)
        if request.method != "POST" or not (match or request.path in _GOOGLE_TOKEN):
            return None
        form = dict(parse_qsl(request.body.decode("latin-1"), keep_blank_values=True))
        clock = self._tenants.clock
        desk = Desk(self._tenants, self._key, self._signer, int(clock.now()), int(clock.ahead))
        return microsoft_grant(desk, match[1], form) if match else google_grant(desk, form)

    async def _vendor_call(self, hosted: Hosted, bearer: Bearer, request: Request) -> Response:
        trial = hosted.faults.trial()
        rights = frozenset(hosted.behaviour.withheld.left(bearer.rights, bearer.actor))
        request = replace(request, rights=rights, actor=bearer.actor, project=bearer.project)
        response = dispatch(hosted, request, trial)
        caller = Caller(hosted.tenant.alias, hosted.vendor.name, bearer.rights)
        self._log.add(caller, response.calls, batch_route(hosted, request.path))
        if trial and trial.others:
            self._log.add(replace(caller, rights=None), tuple(trial.others), "")
        if trial and trial.seconds:
            await asyncio.sleep(trial.seconds)
        if trial and trial.drop:
            raise DroppedError
        return response

    async def save_for_ever(self) -> None:
        """Saves what changed about once a second, in a tenth of the time, until cancelled."""
        while True:
            await asyncio.sleep(_SAVE_EVERY)
            self.save(_SAVE_EVERY * _SAVE_SHARE)

    def save(self, seconds: float = float("inf")) -> None:
        """Writes changed tenants in one transaction, as many as the time allows, oldest first."""
        self._log.flush()
        if not self._store.keeps:
            return
        end = time.monotonic() + seconds
        rows = []
        for hosted in sorted((one for one in self._tenants if one.dirty), key=_last_saved):
            now = time.monotonic()
            if now >= end:
                break
            hosted.dirty, hosted.saved = False, now
            rows.append(hosted.row())
        if rows:
            self._store.save(rows)

    def close(self) -> None:
        """Saves everything and ends."""
        self.save()
        self._store.close()
        self._log.close()
        if self._traffic is not None:
            self._traffic.close()


def _last_saved(hosted: Hosted) -> float:
    return hosted.saved


def _hurry(incoming: web.BaseRequest) -> None:
    """Has the client send the rest of its request now.

    A client that writes head and body apart holds the body back until the head is acknowledged,
    which the kernel would put off for 40 ms; and with `Expect` it waits for a word of ours.
    """
    transport = incoming.transport
    if transport is None:
        return
    if incoming.headers.get("Expect", "").casefold() == "100-continue":
        transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    connection = transport.get_extra_info("socket")
    if connection is not None and hasattr(socket, "TCP_QUICKACK"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


def _request(incoming: web.BaseRequest, body: bytes) -> Request:
    path, _, query = incoming.raw_path.partition("?")
    return Request(
        method=incoming.method,
        path=path,
        query=dict(parse_qsl(query, keep_blank_values=True)) if query else {},
        headers={name.lower(): value for name, value in incoming.headers.items()},
        body=body,
        rights=None,
        base=f"{incoming.scheme}://{incoming.host}",
    )


def _sent(response: Response) -> web.Response:
    headers: Mapping[str, str] = response.headers
    body: Any = response.body
    if body is None:
        return web.Response(status=response.status, headers=headers)
    if isinstance(body, bytes):
        return web.Response(status=response.status, headers=headers, body=body)
    names = {name.lower() for name in headers}
    kind = {} if "content-type" in names else {"Content-Type": "application/json; charset=UTF-8"}
    return web.Response(
        status=response.status, headers={**headers, **kind}, body=json.dumps(body).encode()
    )
