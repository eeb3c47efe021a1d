"""Sends calls as HTTP batches, within the quotas; retries where that is safe; counts requests."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from google.auth.credentials import AnonymousCredentials
from google.auth.exceptions import GoogleAuthError
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.errors import BatchError, HttpError

from reconciler.model.observation import RouteCount
from reconciler.model.stopping import StopSignal, process_stop
from reconciler.model.tenant import Tenant
from reconciler.providers.base import VendorCode
from reconciler.providers.google.calls import Call, GoogleApi, Route
from reconciler.providers.google.credentials import credentials_for, google_request
from reconciler.providers.google.errors import SignInFailure, classify, classify_sign_in
from reconciler.providers.google.http import LostAnswerError, Transport, UnsentError
from reconciler.providers.google.limits import BATCH
from reconciler.providers.google.response import (
    LOST,
    MALFORMED,
    SPENT,
    UNSENT,
    Response,
    error_response,
)
from reconciler.providers.google.retry import ATTEMPTS, NOT_SIGNED_IN, should_retry
from reconciler.providers.pacing import CallWindows, Pacer, QuotaPool


@dataclass(frozen=True, slots=True)
class PacingDeps:
    """The rate limiter, and how to wait. One for all clients of a provider."""

    pacer: Pacer
    sleep: Callable[[float], None]
    jitter: Callable[[], float]
    """A random number from 0 to 1."""
    stop: StopSignal = field(default_factory=process_stop)
    spent: set[GoogleApi] = field(default_factory=set)
    """APIs whose daily quota is used up: nothing more is sent to them."""


@dataclass(frozen=True, slots=True)
class ClientDeps:
    """Dependencies of a provider that tests can replace."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = process_stop().sleep
    jitter: Callable[[], float] = random.random
    transport: Callable[[], Transport] = Transport
    credentials: Callable[[Tenant, tuple[str, ...], Transport], Any] = credentials_for
    quotas: CallWindows = field(default_factory=QuotaPool)
    """The quotas that tenants share, such as those of one Google Cloud project."""


@dataclass(slots=True)
class RequestCounter:
    """How many calls were sent by route, and how many HTTP batches by API."""

    calls: Counter[str] = field(default_factory=Counter)
    batches: Counter[str] = field(default_factory=Counter)

    def add(self, other: RequestCounter) -> None:
        """Adds the counts of another."""
        self.calls.update(other.calls)
        self.batches.update(other.batches)

    def rows(self) -> tuple[RouteCount, ...]:
        """By route, sorted; a batch has a row of its own."""
        inner = [RouteCount(route, calls, 0) for route, calls in self.calls.items()]
        outer = [RouteCount(f"{api}.batch", 0, sent) for api, sent in self.batches.items()]
        return tuple(sorted((*inner, *outer), key=lambda row: row.route))


class _NothingToRefresh(AnonymousCredentials):  # type: ignore[misc]  # google-auth has no types
    def refresh(self, request: Any) -> None:
        """Does nothing: `Client` fetches tokens itself, before it sends a batch."""


class _Signing:
    """An HTTP object that authorizes requests but shows its user no refreshable credentials.

    When one call of a batch is answered 401, googleapiclient's batch refreshes the credentials that
    it finds. It does so over a new connection, which ignores our endpoint and is never closed
    (google-api-python-client 2.202, 2026-11).
    """

    def __init__(self, http: AuthorizedHttp) -> None:
        self._http = http
        self.credentials = _NothingToRefresh()

    def request(self, *arguments: Any, **options: Any) -> Any:
        """Same arguments and result as httplib2.Http.request."""
        return self._http.request(*arguments, **options)


class Client:
    """Sends calls with one set of credentials over one connection; a `BatchTransport`."""

    def __init__(
        self, services: Mapping[Any, Any], credentials: Any, transport: Transport, pace: PacingDeps
    ) -> None:
        self._services = services
        self._credentials = credentials
        self._transport = transport
        self._http = _Signing(AuthorizedHttp(credentials, http=transport))
        self._pace = pace
        # whether the last batch could not connect: then the next one gets a single attempt
        self._down = False
        self.tally = RequestCounter()

    def send(self, calls: Sequence[Call]) -> list[Response]:
        """The answers in the order of the calls; errors are answers too, and never raised."""
        answers: dict[int, Response] = {}
        for (batch,) in self.partition(calls):
            carried = self.transmit([calls[index] for index in batch], _nothing)
            answers.update(zip(batch, carried, strict=True))
        return [answers[index] for index in range(len(calls))]

    def partition(self, calls: Sequence[Call]) -> list[list[list[int]]]:
        """Groups calls by API, budgets, and read or write, into batches of their indexes.

        Each row has one batch: Google is sent one after the other.
        """
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
        """The most calls in a batch: `BATCH`, or fewer where a budget is smaller."""
        held = [self._pace.pacer.largest(name) for name in route.budgets]
        return max(1, int(min([BATCH, *(most for most in held if most is not None)])))

    def transmit(
        self, calls: Sequence[Call], before_resending: Callable[[], None]
    ) -> list[Response]:
        """Sends one batch, then what `should_retry` allows of it again, with backoff.

        StoppedError where nothing more may be sent, before any of it is.
        """
        self._pace.stop.check()
        if calls[0].route.api in self._pace.spent:
            return [SPENT] * len(calls)
        answers = [Response(0, reason=UNSENT)] * len(calls)
        left = list(range(len(calls)))
        for attempt in range(1 if self._down else ATTEMPTS):
            if attempt:
                self._pace.sleep(2 ** (attempt - 1) + self._pace.jitter())
                before_resending()
            with self._pace.stop.unbroken():  # what was sent is answered
                for index, answer in zip(left, self._once([calls[i] for i in left]), strict=True):
                    answers[index] = answer
            left = [i for i in left if should_retry(calls[i], answers[i], attempt)]
            if not left or self._pace.stop.requested:
                break
        self._down = any(answer.reason == UNSENT for answer in answers)
        if any(classify(answer) is VendorCode.QUOTA_SPENT for answer in answers):
            self._pace.spent.add(calls[0].route.api)
        return answers

    def _once(self, calls: Sequence[Call]) -> list[Response]:
        """Sends one batch once; if all of it fails, each call gets that failure as its answer."""
        failure = self._signed_in()
        if failure is not None:
            return [failure] * len(calls)
        route = calls[0].route
        for name in route.budgets:
            self._pace.pacer.take(name, len(calls))
        if self._pace.stop.requested:
            return [Response(0, reason=UNSENT)] * len(calls)
        self.tally.batches[route.api.value] += 1
        for call in calls:
            self.tally.calls[call.route.name] += 1
        try:
            return self._batch(calls)
        except Exception as error:  # noqa: BLE001  what Google's client raises is not documented
            return [_failure(error)] * len(calls)

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
        pairs = zip(calls, answers, strict=True)
        return [answer.understood(call.route.answer) for call, answer in pairs]

    def _signed_in(self) -> Response | None:
        """Fetches a token if there is no valid one; the failure as an answer, or None."""
        if self._credentials.valid:
            return None
        failure = self.sign_in()
        if failure is None:
            return None
        if failure is SignInFailure.UNREACHABLE:
            return Response(0, reason=UNSENT)
        return Response(401, reason=NOT_SIGNED_IN)

    def sign_in(self) -> SignInFailure | None:
        """Fetches a new token; why there is none, or None."""
        try:
            self._credentials.refresh(google_request(self._transport))
        except (UnsentError, LostAnswerError):
            return SignInFailure.UNREACHABLE
        except Exception as error:  # noqa: BLE001  google-auth reads whatever was answered
            return classify_sign_in(error)
        return None if _usable(self._credentials.token) else SignInFailure.UNKNOWN


def _failure(error: Exception) -> Response:
    """What the calls of a batch are answered that failed as a whole."""
    if isinstance(error, HttpError) and not isinstance(error, BatchError):
        return error_response(error.resp.status, error.content)
    if isinstance(error, UnsentError):
        return Response(0, reason=UNSENT)
    # Anything else, a BatchError with status 200 too: no complete multipart, so nothing is known.
    lost = isinstance(error, OSError | GoogleAuthError)
    return Response(0, reason=LOST if lost else MALFORMED)


def _usable(token: object) -> bool:
    """Whether it can stand in a header."""
    return isinstance(token, str) and token.isascii() and token.isprintable() and bool(token)


def _nothing() -> None:
    """Reads need no lease."""
