"""The municipalities that journeys start in: seeded, and settled by a first rollout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.model.tenant import Tenant, Vendor
from reconciler.providers.base import Provider
from reconciler.providers.google.client import ClientDeps
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.microsoft import client as graph
from reconciler.providers.microsoft.provider import MicrosoftProvider
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject, build, copied, serving

FACTORY = pytest.TempPathFactory


def _no_wait(_: float) -> None:
    """Retries and looks follow each other at once: the simulator counts reads, not seconds."""


def _hasty(tenant: Tenant, quotas: object = None) -> Provider:
    del quotas  # nobody waits here
    if tenant.vendor is Vendor.GOOGLE:
        return GoogleProvider(tenant, ClientDeps(sleep=_no_wait))
    return MicrosoftProvider(tenant, graph.ClientDeps(sleep=_no_wait))


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconciler.project.context.make", _hasty)
    monkeypatch.setattr("reconciler.cli.progress.sleep", _no_wait)
    monkeypatch.delenv("RECONCILER_LANG", raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: FACTORY) -> Path:
    """Three schools that nobody has applied anything to."""
    root = tmp_path_factory.mktemp("seeded") / "town"
    build(root, (GOOGLE, UNITED, MICROSOFT))
    return root


@pytest.fixture(scope="session")
def settled(seeded: Path, tmp_path_factory: FACTORY) -> Path:
    """The same schools after a first rollout; at rest."""
    root = copied(seeded, tmp_path_factory.mktemp("settled") / "town")
    with serving(root) as sandbox:
        sandbox.apply()
    return root


@pytest.fixture(scope="session")
def settled_google(tmp_path_factory: FACTORY) -> Path:
    """One school on Google after a first rollout; at rest."""
    root = tmp_path_factory.mktemp("google") / "town"
    build(root, (GOOGLE,))
    with serving(root) as sandbox:
        sandbox.apply()
    return root


@pytest.fixture
def fresh(seeded: Path, tmp_path: Path) -> Iterator[SandboxProject]:
    """Three schools before the first rollout."""
    with serving(copied(seeded, tmp_path / "town")) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(settled: Path, tmp_path: Path) -> Iterator[SandboxProject]:
    """Three schools as declared."""
    with serving(copied(settled, tmp_path / "town")) as sandbox:
        yield sandbox


@pytest.fixture
def one_school(settled_google: Path, tmp_path: Path) -> Iterator[SandboxProject]:
    """One school on Google as declared."""
    with serving(copied(settled_google, tmp_path / "town")) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def still(settled: Path, tmp_path_factory: FACTORY) -> Iterator[SandboxProject]:
    """Three schools as declared, for claims that change nothing."""
    with serving(copied(settled, tmp_path_factory.mktemp("still") / "town")) as sandbox:
        yield sandbox
