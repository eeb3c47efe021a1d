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


def az() -> Path:
    """The command of az, at the versions of the lock."""
    _same(HERE / "az.lock", PLACE / "az" / "installed.lock")
    return PLACE / "az" / "bin" / "az"


def office365() -> Path:
    """A Python that has Office365-REST-Python-Client, at the versions of the lock."""
    _same(HERE / "office365.lock", PLACE / "office365" / "installed.lock")
    return PLACE / "office365" / "bin" / "python"


def m365() -> tuple[str, Path]:
    """Node's command and the folder of CLI for Microsoft 365, at the versions of its lock."""
    _same(HERE / "m365/package-lock.json", PLACE / "m365" / "installed.lock")
    return _node(), PLACE / "m365" / "node_modules" / "@pnp" / "cli-microsoft365"


def node() -> tuple[str, Path]:
    """Node's command and the folder of the packages; the test fails where either is missing."""
    _same(HERE / "node/package-lock.json", PLACE / "node" / "installed.lock")
    return _node(), PLACE / "node" / "node_modules"


def _node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.fail("Node.js is missing: install it, then run `make clients`", pytrace=False)
    return found


def _same(lock: Path, installed: Path) -> None:
    if not installed.exists() or installed.read_bytes() != lock.read_bytes():
        pytest.fail(f"what {lock.name} names is not installed: run `make clients`", pytrace=False)
