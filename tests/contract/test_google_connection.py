"""The connection to Google over real sockets: each request leaves once, whatever happens to it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain, repeat
from queue import Queue
from threading import Thread

import pytest

from reconciler.providers.google.http import LostAnswerError, Transport, UnsentError

REPLY = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"


@contextmanager
def server(*replies: bytes) -> Iterator[tuple[str, Queue[bytes]]]:
    """(base URL, requests): gives one reply a connection, hangs up, then tells the request.

    Once the replies are used up it hangs up without any.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    got: Queue[bytes] = Queue()

    def serve() -> None:
        for reply in chain(replies, repeat(b"")):
            try:
                peer, _ = listening.accept()
            except OSError:
                return
            request = b""
            with peer:
                while not request.endswith(b"\r\n\r\nx"):
                    request += peer.recv(65536)
                peer.sendall(reply)
            got.put(request)

    thread = Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/batch", got
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


@pytest.mark.parametrize("reply", [b"", HALF])
def test_a_request_without_a_whole_answer_is_not_sent_again(reply: bytes) -> None:
    """httplib2 alone would repeat the write on a new connection."""
    with server(reply) as (uri, got), closing(Transport()) as transport:
        with pytest.raises(LostAnswerError):
            transport.request(uri, "POST", body="x")
        got.get(timeout=5)
        assert got.empty()


def test_a_connection_that_ended_while_idle_costs_no_request() -> None:
    """Hanging up between requests is a server's right: the next one takes a new connection."""
    with server(REPLY, REPLY) as (uri, got), closing(Transport()) as transport:
        for _ in range(2):
            assert transport.request(uri, "POST", body="x")[1] == b"{}"
            got.get(timeout=5)


def test_where_nobody_listens_nothing_was_sent() -> None:
    """Told apart from a lost answer, for it may be tried again."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with closing(Transport()) as transport, pytest.raises(UnsentError):
        transport.request(f"http://127.0.0.1:{port}/batch", "POST", body="x")
