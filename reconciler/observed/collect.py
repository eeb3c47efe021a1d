"""Looks at every tenant side by side; one tenant's failure leaves the others alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from reconciler.errors import TenantError
from reconciler.model.observation import Observation, RouteCount, Scope
from reconciler.model.stopping import workers
from reconciler.model.tenant import LOOK_UPS
from reconciler.observed.contradictions import without_contradicted
from reconciler.observed.owned import OwnedObject
from reconciler.providers.base import Provider

WORKERS = 8
"""Tenants at once. Reading waits on the network, so there are more than cores."""


@dataclass(frozen=True, slots=True)
class TenantToRead:
    """One tenant: who reads it, within what, and what the ledger knows that we own there."""

    provider: Provider
    scope: Scope
    owned: Collection[OwnedObject] = field(default_factory=frozenset)
    look_ups: int = LOOK_UPS
    """How many references that another listing lacks are asked for by id, at most."""


def collect(
    tenants: Mapping[str, TenantToRead], tell: Callable[[str], None]
) -> Mapping[str, Observation | TenantError]:
    """Observes each tenant by alias, and reports each alias when it is done."""

    def look(alias: str) -> Observation | TenantError:
        try:
            return _observed(tenants[alias])
        except TenantError as error:
            return error
        finally:
            tell(alias)

    aliases = sorted(tenants)
    with workers(WORKERS, "observe") as pool:
        return dict(zip(aliases, pool.map(look, aliases), strict=True))


def _observed(tenant: TenantToRead) -> Observation:
    """One tenant, its listings held against each other, with the requests that all of it took."""
    before = tenant.provider.requests()
    seen = tenant.provider.observe(tenant.scope)
    owned = [one for one in tenant.owned if one.lies_in(tenant.scope)]
    checked = without_contradicted(seen, tenant.provider, owned, tenant.look_ups)
    return replace(checked, requests=_spent(before, tenant.provider.requests()))


def _spent(before: Iterable[RouteCount], after: Iterable[RouteCount]) -> tuple[RouteCount, ...]:
    """What was sent between two counts of one provider."""
    known = {row.route: row for row in before}
    rows = []
    for row in after:
        old = known.get(row.route, RouteCount(row.route, 0, 0))
        rows.append(replace(row, calls=row.calls - old.calls, requests=row.requests - old.requests))
    return tuple(row for row in rows if row.calls or row.requests)


def summed(rows: Iterable[RouteCount]) -> tuple[RouteCount, ...]:
    """Request counts of several tenants, added up by route and sorted."""
    totals: dict[str, RouteCount] = {}
    for row in rows:
        known = totals.get(row.route, RouteCount(row.route, 0, 0))
        totals[row.route] = replace(
            known, calls=known.calls + row.calls, requests=known.requests + row.requests
        )
    return tuple(totals[route] for route in sorted(totals))
