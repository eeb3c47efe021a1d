"""No sockets in the tests that `make unit` runs: whatever opens one fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_socket import disable_socket, enable_socket


@pytest.fixture
def no_sockets() -> Iterator[None]:
    """Opening a socket or looking up a host is an error while the test runs.

    Unix sockets are let through: asyncio wakes its own loop by a pair of them.
    """
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()
