"""What a refusal for good depends on, as keyed digests: where it changed, a change is tried again.

Whatever a vendor may have judged by counts: what is asked, and the accounts, the group and the
licences that it is asked about. Example: a licence is refused as automatic; somebody takes the
account's other licence away, the digest is another one, and the next plan gives it again.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from reconciler.model.change import Change, PlacementMove
from reconciler.model.held import RememberedRefusal
from reconciler.model.observation import Account, Observation, ObservedGroup
from reconciler.model.parts import Entry
from reconciler.model.resources import (
    Address,
    Group,
    LicenceAssignment,
    LicenceSwap,
    MemberType,
    OrgUnit,
    RoleMember,
)
from reconciler.plan.fingerprint import canonical

RETRY_DAYS = 7
ProductNames = Mapping[str, Mapping[str, str]]
"""Product → how the vendor calls it."""


@dataclass(frozen=True, slots=True)
class RefusalMemory:
    """What is remembered of earlier refusals, and what a digest is made with."""

    key: bytes = b""
    today: str = ""
    """ISO day; '': no refusal grows old."""
    remembered: Mapping[Address, Sequence[RememberedRefusal]] = field(default_factory=dict)
    """Those of this very run come last."""
    retry: bool = False
    """Whether a person asks for all of it again."""

    def digest(self, *parts: Any) -> str:
        """Thirty-two hexadecimal digits."""
        text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hmac.new(self.key, f"refused:{text}".encode(), "sha256").hexdigest()[:32]

    def is_due(self, refusal: RememberedRefusal) -> bool:
        """Whether it is time to try again."""
        return self.retry or (bool(self.today) and self.today >= retry_day(refusal))


def retry_day(refusal: RememberedRefusal) -> str:
    """The ISO day from which a refusal is tried again by itself."""
    return (date.fromisoformat(refusal.last) + timedelta(days=RETRY_DAYS)).isoformat()


@dataclass(frozen=True, slots=True)
class RefusalInputs:
    """What the tenant shows of that which a change is about: with it, a refusal may go."""

    accounts: Mapping[str, Account]
    groups: Mapping[str, ObservedGroup]
    """By address."""
    products: Mapping[str, tuple[str, ...]]
    """Account → the products that it has, by whatever way."""
    names: ProductNames

    @classmethod
    def of(cls, observation: Observation, names: ProductNames) -> RefusalInputs:
        """Indexes a tenant."""
        held: dict[str, list[str]] = {}
        for licence in observation.licences:
            direct = {holder.member.ref for holder in licence.holders}
            for ref in sorted(direct | licence.inherited):
                held.setdefault(ref, []).append(licence.product)
        return cls(
            accounts={account.id: account for account in observation.accounts},
            groups={group.address: group for group in observation.groups},
            products={ref: tuple(sorted(products)) for ref, products in held.items()},
            names=names,
        )

    def shows(self, change: Change, entry: Entry | None) -> list[Any]:
        """All of it that a vendor may have judged by."""
        target = change.target.id if change.target else ""
        if entry is None:
            return [canonical(change), target, _plain(change.before)]
        if isinstance(entry, PlacementMove):
            account = self.accounts.get(entry.account)
            places = sorted(account.places) if account else []
            return [target, sorted(entry.out_of), places, *_shown(account)]
        if isinstance(entry, RoleMember):
            return [target, self._group(change), *self._member(entry)]
        holder = entry.holder if isinstance(entry, LicenceSwap) else entry
        product = change.after.product if isinstance(change.after, LicenceAssignment) else ""
        old = entry.product if isinstance(entry, LicenceSwap) else ""
        names = [sorted(self.names.get(one, {}).items()) for one in (product, old)]
        owned = self.products.get(holder.member.ref, ())
        account = self.accounts.get(holder.member.ref)
        return [names, list(holder.without), list(owned), *_shown(account)]

    def _group(self, change: Change) -> list[Any]:
        group = self.groups.get(change.target.name) if change.target else None
        if group is None:
            return []
        return [group.id, group.address, group.type.value, sorted((group.settings or {}).items())]

    def _member(self, entry: RoleMember) -> list[Any]:
        if entry.member.type is MemberType.GROUP:
            group = self.groups.get(entry.member.ref)
            return [group.id if group else ""]
        return _shown(self.accounts.get(entry.member.ref))


def _shown(account: Account | None) -> list[Any]:
    if account is None:
        return []
    return [account.address, account.suspended, account.admin, account.licensable]


def _plain(resource: object) -> Any:
    if isinstance(resource, OrgUnit):
        return [resource.path, resource.label]
    if isinstance(resource, Group):
        return [resource.address, resource.name, sorted(resource.settings.items())]
    return None
