"""What a run leaves in the ledger: each school's end, baselines, findings, refusals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from reconciler.apply.rollout import Applied
from reconciler.desired.context import Desired
from reconciler.ledger.runs import RunLog, RunSchool, RunState
from reconciler.model.observation import Observation
from reconciler.model.plan import Outcome, Result, SchoolPlan
from reconciler.model.tenant import Mode
from reconciler.plan.approve import Approval
from reconciler.plan.baseline import baseline_of, holding
from reconciler.plan.judge import MANDATORY
from reconciler.plan.unread import is_unread
from reconciler.planned import Planned, Setting, declared

Key = tuple[str, str]
_VANISHED = ("school-vanished", "", "")
_BAD = (Result.FAILED, Result.BLOCKED)


@dataclass(frozen=True, slots=True)
class _Look:
    """One school at its last look."""

    plan: SchoolPlan
    desired: Desired | None
    observation: Observation


class Ends:
    """How every school of a plan looked last."""

    def __init__(self, setting: Setting, planned: Planned) -> None:
        self.setting = setting
        self.planned = planned
        self.last: dict[Key, _Look] = {}
        self.see(planned)

    def see(self, fresh: Planned) -> None:
        """Takes a look in."""
        for school in fresh.plan.schools:
            key = (school.school, school.tenant)
            observation = fresh.hands[school.tenant].observation
            self.last[key] = _Look(school, fresh.desired.get(key), observation)


def record(log: RunLog, ends: Ends, approval: Approval, applied: Applied) -> RunState:
    """Writes it all down; how the run ended as a whole."""
    for refusal in approval.refused:
        log.refused(refusal.guard, refusal.school, refusal.tenant, refusal.facts)
    outcomes = _by_school(applied.outcomes)
    written = _written(approval, applied)
    states: list[str] = []
    for school in ends.planned.plan.schools:
        key = (school.school, school.tenant)
        row = _row(school, ends.last[key], outcomes.get(key, ()), written=key in written)
        states.append(row.state)
        log.school(row)
    for look in ends.last.values():
        if not ends.planned.reach.kinds and _is_carried_out(look):
            _keep_baseline(log, ends.setting, look)
    _forget_vanished(log, ends, approval)
    if ends.planned.undone is not None:  # what was declared is not so any more, by our own doing
        log.gone(written)
    log.findings(list(_findings(ends)))
    return _whole(states, approval, applied)


def _whole(states: list[str], approval: Approval, applied: Applied) -> RunState:
    if "failed" in states or "left" in states:
        return "failed"
    if applied.stopped is not None:
        return "stopped"
    return "refused" if approval.refused else "done"


def _by_school(outcomes: tuple[Outcome, ...]) -> dict[Key, tuple[Outcome, ...]]:
    found: dict[Key, tuple[Outcome, ...]] = {}
    for outcome in outcomes:
        key = (outcome.address.school, outcome.address.tenant)
        found[key] = (*found.get(key, ()), outcome)
    return found


def _written(approval: Approval, applied: Applied) -> set[Key]:
    """Schools whose wave came to its turn."""
    waves = {end.wave for end in applied.waves}
    return {(s.school, s.tenant) for s in approval.approved.schools if s.wave in waves}


def _row(
    school: SchoolPlan, look: _Look, outcomes: tuple[Outcome, ...], *, written: bool
) -> RunSchool:
    counts = Counter(outcome.result for outcome in outcomes)
    return RunSchool(
        school=school.school,
        tenant=school.tenant,
        wave=school.wave,
        fingerprint=school.fingerprint,
        state=_state(school, look, counts, written=written),
        changes=len(school.changes),
        applied=counts[Result.APPLIED] + counts[Result.UNCHANGED],
        failed=counts[Result.FAILED],
        blocked=counts[Result.BLOCKED],
        unknown=counts[Result.UNKNOWN],
    )


def _state(school: SchoolPlan, look: _Look, counts: Counter[Result], *, written: bool) -> str:
    """converged, failed, left (written and still different), or untouched."""
    if not school.changes:
        return "converged"
    if not written:
        return "untouched"
    if any(counts[result] for result in _BAD):
        return "failed"
    return "left" if look.plan.changes else "converged"


def _forget_vanished(log: RunLog, ends: Ends, approval: Approval) -> None:
    """Schools that vanished from the manifests are asked about until somebody acknowledges it."""
    asked = any(
        (no.guard, no.school, no.tenant) == _VANISHED for no in approval.approved.plan.refusals
    )
    held = any((no.guard, no.school, no.tenant) == _VANISHED for no in approval.refused)
    if asked and not held:
        setting = ends.setting
        known = setting.ledger.baselines(setting.stack.name).keys()
        log.gone(known - declared(setting.loaded))


def _is_carried_out(look: _Look) -> bool:
    """Whether the school was seen whole, is ours to manage, and has nothing left to do."""
    if look.desired is None or look.desired.context.mode is Mode.OBSERVE:
        return False
    refused = any(no.guard != MANDATORY for no in look.plan.refusals)
    return not (look.plan.changes or is_unread(look.plan) or refused)


def _keep_baseline(log: RunLog, setting: Setting, look: _Look) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    if look.desired is not None:
        kept = holding(look.desired, look.observation)
        log.baseline(baseline_of(kept, log.number, at, setting.seal.pseudonym), setting.stack.name)


def _findings(ends: Ends) -> Iterator[tuple[str, str, str, str, str]]:
    for look in ends.last.values():
        for one in look.plan.findings:
            yield (one.tenant, one.school, one.code.value, one.subject, one.level.value)
