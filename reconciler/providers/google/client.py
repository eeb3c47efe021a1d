"""Sends calls in batches, within the budgets, again where that is safe, and counts them."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from google.auth.exceptions import GoogleAuthError, TransportError
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.errors import BatchError, HttpError

from reconciler.model.observation import RouteCount
from reconciler.model.tenant import Tenant
from reconciler.providers.google.api import Call, Route
from reconciler.providers.google.credentials import credentials_for, google_request
from reconciler.providers.google.errors import is_transient
from reconciler.providers.google.http import LostAnswerError, Transport, UnsentError
from reconciler.providers.google.limits import BATCH, WINDOWS
from reconciler.providers.google.response import LOST, UNSENT, Response, error_response
from reconciler.providers.pacing import Pacer

ATTEMPTS = 6
"""Google's own advice: 2^n seconds and up to one more, n = 0 to 5 (Directory limits, 2026-04)."""

CONNECTS = 3
"""Attempts to connect at all: a host that is down keeps nobody waiting."""


@dataclass(frozen=True, slots=True)
class PacingDeps:
    """How fast we may go, and how to wait."""

    pacer: Pacer
    budgets: Mapping[str, float]
    sleep: Callable[[float], None]
    jitter: Callable[[], float]
    """A number from 0 to 1, new each time."""


@dataclass(frozen=True, slots=True)
class ClientDeps:
    """What a provider takes from outside, so that tests can stand in for it."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    transport: Callable[[], Transport] = Transport
    credentials: Callable[[Tenant, tuple[str, ...], Transport], Any] = credentials_for


@dataclass(slots=True)
class RequestCounter:
    """How many calls of each route left, and how many HTTP requests."""

    calls: Counter[str] = field(default_factory=Counter)
    batches: Counter[str] = field(default_factory=Counter)

    def add(self, other: RequestCounter) -> None:
        """Counts what another counted."""
        self.calls.update(other.calls)
        self.batches.update(other.batches)

    def rows(self) -> tuple[RouteCount, ...]:
        """By route, sorted; a batch has a row of its own."""
        inner = [RouteCount(route, calls, 0) for route, calls in self.calls.items()]
        outer = [RouteCount(f"{api}.batch", 0, sent) for api, sent in self.batches.items()]
        return tuple(sorted((*inner, *outer), key=lambda row: row.route))


class Client:
    """Sends with one set of credentials over one connection."""

    def __init__(
        self, services: Mapping[Any, Any], credentials: Any, transport: Transport, pace: PacingDeps
    ) -> None:
        self._services = services
        self._credentials = credentials
        self._transport = transport
        self._http = AuthorizedHttp(credentials, http=transport)
        self._pace = pace
        self._down = False
        self.tally = RequestCounter()

    def send(self, calls: Sequence[Call]) -> list[Response]:
        """The answers in the order of the calls; never raises for what a vendor does."""
        answers: dict[int, Response] = {}
        for (batch,) in self.partition(calls):
            carried = self.transmit([calls[index] for index in batch])
            answers.update(zip(batch, carried, strict=True))
        return [answers[index] for index in range(len(calls))]

    def partition(self, calls: Sequence[Call]) -> list[list[list[int]]]:
        """Batches of calls of one kind, by index; Google gets one after the other."""
        kinds: dict[tuple[object, ...], list[int]] = {}
        for index, call in enumerate(calls):
            route = call.route
            kinds.setdefault((route.api, route.budgets, route.reads), []).append(index)
        rows: list[list[list[int]]] = []
        for indexes in kinds.values():
            size = self._size(calls[indexes[0]].route)
            rows += [[indexes[start : start + size]] for start in range(0, len(indexes), size)]
        return rows

    def _size(self, route: Route) -> int:
        """Calls in a batch: 1,000, or what the tightest budget lets go at once."""
        rates = [
            self._pace.budgets[name] * WINDOWS[name]
            for name in route.budgets
            if name in self._pace.budgets
        ]
        return max(1, int(min([BATCH, *rates])))

    def transmit(self, calls: Sequence[Call]) -> list[Response]:
        """Sends one batch, and what may pass by waiting again and again."""
        answers = [Response(0, reason=UNSENT)] * len(calls)
        left = list(range(len(calls)))
        for attempt in range(1 if self._down else ATTEMPTS):
            if attempt:
                self._pace.sleep(2 ** (attempt - 1) + self._pace.jitter())
            for index, answer in zip(left, self._once([calls[i] for i in left]), strict=True):
                answers[index] = answer
            left = [i for i in left if _again(calls[i], answers[i], attempt)]
            if not left:
                break
        self._down = any(answer.reason == UNSENT for answer in answers)
        return answers

    def _once(self, calls: Sequence[Call]) -> list[Response]:
        """One HTTP request; a whole answer, or one for each call why there is none."""
        failure = self._sign_in()
        if failure is not None:
            return [failure] * len(calls)
        route = calls[0].route
        for name in route.budgets:
            self._pace.pacer.take(name, len(calls))
        self.tally.batches[route.api.value] += 1
        for call in calls:
            self.tally.calls[call.route.name] += 1
        try:
            return self._batch(calls)
        except UnsentError:
            return [Response(0, reason=UNSENT)] * len(calls)
        except HttpError as error:
            return [error_response(error.resp.status, error.content)] * len(calls)
        except (OSError, BatchError, GoogleAuthError, KeyError, ValueError):
            # An answer that is no multipart, or misses a part, tells nothing about the rest.
            return [Response(0, reason=LOST)] * len(calls)

    def _batch(self, calls: Sequence[Call]) -> list[Response]:
        answers: list[Response] = []

        def keep(_: str, content: bytes | None, error: Any) -> None:
            if error is None:
                answers.append(Response(200, content or b""))
            else:
                answers.append(error_response(error.resp.status, error.content))

        batch = self._services[calls[0].route.api].new_batch_http_request(callback=keep)
        for call in calls:
            batch.add(call.request())
        batch.execute(http=self._http)
        return answers

    def _sign_in(self) -> Response | None:
        """Fetches a token where there is none, before anything that matters is sent."""
        if self._credentials.valid:
            return None
        try:
            self._credentials.refresh(google_request(self._transport))
        except (UnsentError, LostAnswerError, TransportError):
            return Response(0, reason=UNSENT)
        except GoogleAuthError:
            return Response(401, reason="authError")
        return None


def _again(call: Call, answer: Response, attempt: int) -> bool:
    """A write whose answer was lost is never sent twice: nobody knows whether it was done."""
    if answer.reason == UNSENT:
        return attempt + 1 < CONNECTS
    if answer.status == 0:
        return call.reads
    return is_transient(answer, patient=call.patient)
