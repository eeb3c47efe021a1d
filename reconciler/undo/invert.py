"""The inverse of a run: what it did, put back where it is still as the run left it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reconciler.diff.codes import UnlistedCode
from reconciler.model.observation import Listing, Observation, ObservedGroup, ObservedUnit
from reconciler.model.plan import Finding, Level, Reason, SchoolPlan, Unknown
from reconciler.model.resources import Kind
from reconciler.model.tenant import Mode
from reconciler.plan.build import PlanCode
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.plan.order import ordered
from reconciler.undo.groups import revert_groups
from reconciler.undo.ignored import is_left_alone
from reconciler.undo.journal import JournalledChange, may_have_acted
from reconciler.undo.licences import revert_licences
from reconciler.undo.members import revert_members
from reconciler.undo.placements import revert_placements
from reconciler.undo.state import UndoCode, UndoContext, UndoPlanner
from reconciler.undo.units import revert_units, units_gone

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
    """What puts one school in one tenant back as it was before a run, as an ordinary plan.

    Fields and memberships that changed since the run are left alone; they, and all that no
    writing can bring back, are listed as findings. Guards have not seen it yet.
    """
    acted = tuple(entry for entry in entries if may_have_acted(entry))
    undo = UndoPlanner(context, observation, tuple(e for e in acted if _is_seen(e, observation)))
    left = [entry for entry in undo.entries if is_left_alone(undo, entry)]
    undo.entries = tuple(entry for entry in undo.entries if entry not in left)
    for entry in left:
        undo.find(UndoCode.IGNORED, entry.change.address)
    undo.told.unknown += [_unseen(e, observation) for e in acted if not _is_seen(e, observation)]
    for step in (
        revert_units,
        revert_groups,
        revert_members,
        revert_placements,
        units_gone,
        revert_licences,
    ):
        step(undo)
    return _planned(undo, key)


def _planned(undo: UndoPlanner, key: bytes) -> SchoolPlan:
    context, told = undo.context, undo.told
    changes = ordered(told.changes)
    if context.mode is Mode.OBSERVE and changes:
        told.findings.append(_only_observed(context, len(changes)))
        changes = ()
    return SchoolPlan(
        school=context.school,
        tenant=context.tenant.alias,
        vendor=context.tenant.vendor,
        wave=context.wave,
        changes=changes,
        unknown=tuple(sorted(told.unknown, key=lambda one: one.address)),
        findings=tuple(sorted(told.findings, key=Finding.sort_key)),
        declared=_staying(undo),
        fingerprint=school_fingerprint(changes, key),
    )


def _staying(undo: UndoPlanner) -> tuple[tuple[Kind, int], ...]:
    """Units and groups of the school that stay: nothing is declared in an undo."""
    things: list[ObservedUnit | ObservedGroup] = [*undo.seen.units, *undo.seen.groups]
    marks = [thing.mark for thing in things if thing.id not in undo.going]
    ours = (mark.kind for mark in marks if mark and undo.context.is_ours(mark))
    return tuple(sorted(Counter(ours).items()))


def _only_observed(context: UndoContext, count: int) -> Finding:
    code, tenant = PlanCode.ONLY_OBSERVED, context.tenant.alias
    return Finding(code, Level.ADVISORY, tenant, context.school, facts={"count": count})


def _missing(entry: JournalledChange, observation: Observation) -> tuple[Listing, ...]:
    needed = _NEEDS[entry.change.address.kind]
    return tuple(one for one in needed if one not in observation.complete)


def _is_seen(entry: JournalledChange, observation: Observation) -> bool:
    return not _missing(entry, observation)


def _unseen(entry: JournalledChange, observation: Observation) -> Unknown:
    listing = _missing(entry, observation)[0]
    return Unknown(
        entry.change.address, Reason(UnlistedCode.NOT_LISTED, {"listing": listing.value})
    )
