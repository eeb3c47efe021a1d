"""Another administrator, who changes the tenant while a client works on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote

from reconciler.simulator.core.seeded_random import SeededRandom
from reconciler.simulator.exchange import Request, Response

Answer = Callable[[Request], Response]
_DIRECTORY = "/admin/directory/v1"
_STRANGER = "second-admin-{}@elsewhere.example"


@dataclass(slots=True)
class SecondAdmin:
    """Writes once in so many client calls: the given ones in their order, or ones by chance."""

    every: int
    calls: tuple[Mapping[str, Any], ...]
    invent: Callable[[SecondAdmin, Answer], Request | None]
    random_stream: SeededRandom
    seen: int = 0
    done: int = 0

    def turn(self, answer: Answer) -> Response | None:
        """After one more client call: the answer to this administrator's write if it is due."""
        self.seen += 1
        if self.seen % self.every:
            return None
        request = self._next(answer)
        self.done += 1
        return answer(request) if request else None

    def _next(self, answer: Answer) -> Request | None:
        if not self.calls:
            return self.invent(self, answer)
        return as_request(self.calls[self.done]) if self.done < len(self.calls) else None

    def one_of(self, found: Iterable[Any]) -> Any:
        """One of these by chance, or None when there are none."""
        things = list(found)
        return things[self.random_stream.pick("thing", len(things))] if things else None


def as_request(call: Mapping[str, Any], base: str = "http://127.0.0.1") -> Request:
    """A vendor call {method, path, query, body, headers} with every right."""
    path, _, tail = call["path"].partition("?")
    query = {name: str(value) for name, value in (call.get("query") or {}).items()}
    return Request(
        method=call["method"],
        path=path,
        query=query | dict(parse_qsl(tail, keep_blank_values=True)),
        headers={"content-type": "application/json"} | (call.get("headers") or {}),
        body=json.dumps(call["body"]).encode() if call.get("body") is not None else b"",
        rights=None,
        base=base,
        actor=str(call.get("actor") or ""),
    )


def google_write(admin: SecondAdmin, answer: Answer) -> Request | None:
    """A group gets another description or a stranger as a member, or loses a member."""
    listed = _body(answer, f"{_DIRECTORY}/groups?customer=my_customer")
    group = admin.one_of(listed.get("groups", ()))
    if group is None:
        return None
    path = f"{_DIRECTORY}/groups/{group['id']}"
    action = admin.random_stream.pick("deed", 3)
    if action == 0:
        body = {"description": f"Changed by a second administrator, {admin.done + 1}"}
        return as_request({"method": "PATCH", "path": path, "body": body})
    member = admin.one_of(_body(answer, f"{path}/members").get("members", ()))
    if action == 1 or member is None:
        body = {"email": _STRANGER.format(admin.done + 1), "role": "MEMBER"}
        return as_request({"method": "POST", "path": f"{path}/members", "body": body})
    return as_request({"method": "DELETE", "path": f"{path}/members/{member['id']}"})


def graph_write(admin: SecondAdmin, answer: Answer) -> Request | None:
    """A group gets another description or another user as a member, or loses a member."""
    group = admin.one_of(_body(answer, "/v1.0/groups?$select=id&$top=100").get("value", ()))
    if group is None:
        return None
    path = f"/v1.0/groups/{quote(group['id'])}"
    action = admin.random_stream.pick("deed", 3)
    if action == 0:
        body = {"description": f"Changed by a second administrator, {admin.done + 1}"}
        return as_request({"method": "PATCH", "path": path, "body": body})
    member = admin.one_of(_body(answer, f"{path}/members?$select=id").get("value", ()))
    if action == 1 or member is None:
        user = admin.one_of(_body(answer, "/v1.0/users?$select=id&$top=100").get("value", ()))
        if user is None:
            return None
        body = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{user['id']}"}
        return as_request({"method": "POST", "path": f"{path}/members/$ref", "body": body})
    return as_request({"method": "DELETE", "path": f"{path}/members/{member['id']}/$ref"})


def _body(answer: Answer, path: str) -> Mapping[str, Any]:
    found = answer(as_request({"method": "GET", "path": path})).body
    return found if isinstance(found, dict) else {}
