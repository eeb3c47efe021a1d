"""Servers on loopback: one that stands before a code host, one that has the lists of people."""

from __future__ import annotations

import io
import tarfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

ROSTERS_TOKEN = "canary-rosters-0123456789abcdef"


@dataclass
class Recorder:
    """Stands before the code host: keeps every request, and answers in its place when told to."""

    target: str
    url: str = ""
    requests: list[tuple[str, str, bytes]] = field(default_factory=list)
    trouble: Callable[[str, str], tuple[int, dict[str, str]] | None] = lambda _method, _path: None

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Passes a request on."""
        size = int(handler.headers.get("Content-Length", 0))
        body = handler.rfile.read(size)
        self.requests.append((handler.command, handler.path, body))
        instead = self.trouble(handler.command, handler.path)
        if instead is not None:
            reply(handler, instead[0], instead[1], b"")
            return
        kept = {k: v for k, v in handler.headers.items() if k.lower() not in _HOP}
        done = self.passed_on(
            httpx.Request(
                handler.command, f"{self.target}{handler.path}", content=body, headers=kept
            )
        )
        headers = {k: v for k, v in done.headers.items() if k.lower() not in _HOP}
        reply(handler, done.status_code, headers, done.content)

    def passed_on(self, request: httpx.Request) -> httpx.Response:
        """What stands behind it answers."""
        with httpx.Client(timeout=60, follow_redirects=False) as client:
            return client.send(request)


_HOP = ("host", "connection", "content-length", "transfer-encoding", "content-encoding")


def reply(
    handler: BaseHTTPRequestHandler, status: int, headers: Mapping[str, str], body: bytes
) -> None:
    """Answers a request."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def recording(recorder: Recorder) -> Iterator[Recorder]:
    """It on a free port, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def _pass(self) -> None:
            recorder.answer(self)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _pass  # noqa: N815  their names

        def log_message(self, *_: Any) -> None:
            """Prints nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        recorder.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield recorder
        finally:
            server.shutdown()


@contextmanager
def lists_served(folder: Path) -> Iterator[str]:
    """The folder of lists as one archive, packed anew for each request with the right token."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.headers.get("Authorization") != f"Bearer {ROSTERS_TOKEN}":
                reply(self, 403, {}, b"")
                return
            packed = io.BytesIO()
            with tarfile.open(fileobj=packed, mode="w:gz") as archive:
                archive.add(folder, arcname=".")
            reply(self, 200, {}, packed.getvalue())

        def log_message(self, *_: Any) -> None:
            """Prints nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/lists.tar.gz"
        finally:
            server.shutdown()
