"""Where `make clients` puts other people's clients."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PLACE = ROOT / ".test"


def gam() -> Path:
    """GAM7's command, at the versions of the lock; the test fails where it is not installed."""
    _same(HERE / "gam.lock", PLACE / "gam" / "installed.lock")
    return PLACE / "gam" / "bin" / "gam"


def node() -> tuple[str, Path]:
    """Node's command and the folder of the packages; the test fails where either is missing."""
    found = shutil.which("node")
    if found is None:
        pytest.fail("Node.js is missing: install it, then run `make clients`", pytrace=False)
    _same(HERE / "package-lock.json", PLACE / "node" / "installed.lock")
    return found, PLACE / "node" / "node_modules"


def _same(lock: Path, installed: Path) -> None:
    if not installed.exists() or installed.read_bytes() != lock.read_bytes():
        pytest.fail(f"what {lock.name} names is not installed: run `make clients`", pytrace=False)
