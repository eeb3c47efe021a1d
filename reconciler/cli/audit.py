"""Which rows of a vendor's log stand behind which difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reconciler.drift.subjects import AuditSubjects
from reconciler.model.change import Change
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

    def explain(self, change: Change) -> DriftedChange:
        """A change with its audit entries: of each actor and event the newest."""
        if self.audit_events is None:
            return DriftedChange(change)
        subjects = self.subjects_by_name.subjects(change)
        mine = [event for event in self.audit_events if event.external_id in subjects]
        mine = self._about(change.address.kind, mine)
        newest = {(event.actor, event.event): event for event in reversed(mine)}
        return DriftedChange(
            change, tuple(self._entry(event) for event in _newest_first(newest.values()))
        )

    def _about(self, kind: Kind, events: list[AuditEvent]) -> list[AuditEvent]:
        """Of what was done to a person, only what is of the kind.

        An event is a group's or a unit's where any row of it names one; what names neither is
        taken for a licence's.
        """
        groups, units = (
            self._events(self.subjects_by_name.of_groups),
            self._events(self.subjects_by_name.of_units),
        )
        if kind is Kind.LICENCE:
            return [event for event in events if event.event not in groups | units]
        if kind is not Kind.PLACEMENT:
            return events
        rest = [event for event in events if event.event not in groups]
        return [event for event in rest if event.event in units] or rest

    def _events(self, names: frozenset[str]) -> set[str]:
        return {event.event for event in self.audit_events or () if event.external_id in names}

    def _entry(self, event: AuditEvent) -> AuditEntry:
        person = "@" in event.actor
        who = self.name(event.actor) if person else event.actor
        return AuditEntry(who, person, event.at, event.event)


def _newest_first(events: Iterable[AuditEvent]) -> Iterator[AuditEvent]:
    yield from sorted(events, key=lambda event: (event.at, event.event), reverse=True)
