"""One Microsoft tenant behind the protocol of every vendor."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from reconciler.model.limits import VendorLimits
from reconciler.model.observation import Observation, Presence, Reference, RouteCount, Scope
from reconciler.model.states import Outcome
from reconciler.model.tenant import Tenant
from reconciler.providers.base import AuditEvent, ChangeBatch, WriteReporter
from reconciler.providers.microsoft.audit import AuditLogReader
from reconciler.providers.microsoft.client import Client, ClientDeps
from reconciler.providers.microsoft.execute import execute
from reconciler.providers.microsoft.jobs import JobContext
from reconciler.providers.microsoft.limits import LIMITS
from reconciler.providers.microsoft.observe import observe
from reconciler.providers.microsoft.references import look_up
from reconciler.providers.pacing import CallWindows, process_quotas


class MicrosoftProvider:
    """Looks at a tenant and changes it; nothing is sent before it is asked."""

    def __init__(
        self, tenant: Tenant, wire: ClientDeps | None = None, quotas: CallWindows | None = None
    ) -> None:
        self._tenant = tenant
        self._graph = Client(tenant, wire or ClientDeps(quotas=quotas or process_quotas()))
        self._made: set[str] = set()
        self._bound: dict[str, frozenset[str]] = {}

    @property
    def limits(self) -> VendorLimits:
        """What the vendor can express and how fast it may be asked."""
        return LIMITS

    @property
    def graph(self) -> Client:
        """What sends this tenant's calls."""
        return self._graph

    def observe(self, scope: Scope) -> Observation:
        """Lists what lies in scope with the reader's rights."""
        return observe(self._graph, self._tenant, scope)

    def look_up(self, references: Sequence[Reference]) -> Mapping[Reference, Presence]:
        """Asks for each by its id, with the reader's rights; see `Provider`."""
        return look_up(self._graph, references)

    def execute(self, batch: ChangeBatch, reporter: WriteReporter) -> tuple[Outcome, ...]:
        """Carries the changes out with the writer's rights, one outcome each in their order."""
        context = JobContext(self._graph, self._tenant, batch, self._made, self._bound)
        return execute(context, reporter)

    def audit_events(self, since: str, subjects: Collection[str]) -> tuple[AuditEvent, ...]:
        """Who changed these, by id, with the reader's rights; see `Provider`."""
        return AuditLogReader(self._graph, self._tenant).audit_events(since, subjects)

    def requests(self) -> tuple[RouteCount, ...]:
        """What was sent since this provider was made, by route, sorted."""
        return self._graph.requests()

    def close(self) -> None:
        """Lets connections go."""
        self._graph.close()
