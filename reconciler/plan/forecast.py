"""What applying a plan costs: calls, HTTP requests, seconds within the documented budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

from reconciler.model.change import Change, LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.limits import Cost, VendorLimits
from reconciler.model.plan import SchoolPlan
from reconciler.model.quotas import QuotaLimit
from reconciler.model.tenant import Tenant
from reconciler.plan.order import phases


def items(change: Change) -> int:
    """How many items a change has: members, moves or holders; 1 for a unit or group."""
    delta = change.delta
    if isinstance(delta, PlacementDelta):
        return len(delta.moves)
    if isinstance(delta, LicenceDelta):
        return delta.count
    if isinstance(delta, MembershipDelta):
        return len(delta.add) + len(delta.remove) + len(delta.change)
    return 1


def cost(
    schools: Iterable[SchoolPlan],
    tenants: Mapping[str, tuple[Tenant, VendorLimits]],
    share: float = 1.0,
) -> Cost:
    """The cost over all tenants; they run in parallel, so the seconds are those of the slowest.

    `share`: how much of the documented budgets these runs may use.
    """
    by_tenant: dict[str, list[Change]] = {}
    for school in schools:
        by_tenant.setdefault(school.tenant, []).extend(school.changes)
    requests = 0
    quotas = _Quotas(share)
    for alias, changes in by_tenant.items():
        limits = tenants[alias][1]
        totals: Counter[str] = Counter()
        for phase in phases(changes):
            needed = _calls(phase, limits)
            totals.update(needed)
            # a batch never mixes phases: a change may depend on one of an earlier phase
            sizes = {api: limits.batch.get(api, 1) for api in needed if api in limits.batch}
            requests += sum(ceil(needed[api] / size) for api, size in sizes.items())
        quotas.add(alias, totals, limits)
    unlimited = any(tenants[alias][0].budgets == {} for alias in by_tenant)
    slowest = quotas.slowest()
    waits = (slowest.seconds, *quotas.by_tenant.values())
    return Cost(
        calls=quotas.calls,
        requests=requests,
        seconds_documented=ceil(max([1.0 if quotas.calls else 0.0, *waits])),
        unlimited=unlimited,
        slowest=slowest.api if slowest.seconds else "",
        slowest_calls=slowest.calls if slowest.seconds else 0,
        slowest_tenants=slowest.tenants if slowest.seconds else 0,
    )


class _Quota(NamedTuple):
    """What one quota of a vendor makes the plan wait for."""

    seconds: float = 0.0
    api: str = ""
    calls: int = 0
    tenants: int = 0


@dataclass(slots=True)
class _Quotas:
    """What all tenants call, by what the vendors count."""

    share: float
    calls: int = 0
    counted: dict[tuple[str, ...], Counter[str]] = field(default_factory=dict)
    """API and key → calls by tenant."""
    limits: dict[tuple[str, ...], QuotaLimit] = field(default_factory=dict)
    by_tenant: dict[str, float] = field(default_factory=dict)
    """Seconds of a tenant alone: it calls one API after the other."""

    def add(self, alias: str, totals: Counter[str], limits: VendorLimits) -> None:
        """Adds one tenant's calls by API."""
        self.by_tenant[alias] = 0.0
        for api, calls in totals.items():
            # budgets inside an API count its calls a second time
            self.calls += calls if api in limits.batch else 0
            if api not in limits.budgets:
                continue
            seconds = limits.windows.get(api, 1)
            limit = QuotaLimit(limits.budgets[api] * seconds * self.share, seconds)
            key = (api, *limits.counted_by.get(api, (alias,)))
            self.limits[key] = limit
            self.counted.setdefault(key, Counter())[alias] += calls
            self.by_tenant[alias] += limit.wait(calls)

    def slowest(self) -> _Quota:
        """The quota that takes longest."""
        found = (
            _Quota(self.limits[key].wait(calls.total()), key[0], calls.total(), len(calls))
            for key, calls in self.counted.items()
        )
        return max(found, default=_Quota())


def _calls(phase: Iterable[Change], limits: VendorLimits) -> Counter[str]:
    needed: Counter[str] = Counter()
    for change in phase:
        for price in limits.prices[change.address.kind]:
            needed[price.api] += ceil(items(change) * price.calls)
    return needed
