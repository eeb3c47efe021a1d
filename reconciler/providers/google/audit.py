"""Who changed what, from Google's log of administrators."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reconciler.errors import TenantError
from reconciler.model.tenant import Tenant
from reconciler.providers.base import AuditEvent, VendorCode, newest_events, vendor_fault
from reconciler.providers.google.api import Routes
from reconciler.providers.google.client import Client
from reconciler.providers.google.errors import classify
from reconciler.providers.google.pages import PagedListing, read_all

# The log names things by address or path, never by id; list of admin events, 2026-04. `resourceIds`
# stands in the discovery document (2026-09); whether this log fills it was not seen.
_NAMING = frozenset({"GROUP_EMAIL", "USER_EMAIL", "ORG_UNIT_NAME"})
_RENAMING = frozenset({"CHANGE_GROUP_EMAIL", "RENAME_USER", "MOVE_USER_TO_ORG_UNIT"})
"""Events whose NEW_VALUE is a name, too."""


@dataclass(frozen=True, slots=True)
class AuditLogReader:
    """One tenant's log of what administrators did; Google keeps six months of it."""

    tenant: Tenant
    routes: Routes
    client: Client

    def audit_events(self, since: str, subjects: Collection[str]) -> tuple[AuditEvent, ...]:
        """The newest of each event and actor but us; TenantError where it was only read in part."""
        wanted = {subject.casefold(): subject for subject in subjects}
        if not wanted:
            return ()
        listed = PagedListing(self.routes.activities.call(since=since), "items")
        read_all((listed,), self.client)
        if listed.failure is not None:
            code = classify(listed.failure) or VendorCode.HALF_READ
            raise TenantError(
                (vendor_fault(self.tenant.alias, code, "activities", listed.failure),)
            )
        # We act in the name of this administrator, so the log cannot tell the two apart.
        ours = self.tenant.credentials.get("subject", "").casefold()
        others = (item for item in listed.items if _actor(item).casefold() != ours)
        return newest_events(found for item in others for found in _traces(item, wanted))


def _actor(item: Mapping[str, Any]) -> str:
    actor = item.get("actor") or {}
    return str(actor.get("email") or actor.get("key") or "")


def _traces(item: Mapping[str, Any], wanted: Mapping[str, str]) -> Iterator[AuditEvent]:
    for event in item.get("events") or ():
        for name in sorted({name.casefold() for name in _names(event)} & wanted.keys()):
            at = f"{item['id']['time'][:19]}Z"
            yield AuditEvent(wanted[name], _actor(item), at, event["name"])


def _names(event: Mapping[str, Any]) -> Iterable[str]:
    yield from event.get("resourceIds") or ()
    for parameter in event.get("parameters") or ():
        name = parameter["name"]
        if name in _NAMING or (name == "NEW_VALUE" and event["name"] in _RENAMING):
            yield str(parameter.get("value") or "")
