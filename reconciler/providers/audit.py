"""The newest of many traces, the same way for every vendor."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.providers.base import AuditEvent


def newest_events(traces: Iterable[AuditEvent]) -> tuple[AuditEvent, ...]:
    """The newest trace of each doer and event of each object, newest first."""
    kept: dict[tuple[str, str, str], AuditEvent] = {}
    for trace in traces:
        key = (trace.external_id, trace.event, trace.actor)
        if trace.at > kept.setdefault(key, trace).at:
            kept[key] = trace
    by_name = [kept[key] for key in sorted(kept)]
    return tuple(sorted(by_name, key=lambda trace: trace.at, reverse=True))
