"""Probes tenants as a run of the ledger: under their leases, and with a person's consent by name.

A probe writes to a tenant, so it waits for leases, stops where somebody has stopped all writing,
and never runs where nothing may be written. Its journal is empty: what it makes, it takes away.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress

from reconciler.desired.targets import TargetSelector, contexts
from reconciler.errors import Code, Fault, LedgerError, RefusedError, StackError, StoppedError
from reconciler.ledger.runs import RunLog, RunStart
from reconciler.model.probe import PROBE, ProbeResult
from reconciler.model.resources import Kind
from reconciler.model.states import RunState
from reconciler.model.stopping import process_stop
from reconciler.project.context import ProjectContext
from reconciler.providers.registry import limits_of, prober
from reconciler.runtime.writer import LeaseWait, RunMetadata, tenant_leases

_MADE = frozenset({Kind.ORG_UNIT, Kind.GROUP})
"""The kinds of things that a probe makes."""


class ProbeCode(Code):
    """Why no probe is made (fault-…)."""

    PROBE_OBSERVED = "probe-observed"
    PROBE_UNNAMED = "probe-unnamed"
    PROBE_SCHOOL = "probe-school"


def require_probing(
    context: ProjectContext, aliases: Collection[str], consented: Collection[str]
) -> None:
    """RefusedError where a tenant is only observed or nobody named it; all of them at once."""
    if PROBE in context.loaded.trees:
        raise StackError([Fault(ProbeCode.PROBE_SCHOOL, None, {"school": PROBE})])
    observed = [alias for alias in aliases if not _may_write(context, alias)]
    unnamed = [alias for alias in aliases if alias not in consented and alias not in observed]
    faults = [Fault(ProbeCode.PROBE_OBSERVED, None, {"tenant": alias}) for alias in observed]
    faults += [Fault(ProbeCode.PROBE_UNNAMED, None, {"tenant": alias}) for alias in unnamed]
    if faults:
        raise RefusedError(faults)


def probe_tenants(
    context: ProjectContext,
    metadata: RunMetadata,
    aliases: Collection[str],
    tell: Callable[[str], None],
    wait: LeaseWait | None = None,
) -> Mapping[str, ProbeResult]:
    """Probes each tenant, one after the other, and keeps the answers; by alias."""
    with tenant_leases(context, metadata, aliases, wait or LeaseWait()) as lease:
        log = context.ledger.begin(_start(context, metadata), lease)
        with _ending(log):
            results = {}
            for alias in sorted(aliases):
                results[alias] = _probe(context, log, alias)
                log.probe(alias, results[alias].answers)
                tell(alias)
        log.end(
            RunState.PARTIAL if any(one.failed() for one in results.values()) else RunState.DONE
        )
        return results


def _probe(context: ProjectContext, log: RunLog, alias: str) -> ProbeResult:
    def guard() -> None:
        """LedgerError where the lease is lost, FrozenError where writing is stopped."""
        process_stop().check()
        log.sending(alias, ())

    made = prober(context.stack.tenants[alias], context.loaded.municipality.id)
    try:
        return made.probe(guard)
    finally:
        made.close()


@contextmanager
def _ending(log: RunLog) -> Iterator[None]:
    """A probe that does not come to its end is told so in the history."""
    state = RunState.INTERRUPTED
    try:
        yield
        state = RunState.DONE
    except (LedgerError, StoppedError, RefusedError, KeyboardInterrupt):
        state = RunState.STOPPED
        raise
    finally:
        if state is not RunState.DONE:
            with suppress(LedgerError):
                log.end(state)


def _start(context: ProjectContext, metadata: RunMetadata) -> RunStart:
    return RunStart(
        stack=context.stack.name,
        kind=metadata.kind,
        who=metadata.who,
        commit=metadata.commit,
        reason=metadata.reason,
        day=context.today,
        fingerprint="",
        acknowledged=metadata.acknowledged,
        rosters=(),
        manifests=context.loaded.digest,
        host=platform.node(),
    )


def _may_write(context: ProjectContext, alias: str) -> bool:
    """Whether units and groups may be written there, for one of its schools at least."""
    tenant = context.stack.tenants[alias]
    found = contexts(
        context.loaded,
        context.stack,
        context.rosters,
        lambda name: limits_of(context.stack.tenants[name].vendor),
        TargetSelector(tenants=frozenset({alias}), day=context.day),
    )
    observed = [school.observed for school in found.get(alias, ())] or [tenant.mode.observed]
    return any(_MADE.isdisjoint(kinds) for kinds in observed)
