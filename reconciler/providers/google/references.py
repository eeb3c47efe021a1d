"""What one of Google's listings names and another lacks, and asking for it by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from reconciler.model.observation import ADMINISTRATOR, Account, Listing, Presence, Reference
from reconciler.model.tenant import Tenant
from reconciler.providers.base import VendorCode
from reconciler.providers.google import convert
from reconciler.providers.google.api import Routes
from reconciler.providers.google.calls import Call
from reconciler.providers.google.client import Client
from reconciler.providers.google.errors import classify
from reconciler.providers.google.response import Response


class Listed:
    """The accounts and groups that a tenant's listings have, to hold other listings against."""

    def __init__(
        self, tenant: Tenant, accounts: Iterable[Account], groups: Collection[str]
    ) -> None:
        known = tuple(accounts)
        self._subject = str(tenant.credentials.get("subject", "")).lower()
        self._domains = convert.own_domains(tenant.domain, known)
        self._ids = {account.id for account in known} | set(groups)
        self._names = {name for one in known for name in (one.address, *one.aliases)}
        self._missing: dict[str, str] = {}
        """Address → id of the members that were missed, so that one person is missed once."""

    def members(self, source: str, items: Iterable[Mapping[str, Any]]) -> set[Reference]:
        """Members of the own domain whom no listing has."""
        found = set()
        for item in items:
            listing = convert.missing_from(item, self._domains)
            if item.get("id") not in self._ids and listing is not None:
                found.add(Reference(listing, item["id"], source))
                self._missing[item["email"].casefold()] = item["id"]
        return found

    def holders(self, source: str, users: Iterable[str]) -> set[Reference]:
        """Holders of a licence: only users of the customer hold one, whatever their domain."""
        unlisted = set(users) - self._names
        return {
            Reference(Listing.ACCOUNTS, self._missing.get(user, user), source) for user in unlisted
        }

    def administrator(self) -> set[Reference]:
        """The account that we act as, where it is one of this tenant's and is not listed."""
        own = self._subject.rpartition("@")[2] in self._domains
        if not own or self._subject in self._names:
            return set()
        return {Reference(Listing.ACCOUNTS, self._subject, ADMINISTRATOR)}


def look_up(
    tenant: Tenant, routes: Routes, client: Client, references: Sequence[Reference]
) -> Mapping[Reference, Presence]:
    """What Google answers for each; only a 'not found' says that it is gone."""
    answers = client.send([_call(tenant, routes, one) for one in references])
    return dict(zip(references, map(_presence, answers), strict=True))


def _call(tenant: Tenant, routes: Routes, reference: Reference) -> Call:
    if reference.listing is Listing.GROUPS:
        return routes.group.call(group=reference.id)
    if reference.listing is Listing.UNITS:
        path = reference.id.removeprefix("/")
        return routes.unit.call(customer=tenant.vendor_id, unit=path)
    return routes.user.call(user=reference.id)


def _presence(answer: Response) -> Presence:
    if answer.good:
        return Presence.FOUND
    return Presence.GONE if classify(answer) is VendorCode.MISSING else Presence.UNKNOWN
