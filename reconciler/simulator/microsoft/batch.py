"""$batch: up to 20 calls in one request, each with its own status and headers."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from reconciler.simulator.exchange import Call, Request, Response
from reconciler.simulator.microsoft.errors import GraphError, unreadable
from reconciler.simulator.microsoft.request_context import header
from reconciler.simulator.microsoft.router import VERSIONS

MOST_STEPS = 20
JSON_TYPE = (
    "application/json;odata.metadata=minimal;odata.streaming=true;"
    "IEEE754Compatible=false;charset=utf-8"
)
Answer = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class Step:
    """One inner call: its id as it is answered, what it asks, whose success it needs."""

    id: str
    request: Request
    needs: tuple[str, ...]


def is_batch(path: str) -> bool:
    """Whether the path is a version's $batch."""
    segments = path.casefold().replace("%24", "$").replace("//", "/").strip("/").split("/")
    return len(segments) == 2 and segments[0] in VERSIONS and segments[1] == "$batch"


def run(request: Request, answer: Answer) -> Response:
    """Answer every step, those that others need first; GraphError when the whole is refused."""
    answers: dict[str, Response] = {}
    for step in _in_order(steps(request)):
        failed = any(answers[need].status >= 400 for need in step.needs)
        answers[step.id] = _failed_dependency(step) if failed else answer(step.request)
    calls = tuple(logged for one in answers.values() for logged in one.calls)
    body = {"responses": [_item(step_id, one) for step_id, one in answers.items()]}
    return Response(200, body, calls=calls)


def steps(request: Request) -> tuple[Step, ...]:
    """The inner calls, as requests of their own; GraphError 400 when the whole is refused."""
    found = tuple(_step(request, entry) for entry in _entries(request.body))
    ids = [step.id for step in found]
    if len({one.casefold() for one in ids}) < len(ids):
        raise _bad("The ids of the batch's requests must be unique.")
    for step in found:
        if not set(step.needs) <= set(ids):
            raise _bad(f"The request with id '{step.id}' depends on an id that is not there.")
    return found


def _in_order(found: tuple[Step, ...]) -> list[Step]:
    waiting, ordered, named = list(found), [], set[str]()
    while waiting:
        ready = next((step for step in waiting if named.issuperset(step.needs)), None)
        if ready is None:
            raise _bad("The dependencies of the batch's requests form a circle.")
        waiting.remove(ready)
        ordered.append(ready)
        named.add(ready.id)
    return ordered


def _entries(body: bytes) -> list[Mapping[str, Any]]:
    try:
        data = json.loads(body)
    except ValueError as error:
        raise unreadable() from error
    entries = data.get("requests") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise unreadable()
    if len(entries) > MOST_STEPS:
        message = f"Number of batch request steps exceeds the max value of {MOST_STEPS}."
        raise GraphError(400, "MaximumValueExceeded", message)
    return entries


def _step(outer: Request, entry: Mapping[str, Any]) -> Step:
    step_id, method, url = entry.get("id"), entry.get("method"), entry.get("url")
    if isinstance(step_id, bool) or not isinstance(step_id, (str, int)) or step_id == "":
        raise _bad("Each request of a batch needs an id.")
    if not isinstance(method, str) or not isinstance(url, str):
        raise _bad(f"The request with id '{step_id}' needs a method and a url.")
    headers = entry.get("headers") or {}
    needs = entry.get("dependsOn") or []
    if not isinstance(headers, dict) or not isinstance(needs, list):
        raise unreadable()
    method = method.upper()
    headers = {str(name): str(value) for name, value in headers.items()}
    typed = header(headers, "content-type") != ""
    if method in ("POST", "PATCH", "PUT") and not (typed and "body" in entry):
        raise _bad(f"Write request id : {step_id} does not contain Content-Type header or body.")
    body = json.dumps(entry["body"]).encode() if "body" in entry else b""
    path, query = _target(outer.path, url)
    if is_batch(path):
        raise _bad("A batch cannot hold a batch.")
    request = replace(
        outer,
        method=method,
        path=path,
        query=query,
        headers=headers,
        body=body,
        waits=bool(needs),
    )
    return Step(str(step_id), request, tuple(str(need) for need in needs))


def _target(outer_path: str, url: str) -> tuple[str, dict[str, str]]:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise _bad(f"The url of a request is not one: {url}") from error
    path = parts.path.lstrip("/")
    if path.partition("/")[0].casefold() not in VERSIONS:
        path = f"{outer_path.strip('/').partition('/')[0]}/{path}"
    return f"/{path}", dict(parse_qsl(parts.query, keep_blank_values=True))


def _failed_dependency(step: Step) -> Response:
    error = {"code": "FailedDependency", "message": "A request that this one needs has failed."}
    logged = Call(step.request.method, "v1.0/{not-run}", 424, step.request.path)
    return Response(424, {"error": error}, calls=(logged,))


def _item(step_id: str, response: Response) -> dict[str, Any]:
    item: dict[str, Any] = {"id": step_id, "status": response.status}
    if response.body is None:
        return {**item, "headers": dict(response.headers)}
    if isinstance(response.body, bytes):
        text = base64.b64encode(response.body).decode()
        return {**item, "headers": dict(response.headers), "body": text}
    headers = {**response.headers, "Content-Type": JSON_TYPE}
    return {**item, "headers": headers, "body": response.body}


def _bad(message: str) -> GraphError:
    return GraphError(400, "BadRequest", message)
