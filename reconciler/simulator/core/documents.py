"""Google's discovery documents, as its own Python client ships them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from reconciler.simulator.core.hosts import vendor_host
from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.google.errors import error_body

_APIS = frozenset(
    {
        ("admin", "directory_v1"),
        ("admin", "reports_v1"),
        ("licensing", "v1"),
        ("groupssettings", "v1"),
    }
)
_OF_VERSION: Mapping[str, str] = MappingProxyType({"directory_v1": "admin", "reports_v1": "admin"})
_BY_HOST = "/$discovery/rest"
_BY_NAME = re.compile(r"/discovery/v1/apis/([^/]+)/([^/]+)/rest")


def document(request: Request) -> Response | None:
    """The document that the call asks for, or 404; None for a call that asks for none.

    Under a vendor's host it names the vendor's own addresses, else those of the caller, so that
    a client built from it stays on loopback, batches included.
    """
    host = vendor_host(request)
    match = _BY_NAME.fullmatch(request.path)
    if match is not None:
        wanted = (match[1], match[2])
    elif request.path == _BY_HOST:
        version = request.query.get("version", "")
        wanted = (host.partition(".")[0] or _OF_VERSION.get(version, ""), version)
    else:
        return None
    if request.method != "GET" or wanted not in _APIS:
        # On loopback `v1` alone would be two APIs; /discovery/v1/apis/ tells them apart.
        message = f"Discovery document not found for API {wanted[0] or '?'}, version {wanted[1]}."
        return Response(404, error_body(404, "notFound", message))
    content = _content(*wanted, "" if host else f"{request.base}/")
    return Response(200, content, {"Content-Type": "application/json; charset=UTF-8"})


@lru_cache(maxsize=32)
def _content(api: str, version: str, root: str) -> bytes:
    raw = (_folder() / f"{api}.{version}.json").read_bytes()
    if not root:
        return raw
    found = json.loads(raw)
    found |= {"rootUrl": root, "mtlsRootUrl": root, "baseUrl": root + found["servicePath"]}
    return json.dumps(found).encode()


def _folder() -> Path:
    # Found without importing it: the client's own imports would slow each start.
    spec = find_spec("googleapiclient")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("google-api-python-client ships the discovery documents")
    return Path(spec.origin).parent / "discovery_cache" / "documents"
