"""What the ledger keeps under earlier ids of schools, as though they had always been called so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reconciler.desired.context import Desired
from reconciler.diff.codes import DiffCode
from reconciler.model.baseline import Baseline
from reconciler.model.observation import Listing, Observation
from reconciler.model.plan import Finding
from reconciler.model.school import SchoolRef

BaselinesBySchool = Mapping[SchoolRef, Baseline]
"""By school and tenant."""
_MARKED = frozenset({Listing.UNITS, Listing.GROUPS})


def baselines_by_current_id(
    baselines: BaselinesBySchool, earlier: Mapping[str, str]
) -> BaselinesBySchool:
    """Each under its school's id of today, its own first; `earlier` is old id → id of today.

    The baseline itself keeps the id that it was made under.
    """
    moved = {
        replace(ref, school=earlier[ref.school]): baseline
        for ref, baseline in baselines.items()
        if ref.school in earlier
    }
    own = {ref: baseline for ref, baseline in baselines.items() if ref.school not in earlier}
    return {**moved, **own}


def unfinished_by_current_id(
    unfinished: frozenset[str], baselines: BaselinesBySchool, earlier: Mapping[str, str]
) -> frozenset[str]:
    """Addresses of what was begun and not finished, under the ids of today.

    Once a school was carried out whole under its new id, nothing of its old one is open.
    """
    return frozenset(_addresses_now(unfinished, baselines, earlier))


def _addresses_now(
    unfinished: frozenset[str], baselines: BaselinesBySchool, earlier: Mapping[str, str]
) -> Iterator[str]:
    for address in unfinished:
        tenant, school, rest = address.split("/", 2)
        if school not in earlier:
            yield address
        elif SchoolRef(school=earlier[school], tenant=tenant) not in baselines:
            yield f"{tenant}/{earlier[school]}/{rest}"


def previously_obsolete(
    desired: Desired, observation: Observation, baselines: BaselinesBySchool
) -> Iterator[Finding]:
    """Tells that a school's `previously` can go: no mark and no baseline has an earlier id.

    Baselines of all tenants count, so that it stays until the last of them is carried out.
    """
    manifest = desired.context.manifest
    if not manifest.previously or not observation.complete >= _MARKED:
        return
    here = desired.context.municipality.id
    marked = any(
        mark.municipality == here and mark.school in manifest.previously
        for mark in observation.marks()
    )
    kept = any(
        ref.school == manifest.id and baseline.school in manifest.previously
        for ref, baseline in baselines.items()
    )
    if not marked and not kept:
        code, facts = DiffCode.PREVIOUSLY_SPENT, {"key": manifest.id}
        yield desired.context.finding(code, facts=facts, place=manifest.place)
