"""HTTP to one code host: its pages, its limits, its bad moments, and what never leaves.

Reads are repeated after a bad moment (429, 502, 503, 504, a broken connection). A write is not: it
may have arrived. It ends in `TransientError`, and who wrote looks for what is there first.

Nothing is sent that contains a secret of the job's environment: that is a fault, not a redaction,
for a text with a secret in it is one that nobody has understood.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from reconciler.codehost.codes import (
    CodeHostCode,
    CodeHostError,
    ForbiddenError,
    MissingError,
    TransientError,
)
from reconciler.errors import Fault
from reconciler.model.json_data import read_json

TRIES = 5
PAUSE = 1.0
"""Seconds before the second try; twice as long before each next one."""
PATIENCE = 120.0
"""Seconds that a rate limit is waited for; a longer one is told."""
MOST_PAGES = 200
"""A list that is longer than that is a mistake, and no list."""
MOST_BYTES = 100_000_000
"""Of one answer, unpacked: a hundred of the longest comments have less than half of it."""
_TRANSIENT = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Clock:
    """Waiting, and the time of day, which tests replace."""

    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True)
class HostApi:
    """A code host's API below one address, with the job's token."""

    client: httpx.Client
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Variable → value that must not be sent in a body."""
    clock: Clock = field(default_factory=Clock)
    page: tuple[str, int] = ("per_page", 100)
    """How the host's lists are asked for their longest page."""

    def get(self, path: str, **query: str | int) -> Any:
        """What the host answers, decoded; asks again after a bad moment."""
        return _data(self._read(path, query), "GET", path)

    def text(self, path: str, **query: str | int) -> str:
        """A file, as it is."""
        return self._read(path, query).text

    def pages(self, path: str, **query: str | int) -> Iterator[Any]:
        """Every item of a list, page by page, as its `Link: rel=next` leads."""
        answer = self._read(path, {**query, self.page[0]: self.page[1]})
        for _ in range(MOST_PAGES):
            yield from _data(answer, "GET", path)
            following = answer.links.get("next", {}).get("url")
            if not following:
                return
            answer = self._read(self._own(following), {})
        raise CodeHostError([_fault(CodeHostCode.REFUSED, "GET", path, "too many pages")])

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """A write, once. TransientError where it may have arrived."""
        withhold(str(dict(body)), self.secrets)
        for _ in range(TRIES):
            answer = self._once(method, path, {}, body)
            wait = self._limited(answer)
            if wait is None:
                done = self._checked(answer, method, path)
                return _data(done, method, path) if done.content else None
            self._pause(wait, path)  # a limit refuses: nothing has arrived
        raise CodeHostError([_fault(CodeHostCode.RATE_LIMITED, method, path, "-")])

    def _own(self, url: str) -> str:
        """The next page's address, which must be the same host's: the token goes along."""
        ours, theirs = self.client.base_url, httpx.URL(url)
        if (theirs.scheme, theirs.host, theirs.port) != (ours.scheme, ours.host, ours.port):
            # a host behind another name (a proxy) writes its own name there
            return str(ours.copy_with(path=theirs.path, query=theirs.query))
        return url

    def _read(self, path: str, query: Mapping[str, str | int]) -> httpx.Response:
        for number in range(TRIES):
            try:
                answer = self._once("GET", path, query, None)
                wait = self._limited(answer)
                if wait is not None:
                    self._pause(wait, path)
                    continue
                return self._checked(answer, "GET", path)
            except TransientError:
                if number + 1 == TRIES:
                    raise
                self.clock.sleep(PAUSE * 2**number)
        raise CodeHostError([_fault(CodeHostCode.RATE_LIMITED, "GET", path, "-")])

    def _once(
        self, method: str, path: str, query: Mapping[str, Any], body: Mapping[str, Any] | None
    ) -> httpx.Response:
        try:
            with self.client.stream(method, path, params=query or None, json=body) as answer:
                return _bounded(answer, method, path)
        except (httpx.TransportError, httpx.DecodingError) as error:
            problem = type(error).__name__  # its text may hold an address with a token
            raise TransientError(
                [_fault(CodeHostCode.UNREACHABLE, method, path, problem)]
            ) from None

    def _checked(self, answer: httpx.Response, method: str, path: str) -> httpx.Response:
        if answer.is_success:
            return answer
        fault = _fault(CodeHostCode.REFUSED, method, path, str(answer.status_code))
        if answer.status_code in _TRANSIENT:
            raise TransientError(
                [_fault(CodeHostCode.UNREACHABLE, method, path, fault.facts["problem"])]
            )
        if answer.status_code == 404:
            raise MissingError([fault])
        if answer.status_code in (401, 403):
            raise ForbiddenError([fault])
        raise CodeHostError([fault])

    def _limited(self, answer: httpx.Response) -> float | None:
        """Seconds that the host asks to wait; None where it does not.

        GitHub answers 403 or 429 with Retry-After, or with X-RateLimit-Remaining: 0 and the time of
        X-RateLimit-Reset; GitLab 429 with Retry-After and RateLimit-Reset. Read 2026-11.
        """
        if answer.status_code not in (403, 429):
            return None
        headers = answer.headers
        if headers.get("retry-after", "").isdigit():
            return float(headers["retry-after"])
        spent = headers.get("x-ratelimit-remaining", headers.get("ratelimit-remaining")) == "0"
        reset = headers.get("x-ratelimit-reset", headers.get("ratelimit-reset", ""))
        if spent and reset.isdigit():
            return max(1.0, float(reset) - self.clock.now())
        return PAUSE if answer.status_code == 429 else None

    def _pause(self, seconds: float, path: str) -> None:
        if seconds > PATIENCE:
            raise CodeHostError([_fault(CodeHostCode.RATE_LIMITED, "-", path, str(round(seconds)))])
        self.clock.sleep(seconds)


def withhold(text: str, secrets: Mapping[str, str]) -> None:
    """CodeHostError that names each variable whose value is in the text."""
    found = [name for name, value in secrets.items() if value in text]
    if found:
        raise CodeHostError(
            Fault(CodeHostCode.WOULD_LEAK, None, {"variable": name}) for name in found
        )


def _bounded(answer: httpx.Response, method: str, path: str) -> httpx.Response:
    """Reads the body, of a refusal too; CodeHostError where it is longer than any of a host's."""
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > MOST_BYTES:
            facts: dict[str, str | int] = {"method": method, "path": path, "bytes": MOST_BYTES}
            raise CodeHostError([Fault(CodeHostCode.TOO_LONG, None, facts)])
    answer._content = bytes(body)  # noqa: SLF001  httpx has no limit of its own
    return answer


def _data(answer: httpx.Response, method: str, path: str) -> Any:
    """What the host answered; CodeHostError where it is no JSON, such as a page to sign in."""
    try:
        return read_json(answer.content)
    except ValueError:
        raise CodeHostError([_fault(CodeHostCode.REFUSED, method, path, "no JSON")]) from None


def _fault(code: CodeHostCode, method: str, path: str, problem: str | int) -> Fault:
    return Fault(code, None, {"method": method, "path": path, "problem": str(problem)})
