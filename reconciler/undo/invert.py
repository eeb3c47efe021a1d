"""The inverse of a run: its changes reverted where the tenant is still as the run left it. Pure.

Premise: since the run, people and later runs have changed things. An undo that restored all of the
old state would overwrite them; it may only take back what is still as the run left it.

Rule: each journalled change that may have acted (applied, or without a known outcome) is compared
with what is observed now. What is as the run left it goes back; what was changed since, or is
ignored by the school's file of today, stays and is a finding; what was not listed is unknown. The
order of the steps matters: units and groups first, since members and placements are compared by
restored names; created units are deleted once it is known who moves out of them.

Example: the run renamed group `robotics` to `robots` and removed 32 members. Since then one of them
was added again by hand. The undo renames the group back and adds 31.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reconciler.diff.policy import UnlistedCode
from reconciler.model.change import Reason
from reconciler.model.observation import Listing, Observation, ObservedGroup, ObservedUnit
from reconciler.model.plan import Finding, Level, SchoolPlan, Unknown
from reconciler.model.resources import Kind
from reconciler.plan.build import PlanCode
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.plan.modes import by_mode
from reconciler.plan.order import ordered
from reconciler.undo.carriers import keep_licences
from reconciler.undo.groups import revert_groups
from reconciler.undo.ignored import is_left_alone
from reconciler.undo.journal import JournalledChange, may_have_acted
from reconciler.undo.licences import revert_licences
from reconciler.undo.members import revert_members
from reconciler.undo.placements import revert_placements
from reconciler.undo.state import UndoCode, UndoContext, UndoPlanner
from reconciler.undo.units import delete_created_units, revert_units

_NEEDS: Mapping[Kind, tuple[Listing, ...]] = {
    Kind.ORG_UNIT: (Listing.UNITS, Listing.ACCOUNTS),
    Kind.GROUP: (Listing.GROUPS, Listing.ACCOUNTS),  # who would lose it
    Kind.MEMBERSHIP: (Listing.GROUPS, Listing.ACCOUNTS),
    Kind.PLACEMENT: (Listing.UNITS, Listing.ACCOUNTS),
    Kind.LICENCE: (Listing.LICENCES, Listing.ACCOUNTS),
}


def invert(
    entries: Iterable[JournalledChange], observation: Observation, context: UndoContext, key: bytes
) -> SchoolPlan:
    """The plan that restores one school in one tenant to its state before a run, not yet guarded.

    What changed since the run is left alone; it, and all that no write can restore, is a finding.
    """
    acted = tuple(entry for entry in entries if may_have_acted(entry))
    undo = UndoPlanner(context, observation, tuple(e for e in acted if _is_listed(e, observation)))
    ignored = [entry for entry in undo.entries if is_left_alone(undo, entry)]
    undo.entries = tuple(entry for entry in undo.entries if entry not in ignored)
    for entry in ignored:
        undo.report(UndoCode.IGNORED, entry.change.address)
    unlisted = (entry for entry in acted if not _is_listed(entry, observation))
    undo.result.unknown += [_unlisted(entry, observation) for entry in unlisted]
    for step in (
        revert_units,
        revert_groups,
        revert_members,
        revert_placements,
        delete_created_units,
        revert_licences,
        keep_licences,
    ):
        step(undo)
    return _planned(undo, key)


def _planned(undo: UndoPlanner, key: bytes) -> SchoolPlan:
    context, result = undo.context, undo.result
    changes, observed = by_mode(ordered(result.changes), context.observed)
    if observed:
        result.findings.append(_only_observed(context, len(observed)))
    return SchoolPlan(
        school=context.school,
        tenant=context.tenant.alias,
        vendor=context.tenant.vendor,
        wave=context.wave,
        changes=changes,
        unknown=tuple(sorted(result.unknown, key=lambda unknown: unknown.address)),
        findings=tuple(sorted(result.findings, key=Finding.sort_key)),
        declared=_remaining(undo),
        fingerprint=school_fingerprint(changes, key),
        observed=observed,
        observing=tuple(kind for kind in Kind if kind in context.observed),
    )


def _remaining(undo: UndoPlanner) -> tuple[tuple[Kind, int], ...]:
    """Units and groups of the school that remain; they stand for what is declared, for guards."""
    objects: list[ObservedUnit | ObservedGroup] = [*undo.observed.units, *undo.observed.groups]
    marks = [item.mark for item in objects if item.id not in undo.deleted]
    ours = (mark.kind for mark in marks if mark and undo.context.is_ours(mark))
    return tuple(sorted(Counter(ours).items()))


def _only_observed(context: UndoContext, count: int) -> Finding:
    code, tenant = PlanCode.ONLY_OBSERVED, context.tenant.alias
    return Finding(code, Level.ADVISORY, tenant, context.school, facts={"count": count})


def _missing(entry: JournalledChange, observation: Observation) -> tuple[Listing, ...]:
    needed = _NEEDS[entry.change.address.kind]
    return tuple(listing for listing in needed if listing not in observation.complete)


def _is_listed(entry: JournalledChange, observation: Observation) -> bool:
    return not _missing(entry, observation)


def _unlisted(entry: JournalledChange, observation: Observation) -> Unknown:
    listing = _missing(entry, observation)[0]
    return Unknown(
        entry.change.address, Reason(UnlistedCode.NOT_LISTED, {"listing": listing.value})
    )
