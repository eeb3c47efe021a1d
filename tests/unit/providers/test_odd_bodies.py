"""Bodies that are too long, too short or packed too well, and token endpoints that are none."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Mapping
from http.client import IncompleteRead
from pathlib import Path
from typing import Any

import httplib2
import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import crypt
from google.oauth2 import service_account

from reconciler.errors import TenantError
from reconciler.model.observation import Scope
from reconciler.providers.base import VendorCode
from reconciler.providers.google import http as google_http
from reconciler.providers.google.client import ClientDeps
from reconciler.providers.google.http import Transport
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.microsoft import http as graph_http
from tests.unit.providers.google import fakes as google
from tests.unit.providers.microsoft import fakes as graph

LIMIT = 1_000


class Wire:
    """A socket that has received these bytes."""

    def __init__(self, head: str, body: bytes) -> None:
        self.received = f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body

    def makefile(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self.received)


def read(head: str, body: bytes) -> bytes:
    """What our connection to Google makes of an answer."""
    response = google_http._Bounded(Wire(head, body))  # type: ignore[arg-type]
    response.begin()
    return response.read()


@pytest.fixture
def _low(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(google_http, "MOST_BYTES", LIMIT)
    monkeypatch.setattr(graph_http, "MOST_BYTES", LIMIT)


@pytest.mark.usefixtures("_low")
@pytest.mark.parametrize("size", [0, 1, LIMIT - 1, LIMIT])
def test_what_is_as_long_as_may_be_is_read(size: int) -> None:
    """With its length, without it, and in chunks."""
    body = b"x" * size
    assert read(f"Content-Length: {size}", body) == body
    assert read("Connection: close", body) == body
    chunks = f"{size:x}\r\n".encode() + body + b"\r\n0\r\n\r\n" if size else b"0\r\n\r\n"
    assert read("Transfer-Encoding: chunked", chunks) == body


@pytest.mark.usefixtures("_low")
@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"Content-Length: {LIMIT + 1}", b"x" * (LIMIT + 1)),
        ("Connection: close", b"x" * (LIMIT + 1)),
        ("Transfer-Encoding: chunked", b"7d0\r\n" + b"x" * 2_000 + b"\r\n0\r\n\r\n"),
        ("Content-Length: 100", b"x" * 99),
        ("Transfer-Encoding: chunked", b"64\r\nxx"),
    ],
)
def test_what_is_longer_or_ends_too_early_is_no_answer(head: str, body: bytes) -> None:
    """A body that is cut may still be JSON by accident."""
    with pytest.raises(IncompleteRead):
        read(head, body)


def look(folder: Path, *answers: httpx.Response, token: httpx.Response | None = None) -> list[str]:
    """The codes of a look at a Graph that answers so."""
    fake = graph.FakeGraph(complete=list(answers), token=token)
    with graph.provider(fake, folder) as made, pytest.raises(TenantError) as caught:
        made.observe(Scope())
    return [fault.code for fault in caught.value.faults]


@pytest.mark.usefixtures("_low")
def test_an_answer_of_graph_that_unpacks_to_too_much_is_lost(tmp_path: Path) -> None:
    """A thousandth of it travels."""
    bomb = gzip.compress(b"x" * (LIMIT * 100))
    packed = [
        httpx.Response(200, headers={"content-encoding": "gzip"}, content=bomb) for _ in range(9)
    ]
    assert look(tmp_path, *packed) == [VendorCode.UNKNOWN_ANSWER]


@pytest.mark.usefixtures("_low")
def test_an_answer_of_graph_that_does_not_end_is_lost(tmp_path: Path) -> None:
    """It is read as far as any answer goes."""
    read_so_far: list[int] = []

    async def endless() -> Any:
        while True:
            read_so_far.append(1)
            yield b"x" * 100

    packed = [httpx.Response(200, content=endless()) for _ in range(9)]
    assert look(tmp_path, *packed) == [VendorCode.UNKNOWN_ANSWER]
    assert len(read_so_far) < 9 * 20


PAGES = [b"<html>", b"", b"null", b'"x"', b"[" * 100_000, b"\xff", b'{"access_token": 1}']
PAGES += [b'{"access_token": "a\\nb", "expires_in": 3600}', b'{"access_token": "a"}']


@pytest.mark.parametrize("page", PAGES)
def test_a_token_endpoint_of_microsoft_that_is_none_is_a_failed_sign_in(
    tmp_path: Path, page: bytes
) -> None:
    """That tenant's, by name."""
    assert look(tmp_path, token=httpx.Response(200, content=page)) == [VendorCode.UNAUTHENTICATED]


class Page(Transport):
    """Answers every request with one page."""

    def __init__(self, page: bytes) -> None:
        self.page = page

    def request(self, uri: str, *_: Any, **__: Any) -> tuple[Any, bytes]:
        """To the token endpoint."""
        assert uri.endswith("/token")
        return httplib2.Response({"status": "200"}), self.page

    def close(self) -> None:
        """There is no connection."""


@pytest.fixture(scope="module")
def signer() -> Any:
    """A key of nobody."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return crypt.RSASigner.from_string(pem.decode())


@pytest.mark.parametrize(
    "page", [*PAGES[:-1], json.dumps({"access_token": "a", "expires_in": "soon"}).encode()]
)
def test_a_token_endpoint_of_google_that_is_none_is_a_failed_sign_in(
    page: bytes, signer: Any
) -> None:
    """Signing in is Google's own code, which takes a page for a token or fails by any name."""

    def made(*_: Any) -> Any:
        return service_account.Credentials(signer, "x@y", f"{google.BASE}/token", scopes=["s"])

    clock = google.Clock()
    around: Mapping[str, Any] = {"clock": lambda: clock.now, "sleep": clock.sleep}
    provider = GoogleProvider(
        google.TENANT, ClientDeps(**around, transport=lambda: Page(page), credentials=made)
    )
    with pytest.raises(TenantError) as caught:
        provider.observe(Scope())
    (fault,) = caught.value.faults
    assert fault.facts["tenant"] == google.TENANT.alias
    assert fault.code == VendorCode.UNAUTHENTICATED
