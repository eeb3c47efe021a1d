"""All tenants of one server: loaded from seeds and saved state, found by alias, domain or id."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reconciler.simulator.core.faults import Faults
from reconciler.simulator.core.store import Row
from reconciler.simulator.core.vendors import VENDORS, Tenant, Vendor


@dataclass(slots=True)
class Hosted:
    """One tenant on this server, with the faults that it is to show."""

    vendor: Vendor
    tenant: Tenant
    faults: Faults = field(default_factory=Faults)
    dirty: bool = False
    saved: float = 0.0
    """When it was last saved, on the monotonic clock."""


class Tenants:
    """The tenants by alias."""

    def __init__(self, seeds: Path, saved: tuple[Row, ...]) -> None:
        self._seeds = seeds
        self._hosted: dict[str, Hosted] = {}
        for row in saved:
            vendor = VENDORS[row.vendor]
            self._hosted[row.alias] = Hosted(vendor, vendor.tenant.from_json(json.loads(row.data)))
        for path in sorted(seeds.glob("*.json")):
            if path.stem not in self._hosted:
                self._hosted[path.stem] = _from_seed(path)
        self._by_key: dict[tuple[str, str], str] = {}
        for alias, hosted in self._hosted.items():
            for key in (hosted.tenant.domain, hosted.tenant.vendor_id):
                self._by_key[hosted.vendor.name, key.casefold()] = alias

    def __iter__(self) -> Iterator[Hosted]:
        return iter(self._hosted.values())

    def get(self, alias: str) -> Hosted | None:
        """The tenant with this alias."""
        return self._hosted.get(alias)

    def reset(self, alias: str) -> None:
        """Puts the tenant back to what its seed says; FileNotFoundError when it has none."""
        fresh = _from_seed(self._seeds / f"{alias}.json")
        fresh.dirty = True
        self._hosted[alias] = fresh

    def hosted_by(self, vendor: str, key: str) -> Hosted | None:
        """The tenant with this domain or vendor id, whatever the letter case."""
        alias = self._by_key.get((vendor, key.casefold()))
        return self._hosted[alias] if alias else None

    def by_domain(self, vendor: str, domain: str) -> Tenant | None:
        """The tenant of this vendor with this domain."""
        hosted = self.hosted_by(vendor, domain)
        return hosted.tenant if hosted and "." in domain else None

    def by_vendor_id(self, vendor: str, vendor_id: str) -> Tenant | None:
        """The tenant of this vendor with this id."""
        hosted = self.hosted_by(vendor, vendor_id)
        return hosted.tenant if hosted else None


def _from_seed(path: Path) -> Hosted:
    seed = json.loads(path.read_text(encoding="utf-8"))
    vendor = VENDORS[seed["vendor"]]
    return Hosted(vendor, vendor.tenant.from_seed(seed))
