"""One simulator for the tests of a file, with every front; what is said to it is looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reconciler.simulator.entry import ServeOptions, standing
from tests.clients.world import Stand, write_gam, write_project
from tests.support.traffic import Recording

TRAFFIC = "traffic.jsonl"


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """A project whose simulator runs."""
    root = tmp_path_factory.mktemp("project")
    seeds = write_project(root)
    ready = root / ".sandbox" / "simulator.address"
    options = ServeOptions(
        port=0, seeds=seeds, ready=ready, tls_port=0, proxy_port=0, traffic=root / TRAFFIC
    )
    with standing(options) as fronts:
        write_gam(root / "gam", fronts.ca)
        yield Stand(root, fronts)


@pytest.fixture(autouse=True)
def descriptions(stand: Stand) -> Iterator[None]:
    """After each test: clients and simulator kept to what the vendors describe, both ways.

    And no client insisted on what it was refused, as it does where it is told the wrong refusal.
    """
    recording = Recording(stand.root / TRAFFIC)
    recording.skip()
    yield
    assert recording.faults() == []
    assert recording.insisted() == []
