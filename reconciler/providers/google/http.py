"""The connection: httplib2, but each request is sent once, and each failure has its own error."""

from __future__ import annotations

import select
import socket
from collections.abc import Mapping
from http.client import BadStatusLine, HTTPConnection, HTTPResponse, IncompleteRead
from typing import Any

import httplib2

from reconciler.providers.shapes import MOST_BYTES

TIMEOUT = 300.0
"""Seconds: Google may take minutes over a batch of 1,000 writes."""


class UnsentError(OSError):
    """The request never left: no connection could be made."""


class LostAnswerError(OSError):
    """The request left, and no whole answer came back."""


class _Bounded(HTTPResponse):
    def read(self, amt: int | None = None) -> bytes:
        """As HTTPResponse does; what is longer than any answer of ours is not read to its end."""
        if amt is not None:
            return super().read(amt)
        content = super().read(MOST_BYTES)
        if self.length or (not self.isclosed() and super().read(1)):
            # Shorter than it says, which http.client tells of whole reads only, or too long.
            self.close()
            raise IncompleteRead(content)
        return content


class _Once(HTTPConnection):
    response_class = _Bounded

    # httplib2 0.32 quietly sends again when a connection ends without an answer, writes too. It
    # does so for BadStatusLine only, so that error is not let through.

    def connect(self) -> None:
        try:
            super().connect()
        except OSError as error:
            raise UnsentError(str(error)) from error

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is not None and _ended(self.sock):
            self.close()
        super().request(*args, **kwargs)

    def getresponse(self) -> Any:
        try:
            return super().getresponse()
        except BadStatusLine as error:
            raise LostAnswerError(str(error)) from error


class _OnceHttp(_Once, httplib2.HTTPConnectionWithTimeout):  # type: ignore[misc]
    pass


class _OnceHttps(_Once, httplib2.HTTPSConnectionWithTimeout):  # type: ignore[misc]
    pass


def _ended(sock: socket.socket) -> bool:
    """Whether the other side closed an idle connection; then a new one costs nothing."""
    readable, _, _ = select.select([sock], [], [], 0)
    return bool(readable)


class Transport:
    """One kept-alive connection a host. Raises UnsentError or LostAnswerError, nothing else."""

    def __init__(self) -> None:
        self._http = httplib2.Http(timeout=TIMEOUT, decode_limit_hard=MOST_BYTES)
        self._http.follow_redirects = False

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[Any, bytes]:
        """Sends once; (httplib2's response, body)."""
        kind = _OnceHttps if uri.startswith("https:") else _OnceHttp
        sent = dict(headers or {})
        try:
            response, content = self._http.request(
                uri, method, body=body, headers=sent, connection_type=kind
            )
        except UnsentError:
            self.close()
            raise
        except Exception as error:  # what httplib2 raises of nonsense is not documented
            self.close()
            raise LostAnswerError(str(error)) from error
        return response, content

    def close(self) -> None:
        """Lets the connections go; a later request makes new ones."""
        self._http.close()
