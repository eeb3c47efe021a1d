"""Every fault that only several files together show; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.errors import Fault, SourceLocation
from reconciler.manifest.checks.audiences import audience_faults
from reconciler.manifest.checks.days import programme_faults, year_faults
from reconciler.manifest.checks.limits import municipality_limit_faults, school_limit_faults
from reconciler.manifest.checks.names import earlier_faults, name_faults
from reconciler.manifest.checks.references import layout_faults, municipality_faults, school_faults
from reconciler.manifest.checks.rings import ring_faults
from reconciler.manifest.checks.tenants import (
    address_faults,
    ceiling_faults,
    mode_faults,
    scope_faults,
    tenant_faults,
)
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.days import turning_days
from reconciler.manifest.load import LoadedManifests, effective
from reconciler.manifest.merge import merged
from reconciler.manifest.types import GuardLimit, SchoolManifest
from reconciler.model.tenant import Tenant

_NOT_TO_EXPAND = frozenset({ManifestCode.NO_PLACEHOLDER, ManifestCode.STRAY_PLACEHOLDER})
"""Faults after which a template cannot be written out."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What manifests are checked against beside one another and a stack."""

    day: str | None = None
    """ISO day: faults on it and after it; None: as though all that is written held at once."""
    defaults: Mapping[str, GuardLimit] = field(default_factory=dict)
    """Limits of guards that hold where municipality.yaml says nothing."""


_ONLY_THEMSELVES = CheckOptions()


def check(
    loaded: LoadedManifests,
    tenants: Mapping[str, Tenant] | None,
    year: int,
    against: CheckOptions = _ONLY_THEMSELVES,
) -> tuple[Fault, ...]:
    """Every cross-file fault, sorted; `tenants` are a stack's, None where no stack was chosen.

    `year` is the one in which the school year ends. A fault in a layout is reported once, whichever
    schools have it, and a fault of a later day is reported before that day comes.
    """
    written = list(_written(loaded, year, against))
    broken = {f.place.file for f in written if f.place and f.code in _NOT_TO_EXPAND}
    sound = [school for school in loaded.schools if _is_sound(loaded, school, broken)]
    faults = [*written, *tenant_faults(loaded, tenants)]
    for manifests in _by_day(loaded, sound, year, against.day):
        faults += _declared_faults(loaded, manifests, tenants)
    return tuple(sorted(_without_repeats(faults), key=Fault.sort_key))


def _is_sound(loaded: LoadedManifests, school: str, broken: set[str]) -> bool:
    """Whether a school has a layout and its templates can be written out."""
    tree = loaded.trees[school]
    layout = loaded.layouts.get(str(tree.items["layout"].value))
    if layout is None or not broken:
        return layout is not None
    files = {node.place.file for part in (layout, tree) for node in part.walk()}
    return not files & broken


def _written(loaded: LoadedManifests, year: int, against: CheckOptions) -> Iterator[Fault]:
    yield from municipality_faults(loaded)
    yield from year_faults(loaded.root)
    yield from mode_faults(loaded)
    yield from municipality_limit_faults(loaded)
    yield from programme_faults(loaded.root)
    yield from earlier_faults(loaded)
    for layout in loaded.layouts.values():
        yield from layout_faults(layout)
    for school in loaded.schools:
        yield from school_faults(loaded, school, year)
        yield from school_limit_faults(loaded, school, against.defaults)


def _by_day(
    loaded: LoadedManifests, schools: Iterable[str], year: int, day: str | None
) -> Iterator[list[SchoolManifest]]:
    """The schools as they stand on a day, then on each later day on which one of them turns."""
    now = {school: effective(loaded, school, year, day) for school in schools}
    yield list(now.values())
    if day is None:
        return
    turning = {school: _turning(loaded, school) for school in now}
    for later in sorted({item for days in turning.values() for item in days if item > day}):
        for school, days in turning.items():
            if later in days:
                now[school] = effective(loaded, school, year, later)
        yield list(now.values())


def _turning(loaded: LoadedManifests, school: str) -> frozenset[str]:
    tree = loaded.trees[school]
    return turning_days(merged(loaded.layouts[str(tree.items["layout"].value)], tree))


def _declared_faults(
    loaded: LoadedManifests,
    manifests: Iterable[SchoolManifest],
    tenants: Mapping[str, Tenant] | None,
) -> Iterator[Fault]:
    for manifest in manifests:
        yield from audience_faults(manifest, loaded.trees[manifest.id])
        yield from name_faults(manifest)
        yield from scope_faults(loaded.municipality, manifest, tenants)
        yield from ceiling_faults(loaded.municipality, manifest)
    yield from address_faults(manifests)
    yield from ring_faults(manifests, tenants)


def _without_repeats(faults: Iterable[Fault]) -> Iterator[Fault]:
    """A template's fault is reported once a school, and once in all where it is nobody's own."""
    reported: set[tuple[str, SourceLocation, object]] = set()
    for fault in faults:
        if fault.place is not None:
            key = (fault.code, fault.place, fault.facts.get("school"))
            if key in reported:
                continue
            reported.add(key)
        yield fault
