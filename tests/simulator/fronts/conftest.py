"""One simulator with every front, and clients of it that trust its authority."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reconciler.simulator.entry import Listeners, ServeOptions, standing
from tests.simulator.core.world import write_seeds


@pytest.fixture(scope="session")
def listeners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listeners]:
    """A simulator with one tenant of each vendor."""
    seeds = write_seeds(tmp_path_factory.mktemp("seeds"))
    with standing(ServeOptions(port=0, seeds=seeds, tls_port=0, proxy_port=0)) as found:
        yield found
