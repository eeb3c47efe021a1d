"""A CONNECT proxy that goes nowhere: it is itself the vendors' hosts, and refuses all others."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from reconciler.simulator.core.hosts import HOSTS

_END = b"\r\n\r\n"
_LONGEST = 16_384


class Proxy(asyncio.Protocol):
    """One connection: reads a CONNECT, then hands the connection over to the server with TLS."""

    def __init__(self, server: Callable[[], asyncio.Protocol], context: ssl.SSLContext) -> None:
        self._server = server
        self._context = context
        self._head = b""
        self._transport: asyncio.Transport
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the connection."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Collects the request's head and answers it."""
        if self._transport.is_closing():
            return
        self._head += data
        if len(self._head) > _LONGEST:
            self._refuse("431 Request Header Fields Too Large", "the request's head is too long")
        elif self._head.partition(_END)[2]:
            self._refuse("400 Bad Request", "TLS begins after the answer to CONNECT")
        elif _END in self._head:
            self._answer(self._head.partition(b"\r\n")[0].decode("latin-1"))

    def _answer(self, line: str) -> None:
        method, _, rest = line.partition(" ")
        target = rest.partition(" ")[0]
        host, _, port = target.rpartition(":")
        if method != "CONNECT":
            self._refuse("403 Forbidden", f"the simulator takes CONNECT alone, not {method}")
        elif host.casefold() not in HOSTS or port != "443":
            known = ", ".join(f"{name}:443" for name in HOSTS)
            reason = f"the simulator does not stand in for {target}, only for {known}"
            self._refuse("403 Forbidden", reason)
        else:
            # The client's side of TLS may arrive before we are ready for it.
            self._transport.pause_reading()
            self._transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self._task = asyncio.get_running_loop().create_task(self._hand_over())

    def _refuse(self, status: str, reason: str) -> None:
        body = f"{reason}\n".encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        self._transport.write(head.encode() + body)
        self._transport.close()

    async def _hand_over(self) -> None:
        protocol = self._server()
        # A client that does not trust the authority hangs up; that is its own affair.
        with suppress(OSError):
            secured = await asyncio.get_running_loop().start_tls(
                self._transport, protocol, self._context, server_side=True
            )
            if secured is not None:
                protocol.connection_made(secured)
