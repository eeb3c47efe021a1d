"""`make bench`, second part: how fast the simulator answers, and how much it holds.

Reads and batches go over loopback HTTP to a simulator in a process of its own, so that the two
cores are one for the server and one for this client. The load is measured in a third process.
"""

from __future__ import annotations

import json
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from reconciler.simulator.core.tenants import Tenants
from reconciler.simulator.entry import ServeOptions, running
from tests.simulator.core.world import GROUP, Site, write_seeds

ROUNDS, READS, CONNECTIONS = 4, 8000, 4
BATCHES, IN_BATCH = 20, 1000
GRAPH_BATCHES, IN_GRAPH_BATCH = 200, 20
TENANTS, USERS, GROUPS_A_USER, GROUP_SIZE = 50, 20_000, 3, 30
ROOT = Path(__file__).parents[1]


class Wire:
    """One kept-alive connection that sends ready bytes: a client that costs next to nothing."""

    def __init__(self, base: str) -> None:
        host, _, port = base.removeprefix("http://").partition(":")
        self._socket = socket.create_connection((host, int(port)))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers = self._socket.makefile("rb")

    def ask(self, request: bytes) -> None:
        """Sends the request and reads its answer; SystemExit when that is no 200."""
        self._socket.sendall(request)
        first, length = self._answers.readline(), 0
        while (line := self._answers.readline().lower()) != b"\r\n":
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        body = self._answers.read(length)
        if b" 200 " not in first or b"HTTP/1.1 4" in body:
            sys.exit(f"the simulator answered {first!r} {body[:500]!r}")

    def close(self) -> None:
        """Ends the connection."""
        self._answers.close()
        self._socket.close()


def message(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """An HTTP request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def rate(base: str, messages: list[bytes], connections: int = 1) -> float:
    """Messages a second in the best of some rounds: other work on the machine only slows them."""
    rounds = [messages[place::ROUNDS] for place in range(ROUNDS)]
    return max(len(part) / seconds(base, part, connections) for part in rounds)


def seconds(base: str, messages: list[bytes], connections: int) -> float:
    """How long all messages take, shared out over so many connections."""
    wires = [Wire(base) for _ in range(connections)]
    shares = [messages[place::connections] for place in range(connections)]
    started = time.monotonic()
    with ThreadPoolExecutor(connections) as pool:
        for _ in pool.map(_send, wires, shares):
            pass
    took = time.monotonic() - started
    for wire in wires:
        wire.close()
    return took


def _send(wire: Wire, messages: list[bytes]) -> None:
    for one in messages:
        wire.ask(one)


def google_batches(site: Site) -> list[bytes]:
    """Member inserts, a thousand a batch, as the Google client writes them."""
    headers = site.google() | {"Content-Type": "multipart/mixed; boundary=b"}
    return [
        message("POST", "/batch", headers, b"".join([*_parts(batch), b"--b--"]))
        for batch in range(BATCHES)
    ]


def _parts(batch: int) -> Iterator[bytes]:
    for n in range(IN_BATCH):
        body = json.dumps({"email": f"p{batch}.{n}@family.example", "role": "MEMBER"})
        yield (
            f"--b\nContent-Type: application/http\nContent-ID: <x + {n}>\n\n"
            f"POST {GROUP}/members?alt=json HTTP/1.1\nContent-Type: application/json\n\n{body}\n"
        ).encode()


def graph_batches(site: Site) -> list[bytes]:
    """Changes of one group, twenty a batch, as Graph's clients write them."""
    group = site.as_admin("south", "GET", "/v1.0/groups")["value"][0]["id"]
    kind = {"Content-Type": "application/json"}
    step = {"method": "PATCH", "url": f"/groups/{group}", "headers": kind}
    made = []
    for batch in range(GRAPH_BATCHES):
        steps = [
            step | {"id": str(n), "body": {"description": f"{batch}.{n}"}}
            for n in range(IN_GRAPH_BATCH)
        ]
        body = json.dumps({"requests": steps}).encode()
        made.append(message("POST", "/v1.0/$batch", site.microsoft("writer") | kind, body))
    return made


def speed(base: str) -> None:
    """Prints reads and inner writes a second."""
    site = Site(base)
    reads = {"Google": message("GET", GROUP, site.google())}
    reads["Graph"] = message("GET", "/v1.0/groups", site.microsoft())
    for vendor, read in reads.items():
        reached = rate(base, [read] * READS, CONNECTIONS)
        print(f"{vendor}: {reached:,.0f} plain reads a second")
    batches = {"Google": (google_batches(site), IN_BATCH)}
    batches["Graph"] = (graph_batches(site), IN_GRAPH_BATCH)
    for vendor, (written, inside) in batches.items():
        reached = inside * rate(base, written)
        print(f"{vendor}: {reached:,.0f} batched inner writes a second")


def write_large(folder: Path) -> None:
    """Seeds of a million users and three million memberships, half the tenants of each vendor."""
    for number in range(TENANTS):
        vendor = ("google", "microsoft")[number % 2]
        (folder / f"t{number:02}.json").write_text(json.dumps(large_seed(number, vendor)), "utf-8")


def large_seed(number: int, vendor: str) -> dict[str, Any]:
    """The seed of one tenant, its users in groups of thirty."""
    domain = f"t{number:02}.example"
    users = [f"u{n:05}@{domain}" for n in range(USERS)]
    groups = [
        {"address": f"g{n:04}@{domain}", "name": f"Група {n}", "type": "mail"}
        | {"members": [users[(n * GROUP_SIZE + k) % USERS] for k in range(GROUP_SIZE)]}
        for n in range(USERS * GROUPS_A_USER // GROUP_SIZE)
    ]
    people = [
        {"address": user, "given": "Ана", "family": f"Тестова {n}", "orgUnit": "/"}
        for n, user in enumerate(users)
    ]
    head = {"alias": f"t{number:02}", "vendor": vendor, "domain": domain}
    ident = f"C{number:07}" if vendor == "google" else f"5f0c1d1e-0000-4000-8000-{number:012}"
    return head | {"vendorId": ident, "users": people, "groups": groups}


def load(folder: Path) -> None:
    """Loads the seeds in this process and prints what that takes."""
    started = time.monotonic()
    tenants = Tenants(folder, ())
    took = time.monotonic() - started
    counts = [hosted.tenant.counts() for hosted in tenants]
    users, links = (sum(count[kind] for count in counts) for kind in ("users", "memberships"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{users:,} users and {links:,} memberships: {took:.0f} s, peak memory {memory:,.0f} MB")


def main() -> None:
    """Prints all figures."""
    print("the simulator by itself:")
    with tempfile.TemporaryDirectory() as name:
        with running(ServeOptions(port=0, seeds=write_seeds(Path(name)))) as base:
            speed(base)
        large = Path(name) / "large"
        large.mkdir()
        write_large(large)
        # A process of its own, so that making the seeds does not count.
        subprocess.run([sys.executable, "-m", __spec__.name, str(large)], cwd=ROOT, check=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        load(Path(sys.argv[1]))
    else:
        main()
