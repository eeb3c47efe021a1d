"""The two vendors that every claim of the contract is held against."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reconciler.cli.sandbox import Sandbox
from reconciler.model.tenant import Vendor
from tests.contract.vendors import TRAFFIC, ProviderHarness, both
from tests.support.traffic import Recording


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """Both vendors on loopback."""
    with both(tmp_path_factory.mktemp("contract")) as box:
        yield box


@pytest.fixture(params=list(Vendor), ids=[vendor.value for vendor in Vendor])
def harness(request: pytest.FixtureRequest, simulator: Sandbox) -> Iterator[ProviderHarness]:
    """One vendor's tenant as its seed says, and a provider that has looked once."""
    made = ProviderHarness(request.param, simulator)
    recording = Recording(simulator.folder / TRAFFIC)
    recording.skip()
    yield made
    made.provider.close()
    # What the provider sent and read is what the vendor describes, requests and answers.
    assert recording.faults() == []
