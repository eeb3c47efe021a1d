"""The request log: what each client called, in memory for the admin API and as JSON lines."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from reconciler.simulator.exchange import Call

MOST_ENTRIES = 500_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose calls are logged: the tenant, its vendor, the bearer's rights (None: the admin API)."""

    tenant: str
    vendor: str
    rights: frozenset[str] | None


class Entry(NamedTuple):
    """One call; n counts calls, batch is the number of the HTTP request that carried it inside."""

    n: int
    caller: Caller
    call: Call
    batch: int | None


class RequestLog:
    """The last calls, half a million unless told, and counts of all since it was cleared."""

    def __init__(self, path: Path | None, most: int = MOST_ENTRIES) -> None:
        self._entries: deque[Entry] = deque(maxlen=most)
        self._calls: dict[str, Counter[str]] = {}
        self._http: dict[str, Counter[str]] = {}
        self._n = 0
        self._requests = 0
        self._file: TextIO | None = path.open("a", encoding="utf-8") if path else None

    def add(self, caller: Caller, calls: tuple[Call, ...], batch: str) -> None:
        """Logs one HTTP request: the route of its batch or '', and the calls in it."""
        self._requests += 1
        carrier = self._requests if batch else None
        for call in calls:
            self._n += 1
            entry = Entry(self._n, caller, call, carrier)
            self._entries.append(entry)
            if self._file:
                self._file.write(json.dumps(shown(entry), ensure_ascii=False) + "\n")
        if caller.rights is not None:
            self._count(caller.tenant, calls, batch)

    def _count(self, tenant: str, calls: tuple[Call, ...], batch: str) -> None:
        names = [f"{call.method} {call.route}" for call in calls]
        self._calls.setdefault(tenant, Counter()).update(names)
        http = [f"POST {batch}"] if batch else names
        self._http.setdefault(tenant, Counter()).update(http)

    def entries(self, tenant: str | None, origin: str) -> Iterator[dict[str, Any]]:
        """The calls in order, of one tenant or of all, by clients or through the admin API."""
        for entry in self._entries:
            if tenant in (None, entry.caller.tenant) and _origin(entry) == origin:
                yield shown(entry)

    def newest(self, tenant: str | None, most: int) -> list[dict[str, Any]]:
        """The last calls of one tenant or of all, whoever made them, newest first."""
        found = (
            entry for entry in reversed(self._entries) if tenant in (None, entry.caller.tenant)
        )
        return [shown(entry) for entry in islice(found, most)]

    def summary(self) -> dict[str, Any]:
        """Clients' calls by tenant and route: `calls` counts inner ones, `http` HTTP requests."""
        tenants = {
            tenant: {
                "calls": dict(sorted(self._calls[tenant].items())),
                "http": dict(sorted(self._http[tenant].items())),
            }
            for tenant in sorted(self._calls)
        }
        totals = {
            "calls": sum(counter.total() for counter in self._calls.values()),
            "http": sum(counter.total() for counter in self._http.values()),
        }
        return {"tenants": tenants, "total": totals}

    def clear(self) -> None:
        """Forgets everything in memory; the file keeps it."""
        self._entries.clear()
        self._calls.clear()
        self._http.clear()

    def flush(self) -> None:
        """Brings the file up to date."""
        if self._file:
            self._file.flush()

    def close(self) -> None:
        """Ends the file."""
        if self._file:
            self._file.close()


def shown(entry: Entry) -> dict[str, Any]:
    """One entry as JSON."""
    caller, call = entry.caller, entry.call
    return {
        "n": entry.n,
        "origin": _origin(entry),
        "tenant": caller.tenant,
        "vendor": caller.vendor,
        "method": call.method,
        "route": call.route,
        "status": call.status,
        "path": call.path,
        "rights": sorted(caller.rights or ()),
        "batch": entry.batch,
    }


def _origin(entry: Entry) -> str:
    return "admin" if entry.caller.rights is None else "client"
