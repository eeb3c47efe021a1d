"""The connection: the SDK's own httpx pipeline, without retries of its own."""

from __future__ import annotations

import httpx
from kiota_http.middleware.options import RetryHandlerOption
from msgraph.graph_request_adapter import options as sdk_options
from msgraph_core import GraphClientFactory

from reconciler.providers.shapes import MOST_BYTES

Transports = tuple[httpx.AsyncBaseTransport, ...]


def sdk_client(
    base: str, transport: httpx.AsyncBaseTransport | None
) -> tuple[httpx.AsyncClient, Transports]:
    """The SDK's client for a base URL, and the transports that its owner has to close."""
    plain = _plain(base, transport)
    # The pipeline that is put around these does not close them; msgraph-core 1.5.2, 2026-11.
    mounts = [mount for mount in plain._mounts.values() if mount]  # noqa: SLF001
    transports = (plain._transport, *mounts)  # noqa: SLF001
    # The SDK's retries sleep by themselves and send whole batches again.
    never = RetryHandlerOption(max_retries=0, should_retry=False)
    client = GraphClientFactory.create_with_default_middleware(
        client=plain, options={**sdk_options, RetryHandlerOption.get_key(): never}
    )
    return client, transports


def _plain(base: str, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """A client; certificates are only read, in about 20 ms, where they are used."""
    secure = base.startswith("https:")
    timeout = httpx.Timeout(100, connect=30)
    # A stand-in on loopback is never behind the proxy that the environment names.
    return httpx.AsyncClient(
        timeout=timeout,
        http2=secure,
        verify=secure,
        trust_env=secure,
        transport=transport,
        event_hooks={"response": [_read_bounded]},
    )


async def _read_bounded(response: httpx.Response) -> None:
    """Reads the body, unpacked, up to what is longer than any answer of ours."""
    parts: list[bytes] = []
    length = 0
    async for part in response.aiter_bytes():
        length += len(part)
        if length > MOST_BYTES:
            await response.aclose()
            raise httpx.ReadError("too long")
        parts.append(part)
    response._content = b"".join(parts)  # noqa: SLF001  httpx has no limit of its own
