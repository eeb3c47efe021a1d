"""Which rows of a vendor's log stand behind which difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reconciler.drift.subjects import AuditSubjects
from reconciler.model.plan import Change
from reconciler.model.resources import Kind
from reconciler.providers.base import AuditEvent
from reconciler.report.drift import AuditEntry, DriftedChange


@dataclass(frozen=True, slots=True)
class AuditLog:
    """What a tenant's log has of its drift; no traces where it could not be read."""

    subjects_by_name: AuditSubjects
    audit_events: tuple[AuditEvent, ...] | None
    name: Callable[[str], str]
    """How an administrator is shown."""

    def told(self, change: Change) -> DriftedChange:
        """A change with the deeds behind it: of one doer and event the newest."""
        if self.audit_events is None:
            return DriftedChange(change)
        subjects = self.subjects_by_name.subjects(change)
        mine = [trace for trace in self.audit_events if trace.external_id in subjects]
        mine = self._about(change.address.kind, mine)
        newest = {(trace.actor, trace.event): trace for trace in reversed(mine)}
        return DriftedChange(
            change, tuple(self._deed(trace) for trace in _newest_first(newest.values()))
        )

    def _about(self, kind: Kind, traces: list[AuditEvent]) -> list[AuditEvent]:
        """Of what was done to a person, only what is of the kind.

        An event is a group's or a unit's where any row of it names one; what names neither is
        taken for a licence's.
        """
        groups, units = (
            self._events(self.subjects_by_name.of_groups),
            self._events(self.subjects_by_name.of_units),
        )
        if kind is Kind.LICENCE:
            return [trace for trace in traces if trace.event not in groups | units]
        if kind is not Kind.PLACEMENT:
            return traces
        rest = [trace for trace in traces if trace.event not in groups]
        return [trace for trace in rest if trace.event in units] or rest

    def _events(self, names: frozenset[str]) -> set[str]:
        return {trace.event for trace in self.audit_events or () if trace.external_id in names}

    def _deed(self, trace: AuditEvent) -> AuditEntry:
        person = "@" in trace.actor
        who = self.name(trace.actor) if person else trace.actor
        return AuditEntry(who, person, trace.at, trace.event)


def _newest_first(traces: Iterable[AuditEvent]) -> Iterator[AuditEvent]:
    yield from sorted(traces, key=lambda trace: (trace.at, trace.event), reverse=True)
