"""What applying a plan costs: calls, HTTP requests, seconds within the documented budgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import ceil

from reconciler.model.limits import Cost, VendorLimits
from reconciler.model.plan import Change, LicenceDelta, MembershipDelta, PlacementDelta, SchoolPlan
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


def cost(schools: Iterable[SchoolPlan], tenants: Mapping[str, tuple[Tenant, VendorLimits]]) -> Cost:
    """The cost over all tenants; they run in parallel, so the seconds are those of the slowest."""
    by_tenant: dict[str, list[Change]] = {}
    for school in schools:
        by_tenant.setdefault(school.tenant, []).extend(school.changes)
    calls = requests = 0
    slowest = 0.0
    for alias, changes in by_tenant.items():
        limits = tenants[alias][1]
        totals: Counter[str] = Counter()
        for phase in phases(changes):
            needed = _calls(phase, limits)
            totals.update(needed)
            # a batch never mixes phases: a change may depend on one of an earlier phase
            requests += sum(ceil(n / limits.batch.get(api, 1)) for api, n in needed.items())
        calls += sum(totals.values())
        slowest = max(slowest, _seconds(totals, limits))
    unlimited = any(tenants[alias][0].budgets == {} for alias in by_tenant)
    return Cost(calls, requests, ceil(slowest), unlimited)


def _calls(phase: Iterable[Change], limits: VendorLimits) -> Counter[str]:
    needed: Counter[str] = Counter()
    for change in phase:
        price = limits.prices[change.address.kind]
        needed[price.api] += ceil(items(change) * price.calls)
    return needed


def _seconds(totals: Counter[str], limits: VendorLimits) -> float:
    return sum(n / limits.budgets[api] for api, n in totals.items() if api in limits.budgets)
