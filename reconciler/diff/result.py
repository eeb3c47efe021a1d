"""What comparing one school in one tenant gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from reconciler.diff.match import MatchedBy
from reconciler.diff.policy import DiffCode, SchoolPolicy
from reconciler.model.change import Action, Change, FieldChange, Reason, ReasonCode
from reconciler.model.mark import Mark
from reconciler.model.plan import Finding, Refusal, Unknown
from reconciler.model.resources import Address, Declared, Kind


@dataclass(slots=True)
class Difference:
    """Gathers what differs; lives for one comparison."""

    changes: list[Change] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    unmanaged: dict[Kind, int] = field(default_factory=dict)

    def plan(self, change: Change, policy: SchoolPolicy) -> bool:
        """Plans a change, or reports that the school's file does not allow it. True: planned."""
        if policy.allows(change.address.kind, change.action):
            self.changes.append(change)
            return True
        kind, key = change.address.kind.value, change.address.key
        facts = {"kind": kind, "key": key, "action": change.action.value}
        self.findings.append(
            policy.finding(DiffCode.NOT_ALLOWED, f"{kind}/{key}", facts, change.place)
        )
        return False

    def refuse(self, refusal: Refusal) -> None:
        """Adds a refusal once."""
        if refusal not in self.refusals:
            self.refusals.append(refusal)

    def report_obsolete(self, declared: Declared, policy: SchoolPolicy) -> None:
        """Reports that a `previously` entry is obsolete."""
        kind, key = declared.address.kind.value, declared.address.key
        self.findings.append(
            policy.finding(DiffCode.PREVIOUSLY_SPENT, f"{kind}/{key}", {"key": key}, declared.place)
        )


def action_for(how: MatchedBy) -> Action:
    """What to do with an object that was found this way and is not as declared."""
    if how is MatchedBy.NOTHING:
        return Action.CREATE
    return Action.ADOPT if how in (MatchedBy.NAME, MatchedBy.EARLIER_NAME) else Action.UPDATE


def reason_for(how: MatchedBy, declared: Declared, mark: Mark | None = None) -> Reason:
    """Why an object that was found this way, and carries this mark, is changed."""
    if how is MatchedBy.NOTHING:
        return Reason(ReasonCode.DECLARED)
    if how in (MatchedBy.EARLIER_MARK, MatchedBy.EARLIER_NAME):
        return Reason(ReasonCode.RENAMED, {"previously": ", ".join(declared.earlier)})
    if how is MatchedBy.FORMER and mark is not None:
        return Reason(ReasonCode.RENAMED_BACK, {"previously": mark.key})
    if mark is not None and mark.school != declared.address.school:
        return Reason(ReasonCode.RENAMED, {"previously": mark.school})
    return Reason(ReasonCode.ADOPTED if how is MatchedBy.NAME else ReasonCode.DIFFERS)


def mark_changed(mark: Mark | None, address: Address) -> tuple[FieldChange, ...]:
    """What of our mark is not as the address of its thing: the key, the school's earlier id."""
    if mark is None:
        return ()
    fields = changed("key", mark.key, address.key)
    return fields + changed("school", mark.school, address.school)


def changed(
    name: str, before: str | bool | None, after: str | bool | None
) -> tuple[FieldChange, ...]:
    """One field change, or none."""
    return () if before == after else (FieldChange(name, before, after),)
