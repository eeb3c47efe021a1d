"""Discovery documents: found at both addresses, and true about where they were found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import googleapiclient
import pytest

from reconciler.simulator.entry import Listeners
from tests.simulator.core.world import Site
from tests.simulator.fronts.calls import straight, through

SHIPPED = Path(googleapiclient.__path__[0]) / "discovery_cache" / "documents"
ADDRESSES = [
    ("admin.googleapis.com/$discovery/rest?version=directory_v1", "admin.directory_v1"),
    ("admin.googleapis.com/$discovery/rest?version=reports_v1", "admin.reports_v1"),
    ("licensing.googleapis.com/$discovery/rest?version=v1", "licensing.v1"),
    ("groupssettings.googleapis.com/$discovery/rest?version=v1", "groupssettings.v1"),
    ("www.googleapis.com/discovery/v1/apis/admin/directory_v1/rest", "admin.directory_v1"),
    ("www.googleapis.com/discovery/v1/apis/licensing/v1/rest", "licensing.v1"),
]


@pytest.mark.parametrize(("address", "name"), ADDRESSES)
def test_a_vendors_host_gives_the_vendors_document(
    listeners: Listeners, address: str, name: str
) -> None:
    """Word for word: `v1` alone is another API at another host."""
    answer = through(listeners, "GET", f"https://{address}")
    assert answer.status == 200
    assert answer.body == _shipped(name)


LOOPBACK = [
    ("/$discovery/rest?version=directory_v1", "admin.directory_v1"),
    ("/discovery/v1/apis/groupssettings/v1/rest", "groupssettings.v1"),
]


@pytest.mark.parametrize(("path", "name"), LOOPBACK)
def test_loopback_gives_a_document_of_loopback(listeners: Listeners, path: str, name: str) -> None:
    """No address of the vendor is left in it, so that batches come here as well."""
    shipped = _shipped(name)
    for base, body in (
        (listeners.base, Site(listeners.base).call("GET", path)[1]),
        (listeners.tls, straight(listeners, "GET", path).body),
    ):
        roots = {"rootUrl": f"{base}/", "mtlsRootUrl": f"{base}/"}
        assert body == shipped | roots | {"baseUrl": f"{base}/{shipped['servicePath']}"}


UNKNOWN = [
    "/$discovery/rest?version=v1",
    "/$discovery/rest",
    "/discovery/v1/apis/drive/v3/rest",
    "/discovery/v1/apis/admin/..%2Flicensing.v1/rest",
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_is_not_modelled_has_no_document(listeners: Listeners, path: str) -> None:
    """404 in Google's shape; on loopback `v1` alone could be either of two."""
    status, body = Site(listeners.base).call("GET", path)
    assert (status, body["error"]["code"]) == (404, 404)


def _shipped(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SHIPPED / f"{name}.json").read_text("utf-8"))
    return found
