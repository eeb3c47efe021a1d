"""One simulator for these tests, its tenants and its log as new for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reconciler.simulator.entry import ServeOptions, running
from tests.simulator.core.world import Site, write_seeds


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A simulator with one tenant of each vendor."""
    with running(ServeOptions(port=0, seeds=write_seeds(tmp_path_factory.mktemp("seeds")))) as base:
        yield Site(base)


@pytest.fixture
def site(running_site: Site) -> Site:
    """The simulator with both tenants back at their seeds and an empty log."""
    for alias in ("north", "south"):
        running_site.call("POST", f"/simulator/tenants/{alias}/reset")
    running_site.call("DELETE", "/simulator/requests")
    running_site.call("POST", "/simulator/clock", {"virtual": False})
    return running_site
