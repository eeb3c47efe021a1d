"""`make bench`: what a plan without changes takes, for 1, 10 and 52 schools.

Prints calls and HTTP requests beside the floor that the vendors' page sizes set, wall time and
peak memory. The floor is worked out from the simulator's own state, not from what we sent.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from reconciler.manifest import LoadedManifests, effective, load
from reconciler.model.tenant import Vendor
from tests.support.sandbox import rewrite

ROOT = Path(__file__).parents[1]
SIZES = (1, 10, 52)
RECONCILER = [sys.executable, "-m", "reconciler.cli"]
USERS, GROUPS, MEMBERS, LICENCES, BATCH = 500, 200, 200, 100, 1000
# Licences by 100: Google was seen to cut a listing of 1,000 a page short without a token.
GRAPH_PAGE, GRAPH_BATCH = 999, 20
NOMINAL_YEAR = 2000
# The invented people lie in units that somebody made by hand.
AGREED = ("--acknowledge", "unmanaged-units-left", "--reason", "first rollout")


@dataclass(frozen=True, slots=True)
class Floor:
    """The fewest calls and HTTP requests in which a tenant can be read."""

    calls: int
    requests: int


@dataclass(frozen=True, slots=True)
class Bench:
    """A project in a folder of its own, with its simulator running."""

    folder: Path
    loaded: LoadedManifests

    def run(self, *words: str, codes: Iterable[int] = (0,)) -> subprocess.CompletedProcess[str]:
        """A command of ours; SystemExit where it ends with another code."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "RECONCILER_LANG": "en"}
        done = subprocess.run(
            [*RECONCILER, *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in codes:
            sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
        return done

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """A call of the simulator's own API."""
        base = (self.folder / ".sandbox" / "simulator.address").read_text("utf-8").strip()
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{base}/simulator/{path}", data, method=method)
        with urlopen(request) as answer:
            return json.loads(answer.read() or b"null")

    def call(self, tenant: str, path: str) -> Any:
        """A vendor's GET, as an administrator."""
        answer = self.ask("POST", f"tenants/{tenant}/call", {"method": "GET", "path": path})
        return answer["body"]


@contextmanager
def bench() -> Iterator[Bench]:
    """The repo's schools and sandbox stack in a temporary folder, applied."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("schools", "stacks"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "Pulumi.yaml", folder)
        # the invented tenants have hand-made units, which a first rollout leaves
        limits = {"unmanaged-units-left": {"share": "100 %"}}
        rewrite(folder / "schools" / "municipality.yaml", lambda d: d["guards"].update(limits))
        ours = Bench(folder, load(folder / "schools"))
        ours.run("simulator", "new", "--replace")
        ours.run("simulator", "start", "--port", "0")
        try:
            yield ours
        finally:
            ours.run("simulator", "stop")


def main() -> None:
    """Prints the figures as a table."""
    with bench() as ours:
        started = time.monotonic()
        done = ours.run("apply", "--yes", *AGREED, codes=(0, 1))
        print(
            f"first rollout, 52 schools: {time.monotonic() - started:.1f} s; {_last(done.stderr)}"
        )
        print(
            f"{'schools':>8}{'calls':>8}{'floor':>8}{'requests':>10}{'floor':>8}{'s':>7}{'MB':>6}"
        )
        for size in SIZES:
            print(_row(ours, ours.loaded.schools[:size]))


def _last(text: str) -> str:
    return text.strip().splitlines()[-1]


def _row(ours: Bench, schools: Sequence[str]) -> str:
    ours.ask("DELETE", "requests")
    started = time.monotonic()
    chosen = [word for school in schools for word in ("--school", school)]
    done = ours.run("plan", "--format", "json", *chosen, codes=(0, 2))
    seconds = time.monotonic() - started
    sent = ours.ask("GET", "requests/summary")["total"]
    plan = json.loads(done.stdout)
    tenants: dict[str, list[dict[str, Any]]] = {}
    for school in plan["schools"]:
        tenants.setdefault(school["tenant"], []).append(school)
    floors = [_floor(ours, tenant, here) for tenant, here in tenants.items()]
    memory = _last(done.stderr).rpartition("peak memory ")[2].removesuffix(" MB.")
    calls, requests = sum(f.calls for f in floors), sum(f.requests for f in floors)
    return (
        f"{len(schools):>8}{sent['calls']:>8}{calls:>8}{sent['http']:>10}"
        f"{requests:>8}{seconds:>7.1f}{memory:>6}"
    )


def _floor(ours: Bench, tenant: str, schools: list[dict[str, Any]]) -> Floor:
    if schools[0]["vendor"] == "microsoft":
        return _graph(ours, tenant)
    return _google(ours, tenant, schools)


def _google(ours: Bench, tenant: str, schools: list[dict[str, Any]]) -> Floor:
    """The formula of a Google tenant, over rounds of pages."""
    declared = sum(school["declared"].get("group", 0) for school in schools)
    counts = next(t for t in ours.ask("GET", "tenants")["tenants"] if t["alias"] == tenant)
    users = ceil(counts["counts"]["users"] / USERS)
    sizes = [int(group.get("directMembersCount", 0)) for group in _groups(ours, tenant)]
    pages = [max(1, ceil(size / MEMBERS)) for size in sizes]
    lists = max(1, ceil(len(sizes) / GROUPS))
    products = _products(ours, [school["school"] for school in schools])
    licences = [max(1, ceil(_holders(ours, tenant, *names) / LICENCES)) for names in products]
    rounds = []
    for number in range(1, max(users, lists + max(pages, default=0)) + 1):
        found = [(place // GROUPS + 1, page) for place, page in enumerate(pages)]
        members = sum(first < number <= first + count for first, count in found)
        rounds.append((number == 1) + (number <= users) + (number <= lists) + members)
    requests = sum(ceil(calls / BATCH) for calls in rounds if calls)
    requests += ceil(declared / BATCH) + (max(licences) if licences else 0)
    calls = 1 + users + lists + sum(pages) + declared + sum(licences)
    return Floor(calls, requests)


def _groups(ours: Bench, tenant: str) -> list[Any]:
    found: list[Any] = []
    token = ""
    while True:
        path = f"/admin/directory/v1/groups?customer=my_customer&maxResults=200{token}"
        page = ours.call(tenant, path)
        found += page.get("groups", [])
        if "nextPageToken" not in page:
            return found
        token = f"&pageToken={quote(page['nextPageToken'], safe='')}"


def _products(ours: Bench, schools: list[str]) -> list[tuple[str, str]]:
    """Google's names of what a tenant's schools declare, and of the others of their families."""
    manifests = [effective(ours.loaded, school, NOMINAL_YEAR) for school in schools]
    products = ours.loaded.municipality.products
    declared = {spec.product for manifest in manifests for spec in manifest.licences}
    families = {products[product].family_at(Vendor.GOOGLE) for product in declared} - {None}
    return [
        (name["product"], name["sku"])
        for product, sold in products.items()
        if (name := sold.names.get(Vendor.GOOGLE)) is not None
        and (product in declared or sold.family_at(Vendor.GOOGLE) in families)
    ]


def _holders(ours: Bench, tenant: str, product: str, sku: str) -> int:
    customer = next(t for t in ours.ask("GET", "tenants")["tenants"] if t["alias"] == tenant)
    path = (
        f"/apps/licensing/v1/product/{product}/sku/{sku}/users"
        f"?customerId={customer['vendorId']}&maxResults=1000"
    )
    return len(ours.call(tenant, path).get("items", []))


def _graph(ours: Bench, tenant: str) -> Floor:
    """Users, groups, units, SKUs, roles, assignments, those eligible, and the recycle bin.

    Then owners and members of each group and unit.
    """
    groups = _values(ours, tenant, "groups")
    units = _values(ours, tenant, "directory/administrativeUnits")
    roles = _values(ours, tenant, "directoryRoles")
    users = _values(ours, tenant, "users")
    first = [ceil(len(users) / GRAPH_PAGE), ceil(len(groups) / GRAPH_PAGE), 1, 1, 1, 1, 1, 1]
    lists = [f"groups/{g['id']}/{part}" for g in groups for part in ("members", "owners")]
    lists += [f"directory/administrativeUnits/{unit['id']}/members" for unit in units]
    lists += [f"directoryRoles/{role['id']}/members" for role in roles]
    pages = [max(1, ceil(len(_values(ours, tenant, path)) / GRAPH_PAGE)) for path in lists]
    rounds = [len(first), sum(pages) + sum(page - 1 for page in first)]
    if max(pages) > 1:
        rounds = [len(first), len(pages) + sum(n - 1 for n in first), sum(pages) - len(pages)]
    return Floor(sum(first) + sum(pages), sum(ceil(calls / GRAPH_BATCH) for calls in rounds))


def _values(ours: Bench, tenant: str, path: str) -> list[Any]:
    found: list[Any] = []
    following: str | None = f"/v1.0/{path}?$select=id&$top=999"
    if path.startswith("directoryRoles"):
        following = f"/v1.0/{path}"
    while following:
        page = ours.call(tenant, following)
        found += page["value"]
        link = page.get("@odata.nextLink")
        following = link[link.index("/v1.0/") :] if link else None
    return found


if __name__ == "__main__":
    main()
