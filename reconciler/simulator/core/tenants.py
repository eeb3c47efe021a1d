"""All tenants of one server: loaded from seeds and saved state, found by alias, domain or id."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reconciler.simulator.core.behaviour import Behaviour, Making, behaviour
from reconciler.simulator.core.clock import Clock
from reconciler.simulator.core.faults import Faults
from reconciler.simulator.core.quota import Budgets
from reconciler.simulator.core.scenario import Scenario
from reconciler.simulator.core.store import Row
from reconciler.simulator.core.vendors import VENDORS, Tenant, Vendor
from reconciler.simulator.exchange import Request


@dataclass(slots=True)
class Hosted:
    """One tenant on this server, with the faults that it is to show and how it behaves."""

    vendor: Vendor
    tenant: Tenant
    behaviour: Behaviour
    faults: Faults = field(default_factory=Faults)
    dirty: bool = False
    saved: float = 0.0
    """When it was last saved, on the monotonic clock."""

    def has_ended(self, request: Request) -> bool:
        """Whether the behaviour takes the request's bearer for expired."""
        expiry = self.behaviour.expiry
        return expiry is not None and expiry.ended(request, self.behaviour.clock.now())

    def behave(self, settings: Mapping[str, Any], making: Making) -> None:
        """From now on the tenant behaves as these checked settings say, at its beginning."""
        self.behaviour = behaviour(self.vendor, self.tenant, settings, making)
        self.faults.always = self.behaviour.active
        self.dirty |= bool(settings.get("seats"))

    def row(self) -> Row:
        """The tenant as it is saved."""
        data = json.dumps(self.tenant.to_json(), ensure_ascii=False)
        return Row(self.tenant.alias, self.vendor.name, data)


class Tenants:
    """The tenants by alias."""

    def __init__(
        self, seeds: Path, saved: tuple[Row, ...], scenario: Scenario | None = None
    ) -> None:
        self.clock = Clock()
        self._budgets = Budgets()
        self._seeds = seeds
        self._scenario = Scenario()
        self._hosted: dict[str, Hosted] = {}
        for row in saved:
            self._hosted[row.alias] = self._restored(row)
        for path in sorted(seeds.glob("*.json")):
            if path.stem not in self._hosted:
                self._hosted[path.stem] = self._from_seed(path)
        self._by_key: dict[tuple[str, str], str] = {}
        for alias, hosted in self._hosted.items():
            for key in (hosted.tenant.domain, hosted.tenant.vendor_id):
                self._by_key[hosted.vendor.name, key.casefold()] = alias
        if scenario is not None:
            self.follow(scenario)

    def __iter__(self) -> Iterator[Hosted]:
        return iter(self._hosted.values())

    def get(self, alias: str) -> Hosted | None:
        """The tenant with this alias."""
        return self._hosted.get(alias)

    def follow(self, scenario: Scenario) -> None:
        """Starts a scenario: every tenant's behaviour begins anew, and the clock stands or runs."""
        self._scenario = scenario
        self._budgets.clear()
        if scenario.virtual_clock:
            self.clock.stand()
        else:
            self.clock.run()
        for alias, hosted in self._hosted.items():
            hosted.behave(scenario.settings(alias), self.making())

    def making(self) -> Making:
        """What behaviours on this server are made with."""
        return Making(self._scenario.seed, self.clock, self._budgets)

    def behave(self, hosted: Hosted, settings: Mapping[str, Any]) -> None:
        """Sets one tenant's behaviour, at its beginning; budgets are shared, and all full again."""
        self._budgets.clear()
        hosted.behave(settings, self.making())

    def reset(self, alias: str) -> None:
        """Puts the tenant back to what its seed says; FileNotFoundError when it has none.

        Faults go, and its behaviour begins anew as the scenario has it.
        """
        self._put(self._from_seed(self._seeds / f"{alias}.json"))

    def put(self, row: Row) -> None:
        """Puts the tenant into a saved state, its behaviour at its beginning."""
        self._put(self._restored(row))

    def grow(self, seed: Mapping[str, Any]) -> None:
        """A tenant more; one that is there takes in what the seed has besides."""
        hosted = self._hosted.get(seed["alias"])
        if hosted is not None:
            hosted.tenant.extend(seed)
            hosted.dirty = True
            return
        vendor = VENDORS[seed["vendor"]]
        tenant = vendor.tenant.from_seed(seed)
        self._put(Hosted(vendor, tenant, Behaviour(self.clock)))
        for key in (tenant.domain, tenant.vendor_id):
            self._by_key[vendor.name, key.casefold()] = tenant.alias

    def _put(self, fresh: Hosted) -> None:
        alias = fresh.tenant.alias
        fresh.dirty = True
        self.behave(fresh, self._scenario.settings(alias))
        self._hosted[alias] = fresh

    def hosted_by(self, vendor: str, key: str) -> Hosted | None:
        """The tenant with this domain or vendor id, whatever the letter case."""
        alias = self._by_key.get((vendor, key.casefold()))
        return self._hosted[alias] if alias else None

    def _from_seed(self, path: Path) -> Hosted:
        seed = json.loads(path.read_text(encoding="utf-8"))
        vendor = VENDORS[seed["vendor"]]
        return Hosted(vendor, vendor.tenant.from_seed(seed), Behaviour(self.clock))

    def _restored(self, row: Row) -> Hosted:
        vendor = VENDORS[row.vendor]
        tenant = vendor.tenant.from_json(json.loads(row.data))
        return Hosted(vendor, tenant, Behaviour(self.clock))
