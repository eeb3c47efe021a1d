"""The types that the pipeline passes between its steps, and helpers over tenants and scopes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reconciler.apply.reporting import JournalSink, ProgressReporter
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
    """The targeted tenants as observed: a session for each that was read, a failure for others."""

    schools_by_tenant: SchoolsByTenant
    """The targeted tenants, read or not, with their schools."""
    sessions: Mapping[str, TenantSession]
    """Tenant → its provider and observation."""
    failures: tuple[TenantFailure, ...]

    def requests(self) -> tuple[RouteCount, ...]:
        """How many requests the observation took, by route, over all tenants."""
        return summed(
            row
            for tenant_session in self.sessions.values()
            for row in tenant_session.observation.requests
        )


@dataclass(frozen=True, slots=True)
class PlanResult:
    """A plan with what is needed to apply it and to make it again."""

    plan: Plan
    targets: TargetSelector
    sessions: Mapping[str, TenantSession] = field(default_factory=dict)
    """Tenant → its provider, which executes changes, and the observation planned from."""
    schools_by_tenant: SchoolsByTenant = field(default_factory=dict)
    """The targeted tenants with their schools."""
    desired: Mapping[SchoolRef, Desired] = field(default_factory=dict)
    """By school and tenant; empty for the plan of an undo."""
    run_to_undo: RunToUndo | None = None
    """The run that the plan reverts; None for an ordinary plan."""
    leaving: frozenset[SchoolRef] | None = None
    """Schools whose tenant is left: only marks are taken off; None for any other plan."""


@dataclass(frozen=True, slots=True)
class ApplyHooks:
    """How an approved plan is applied: where it is journalled and reported, and how far it goes."""

    journal: JournalSink
    progress: ProgressReporter
    policy: RolloutPolicy = field(default_factory=RolloutPolicy)
    on_reobserved: Callable[[PlanResult], None] = lambda _fresh: None
    """Called with every plan that is made to verify a wave, in the order they are made."""


def failures(
    schools_by_tenant: SchoolsByTenant, seen: Mapping[str, Observation | TenantError]
) -> tuple[TenantFailure, ...]:
    """The tenants that could not be read, with their schools, which get no plan."""
    return tuple(
        TenantFailure(alias, tuple(context.manifest.id for context in schools), answer.faults)
        for alias, schools in schools_by_tenant.items()
        if isinstance(answer := seen[alias], TenantError)
    )


def merge_scopes(scope: Scope, other: Scope) -> Scope:
    """The union of two scopes; the first one's names of a product win."""
    return Scope(
        roots=scope.roots | other.roots,
        addresses=scope.addresses | other.addresses,
        products={**other.products, **scope.products},
        named=scope.named | other.named,
        marks=scope.marks | other.marks,
        unit_marks=scope.unit_marks | other.unit_marks,
        schools=scope.schools | other.schools,
        every_setting=scope.every_setting or other.every_setting,
    )


def declared_schools(loaded: LoadedManifests) -> frozenset[SchoolRef]:
    """Every (school, tenant) pair that the manifests declare, targeted or not.

    Under the schools' earlier ids (`previously`) too, so that a renamed school does not count as
    vanished.
    """
    named = [*((school, school) for school in loaded.trees), *loaded.earlier.items()]
    return frozenset(
        SchoolRef(school=s, tenant=alias)
        for s, now in named
        for alias in _aliases(loaded.trees[now])
    )


def tenants_of_targets(loaded: LoadedManifests, targets: TargetSelector) -> tuple[str, ...]:
    """The tenants that a run of these targets observes, sorted."""
    found = {
        alias
        for school, tree in loaded.trees.items()
        for alias in _aliases(tree)
        if targets.covers(school, str(tree.items["wave"].value), alias)
    }
    return tuple(sorted(found))


def _aliases(tree: Node) -> Mapping[str, Node]:
    return tree.items["tenants"].items
