"""The undo of a run in one tenant: each school inverted, then guarded like any plan.

Premise: an undo can take away as much as a run can, so it is an ordinary plan: the same guards, the
same consent, the same journal. It may concern schools that are no longer declared, and groups and
units that no file names any more, so the scope of observation is widened by what the run touched.

Example: run 7 created a club with 30 members. Undoing it deletes the club: `members-removed-…`
counts the 30, and the undo is refused until somebody acknowledges that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reconciler.desired.context import SchoolContext
from reconciler.manifest.city import Municipality
from reconciler.manifest.modes import for_alias
from reconciler.manifest.types import SchoolManifest
from reconciler.model.observation import Observation, Scope
from reconciler.model.plan import Finding, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef
from reconciler.model.tenant import Tenant
from reconciler.plan.build import TenantPlan
from reconciler.plan.carried import lost_findings, lost_licences
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.plan.guards import GuardInput, guard, guard_input, guard_tenant, limits_for_day
from reconciler.plan.held import held_findings, hold
from reconciler.plan.prior import PriorState
from reconciler.plan.refusal_inputs import RefusalInputs
from reconciler.undo.invert import invert
from reconciler.undo.journal import JournalledChange, ids_of, scope_with
from reconciler.undo.state import UndoContext


@dataclass(frozen=True, slots=True)
class RunToUndo:
    """A run, as its undo needs it."""

    run: int
    entries: tuple[JournalledChange, ...]
    """All of the run's, or those of the targeted schools."""
    waves: Mapping[SchoolRef, str]
    """School and tenant → its wave then, for a school that is no longer declared."""
    hidden: frozenset[str] = frozenset()
    """Texts that the run met and that are told as pseudonyms: names of persons."""

    def restored_id(self, ref: SchoolRef) -> str:
        """The school id that marks will carry after the undo."""
        changes = (entry.change for entry in self.entries)
        own = (c for c in changes if c.address.school_ref == ref)
        before = (str(f.before) for c in own for f in c.fields if f.name == "school")
        return next(before, ref.school)

    def files(self) -> Mapping[str, str]:
        """School → its file, by every id that the run found in marks or wrote into them."""
        schools = {one.school for one in self.waves} | ids_of(self.entries)
        return {school: f"schools/{school}.yaml" for school in schools}


@dataclass(frozen=True, slots=True)
class SchoolUndo:
    """One school in one tenant, and what the run did there."""

    context: UndoContext
    entries: tuple[JournalledChange, ...]
    manifest: SchoolManifest | None
    """None where it is no longer declared."""


def undo_scopes(
    run_to_undo: RunToUndo, municipality: Municipality, tenants: Mapping[str, Tenant]
) -> Mapping[str, Scope]:
    """Tenant → the scope that the run touched, to be observed besides what is declared."""
    found: dict[str, Scope] = {}
    for alias in sorted({entry.change.address.tenant for entry in run_to_undo.entries}):
        vendor = tenants[alias].vendor
        products = {
            key: product.names[vendor]
            for key, product in municipality.products.items()
            if vendor in product.names
        }
        entries = [e for e in run_to_undo.entries if e.change.address.tenant == alias]
        found[alias] = scope_with(Scope(), entries, products)
    return found


def school_undos(
    run_to_undo: RunToUndo, contexts: Sequence[SchoolContext]
) -> tuple[SchoolUndo, ...]:
    """The undos of one tenant, by school; `contexts` are its declared schools, at least one."""
    alias = contexts[0].tenant.alias
    by_school: dict[str, list[JournalledChange]] = {}
    for entry in run_to_undo.entries:
        if entry.change.address.tenant == alias:
            by_school.setdefault(entry.change.address.school, []).append(entry)
    return tuple(
        _undo(run_to_undo, contexts, school, tuple(entries))
        for school, entries in sorted(by_school.items())
    )


def _undo(
    run_to_undo: RunToUndo,
    contexts: Sequence[SchoolContext],
    school: str,
    entries: tuple[JournalledChange, ...],
) -> SchoolUndo:
    any_context, alias = contexts[0], contexts[0].tenant.alias
    own = next((context for context in contexts if context.manifest.id == school), None)
    waves = tuple(any_context.municipality.waves)
    then = run_to_undo.waves.get(SchoolRef(school=school, tenant=alias), waves[-1])
    context = UndoContext(
        municipality=any_context.municipality.id,
        school=school,
        tenant=any_context.tenant,
        wave=own.manifest.wave if own else then if then in waves else waves[-1],
        limits=any_context.limits,
        run=run_to_undo.run,
        observed=own.observed if own else _observed(any_context),
        ignore=own.manifest.ignore if own else (),
        ids=ids_of(entries),
    )
    return SchoolUndo(context, entries, own.manifest if own else None)


def _observed(context: SchoolContext) -> frozenset[Kind]:
    """What is only observed of a school that no file declares any more: what the tenant's is."""
    shared = for_alias(context.municipality.modes, context.tenant.alias)
    return context.tenant.mode.stricter(*shared).observed


def undo_tenant(
    parts: Iterable[SchoolUndo],
    observation: Observation,
    prior: PriorState,
    municipality: Municipality,
) -> TenantPlan:
    """Inverts and guards each school of one tenant, and all of them together."""
    undos = tuple(parts)
    alone = len(undos) == 1
    plans: list[SchoolPlan] = []
    inputs: list[GuardInput] = []
    names = {
        key: product.names[part.context.tenant.vendor]
        for part in undos[:1]
        for key, product in municipality.products.items()
        if part.context.tenant.vendor in product.names
    }
    refusal_inputs = RefusalInputs.of(observation, names)
    for part in undos:
        plan = _without_held(
            invert(part.entries, observation, part.context, prior.key), prior, refusal_inputs
        )
        lost = lost_findings(lost_licences(plan.changes, observation), plan.tenant)
        plan = replace(plan, findings=tuple(sorted((*plan.findings, *lost), key=Finding.sort_key)))
        observed = _guard_input(plan, observation, part.context, prior)
        limits = limits_for_day(prior.day, municipality, part.manifest, alone=alone)
        plans.append(replace(plan, refusals=(*plan.refusals, *guard(plan, observed, limits))))
        inputs.append(observed)
    tenant_limits = limits_for_day(prior.day, municipality, alone=alone)
    refused = guard_tenant(zip(plans, inputs, strict=True), tenant_limits) if plans else ()
    return TenantPlan(tuple(plans), (), refused)


def _without_held(plan: SchoolPlan, prior: PriorState, inputs: RefusalInputs) -> SchoolPlan:
    """Without what the vendor refused for good while it was undone: nobody waits for that."""
    parted = hold(plan.changes, prior.refusals, inputs)
    findings = sorted((*plan.findings, *held_findings(parted.held)), key=Finding.sort_key)
    return replace(
        plan,
        changes=parted.changes,
        held=parted.held,
        findings=tuple(findings),
        fingerprint=school_fingerprint(parted.changes, prior.key),
    )


def _guard_input(
    plan: SchoolPlan, observation: Observation, context: UndoContext, prior: PriorState
) -> GuardInput:
    """Nothing is declared in an undo: the school's units are those that carry its mark."""
    units = frozenset(unit.path for unit in observation.units if context.is_ours(unit.mark))
    placed = sum(not units.isdisjoint(account.places) for account in observation.accounts)
    observed = guard_input(plan, observation, unfinished=prior.unfinished, history=prior.recent)
    return replace(observed, units=units, placed=placed)
