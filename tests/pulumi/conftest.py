"""Municipalities of two or three small schools, and the engine in front of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pulumi.engine import Engine, found, required
from tests.pulumi.stack import Front, fronting
from tests.support.sandbox import GOOGLE, UNITED, build, copied, rewrite, serving

FACTORY = pytest.TempPathFactory


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The real engine."""
    return required(found(os.environ), os.environ)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECONCILER_LANG", "en")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: FACTORY) -> Path:
    """Two schools in two waves that nobody has rolled out yet; at rest."""
    root = tmp_path_factory.mktemp("pulumi-seeded") / "town"
    build(root, (GOOGLE, UNITED))
    rewrite(root / "schools" / f"{GOOGLE}.yaml", lambda data: data.update(wave="pilot"))
    return root


@pytest.fixture(scope="session")
def rolled_out(engine: Engine, seeded: Path, tmp_path_factory: FACTORY) -> Path:
    """The same after a first `up`, with the state beside them; at rest."""
    folder = tmp_path_factory.mktemp("pulumi-settled")
    root = copied(seeded, folder / "town")
    with serving(root) as sandbox, fronting(engine, sandbox, folder / "home") as front:
        run = front.up()
        assert run.ok, run.text
    (folder / "shown.txt").write_text(run.text, "utf-8")
    return folder


@pytest.fixture
def fresh(engine: Engine, seeded: Path, tmp_path: Path) -> Iterator[Front]:
    """Two schools before the first `up`."""
    root = copied(seeded, tmp_path / "town")
    with serving(root) as sandbox, fronting(engine, sandbox, tmp_path / "home") as front:
        yield front


@pytest.fixture
def front(engine: Engine, rolled_out: Path, tmp_path: Path) -> Iterator[Front]:
    """Two schools as declared, and a stack that knows it."""
    all_of_it = copied(rolled_out, tmp_path / "all")
    with (
        serving(all_of_it / "town") as sandbox,
        fronting(engine, sandbox, all_of_it / "home") as front,
    ):
        yield front
