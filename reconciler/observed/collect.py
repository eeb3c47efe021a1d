"""Looks at every tenant side by side; one tenant's failure leaves the others alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from reconciler.errors import TenantError
from reconciler.model.observation import Observation, RouteCount, Scope
from reconciler.providers.base import Provider

WORKERS = 8
"""Tenants at once. Reading waits on the network, so there are more than cores."""


def collect(
    providers: Mapping[str, Provider],
    scopes: Mapping[str, Scope],
    tell: Callable[[str], None],
) -> Mapping[str, Observation | TenantError]:
    """Observes each tenant of `scopes` by alias; tells each alias when it is done."""
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="observe") as pool:
        look = partial(_look, tell=tell)
        answers = pool.map(
            lambda alias: look(alias, providers[alias], scopes[alias]), sorted(scopes)
        )
        return dict(zip(sorted(scopes), answers, strict=True))


def _look(
    alias: str, provider: Provider, scope: Scope, *, tell: Callable[[str], None]
) -> Observation | TenantError:
    try:
        return provider.observe(scope)
    except TenantError as error:
        return error
    finally:
        tell(alias)


def summed(rows: Iterable[RouteCount]) -> tuple[RouteCount, ...]:
    """Request counts of several tenants, added up by route and sorted."""
    totals: dict[str, RouteCount] = {}
    for row in rows:
        known = totals.get(row.route, RouteCount(row.route, 0, 0))
        totals[row.route] = replace(
            known, calls=known.calls + row.calls, requests=known.requests + row.requests
        )
    return tuple(totals[route] for route in sorted(totals))
