"""What the provider says to people while it works, by way of the engine."""

from __future__ import annotations

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc


class Engine:
    """The engine's own service, at the address that it gave the provider."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def inform(self, urn: str, text: str) -> None:
        """Shows a text beside a resource; '' for the whole stack."""
        await self._log(engine_pb2.INFO, urn, text)

    async def warn(self, urn: str, text: str) -> None:
        """The same as a warning."""
        await self._log(engine_pb2.WARNING, urn, text)

    async def _log(self, severity: engine_pb2.LogSeverity.ValueType, urn: str, text: str) -> None:
        async with grpc.aio.insecure_channel(self.address) as channel:
            request = engine_pb2.LogRequest(severity=severity, message=text, urn=urn)
            await engine_pb2_grpc.EngineStub(channel).Log(request)
