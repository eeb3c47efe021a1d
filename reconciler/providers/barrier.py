"""Where what nobody foresaw in a vendor's answer ends: one tenant's failure, by name.

Premise: each route says what it answers (`shapes`), so reading one should never fail. Should it all
the same, it must not take the other tenants of the city with it.

Rule: whatever a reading raises that is no error of ours is a `TenantError` that names the place in
our code, and no value; whatever a change's job raises leaves that change unknown. What the journal
raises is no vendor's answer, and goes on: nothing more is sent then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from reconciler.errors import Fault, ReconcilerError, TenantError
from reconciler.model.change import Change
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import Observation, Presence, Reference, RouteCount, Scope
from reconciler.model.states import Outcome, Result
from reconciler.providers.base import (
    AuditEvent,
    ChangeBatch,
    Provider,
    VendorCode,
    WriteReporter,
    vendor_fault,
)

C = TypeVar("C")
A = TypeVar("A")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Unforeseen:
    word: str
    status: int = 0


@dataclass(frozen=True, slots=True)
class BarrierProvider:
    """A provider whose readings raise nothing but errors of ours."""

    alias: str
    inner: Provider

    @property
    def limits(self) -> VendorLimits:
        """The vendor's."""
        return self.inner.limits

    def observe(self, scope: Scope) -> Observation:
        """See `Provider`."""
        return self._told("observe", lambda: self.inner.observe(scope))

    def look_up(self, references: Sequence[Reference]) -> Mapping[Reference, Presence]:
        """See `Provider`; nobody is told from an answer that cannot be read."""
        try:
            return self._told("look_up", lambda: self.inner.look_up(references))
        except TenantError:
            return dict.fromkeys(references, Presence.UNKNOWN)

    def execute(self, batch: ChangeBatch, reporter: WriteReporter) -> tuple[Outcome, ...]:
        """See `Provider`; each job is guarded by itself."""
        return self.inner.execute(batch, reporter)

    def audit_events(self, since: str, subjects: Collection[str]) -> tuple[AuditEvent, ...]:
        """See `Provider`."""
        return self._told("audit_events", lambda: self.inner.audit_events(since, subjects))

    def requests(self) -> tuple[RouteCount, ...]:
        """See `Provider`."""
        return self.inner.requests()

    def close(self) -> None:
        """See `Provider`."""
        self.inner.close()

    def _told(self, what: str, read: Callable[[], T]) -> T:
        try:
            return read()
        except ReconcilerError:
            raise
        except Exception as error:
            raise TenantError((_fault(self.alias, what, error),)) from error


def guarded_job(
    tenant: str, change: Change, job: Generator[Sequence[C], Sequence[A], Outcome]
) -> Generator[Sequence[C], Sequence[A], Outcome]:
    """The same job; where it fails, the change is unknown until the tenant is observed again."""
    try:
        return (yield from job)
    except ReconcilerError:
        raise
    except Exception as error:  # noqa: BLE001  one change must not bring the others down
        address = change.address
        fault = _fault(tenant, f"{address.kind}/{address.key}", error)
        return Outcome(address, change.action, Result.UNKNOWN, 0, 1, None, (fault,))


def _fault(tenant: str, what: str, error: Exception) -> Fault:
    frames = extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
    word = f"{type(error).__name__} {place}"
    return vendor_fault(tenant, VendorCode.MALFORMED, what, _Unforeseen(word))
