"""Graph over the SDK's request adapter, always by $batch: paced, sent again where that is safe."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
from azure.core.exceptions import AzureError, ClientAuthenticationError
from kiota_abstractions.method import Method
from kiota_abstractions.native_response_handler import NativeResponseHandler
from kiota_abstractions.request_information import RequestInformation
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from kiota_http.middleware.options import ResponseHandlerOption
from msgraph.graph_request_adapter import GraphRequestAdapter

from reconciler.errors import TenantError
from reconciler.model.observation import RouteCount
from reconciler.model.stopping import StopSignal, process_stop
from reconciler.model.tenant import Tenant
from reconciler.providers.base import VendorCode, vendor_fault
from reconciler.providers.microsoft.api import AUDITS
from reconciler.providers.microsoft.calls import VERSION, Call
from reconciler.providers.microsoft.credentials import SCOPE, Credential, credential_for
from reconciler.providers.microsoft.errors import SignInFailure, SignInRefusal, classify_sign_in
from reconciler.providers.microsoft.http import sdk_client
from reconciler.providers.microsoft.limits import BATCH, LIMITS, READ, REPORTS, WRITE
from reconciler.providers.microsoft.response import CallStatus, Response
from reconciler.providers.microsoft.retry import NOT_FOUND_ATTEMPTS, backoff, should_retry
from reconciler.providers.pacing import CallWindows, Pacer, budgets_of
from reconciler.providers.shapes import MalformedError, Record, a_list, count, parsed, text

T = TypeVar("T")

READER = "reader"
WRITER = "writer"
_HOST = "https://graph.microsoft.com"
_SIDE_BY_SIDE = 4
_BATCH_ROUTE = "POST /$batch"


@dataclass(frozen=True, slots=True)
class ClientDeps:
    """What reaches outside the process; tests inject their own."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = process_stop().sleep
    transport: httpx.AsyncBaseTransport | None = None
    quotas: CallWindows | None = None
    """The quotas of all providers; None: this tenant's alone."""
    stop: StopSignal = field(default_factory=process_stop)


class Client:
    """One tenant's Graph. It runs its own event loop; for one thread at a time."""

    def __init__(self, tenant: Tenant, deps: ClientDeps) -> None:
        self._tenant = tenant
        self._deps = deps
        self._base = f"{(tenant.endpoint or _HOST).rstrip('/')}{VERSION}"
        self._pacers = {duty: self._pacer(duty) for duty in (READER, WRITER)}
        self._runner = asyncio.Runner()
        self._client: httpx.AsyncClient | None = None
        self._transports: tuple[httpx.AsyncBaseTransport, ...] = ()
        self._adapters: dict[str, GraphRequestAdapter] = {}
        self._by_duty: dict[str, Credential] = {}
        self._calls: Counter[str] = Counter()

    def send(
        self,
        duty: str,
        calls: Sequence[Call],
        before_resending: Callable[[], None] = lambda: None,
    ) -> list[Response]:
        """Every call's answer, in order; 429 and what else may be repeated is sent again.

        TenantError when the stack's credentials cannot be used at all. StoppedError where nothing
        more may be sent, before any of it is. What `before_resending` raises is passed on.
        """
        self._deps.stop.check()
        answers = [Response(0, call_status=CallStatus.UNSENT)] * len(calls)
        pending = list(range(len(calls)))
        for attempt in range(NOT_FOUND_ATTEMPTS):
            if self._deps.stop.requested and attempt:
                break
            if not pending:
                break
            if attempt:
                self._deps.sleep(backoff(attempt, [answers[place] for place in pending]))
                before_resending()
            just_created = self._run(self._round(duty, [calls[place] for place in pending]))
            for place, answer in zip(pending, just_created, strict=True):
                answers[place] = answer
            pending = [one for one in pending if should_retry(calls[one], answers[one], attempt)]
        return answers

    def partition(self, calls: Sequence[Call]) -> list[list[list[int]]]:
        """The indexes by batch, and the batches that `send` lets travel side by side in a row."""
        places = range(len(calls))
        batches = [list(places[start : start + BATCH]) for start in places[::BATCH]]
        rows = range(0, len(batches), _SIDE_BY_SIDE)
        return [batches[start : start + _SIDE_BY_SIDE] for start in rows]

    def requests(self) -> tuple[RouteCount, ...]:
        """Inner calls by route, and the batches that carried them, sorted by route."""
        return tuple(
            RouteCount(route, 0, count) if route == _BATCH_ROUTE else RouteCount(route, count, 0)
            for route, count in sorted(self._calls.items())
        )

    def token(self, duty: str) -> str | SignInRefusal:
        """A new token of a duty, which nothing is asked with; or why there is none."""
        return self._run(self._token(duty))

    async def _token(self, duty: str) -> str | SignInRefusal:
        self._adapter(duty)
        try:
            given = self._by_duty[duty].get_token(SCOPE)
            found = (await given) if isawaitable(given) else given
        except ClientAuthenticationError as error:
            return classify_sign_in(error)
        except (AzureError, httpx.HTTPError):
            return SignInRefusal(SignInFailure.UNREACHABLE)
        return str(found.token)

    def pause(self, seconds: float) -> None:
        """Waits."""
        self._deps.sleep(seconds)

    def reference(self, kind: str, subject: str) -> str:
        """An object's address as links name it: kind is 'users', 'groups' or 'directoryObjects'."""
        return f"{self._base}/{kind}/{subject}"

    def close(self) -> None:
        """Lets the connections go; a later call makes new ones."""
        for transport in self._transports:
            self._run(transport.aclose())
        for credential in self._by_duty.values():
            credential.close()
        self._client, self._transports = None, ()
        self._adapters, self._by_duty = {}, {}
        self._runner.close()
        self._runner = asyncio.Runner()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """A loop that an exception of a signal leaves half run can be neither used nor closed."""
        with self._deps.stop.unbroken():
            return self._runner.run(work)

    async def _round(self, duty: str, calls: Sequence[Call]) -> list[Response]:
        self._adapter(duty)
        gate = asyncio.Semaphore(_SIDE_BY_SIDE)
        chunks = [calls[start : start + BATCH] for start in range(0, len(calls), BATCH)]
        parts = await asyncio.gather(*(self._batch(duty, gate, chunk) for chunk in chunks))
        return [answer for part in parts for answer in part]

    async def _batch(
        self, duty: str, gate: asyncio.Semaphore, chunk: Sequence[Call]
    ) -> list[Response]:
        async with gate:
            self._spend(self._pacers[duty], chunk)
            if self._deps.stop.requested:
                return [Response(0, call_status=CallStatus.UNSENT)] * len(chunk)
            try:
                response = await self._adapters[duty].send_primitive_async(
                    _envelope(chunk), "bytes", None
                )
            except ClientAuthenticationError:
                return [Response(401, {"error": {"code": "SignInFailed"}})] * len(chunk)
            except (AzureError, httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
                return [Response(0, call_status=CallStatus.UNSENT)] * len(chunk)
            except httpx.TransportError:
                return [Response(0, call_status=CallStatus.LOST)] * len(chunk)
            except Exception:  # noqa: BLE001  what httpx and the SDK raise of nonsense is theirs
                return [Response(0, call_status=CallStatus.MALFORMED)] * len(chunk)
            return _opened(response, chunk)

    def _spend(self, pacer: Pacer, chunk: Sequence[Call]) -> None:
        pacer.take(READ, sum(call.cost for call in chunk))
        writes = sum(not call.reads for call in chunk)
        if writes:
            pacer.take(WRITE, writes)
        reports = sum(call.route == AUDITS for call in chunk)
        if reports:
            pacer.take(REPORTS, reports)
        self._calls.update(f"{call.method} {call.route}" for call in chunk)
        self._calls[_BATCH_ROUTE] += 1

    def _pacer(self, duty: str) -> Pacer:
        """Graph counts by app and tenant, and the two duties sign in as two apps."""
        tenant = self._tenant
        return Pacer(
            budgets_of(tenant, LIMITS.budgets),
            self._deps.clock,
            self._deps.sleep,
            windows=LIMITS.windows,
            keys=dict.fromkeys(LIMITS.budgets, (tenant.vendor_id, duty)),
            pool=self._deps.quotas,
        )

    def _adapter(self, duty: str) -> GraphRequestAdapter:
        if duty not in self._adapters:
            try:
                self._adapters[duty] = self._made(duty)
            except (KeyError, OSError, ValueError) as error:
                answer = Response(0, {"error": {"code": type(error).__name__}})
                alias = self._tenant.alias
                found = vendor_fault(alias, VendorCode.UNAUTHENTICATED, duty, answer)
                raise TenantError([found]) from error
        return self._adapters[duty]

    def _made(self, duty: str) -> GraphRequestAdapter:
        if self._client is None:
            self._client, self._transports = sdk_client(self._base, self._deps.transport)
        client = self._client
        credential = credential_for(self._tenant, duty, client, self._deps.clock)
        self._by_duty[duty] = credential
        host = urlsplit(self._base).hostname
        signer = AzureIdentityAuthenticationProvider(
            credential, scopes=[SCOPE], allowed_hosts=[host]
        )
        adapter = GraphRequestAdapter(signer, client)
        adapter.base_url = self._base
        return adapter


def _envelope(chunk: Sequence[Call]) -> Any:
    # msgraph_core's batch module needs a package that it does not declare, and writes
    # `depends_on`; seen 2026-11 in 1.5.2. So the envelope is ours and only travels by the SDK.
    request = RequestInformation(Method.POST, "{+baseurl}/$batch", {})
    content = {"requests": [_entry(place, call) for place, call in enumerate(chunk)]}
    request.set_stream_content(json.dumps(content).encode(), "application/json")
    request.headers.try_add("Accept", "application/json")
    request.add_request_options([ResponseHandlerOption(NativeResponseHandler())])
    return request


def _entry(place: int, call: Call) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": str(place), "method": call.method, "url": call.path}
    headers = dict(call.headers)
    if call.body is not None:
        headers["Content-Type"] = "application/json"
        entry["body"] = call.body
    return {**entry, "headers": headers} if headers else entry


def _opened(response: httpx.Response, chunk: Sequence[Call]) -> list[Response]:
    """The inner answers by place; what is not among them is lost, what is no answer malformed."""
    try:
        body = parsed(response.content)
    except MalformedError:
        body = None
    if response.status_code != httpx.codes.OK:
        batch_response = Response(response.status_code, body, _lower(response.headers))
        return [batch_response] * len(chunk)
    if not _ENVELOPE(body):
        return [Response(0, call_status=CallStatus.MALFORMED)] * len(chunk)
    found = {item["id"]: item for item in body["responses"]}
    return [_inner(found.get(str(place)), call) for place, call in enumerate(chunk)]


_ENVELOPE = Record({"responses": a_list(Record({"id": text, "status": count}))})


def _inner(item: Mapping[str, Any] | None, call: Call) -> Response:
    if item is None:
        return Response(0, call_status=CallStatus.LOST)
    answer = Response(item["status"], item.get("body"), _lower(item.get("headers")))
    return answer.understood(call.answer)


def _lower(headers: object) -> dict[str, str]:
    items = headers.items() if isinstance(headers, Mapping) else ()
    return {str(name).lower(): str(value) for name, value in items}
