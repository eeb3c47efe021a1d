"""Google's multipart/mixed batches: up to 1,000 calls in one request, answered in order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from reconciler.simulator.exchange import Call, Request, Response
from reconciler.simulator.google.errors import GoogleError, unauthorised
from reconciler.simulator.google.hosts import is_at_home

Answer = Callable[[Request], Response]
MOST_CALLS = 1000
PATHS = frozenset(
    {
        *("/batch", "/batch/admin/directory_v1", "/batch/admin/directory/v1"),
        *("/batch/admin/reports_v1", "/batch/licensing/v1", "/batch/groupssettings/v1"),
    }
)
"""Where the three APIs and the Reports API take batches, in the spellings of all clients."""
_BOUNDARY = "batch_answer"
_NO_HEADERS: Mapping[str, str] = {}
_REASONS = {status.value: status.phrase for status in HTTPStatus}
_EDGE = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One inner call as it stands in the multipart body."""

    content_id: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


def is_batch(path: str) -> bool:
    """Whether this path, without its query, takes batches."""
    return path == "/batch" or path.startswith("/batch/")


def run(request: Request, answer: Answer) -> Response:
    """Answers every part; 200 with one part for each, or 400 for the whole when unreadable."""
    try:
        parts = read_parts(request)
    except GoogleError as refusal:
        call = Call(request.method, "batch", refusal.status, request.path)
        return Response(refusal.status, refusal.body(), {}, (call,))
    calls: list[Call] = []
    pieces: list[bytes] = []
    for part in parts:
        response = _answer_part(request, part, answer)
        calls += response.calls
        pieces.append(_written(part.content_id, response))
    pieces.append(f"--{_BOUNDARY}--\r\n".encode())
    headers = {"Content-Type": f"multipart/mixed; boundary={_BOUNDARY}"}
    return Response(200, b"".join(pieces), headers, tuple(calls))


def read_parts(request: Request) -> list[Part]:
    """The inner calls in order.

    GoogleError 404 at a path that takes none, 400 for a body that is no batch or too long a one.
    """
    if request.path not in PATHS:
        raise GoogleError(404, "notFound", "Not Found")
    edge = _EDGE.search(request.headers.get("content-type", ""))
    if edge is None or request.method != "POST":
        raise _unreadable("The batch request has no boundary.")
    pieces = request.body.split(b"--" + edge[1].encode())[1:-1]
    if not pieces:
        raise _unreadable("The batch request could not be parsed.")
    if len(pieces) > MOST_CALLS:
        raise _unreadable(f"The batch request must not contain more than {MOST_CALLS} calls.")
    return [_read_part(piece) for piece in pieces]


def _read_part(piece: bytes) -> Part:
    if b"\r\n" in piece:
        piece = piece.replace(b"\r\n", b"\n")
    outer, _, inner = piece.strip(b"\n").partition(b"\n\n")
    head, _, body = inner.partition(b"\n\n")
    line, _, rest = head.decode(errors="replace").partition("\n")
    words = line.split(" ")
    if len(words) != 3:
        raise _unreadable("Failed to parse a part of the batch request.")
    content_id = _headers(outer.decode(errors="replace")).get("content-id", "")
    return Part(content_id, words[0], words[1], _headers(rest), body)


def _headers(text: str) -> dict[str, str]:
    # A long Content-ID comes folded over two lines.
    unfolded = text.replace("\n ", " ").replace("\n\t", " ")
    lines = (line.partition(":") for line in unfolded.split("\n") if line)
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _answer_part(request: Request, part: Part, answer: Answer) -> Response:
    own = part.headers.get("authorization")
    path = part.url if part.url.startswith("/") else "/" + part.url.split("/", 3)[-1]
    if own is not None and own != request.headers.get("authorization"):
        call = Call(part.method, "batch", 401, path)
        return Response(401, unauthorised(), {}, (call,))
    if not is_at_home(request.base, path):
        # One API a batch, says the guide; how the real one words its refusal was not seen.
        error = GoogleError(404, "notFound", "Not Found")
        return Response(404, error.body(), {}, (Call(part.method, "batch", 404, path),))
    inner = Request(
        method=part.method,
        path=path,
        query=_NO_HEADERS,
        headers=part.headers,
        body=part.body,
        rights=request.rights,
        base=request.base,
        actor=request.actor,
        project=request.project,
    )
    return answer(inner)


def _written(content_id: str, response: Response) -> bytes:
    body = _content(response)
    kind = response.headers.get("Content-Type", "application/json; charset=UTF-8")
    ident = content_id.strip("<>")
    head = (
        f"--{_BOUNDARY}\r\nContent-Type: application/http\r\nContent-ID: <response-{ident}>\r\n\r\n"
        f"HTTP/1.1 {response.status} {_REASONS.get(response.status, 'Unknown')}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n"


def _content(response: Response) -> bytes:
    if response.body is None:
        return b""
    return response.body if isinstance(response.body, bytes) else json.dumps(response.body).encode()


def _unreadable(message: str) -> GoogleError:
    return GoogleError(400, "badRequest", message)
