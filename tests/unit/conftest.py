"""Unit tests open no socket."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_sockets(no_sockets: None) -> None:
    """Every test here is run without them."""
