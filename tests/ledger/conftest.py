"""A ledger on each database, with a clock that the test turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reconciler.ledger.leases import Lease
from reconciler.ledger.ledger import Ledger, open_ledger
from reconciler.ledger.runs import RunLog
from tests.ledger.given import Clock, claim, keyring, start


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    fresh: str = request.getfixturevalue("postgres")
    return fresh


@pytest.fixture
def clock() -> Clock:
    """The ledger's clock."""
    return Clock()


@pytest.fixture
def points() -> list[str]:
    """The journal points that were passed."""
    return []


@pytest.fixture
def ledger(url: str, clock: Clock, points: list[str]) -> Iterator[Ledger]:
    """A new ledger."""
    with open_ledger(
        url, keyring(), clock=clock, at_point=lambda name, _count: points.append(name)
    ) as opened:
        yield opened


@pytest.fixture
def begin(ledger: Ledger) -> Iterator[Callable[[], RunLog]]:
    """Begins runs that hold the tenant one after the other."""
    leases: list[Lease] = []

    def begun() -> RunLog:
        for held in leases:
            held.release()
        leases.append(ledger.lease(claim()))
        return ledger.begin(start(), leases[-1])

    yield begun
    for held in leases:
        held.release()
