"""Observes the targeted tenants in parallel; one provider per tenant, kept for the whole run.

What is observed is bounded by a scope: the units, addresses, marks and products of a tenant's
schools, and for an undo also those of the run that is reverted. A resource outside of it is never
listed, so it can never be changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reconciler.apply.reporting import ProgressReporter
from reconciler.apply.run import TenantSession
from reconciler.desired.context import SchoolContext
from reconciler.desired.targets import TargetSelector, contexts, scope_of
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import Observation, Scope
from reconciler.observed.collect import TenantToRead, collect
from reconciler.observed.owned import owned_objects
from reconciler.observed.person_names import school_words, texts_of_persons
from reconciler.plan.renames import BaselinesBySchool
from reconciler.plan.shield import NameShield
from reconciler.project.context import ProjectContext
from reconciler.providers.base import Provider
from reconciler.runtime.session import ObservedFleet, failures, merge_scopes


class FleetObserver:
    """Holds the providers of a run's tenants, with their connections, until close()."""

    def __init__(self, context: ProjectContext) -> None:
        self._context = context
        self._providers: dict[str, Provider] = {}
        self._called = school_words(context.loaded)

    def close(self) -> None:
        """Closes every connection."""
        for provider in self._providers.values():
            provider.close()

    def observe(
        self,
        targets: TargetSelector,
        progress: ProgressReporter,
        known: BaselinesBySchool,
        extra: Mapping[str, Scope],
    ) -> ObservedFleet:
        """Observes the targeted tenants, each within the scope of its schools and of `extra`.

        `known`: the baselines, which tell what we own and so should find listed.
        """
        context = self._context
        # entries are declared for days: what is in scope depends on the day that is planned for
        today = replace(targets, day=context.day)
        contexts_by_tenant = contexts(
            context.loaded, context.stack, context.rosters, self.limits, today
        )
        scopes = _scopes(contexts_by_tenant, extra)
        tenants = {
            alias: TenantToRead(
                self._provider(alias),
                scope,
                owned_objects(contexts_by_tenant[alias], known),
                context.stack.tenants[alias].look_ups,
            )
            for alias, scope in scopes.items()
        }
        results = collect(tenants, progress.on_observed)
        sessions = {
            alias: self._session(alias, result, contexts_by_tenant[alias], scopes[alias])
            for alias, result in results.items()
            if isinstance(result, Observation)
        }
        return ObservedFleet(contexts_by_tenant, sessions, failures(contexts_by_tenant, results))

    def _session(
        self, alias: str, observation: Observation, schools: Sequence[SchoolContext], scope: Scope
    ) -> TenantSession:
        files = {school.manifest.id: school.manifest.file for school in schools}
        loaded = self._context.loaded
        texts = texts_of_persons(schools, observation, self._called)
        shield = NameShield(texts, self._context.keyring.pseudonym)
        return TenantSession(
            self._provider(alias),
            replace(observation, faults=shield.faults(observation.faults)),
            loaded.municipality.id,
            files,
            scope.products,
            shield,
        )

    def _provider(self, alias: str) -> Provider:
        if alias not in self._providers:
            self._providers[alias] = self._context.make(self._context.stack.tenants[alias])
        return self._providers[alias]

    def limits(self, alias: str) -> VendorLimits:
        """The limits of a tenant's vendor."""
        return self._provider(alias).limits


def _scopes(
    contexts_by_tenant: Mapping[str, Sequence[SchoolContext]], extra: Mapping[str, Scope]
) -> dict[str, Scope]:
    """Each targeted tenant's scope, joined with what `extra` adds to it."""
    scopes = {alias: scope_of(schools) for alias, schools in contexts_by_tenant.items()}
    return {
        alias: merge_scopes(scope, extra[alias]) if alias in extra else scope
        for alias, scope in scopes.items()
    }
