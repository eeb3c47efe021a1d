"""The inverse of a run: what it did, put back where it is still as the run left it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reconciler.diff.codes import UnlistedCode
from reconciler.model.observation import Listing, Observation, ObservedGroup, ObservedUnit
from reconciler.model.plan import Finding, Level, Reason, SchoolPlan, Unknown
from reconciler.model.resources import Kind
from reconciler.model.tenant import Mode
from reconciler.plan.codes import PlanCode
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.plan.order import ordered
from reconciler.plan.undo.groups import groups_back
from reconciler.plan.undo.journal import Journalled, may_have_acted
from reconciler.plan.undo.licences import licences_back
from reconciler.plan.undo.members import members_back
from reconciler.plan.undo.placements import placements_back
from reconciler.plan.undo.state import Ground, Undoing
from reconciler.plan.undo.units import units_back, units_gone

_NEEDS: Mapping[Kind, tuple[Listing, ...]] = {
    Kind.ORG_UNIT: (Listing.UNITS, Listing.ACCOUNTS),
    Kind.GROUP: (Listing.GROUPS,),
    Kind.MEMBERSHIP: (Listing.GROUPS, Listing.ACCOUNTS),
    Kind.PLACEMENT: (Listing.UNITS, Listing.ACCOUNTS),
    Kind.LICENCE: (Listing.LICENCES, Listing.ACCOUNTS),
}


def invert(
    entries: Iterable[Journalled], observation: Observation, ground: Ground, key: bytes
) -> SchoolPlan:
    """What puts one school in one tenant back as it was before a run, as an ordinary plan.

    Fields and memberships that changed since the run are left alone; they, and all that no
    writing can bring back, are listed as findings. Guards have not seen it yet.
    """
    acted = tuple(entry for entry in entries if may_have_acted(entry))
    undo = Undoing(ground, observation, tuple(e for e in acted if _is_seen(e, observation)))
    undo.told.unknown += [_unseen(e, observation) for e in acted if not _is_seen(e, observation)]
    for step in (
        units_back,
        groups_back,
        members_back,
        placements_back,
        units_gone,
        licences_back,
    ):
        step(undo)
    return _planned(undo, key)


def _planned(undo: Undoing, key: bytes) -> SchoolPlan:
    ground, told = undo.ground, undo.told
    changes = ordered(told.changes)
    if ground.mode is Mode.OBSERVE and changes:
        told.findings.append(_only_observed(ground, len(changes)))
        changes = ()
    return SchoolPlan(
        school=ground.school,
        tenant=ground.tenant.alias,
        vendor=ground.tenant.vendor.value,
        wave=ground.wave,
        changes=changes,
        unknown=tuple(sorted(told.unknown, key=lambda one: one.address)),
        findings=tuple(sorted(told.findings, key=Finding.sort_key)),
        declared=_staying(undo),
        fingerprint=school_fingerprint(changes, key),
    )


def _staying(undo: Undoing) -> tuple[tuple[Kind, int], ...]:
    """Units and groups of the school that stay: nothing is declared in an undo."""
    things: list[ObservedUnit | ObservedGroup] = [*undo.seen.units, *undo.seen.groups]
    marks = [thing.mark for thing in things if thing.id not in undo.going]
    ours = (mark.kind for mark in marks if mark and undo.ground.is_ours(mark))
    return tuple(sorted(Counter(ours).items()))


def _only_observed(ground: Ground, count: int) -> Finding:
    code, tenant = PlanCode.ONLY_OBSERVED, ground.tenant.alias
    return Finding(code, Level.ADVISORY, tenant, ground.school, facts={"count": count})


def _missing(entry: Journalled, observation: Observation) -> tuple[Listing, ...]:
    needed = _NEEDS[entry.change.address.kind]
    return tuple(one for one in needed if one not in observation.whole)


def _is_seen(entry: Journalled, observation: Observation) -> bool:
    return not _missing(entry, observation)


def _unseen(entry: Journalled, observation: Observation) -> Unknown:
    listing = _missing(entry, observation)[0]
    return Unknown(
        entry.change.address, Reason(UnlistedCode.NOT_LISTED, {"listing": listing.value})
    )
