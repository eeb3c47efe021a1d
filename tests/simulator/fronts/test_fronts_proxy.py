"""The proxy and the TLS front: which hosts they are, and which they refuse to be."""

from __future__ import annotations

import socket
import ssl
import statistics
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reconciler.simulator.entry import Listeners, ServeOptions, StartError, running, standing
from tests.simulator.core.world import GROUP, Site, write_seeds
from tests.simulator.fronts.calls import bearing, granted, raw, spoken, straight, through

GRAPH = "https://graph.microsoft.com"
REFRESH = {
    "grant_type": "refresh_token",
    "client_id": "x",
    "client_secret": "x",
    "refresh_token": "1//admin@north.example",
}
OWN_PLACES = [
    f"https://admin.googleapis.com{GROUP}",
    f"https://www.googleapis.com{GROUP}",
    "https://licensing.googleapis.com/apps/licensing/v1/product/101031/users?customerId=C0north",
    "https://groupssettings.googleapis.com/groups/v1/groups/staff@north.example",
    "https://www.googleapis.com/groups/v1/groups/staff@north.example",
]


@pytest.mark.parametrize("url", OWN_PLACES)
def test_the_vendors_hosts_are_answered(listeners: Listeners, url: str) -> None:
    """Over TLS, under the vendor's own name, with a certificate for that name."""
    token = granted(listeners, **REFRESH).body["access_token"]
    assert through(listeners, "GET", url, headers=bearing(token)).status == 200


STRANGE_PLACES = [
    ("https://licensing.googleapis.com", GROUP, 404),
    ("https://oauth2.googleapis.com", GROUP, 404),
    ("https://admin.googleapis.com", "/groups/v1/groups/staff@north.example", 404),
    ("https://admin.googleapis.com", "/simulator/tenants", 404),
    ("https://login.microsoftonline.com", "/v1.0/groups", 404),
    (GRAPH, GROUP, 400),
    (GRAPH, "/simulator/tenants", 400),
]


@pytest.mark.parametrize(("host", "path", "status"), STRANGE_PLACES)
def test_a_host_has_its_own_paths_alone(
    listeners: Listeners, host: str, path: str, status: int
) -> None:
    """A client that mixes up the vendors' hosts is told so; ours is under no vendor's name."""
    assert through(listeners, "GET", host + path).status == status


BATCHES = [
    ("https://admin.googleapis.com/batch", "200 OK"),
    ("https://www.googleapis.com/batch/admin/directory/v1", "200 OK"),
    ("https://licensing.googleapis.com/batch", "404 Not Found"),
]


@pytest.mark.parametrize(("url", "told"), BATCHES)
def test_a_batch_holds_calls_of_its_hosts_api_alone(
    listeners: Listeners, url: str, told: str
) -> None:
    """The same part, the same token: whose /batch it is, the host says."""
    token = granted(listeners, **REFRESH).body["access_token"]
    body = f"--x\nContent-Type: application/http\n\nGET {GROUP} HTTP/1.1\n\n\n--x--\n"
    headers = bearing(token) | {"Content-Type": "multipart/mixed; boundary=x"}
    answer = raw(listeners, "POST", url, body=body, headers=headers)
    assert f"HTTP/1.1 {told}" in answer


REFUSED = [
    ("CONNECT www.example.com:443 HTTP/1.1\r\n\r\n", "www.example.com:443"),
    ("CONNECT accounts.google.com:443 HTTP/1.1\r\n\r\n", "accounts.google.com:443"),
    ("CONNECT admin.googleapis.com:80 HTTP/1.1\r\n\r\n", "admin.googleapis.com:80"),
    ("CONNECT admin.googleapis.com.example:443 HTTP/1.1\r\n\r\n", "admin.googleapis.com.example"),
    ("GET http://www.example.com/ HTTP/1.1\r\nHost: www.example.com\r\n\r\n", "CONNECT alone"),
    ("nonsense\r\n\r\n", "CONNECT alone"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_the_proxy_refuses_every_other_host(listeners: Listeners, words: str, told: str) -> None:
    """403 with a sentence: nothing leaves for the real network."""
    answer = spoken(listeners.proxy, words)
    assert answer.startswith("HTTP/1.1 403 ")
    assert told in answer


def test_the_proxy_reads_no_endless_head(listeners: Listeners) -> None:
    """A head without an end is cut off at 16 KiB."""
    assert spoken(listeners.proxy, "CONNECT " + "x" * 20_000).startswith("HTTP/1.1 431 ")


def test_the_proxy_wants_to_be_asked_first(listeners: Listeners) -> None:
    """A client that begins TLS before the answer is told, instead of waiting for ever."""
    early = "CONNECT graph.microsoft.com:443 HTTP/1.1\r\n\r\n\x16\x03\x01"
    assert spoken(listeners.proxy, early).startswith("HTTP/1.1 400 ")


def test_nobody_trusts_the_authority_unasked(listeners: Listeners) -> None:
    """A client with the machine's own authorities hangs up, and the front goes on."""
    place = urlsplit(listeners.tls)
    assert place.hostname
    with socket.create_connection((place.hostname, place.port or 0)) as plain:
        context = ssl.create_default_context()
        with pytest.raises(ssl.SSLCertVerificationError):
            context.wrap_socket(plain, server_hostname="graph.microsoft.com")
    assert straight(listeners, "GET", "/simulator/tenants").status == 200


def test_every_start_has_an_authority_of_its_own(listeners: Listeners, tmp_path: Path) -> None:
    """The certificate is written where it is asked for, and an address is '' for what is off."""
    (tmp_path / "seeds").mkdir()
    seeds, ca = write_seeds(tmp_path / "seeds"), tmp_path / "ca.pem"
    with standing(ServeOptions(port=0, seeds=seeds, tls_port=0, ca=ca)) as other:
        assert (other.ca, other.proxy) == (str(ca), "")
        assert ca.read_bytes() != Path(listeners.ca).read_bytes()
    with standing(ServeOptions(port=0, seeds=seeds)) as plain:
        assert (plain.tls, plain.proxy, plain.ca) == ("", "", "")


def test_a_taken_port_stops_the_start(listeners: Listeners, tmp_path: Path) -> None:
    """Each front is checked before the simulator says that it is ready."""
    taken = urlsplit(listeners.tls).port
    options = ServeOptions(port=0, seeds=write_seeds(tmp_path), tls_port=taken)
    with pytest.raises(StartError), running(options):
        pass


def test_a_small_post_waits_for_no_delayed_acknowledgement(listeners: Listeners) -> None:
    """Head and body in two packets, and the second held back by the client's own kernel."""
    place = urlsplit(listeners.base)
    body = b'{"email":"nobody@north.example"}'
    head = f"POST {GROUP}/members HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
    token = Site(listeners.base).google()["Authorization"]
    connection = HTTPConnection(place.hostname or "", place.port)
    connection.connect()
    sock = connection.sock
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)
    taken = []
    for _ in range(40):
        start = time.perf_counter()
        sock.sendall(f"{head}Authorization: {token}\r\n\r\n".encode())
        sock.sendall(body)
        assert sock.recv(65_536).startswith(b"HTTP/1.1 ")
        taken.append(time.perf_counter() - start)
    connection.close()
    # About 1 ms on a quiet machine; a delayed acknowledgement costs 40 ms each time.
    assert statistics.median(taken) < 0.03
