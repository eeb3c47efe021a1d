"""Ledger entries under a school's earlier ids, read as if it always had today's id.

Premise: a school's id is part of every address, baseline and mark. When the file of `old-school` is
renamed to `new-school` with `previously: [old-school]`, its baseline must still tell drift from
wanted changes, and its marks must still be ours.

Example: ledger (old-school, t1) and earlier {old-school: new-school} give (new-school, t1). Once a
run under the new id was applied completely, there is a baseline (new-school, t1), and the old one
is ignored. When no mark and no baseline has the old id, `previously` is reported as obsolete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reconciler.desired.context import Desired
from reconciler.diff.policy import DiffCode
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
    """Baselines under today's ids; `earlier` is old id → today's id.

    Where both exist, the one made under today's id wins: it is the newer one. The baseline itself
    keeps the id under which it was made.
    """
    renamed = {
        replace(ref, school=earlier[ref.school]): baseline
        for ref, baseline in baselines.items()
        if ref.school in earlier
    }
    own = {ref: baseline for ref, baseline in baselines.items() if ref.school not in earlier}
    # own last: where both exist, the one made under today's id is the newer
    return {**renamed, **own}


def runs_by_current_id(
    unfinished: Mapping[str, int], baselines: BaselinesBySchool, earlier: Mapping[str, str]
) -> Mapping[str, int]:
    """Addresses of what was begun and not finished, under ids of today, by their last run.

    Once a school was applied completely under its new id, nothing of its old one is open.
    """
    return dict(_current_addresses(unfinished, baselines, earlier))


def _current_addresses(
    unfinished: Mapping[str, int], baselines: BaselinesBySchool, earlier: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    for address, run in unfinished.items():
        tenant, school, rest = address.split("/", 2)
        if school not in earlier:
            yield address, run
        elif SchoolRef(school=earlier[school], tenant=tenant) not in baselines:
            yield f"{tenant}/{earlier[school]}/{rest}", run


def previously_obsolete(
    desired: Desired, observation: Observation, baselines: BaselinesBySchool
) -> Iterator[Finding]:
    """Reports that a school's `previously` is obsolete: no mark and no baseline has an earlier id.

    Baselines of all tenants count, so that it stays until the last of them was applied.
    """
    manifest = desired.context.manifest
    if not manifest.previously or not observation.complete >= _MARKED:
        return
    municipality = desired.context.municipality.id
    marked = any(
        mark.municipality == municipality and mark.school in manifest.previously
        for mark in observation.marks()
    )
    in_ledger = any(
        ref.school == manifest.id and baseline.school in manifest.previously
        for ref, baseline in baselines.items()
    )
    if not marked and not in_ledger:
        code, facts = DiffCode.PREVIOUSLY_SPENT, {"key": manifest.id}
        yield desired.context.finding(code, facts=facts, place=manifest.place)
