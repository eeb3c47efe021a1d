"""Who changed what, from Entra's audit log."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reconciler.errors import TenantError
from reconciler.model.json_data import read_json
from reconciler.model.tenant import Tenant
from reconciler.providers.base import AuditEvent, VendorCode, newest_events, vendor_fault
from reconciler.providers.microsoft.api import audits
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.client import READER, Client
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.pages import Row, next_pages, rounds, rows_of
from reconciler.providers.microsoft.response import Response


@dataclass(frozen=True, slots=True)
class AuditLogReader:
    """One tenant's audit log; Entra keeps 7 days of it, with a P1 or P2 licence 30."""

    graph: Client
    tenant: Tenant
    rows: list[Row] = field(default_factory=list)

    def audit_events(self, since: str, subjects: Collection[str]) -> tuple[AuditEvent, ...]:
        """The newest of each event and actor but us; TenantError where it was only read in part."""
        wanted = {subject.casefold(): subject for subject in subjects}
        if not wanted:
            return ()
        rounds(self.graph, READER, [audits(since)], self._take)
        # Entra leaves the app's id out more often than its name; third parties' logs, 2026-11.
        named = self.tenant.credentials
        ours = {named[name] for name in ("writer", "writerClientId") if name in named}
        others = (row for row in self.rows if not ours & set(_app(row).values()))
        return newest_events(found for row in others for found in _traces(row, wanted))

    def _take(self, call: Call, answer: Response) -> tuple[Call, ...]:
        rows = rows_of(answer)
        if classify(answer) is not None or rows is None:
            code = classify(answer) or VendorCode.HALF_READ
            raise TenantError((vendor_fault(self.tenant.alias, code, "directoryAudits", answer),))
        self.rows.extend(row for row in rows if row.get("result") == "success")
        return next_pages(call, answer)


def _app(row: Row) -> Mapping[str, Any]:
    return (row.get("initiatedBy") or {}).get("app") or {}


def _actor(row: Row) -> str:
    user = (row.get("initiatedBy") or {}).get("user") or {}
    app = _app(row)
    named = user.get("userPrincipalName") or user.get("id")
    return str(named or app.get("displayName") or app.get("appId") or "")


def _traces(row: Row, wanted: Mapping[str, str]) -> Iterator[AuditEvent]:
    for name in sorted({name.casefold() for name in _names(row)} & wanted.keys()):
        at = f"{row['activityDateTime'][:19]}Z"
        yield AuditEvent(wanted[name], _actor(row), at, row["activityDisplayName"])


def _names(row: Row) -> Iterator[str]:
    """Ids and sign-in names of what was touched: a member's row names the group, too."""
    for target in row.get("targetResources") or ():
        yield str(target.get("id") or "")
        yield str(target.get("userPrincipalName") or "")
        for changed in target.get("modifiedProperties") or ():
            # "Group.ObjectID" on the row of a member; resources/directoryaudit, 2026-11.
            if str(changed.get("displayName")).endswith(".ObjectID"):
                yield from _texts(changed.get("newValue"), changed.get("oldValue"))


def _texts(*values: str | None) -> Iterator[str]:
    """The texts in values that are JSON in a string."""
    for value in values:
        try:
            found = read_json(value or "null")
        except ValueError:
            found = value
        if isinstance(found, str):
            yield found
