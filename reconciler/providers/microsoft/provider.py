"""One Microsoft tenant behind the protocol of every vendor."""

from __future__ import annotations

from collections.abc import Collection

from reconciler.model.limits import Limits
from reconciler.model.observation import Observation, RouteCount, Scope
from reconciler.model.plan import Outcome
from reconciler.model.tenant import Tenant
from reconciler.providers.base import Notes, Trace, Work
from reconciler.providers.microsoft.api import Graph, Wire
from reconciler.providers.microsoft.execute import execute
from reconciler.providers.microsoft.jobs import Desk
from reconciler.providers.microsoft.limits import LIMITS
from reconciler.providers.microsoft.observe import observe
from reconciler.providers.microsoft.traces import Log


class MicrosoftProvider:
    """Looks at a tenant and changes it; nothing is sent before it is asked."""

    def __init__(self, tenant: Tenant, wire: Wire | None = None) -> None:
        self._tenant = tenant
        self._graph = Graph(tenant, wire or Wire())
        self._made: set[str] = set()

    @property
    def limits(self) -> Limits:
        """What the vendor can express and how fast it may be asked."""
        return LIMITS

    def observe(self, scope: Scope) -> Observation:
        """Lists what lies in scope with the reader's rights."""
        return observe(self._graph, self._tenant, scope)

    def execute(self, work: Work, notes: Notes) -> tuple[Outcome, ...]:
        """Carries the changes out with the writer's rights, one outcome each in their order."""
        desk = Desk(self._graph, self._tenant, work, self._made)
        return execute(desk, notes)

    def traces(self, since: str, subjects: Collection[str]) -> tuple[Trace, ...]:
        """Who changed these, by id, with the reader's rights; see `Provider`."""
        return Log(self._graph, self._tenant).traces(since, subjects)

    def requests(self) -> tuple[RouteCount, ...]:
        """What was sent since this provider was made, by route, sorted."""
        return self._graph.requests()

    def close(self) -> None:
        """Lets connections go."""
        self._graph.close()
