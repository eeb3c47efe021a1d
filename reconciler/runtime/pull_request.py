"""Plans both sides of a pull request from one observation.

Premise: planned one after the other, base and head would be compared with tenants of two moments,
and what somebody clicked in between would look like the pull request's doing.

Rule: the tenants are observed once, within the scopes of both sides, which the base alone declares.
Each side is compiled, compared, guarded and judged by itself. The head's changes are then told
apart from those that were pending, and get the edited lines as their triggers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reconciler.apply.reporting import ProgressReporter
from reconciler.compliance.rule import Rulebook
from reconciler.desired.context import SchoolContext
from reconciler.desired.targets import TargetSelector, contexts, scope_of
from reconciler.manifest.entry_edits import ManifestVersions
from reconciler.model.change import Change
from reconciler.model.proposal import Governance, Proposal, ProposedSchool, propose
from reconciler.model.school import SchoolRef
from reconciler.model.trigger import Trigger, TriggerKind
from reconciler.project.pull_request import PullRequestContext
from reconciler.rules.enforce import RuleContext, breaches
from reconciler.runtime.assemble import load_prior_state, plan_fleet
from reconciler.runtime.observe import FleetObserver
from reconciler.runtime.session import ObservedFleet, PlanResult


@dataclass(frozen=True, slots=True)
class PullRequestPlan:
    """A pull request's proposal, and the head's plan with what it was made from."""

    proposal: Proposal
    head: PlanResult


def plan_pull_request(
    opened: PullRequestContext,
    targets: TargetSelector,
    progress: ProgressReporter,
    observer: FleetObserver,
) -> PullRequestPlan:
    """Observes once, by the head's `observer`, and plans both sides; sends no write."""
    prior = load_prior_state(opened.head, retry=targets.retry)
    of_base = _base_contexts(opened, targets, observer)
    scopes = {alias: scope_of(schools) for alias, schools in of_base.items()}
    seen = observer.observe(targets, progress, prior.baselines, scopes)
    head = plan_fleet(opened.head, seen, prior, targets)
    base_prior = load_prior_state(opened.base, retry=targets.retry)
    base = plan_fleet(opened.base, _base_fleet(seen, of_base), base_prior, targets)
    changed = tuple(with_effect(one, head, opened) for one in opened.governance)
    return explained(propose(base.plan, head.plan, changed), head, opened.versions)


def with_effect(one: Governance, head: PlanResult, opened: PullRequestContext) -> Governance:
    """A level or waiver with what it lets through: breaches that stop a school until the merge."""
    if "rule" not in one.facts:
        return one
    books = (opened.head.rulebook, opened.declared)
    stops = [_stopping(head, book, opened.head.day) for book in books]
    rule = one.facts["rule"]
    before, after = ({key for key in keys if key[1] == rule} for keys in stops)
    let = {key for key in before - after if one.facts.get("school") in (None, key[0].school)}
    return replace(one, facts={**one.facts, "breaches": len(let)})


def _stopping(head: PlanResult, book: Rulebook, day: str) -> set[tuple[SchoolRef, str, str]]:
    """School, rule and subject of each mandatory breach of what is declared, under a rulebook."""
    planned = {school.ref for school in head.plan.schools}
    return {
        (ref, finding.code.value, finding.subject)
        for ref, desired in head.desired.items()
        if ref in planned
        for finding in breaches(desired, RuleContext(book, day))
    }


def _base_contexts(
    opened: PullRequestContext, targets: TargetSelector, observer: FleetObserver
) -> dict[str, list[SchoolContext]]:
    """The base's schools in the tenants that the head has too."""
    base = opened.base
    day = replace(targets, day=base.day)
    found = contexts(base.loaded, base.stack, base.rosters, observer.limits, day)
    return {
        alias: schools for alias, schools in found.items() if alias in opened.head.stack.tenants
    }


def _base_fleet(seen: ObservedFleet, of_base: dict[str, list[SchoolContext]]) -> ObservedFleet:
    sessions = {alias: one for alias, one in seen.sessions.items() if alias in of_base}
    failures = tuple(one for one in seen.failures if one.tenant in of_base)
    return ObservedFleet(of_base, sessions, failures)


def explained(proposal: Proposal, head: PlanResult, versions: ManifestVersions) -> PullRequestPlan:
    """The proposal and the head's plan with the edited lines behind what is proposed."""
    schools = tuple(_explained(one, versions) for one in proposal.schools)
    plan = replace(head.plan, schools=tuple(one.plan for one in schools))
    return PullRequestPlan(replace(proposal, head=plan, schools=schools), replace(head, plan=plan))


def _explained(school: ProposedSchool, versions: ManifestVersions) -> ProposedSchool:
    lines = {
        change.address: _triggers(change, versions)
        for change in (*school.proposed, *school.settled)
    }
    pending = {change.address: change.triggers for change in school.pending}

    def both(changes: Sequence[Change]) -> tuple[Change, ...]:
        return tuple(
            replace(
                change,
                triggers=(
                    lines[change.address] + pending.get(change.address, ())
                    if change.address in lines
                    else change.triggers
                ),
            )
            for change in changes
        )

    own = tuple(replace(c, triggers=lines[c.address]) for c in school.proposed)
    return replace(
        school,
        plan=replace(
            school.plan, changes=both(school.plan.changes), observed=both(school.plan.observed)
        ),
        proposed=own,
        settled=tuple(replace(c, triggers=lines[c.address]) for c in school.settled),
    )


def _triggers(change: Change, versions: ManifestVersions) -> tuple[Trigger, ...]:
    return tuple(
        Trigger(TriggerKind.PROPOSED, line.place, {"removed": int(line.removed)})
        for line in versions.lines(change.address)
    )
