"""One simulator for these tests, and a tenant put back to its seed before each test."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from reconciler.simulator.entry import ServeOptions, running
from reconciler.simulator.google import GoogleTenant
from tests.simulator.google.local import local_clients
from tests.simulator.google.worlds import Clients, clients, exchange, sized_seed, small_seed


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a running simulator."""
    seeds = tmp_path_factory.mktemp("seeds")
    for seed in (small_seed(), *map(sized_seed, (499, 500, 501))):
        text = json.dumps(seed, ensure_ascii=False)
        (seeds / f"{seed['alias']}.json").write_text(text, encoding="utf-8")
    with running(ServeOptions(port=0, seeds=seeds)) as url:
        yield url


@pytest.fixture(scope="session")
def small_clients(base: str) -> Iterator[Clients]:
    """Clients with every scope for the small tenant."""
    with clients(base, "admin@small.example") as made:
        yield made


@pytest.fixture
def small(base: str, small_clients: Clients) -> Clients:
    """The small tenant as its seed has it."""
    status, _ = exchange(base, "POST", "/simulator/tenants/small/reset")
    assert status == 204
    return small_clients


@pytest.fixture
def tenant() -> GoogleTenant:
    """The small tenant without a server."""
    return GoogleTenant.from_seed(small_seed())


@pytest.fixture
def local(tenant: GoogleTenant) -> Clients:
    """The vendor's clients for that tenant."""
    return local_clients(tenant)
