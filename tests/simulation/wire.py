"""The network between the product and the simulator, in process: it loses, delays, repeats.

A request passes here once: a turn of the scheduler, what befalls it on its way, its effect, a
second turn, what befalls the answer. So a process can die before the vendor has it, and after.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httplib2
import httpx

from reconciler.providers.google.http import LostAnswerError, UnsentError
from reconciler.simulator.core.dispatch import dispatch
from reconciler.simulator.core.faults import DroppedError, Trial
from reconciler.simulator.core.tenants import Hosted
from reconciler.simulator.entry import APPS
from reconciler.simulator.exchange import Request, Response
from tests.simulation.scheduler import Process, Scheduler

BASE = "http://127.0.0.1:1"
_TROUBLE = ("unsent", "lost", "cut", "garbled", "doubled", "busy", "late")


class LostError(Exception):
    """No answer: `sent` is whether the vendor may have had the request."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__("sent" if sent else "unsent")
        self.sent = sent


@dataclass
class Weather:
    """What befalls requests: chances by name, drawn from a seed of its own."""

    chances: Mapping[str, float] = field(default_factory=dict)
    dice: random.Random = field(default_factory=lambda: random.Random(0))

    def draw(self) -> str:
        """What befalls this request, or ''."""
        for name in _TROUBLE:
            if name in self.chances and self.dice.random() < self.chances[name]:
                return name
        return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """Carries requests of any process to the tenants."""

    def __init__(
        self,
        scheduler: Scheduler,
        tenants: Mapping[str, Hosted],
        watch: Callable[[Process, bool], Any],
    ) -> None:
        self.scheduler = scheduler
        self.tenants = tenants
        self.weather: dict[str, Weather] = {}
        """Process → what befalls its requests."""
        self._watch = watch

    def carry(self, process: Process, alias: str, request: Request) -> Answer:
        """One exchange; LostError where no answer comes."""
        scheduler, hosted = self.scheduler, self.tenants[alias]
        weather = self.weather.get(process.name, Weather())
        trouble = weather.draw()
        # What left when the lease was looked at arrives, however long its process freezes then;
        # Graph's requests travel side by side, and have all left.
        looked = scheduler.looked
        since = process.frozen if looked is None else looked
        scheduler.turn(steady=True)
        if trouble == "unsent":
            raise LostError(sent=False)
        if trouble == "late":
            scheduler.sleep(weather.dice.random() * 20)
            scheduler.looked = looked
        if trouble == "busy":
            return _busy(hosted.vendor.name, weather.dice)
        in_flight = process.frozen != since
        response = self._effect(process, hosted, request, in_flight=in_flight)
        if trouble == "doubled":
            response = self._effect(process, hosted, request, in_flight=in_flight)
        scheduler.turn()
        if response is None or trouble == "lost":
            raise LostError(sent=True)
        return _damaged(_answer(response), trouble, weather.dice)

    def _effect(
        self, process: Process, hosted: Hosted, request: Request, *, in_flight: bool
    ) -> Response | None:
        hosted.behaviour.clock.reach(self.scheduler.time.timestamp())
        with self._watch(process, in_flight):
            try:
                trial = Trial([])
                response = dispatch(hosted, request, trial)
            except DroppedError:
                return None
        return None if trial.drop else response


def _answer(response: Response) -> Answer:
    body = response.body
    if body is None:
        return Answer(response.status, response.headers, b"")
    if isinstance(body, bytes):
        return Answer(response.status, response.headers, body)
    headers = {"Content-Type": "application/json; charset=UTF-8", **response.headers}
    return Answer(response.status, headers, json.dumps(body).encode())


def _damaged(answer: Answer, trouble: str, dice: random.Random) -> Answer:
    if trouble == "cut" and answer.body:
        return replace(answer, body=answer.body[: dice.randrange(len(answer.body))])
    if trouble == "garbled":
        return replace(answer, body=b"<html><body>Bad gateway</body></html>")
    return answer


def _busy(vendor: str, dice: random.Random) -> Answer:
    status = dice.choice((429, 500, 502, 503, 504))
    kind = {"Content-Type": "application/json"}
    if vendor == "microsoft" and status == 429:
        kind["Retry-After"] = str(dice.choice((1, 5, 30)))
    body = {"error": {"code": status if vendor == "google" else "x", "message": "Try later."}}
    return Answer(status, kind, json.dumps(body).encode())


class GoogleWire:
    """In the place of the provider's Transport."""

    def __init__(self, wire: Wire, process: Process) -> None:
        self._wire = wire
        self._process = process

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[Any, bytes]:
        """Sends once; (httplib2's response, body)."""
        lower = {name.lower(): str(value) for name, value in (headers or {}).items()}
        alias, actor, scopes = lower["authorization"].removeprefix("sim ").split("|")
        sent = body.encode() if isinstance(body, str) else body or b""
        request = _request(method, uri, lower, sent)
        request = replace(request, rights=frozenset(scopes.split()), actor=actor, project="sim")
        try:
            answer = self._wire.carry(self._process, alias, request)
        except LostError as lost:
            raise (LostAnswerError if lost.sent else UnsentError)("simulated") from lost
        head = {name.lower(): value for name, value in answer.headers.items()}
        return httplib2.Response({**head, "status": str(answer.status)}), answer.body

    def close(self) -> None:
        """Nothing is kept."""


class GoogleSign:
    """In the place of google-auth's credentials: says in the header whose call it is."""

    valid = True

    def __init__(self, alias: str, subject: str, scopes: tuple[str, ...]) -> None:
        self._text = f"sim {alias}|{subject}|{' '.join(scopes)}"

    def before_request(self, _request: Any, _method: str, _url: str, headers: Any) -> None:
        """Signs."""
        headers["authorization"] = self._text

    def refresh(self, _request: Any) -> None:
        """Does nothing: it never ends."""


class GraphWire(httpx.AsyncBaseTransport):
    """In the place of the SDK's transport; grants tokens, too."""

    def __init__(self, wire: Wire, process: Process, aliases: Mapping[str, str]) -> None:
        self._wire = wire
        self._process = process
        self._aliases = aliases

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange."""
        body = await request.aread()
        url = str(request.url)
        if "/oauth2/v2.0/token" in url:
            return self._token(url, body)
        # Requests that travel side by side leave in an order of the seed's.
        for _ in range(self._wire.scheduler.toss(3)):
            await asyncio.sleep(0)
        lower = {name.lower(): value for name, value in request.headers.items()}
        alias, _, name = lower["authorization"].removeprefix("Bearer ").partition("|")
        app = next(one for one in APPS if one.name == name)
        sent = _request(request.method, url, lower, body)
        sent = replace(sent, rights=frozenset(app.roles), actor=app.app_id)
        try:
            answer = self._wire.carry(self._process, alias, sent)
        except LostError as lost:
            kind = httpx.ReadError if lost.sent else httpx.ConnectError
            raise kind("simulated") from lost
        return httpx.Response(
            answer.status, headers=dict(answer.headers), content=answer.body, request=request
        )

    def _token(self, url: str, body: bytes) -> httpx.Response:
        form = dict(parse_qsl(body.decode()))
        alias = self._aliases[urlsplit(url).path.split("/")[1]]
        token = f"{alias}|{form['client_id']}"
        return httpx.Response(200, json={"access_token": token, "expires_in": 3600})


def _request(method: str, uri: str, headers: Mapping[str, str], body: bytes) -> Request:
    parts = urlsplit(uri)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Request(method, parts.path, query, headers, body, None, BASE)
