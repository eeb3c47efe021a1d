"""The provider for one Google Workspace tenant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from google.auth.exceptions import GoogleAuthError

from reconciler.errors import Fault, TenantError
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import Observation, Presence, Reference, RouteCount, Scope
from reconciler.model.states import Outcome
from reconciler.model.tenant import Tenant
from reconciler.providers.base import (
    AuditEvent,
    ChangeBatch,
    VendorCode,
    WriteReporter,
    vendor_fault,
)
from reconciler.providers.google.api import Routes, routes
from reconciler.providers.google.audit import AuditLogReader
from reconciler.providers.google.client import Client, ClientDeps, PacingDeps, RequestCounter
from reconciler.providers.google.credentials import project_of
from reconciler.providers.google.execute import execute
from reconciler.providers.google.jobs import JobContext
from reconciler.providers.google.limits import LIMITS, WINDOWS, quota_keys
from reconciler.providers.google.observe import observe
from reconciler.providers.google.permissions import AUDIT, READ, WRITE
from reconciler.providers.google.references import look_up
from reconciler.providers.google.response import Response
from reconciler.providers.pacing import CallWindows, Pacer, budgets_of, process_quotas


class GoogleProvider:
    """Implements `Provider`; a connection is made on first use and kept until close().

    Reads and writes use different OAuth scopes, each with credentials of its own.
    """

    def __init__(
        self, tenant: Tenant, deps: ClientDeps | None = None, quotas: CallWindows | None = None
    ) -> None:
        self._tenant = tenant
        self._deps = deps or ClientDeps(quotas=quotas or process_quotas())
        self._transport = self._deps.transport()
        self._limits = replace(LIMITS, counted_by=self._counted_by())
        self._pace = PacingDeps(self._pacer(), self._deps.sleep, self._deps.jitter)
        # OAuth scopes → credentials
        self._signed: dict[tuple[str, ...], Any] = {}
        # what this provider created, see JobContext.fresh
        self._fresh: set[str] = set()
        self._tally = RequestCounter()

    @property
    def limits(self) -> VendorLimits:
        """Google's limits, and what it counts this tenant's calls by."""
        return self._limits

    def observe(self, scope: Scope) -> Observation:
        """Lists what lies in `scope`, with read-only OAuth scopes; see `Provider`."""
        client = self.client(READ)
        try:
            return observe(self._tenant, scope, self.routes(), client)
        finally:
            self._tally.add(client.tally)

    def look_up(self, references: Sequence[Reference]) -> Mapping[Reference, Presence]:
        """Gets each object by its id, with read-only OAuth scopes; see `Provider`."""
        client = self.client(READ)
        try:
            return look_up(self._tenant, self.routes(), client, references)
        finally:
            self._tally.add(client.tally)

    def execute(self, batch: ChangeBatch, reporter: WriteReporter) -> tuple[Outcome, ...]:
        """Executes the changes of a batch, the only writes of a provider; see `Provider`."""
        client = self.client(WRITE)
        context = JobContext(self._tenant, self.routes(), batch, self._fresh)
        try:
            return execute(context, client, reporter)
        finally:
            self._tally.add(client.tally)

    def audit_events(self, since: str, subjects: Collection[str]) -> tuple[AuditEvent, ...]:
        """Who changed these objects, by address or path, with read-only OAuth scopes."""
        client = self.client(AUDIT)
        try:
            return AuditLogReader(self._tenant, self.routes(), client).audit_events(since, subjects)
        finally:
            self._tally.add(client.tally)

    def requests(self) -> tuple[RouteCount, ...]:
        """How many requests were sent since this provider was created, by route, sorted."""
        return self._tally.rows()

    def close(self) -> None:
        """Closes the connections."""
        self._transport.close()

    def _counted_by(self) -> Mapping[str, tuple[str, ...]]:
        subject = str(self._tenant.credentials.get("subject", self._tenant.alias))
        return quota_keys(project_of(self._tenant), subject, self._tenant.vendor_id)

    def _pacer(self) -> Pacer:
        return Pacer(
            budgets_of(self._tenant, LIMITS.budgets),
            self._deps.clock,
            self._deps.sleep,
            windows=WINDOWS,
            keys=self._limits.counted_by,
            pool=self._deps.quotas,
        )

    def routes(self) -> Routes:
        """Every call, at the tenant's endpoint."""
        return routes(self._tenant.endpoint)

    def client(self, scopes: tuple[str, ...]) -> Client:
        """A client with a request count of its own, with credentials for these OAuth scopes.

        TenantError where the credentials cannot be read.
        """
        if scopes not in self._signed:
            try:
                made = self._deps.credentials(self._tenant, scopes, self._transport)
            except (OSError, ValueError, KeyError, GoogleAuthError) as error:
                raise TenantError((self._unsigned(),)) from error
            self._signed[scopes] = made
        return Client(self.routes().services, self._signed[scopes], self._transport, self._pace)

    def _unsigned(self) -> Fault:
        return vendor_fault(
            self._tenant.alias,
            VendorCode.UNAUTHENTICATED,
            "credentials",
            Response(0, b"", "unreadable"),
        )
