"""The provider as the engine's plugin: served on loopback, with our errors as text.

The SDK alone would show them as Python exceptions. A school that was left half done is returned
with its state, so that the engine keeps it and the next update goes on from there.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import grpc
from pulumi.provider.experimental.property_value import PropertyValue
from pulumi.provider.experimental.server import ProviderServicer
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc, status_pb2

from reconciler.errors import ReconcilerError
from reconciler.pulumi.provider import PartialState, SchoolProvider

LARGEST = 400 * 1024 * 1024
"""Bytes of a message, as the engine itself has it."""
OPTIONS = (("grpc.max_receive_message_length", LARGEST), ("grpc.max_send_message_length", LARGEST))
WATCH = 1.0
"""Seconds between two looks whether the engine is still there."""
GRACE = 30.0
"""Seconds for what is being sent to come to its end."""
DETAILS = "grpc-status-details-bin"


async def serve(provider: SchoolProvider, version: str) -> None:
    """Serves on a free port, which is printed for the engine, until it ends or is gone."""
    server = grpc.aio.server(options=OPTIONS, interceptors=(ErrorInterceptor(provider),))
    servicer = ProviderServicer(sys.argv[1:], version, provider, provider.engine.address)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await _until_orphaned()
    await provider.cancel()
    await server.stop(GRACE)


async def _until_orphaned() -> None:
    """Waits until the engine is gone without a word: killed, or with a machine that went down."""
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110  nobody could set an event
        await asyncio.sleep(WATCH)


class ErrorInterceptor(grpc.aio.ServerInterceptor):  # type: ignore[misc]  # grpc has no types
    """Turns each error of ours into an answer that the engine shows."""

    def __init__(self, provider: SchoolProvider) -> None:
        self._provider = provider

    async def intercept_service(
        self, continuation: Callable[[Any], Awaitable[Any]], details: Any
    ) -> Any:
        """One method's handler, wrapped."""
        handler = await continuation(details)
        if handler is None or handler.unary_unary is None:
            return handler

        async def handle(request: Any, context: Any) -> Any:
            try:
                return await handler.unary_unary(request, context)
            except ReconcilerError as error:
                half = self._provider.partial_state(getattr(request, "urn", ""))
                if half is not None:
                    context.set_trailing_metadata(((DETAILS, _details(half)),))
                text = self._provider.words(error)
                return await context.abort(grpc.StatusCode.UNKNOWN, text)

        return grpc.unary_unary_rpc_method_handler(
            handle, handler.request_deserializer, handler.response_serializer
        )


def _details(half: PartialState) -> bytes:
    """What the engine reads off a failure to keep the resource all the same."""
    failed = provider_pb2.ErrorResourceInitFailed(
        id=half.id, properties=PropertyValue.marshal_map(half.properties), reasons=half.reasons
    )
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=half.reasons[0])
    status.details.add().Pack(failed)
    written: bytes = status.SerializeToString()
    return written
