"""Calls through the proxy, or straight to the TLS front, that trust the simulator's authority."""

from __future__ import annotations

import json
import socket
import ssl
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from http.client import HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from reconciler.simulator.entry import Listeners

SECONDS = 20
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON body."""

    status: int
    body: Any


def through(listeners: Listeners, method: str, url: str, **given: Any) -> Answer:
    """A call of a vendor's own address by way of the proxy."""
    return _read(*_tunnelled(listeners, method, url, **given))


def raw(listeners: Listeners, method: str, url: str, **given: Any) -> str:
    """The same; the body as it came."""
    return _tunnelled(listeners, method, url, **given)[1].decode()


def straight(listeners: Listeners, method: str, path: str, **given: Any) -> Answer:
    """A call of the TLS front."""
    connection = HTTPSConnection(
        *_pair(listeners.tls), context=trusting(listeners), timeout=SECONDS
    )
    return _read(*_answer(connection, method, path, **given))


def trusting(listeners: Listeners) -> ssl.SSLContext:
    """Trusts the simulator's authority, and none besides."""
    return ssl.create_default_context(cafile=listeners.ca)


def spoken(address: str, text: str) -> str:
    """What comes back for these words until the other side hangs up."""
    with socket.create_connection(_pair(address), SECONDS) as connection:
        connection.sendall(text.encode())
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts).decode()


def granted(listeners: Listeners, **form: str) -> Answer:
    """The answer of Google's token endpoint."""
    url = "https://oauth2.googleapis.com/token"
    return through(listeners, "POST", url, body=urlencode(form), headers=FORM)


def bearing(token: str) -> dict[str, str]:
    """The header of a bearer token."""
    return {"Authorization": f"Bearer {token}"}


def number(text: str) -> int:
    """The whole number that a JSON Web Key writes as base64."""
    return int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def _tunnelled(listeners: Listeners, method: str, url: str, **given: Any) -> tuple[int, bytes]:
    place = urlsplit(url)
    connection = HTTPSConnection(
        *_pair(listeners.proxy), context=trusting(listeners), timeout=SECONDS
    )
    connection.set_tunnel(place.netloc)
    return _answer(connection, method, url.removeprefix(f"https://{place.netloc}"), **given)


def _answer(connection: HTTPSConnection, method: str, path: str, **given: Any) -> tuple[int, bytes]:
    try:
        connection.request(method, path, **given)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _read(status: int, text: bytes) -> Answer:
    return Answer(status, json.loads(text) if text else None)


def _pair(address: str) -> tuple[str, int]:
    place = urlsplit(address)
    assert place.hostname
    assert place.port
    return place.hostname, place.port
