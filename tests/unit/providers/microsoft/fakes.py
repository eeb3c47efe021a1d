"""A Graph without a socket: takes $batch apart and answers each call by a plain function."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote

import httpx

from reconciler.errors import Code
from reconciler.model.change import Action, Change, Reason
from reconciler.model.mark import Mark
from reconciler.model.observation import Account
from reconciler.model.resources import Address, Kind
from reconciler.model.states import Outcome
from reconciler.model.tenant import Tenant, Vendor
from reconciler.providers.base import ChangeBatch
from reconciler.providers.descriptions import join
from reconciler.providers.microsoft.client import ClientDeps
from reconciler.providers.microsoft.provider import MicrosoftProvider

BASE = "http://localhost:9"
VERSION = "/v1.0"
DOMAIN = "su-proba.example"
TENANT = Tenant("su-proba", Vendor.MICROSOFT, DOMAIN, "tenant-id", endpoint=BASE, budgets={})
PEOPLE = {f"u{n}": Account(f"u{n}", f"u{n}@{DOMAIN}") for n in range(50)}
FILES = {one: f"schools/{one}.yaml" for one in ("su-proba", "su-old")}

GONE_TEXT = (
    "Resource 'x' does not exist or one of its queried reference-property objects are not present."
)


class Seen(NamedTuple):
    """An inner call as the fake got it; the path is decoded and without the version."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    headers: Mapping[str, str]

    @property
    def name(self) -> str:
        """'GET /groups/x/members'."""
        return f"{self.method} {self.path}"

    @property
    def named(self) -> set[str]:
        """The ids that a bind or a $ref names."""
        links = self.body.get("members@odata.bind") or [self.body["@odata.id"]]
        return {link.rpartition("/")[2] for link in links}


Reply = tuple[int, Any] | tuple[int, Any, Mapping[str, str]]
Handle = Callable[[Seen], Reply]


def error(status: int, code: str, message: str = "") -> Reply:
    """An error in Graph's shape."""
    return status, {"error": {"code": code, "message": message}}


MISSING = error(404, "Request_ResourceNotFound", GONE_TEXT)
ALREADY = error(
    400,
    "Request_BadRequest",
    "One or more added object references already exist for the following modified properties: "
    "'members'.",
)
STRANGE = error(400, "Request_BadRequest", "Something that nobody has seen before.")
DENIED = error(403, "Authorization_RequestDenied", "Insufficient privileges.")


def fine(call: Seen) -> Reply:
    """Graph did it, or lists nothing."""
    return (200, {"value": []}) if call.method == "GET" else (204, None)


def rows(*ids: str) -> Reply:
    """A page of objects."""
    return 200, {"value": [{"id": one} for one in ids]}


@dataclass
class FakeGraph:
    """Answers by `handle`; what `whole` holds stands for whole HTTP answers first, one each."""

    handle: Handle = fine
    complete: list[httpx.Response | Exception | None] = field(default_factory=list)
    """None: this request is answered by `handle`."""
    batches: list[list[Seen]] = field(default_factory=list)
    tokens: list[dict[str, str]] = field(default_factory=list)
    token: httpx.Response | Exception | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answers one HTTP request."""
        if request.url.path.endswith("/token"):
            self.tokens.append(dict(parse_qsl(request.content.decode())))
            return _given(self.token) or httpx.Response(
                200, json={"access_token": "t", "expires_in": 3600}
            )
        assert request.url.path == f"{VERSION}/$batch"
        assert request.headers["authorization"] == "Bearer t"
        entries = json.loads(request.content)["requests"]
        self.batches.append([_seen(entry) for entry in entries])
        instead = _given(self.complete.pop(0)) if self.complete else None
        if instead is not None:
            return instead
        items = [_item(entry, self.handle(_seen(entry))) for entry in entries]
        # Graph answers the parts of a batch in any order.
        return httpx.Response(200, json={"responses": items[::-1]})

    @property
    def calls(self) -> list[Seen]:
        """All inner calls, in order."""
        return [call for batch in self.batches for call in batch]

    def count(self, name: str) -> int:
        """How often a call was made."""
        return sum(call.name == name for call in self.calls)


def _given(answer: httpx.Response | Exception | None) -> httpx.Response | None:
    if isinstance(answer, Exception):
        raise answer
    return answer


def _seen(entry: Mapping[str, Any]) -> Seen:
    path, _, query = entry["url"].partition("?")
    assert not path.startswith(VERSION)
    return Seen(
        entry["method"],
        unquote(path),
        dict(parse_qsl(query)),
        entry.get("body"),
        entry.get("headers", {}),
    )


def _item(entry: Mapping[str, Any], reply: Reply) -> dict[str, Any]:
    headers = reply[2] if len(reply) > 2 else {}
    return {"id": entry["id"], "status": reply[0], "body": reply[1], "headers": headers}


@dataclass
class Clock:
    """Time that passes only by sleeping."""

    now: float = 0.0
    naps: list[float] = field(default_factory=list)

    def read(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Lets time pass."""
        self.naps.append(seconds)
        self.now += seconds


def signing_in(tenant: Tenant, folder: Path) -> Tenant:
    """The tenant with a secret in a folder."""
    secret = folder / "secret"
    secret.write_text("word\n", encoding="utf-8")
    named = {"reader": "r", "writer": "w"}
    named |= {"readerSecretFile": str(secret), "writerSecretFile": str(secret)}
    return replace(tenant, credentials=named)


def around(fake: FakeGraph, clock: Clock) -> ClientDeps:
    """What a client of the fake has around it."""
    return ClientDeps(clock.read, clock.sleep, httpx.MockTransport(fake))


@contextmanager
def provider(
    fake: FakeGraph, folder: Path, clock: Clock | None = None, tenant: Tenant = TENANT
) -> Iterator[MicrosoftProvider]:
    """A provider that talks to the fake; its connections are let go at the end."""
    made = MicrosoftProvider(signing_in(tenant, folder), around(fake, clock or Clock()))
    try:
        yield made
    finally:
        made.close()


class Why(Code):
    """Reasons of these tests."""

    TEST = "test"


def change(kind: Kind, key: str, action: Action = Action.UPDATE, **more: Any) -> Change:
    """A change of this school; the rest is optional."""
    address = Address(TENANT.alias, "su-proba", kind, key)
    return Change(address, action, more.pop("after", None), Reason(Why.TEST), **more)


def work(*changes: Change, **more: Any) -> ChangeBatch:
    """Work of this tenant."""
    return ChangeBatch(changes, "plovdiv", FILES, PEOPLE, **more)


def described(kind: Kind, key: str, label: str = "", *, adopted: bool = False) -> str:
    """The description that an object of ours carries."""
    mark = Mark("plovdiv", "su-proba", kind, key, adopted=adopted)
    return join(label, mark, FILES["su-proba"])


def codes(outcome: Outcome) -> set[str]:
    """What went wrong."""
    return {fault.code for fault in outcome.faults}
