"""The ban on sockets in unit tests is one that fails."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketBlockedError


@pytest.mark.filterwarnings("ignore:A test tried to use socket:UserWarning")
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_unit_test_that_opens_a_socket_fails(family: socket.AddressFamily) -> None:
    """On loopback as well: a unit test has nobody to talk to."""
    with pytest.raises(SocketBlockedError):
        socket.socket(family)


@pytest.mark.filterwarnings("ignore:A test tried to use socket:UserWarning")
def test_a_unit_test_that_looks_a_host_up_fails() -> None:
    """That would ask a name server."""
    with pytest.raises(SocketBlockedError):
        socket.getaddrinfo("localhost", 80)
