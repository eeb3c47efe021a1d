"""What the pipeline hands on: the observed fleet, a plan, and how an apply reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reconciler.apply.progress import ProgressReporter
from reconciler.apply.reporting import JournalSink
from reconciler.apply.rollout import RolloutPolicy
from reconciler.apply.run import TenantSession
from reconciler.desired.context import Desired, SchoolContext
from reconciler.desired.targets import TargetSelector
from reconciler.errors import TenantError
from reconciler.manifest import LoadedManifests
from reconciler.manifest.nodes import Node
from reconciler.model.observation import Observation, RouteCount, Scope
from reconciler.model.plan import Plan
from reconciler.model.school import SchoolRef
from reconciler.model.tenant import TenantFailure
from reconciler.observed.collect import summed
from reconciler.undo.build import RunToUndo

SchoolsByTenant = Mapping[str, Sequence[SchoolContext]]
"""Tenant → its schools."""


@dataclass(frozen=True, slots=True)
class ObservedFleet:
    """The tenants in reach as they are: what each can be written with, and which were not read."""

    inside: SchoolsByTenant
    sessions: Mapping[str, TenantSession]
    failures: tuple[TenantFailure, ...]

    def requests(self) -> tuple[RouteCount, ...]:
        """What looking took, over all tenants."""
        return summed(
            row
            for tenant_session in self.sessions.values()
            for row in tenant_session.observation.requests
        )


@dataclass(frozen=True, slots=True)
class PlanResult:
    """A plan, the hands that could carry it out, and the schools by tenant that it is of."""

    plan: Plan
    targets: TargetSelector
    sessions: Mapping[str, TenantSession] = field(default_factory=dict)
    inside: SchoolsByTenant = field(default_factory=dict)
    desired: Mapping[SchoolRef, Desired] = field(default_factory=dict)
    """By school and tenant; empty for the plan of an undo."""
    run_to_undo: RunToUndo | None = None
    """The run that it puts back, for the plan of an undo."""


@dataclass(frozen=True, slots=True)
class ApplyHooks:
    """How an approved plan is applied: where it is journalled and reported, and how far it goes."""

    journal: JournalSink
    progress: ProgressReporter
    policy: RolloutPolicy = field(default_factory=RolloutPolicy)
    on_reobserved: Callable[[PlanResult], None] = lambda _fresh: None
    """Called with every plan that is made after a write; the last one of a wave comes last."""


def failures(
    inside: SchoolsByTenant, seen: Mapping[str, Observation | TenantError]
) -> tuple[TenantFailure, ...]:
    """The tenants that could not be read, with the schools whose plan is missing for it."""
    return tuple(
        TenantFailure(alias, tuple(context.manifest.id for context in schools), answer.faults)
        for alias, schools in inside.items()
        if isinstance(answer := seen[alias], TenantError)
    )


def merge_scopes(scope: Scope, other: Scope) -> Scope:
    """What either looks at."""
    return Scope(
        roots=scope.roots | other.roots,
        addresses=scope.addresses | other.addresses,
        products={**other.products, **scope.products},
        named=scope.named | other.named,
        marks=scope.marks | other.marks,
        unit_marks=scope.unit_marks | other.unit_marks,
    )


def declared_schools(loaded: LoadedManifests) -> frozenset[SchoolRef]:
    """Every school and tenant that the manifests name, however narrow a run is.

    By earlier ids, too: a school that is called otherwise now has not vanished.
    """
    named = [*((school, school) for school in loaded.trees), *loaded.earlier.items()]
    return frozenset(
        SchoolRef(school=s, tenant=alias)
        for s, now in named
        for alias in _aliases(loaded.trees[now])
    )


def tenants_of_targets(loaded: LoadedManifests, targets: TargetSelector) -> tuple[str, ...]:
    """The tenants that a run of this reach looks at, sorted."""
    found = {
        alias
        for school, tree in loaded.trees.items()
        for alias in _aliases(tree)
        if targets.covers(school, str(tree.items["wave"].value), alias)
    }
    return tuple(sorted(found))


def _aliases(tree: Node) -> Mapping[str, Node]:
    return tree.items["tenants"].items
