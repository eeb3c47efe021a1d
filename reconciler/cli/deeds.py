"""Which rows of a vendor's log stand behind which difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reconciler.model.plan import Change
from reconciler.model.resources import Kind
from reconciler.plan.traced import Tracks
from reconciler.providers.base import Trace
from reconciler.report.drift import Deed, Drifted


@dataclass(frozen=True, slots=True)
class Log:
    """What a tenant's log has of its drift; no traces where it could not be read."""

    tracks: Tracks
    traces: tuple[Trace, ...] | None
    name: Callable[[str], str]
    """How an administrator is shown."""

    def told(self, change: Change) -> Drifted:
        """A change with the deeds behind it: of one doer and event the newest."""
        if self.traces is None:
            return Drifted(change)
        subjects = self.tracks.subjects(change)
        mine = [trace for trace in self.traces if trace.external_id in subjects]
        mine = self._about(change.address.kind, mine)
        newest = {(trace.actor, trace.event): trace for trace in reversed(mine)}
        return Drifted(change, tuple(self._deed(trace) for trace in _newest_first(newest.values())))

    def _about(self, kind: Kind, traces: list[Trace]) -> list[Trace]:
        """Of what was done to a person, only what is of the kind.

        An event is a group's or a unit's where any row of it names one; what names neither is
        taken for a licence's.
        """
        groups, units = self._events(self.tracks.of_groups), self._events(self.tracks.of_units)
        if kind is Kind.LICENCE:
            return [trace for trace in traces if trace.event not in groups | units]
        if kind is not Kind.PLACEMENT:
            return traces
        rest = [trace for trace in traces if trace.event not in groups]
        return [trace for trace in rest if trace.event in units] or rest

    def _events(self, names: frozenset[str]) -> set[str]:
        return {trace.event for trace in self.traces or () if trace.external_id in names}

    def _deed(self, trace: Trace) -> Deed:
        person = "@" in trace.actor
        who = self.name(trace.actor) if person else trace.actor
        return Deed(who, person, trace.at, trace.event)


def _newest_first(traces: Iterable[Trace]) -> Iterator[Trace]:
    yield from sorted(traces, key=lambda trace: (trace.at, trace.event), reverse=True)
