"""What the provider says to people while it works, by way of the engine."""

from __future__ import annotations

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc


class EngineLog:
    """The engine's own service, at the address that it gave the provider."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def warn(self, urn: str, text: str) -> None:
        """Shows a warning beside a resource."""
        await self._log(engine_pb2.WARNING, urn, text)

    async def error(self, urn: str, text: str) -> None:
        """Shows an error beside a resource, which goes on all the same."""
        await self._log(engine_pb2.ERROR, urn, text)

    async def _log(self, severity: int, urn: str, text: str) -> None:
        async with grpc.aio.insecure_channel(self.address) as channel:
            request = engine_pb2.LogRequest(severity=severity, message=text, urn=urn)
            await engine_pb2_grpc.EngineStub(channel).Log(request)
