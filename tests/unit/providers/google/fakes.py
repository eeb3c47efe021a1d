"""A Google without a socket: takes batches apart and answers each call by a plain function."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.parser import Parser
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

import httplib2
from google.oauth2.credentials import Credentials

from reconciler.model.change import Action, Change, Reason
from reconciler.model.mark import Mark
from reconciler.model.resources import Address, Kind
from reconciler.model.states import Outcome
from reconciler.model.tenant import Tenant, Vendor
from reconciler.providers.base import ChangeBatch, VendorCode
from reconciler.providers.google.client import ClientDeps
from reconciler.providers.google.http import Transport
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.pacing import QuotaPool
from tests.unit.providers.notes import Notebook

BASE = "http://vendor.example"
DIRECTORY = "/admin/directory/v1"
TENANT = Tenant("ou-proba", Vendor.GOOGLE, "ou-proba.example", "C0proba", endpoint=BASE, budgets={})


class Seen(NamedTuple):
    """A call as the fake got it; the path is decoded."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any

    @property
    def name(self) -> str:
        """'GET /groups/x/members', without what every Directory path begins with."""
        return f"{self.method} {self.path.removeprefix(DIRECTORY)}"


Reply = tuple[int, Any]
"""A status and JSON, or the very bytes of a body."""


def error(status: int, reason: str, message: str = "") -> Reply:
    """An error in Google's shape."""
    details = [{"domain": "global", "reason": reason, "message": message}]
    return status, {"error": {"code": status, "message": message, "errors": details}}


def fine(_: Seen) -> Reply:
    """Google did it."""
    return 200, {"kind": "x"}


@dataclass
class FakeGoogle(Transport):
    """Answers by `handle`; what `failures` holds is raised first, one exception a request."""

    handle: Callable[[Seen], Reply]
    failures: list[Exception] = field(default_factory=list)
    whole: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    """Headers and bodies that stand for whole HTTP answers, one a request."""
    after: list[Exception] = field(default_factory=list)
    """Raised once the calls of a request have been carried out."""
    batches: list[list[Seen]] = field(default_factory=list)

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[Any, bytes]:
        assert method == "POST"
        assert uri.startswith(f"{BASE}/batch")
        assert headers is not None
        assert isinstance(body, str)
        if self.failures:
            raise self.failures.pop(0)
        message = Parser().parsestr(f"content-type: {headers['content-type']}\n\n{body}")
        parts = [part for part in message.get_payload() if not isinstance(part, str)]
        calls = [_call(str(part.get_payload())) for part in parts]
        self.batches.append(calls)
        answers = [
            _part(str(p["Content-ID"]), self.handle(c)) for p, c in zip(parts, calls, strict=True)
        ]
        if self.whole:
            instead, page = self.whole.pop(0)
            return httplib2.Response(dict(instead)), page
        if self.after:
            raise self.after.pop(0)
        content = b"".join(answers) + b"--b--\r\n"
        shape = {"status": "200", "content-type": "multipart/mixed; boundary=b"}
        return httplib2.Response(shape), content

    def close(self) -> None:
        """There is no connection to let go."""

    def names(self) -> list[list[str]]:
        """The calls of each batch by name."""
        return [[call.name for call in batch] for batch in self.batches]


def _call(text: str) -> Seen:
    head, _, rest = text.partition("\n")
    method, target, _ = head.split(" ")
    _, _, body = rest.partition("\n\n")
    parts = urlsplit(target)
    data = json.loads(body) if body.strip() else None
    return Seen(method, unquote(parts.path), dict(parse_qsl(parts.query)), data)


def _part(ident: str, reply: Reply) -> bytes:
    status, data = reply
    name = "".join(ident.split("\n")).replace("<", "<response-")
    text = b"" if data is None else data if isinstance(data, bytes) else json.dumps(data).encode()
    head = (
        f"--b\r\nContent-Type: application/http\r\nContent-ID: {name}\r\n\r\n"
        f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n\r\n"
    )
    return head.encode() + text + b"\r\n"


@dataclass
class Clock:
    """Time that passes only by sleeping."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Signed(Credentials):  # type: ignore[misc]  # google-auth has no types
    """An identity that every scope is given to."""

    def refresh(self, request: Any) -> None:
        """A token, without asking anybody."""
        del request
        self.token = "token"


def around(google: FakeGoogle, clock: Clock, quotas: QuotaPool | None = None) -> ClientDeps:
    """What a client of the fake has around it; it never waits for real."""
    return ClientDeps(
        clock=lambda: clock.now,
        sleep=clock.sleep,
        jitter=lambda: 0.0,
        transport=lambda: google,
        credentials=lambda *_: Signed("token"),
        quotas=quotas or QuotaPool(),
    )


def provider(
    google: FakeGoogle,
    tenant: Tenant = TENANT,
    clock: Clock | None = None,
    quotas: QuotaPool | None = None,
) -> GoogleProvider:
    """A provider of the fake; it never waits for real."""
    return GoogleProvider(tenant, around(google, clock or Clock(), quotas))


def address(kind: Kind, key: str) -> Address:
    """An address in the fake tenant's one school."""
    return Address("t-proba", "ou-proba", kind, key)


def mark(kind: Kind, key: str, *, adopted: bool = False) -> Mark:
    """A mark of the fake municipality."""
    return Mark("plovdiv", "ou-proba", kind, key, adopted=adopted)


WHY = Reason(VendorCode.MISSING)
FILES = {one: f"schools/{one}.yaml" for one in ("ou-proba", "ou-old")}


def carry_out(
    google: FakeGoogle, *changes: Change, tenant: Tenant = TENANT, **known: Any
) -> tuple[Outcome, ...]:
    """Executes the changes on the fake."""
    work = ChangeBatch(changes, "plovdiv", FILES, **known)
    return provider(google, tenant).execute(work, Notebook())


def change(kind: Kind, key: str, action: Action, **parts: Any) -> Change:
    """A change with a reason that nobody reads."""
    return Change(address(kind, key), action, parts.pop("after", None), WHY, **parts)


def codes(outcome: Outcome) -> list[str]:
    """What went wrong."""
    return [fault.code for fault in outcome.faults]
