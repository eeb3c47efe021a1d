"""The vendor's own client over the handler itself: no server, no socket, a clock of the test's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httplib2
from googleapiclient.discovery import build_from_document

from reconciler.simulator.exchange import Request
from reconciler.simulator.google import GoogleTenant, handle
from tests.simulator.google.checks import DOCUMENTS, client_document
from tests.simulator.google.worlds import Clients

BASE = "http://localhost"


class LocalHttp:
    """Speaks as httplib2.Http does and carries every request to a tenant's handler."""

    def __init__(self, tenant: GoogleTenant, rights: frozenset[str] | None = None) -> None:
        self.tenant = tenant
        self.rights = rights

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[httplib2.Response, bytes]:
        """The answer's head and its bytes."""
        parts = urlsplit(uri)
        asked = Request(
            method=method,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in (headers or {}).items()},
            body=body.encode() if isinstance(body, str) else body or b"",
            rights=self.rights,
            base=BASE,
        )
        answer = handle(self.tenant, asked)
        head = httplib2.Response({"status": str(answer.status), **_lower(answer.headers)})
        content = answer.body
        if not isinstance(content, bytes):
            content = b"" if content is None else json.dumps(content).encode()
        return head, content

    def close(self) -> None:
        """Nothing to close."""


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def local_clients(tenant: GoogleTenant) -> Clients:
    """The vendor's services for this tenant, with every right."""
    http = LocalHttp(tenant)
    moved = (client_document(name) | {"rootUrl": BASE + "/"} for name in DOCUMENTS)
    return Clients(*(build_from_document(one, http=http) for one in moved))


def plain(
    tenant: GoogleTenant, method: str, path: str, body: Any = None, **query: Any
) -> tuple[int, Any]:
    """A call without the client: status and JSON answer; a body of bytes goes as it is."""
    content = body if isinstance(body, bytes | None) else json.dumps(body)
    uri = f"{BASE}{path}?{urlencode(query)}" if query else BASE + path
    head, answer = LocalHttp(tenant).request(uri, method, content)
    return head.status, json.loads(answer) if answer else None
