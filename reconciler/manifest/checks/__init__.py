"""Every fault that only several files together show; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.errors import Fault, Place
from reconciler.manifest.checks.audiences import audience_faults
from reconciler.manifest.checks.names import name_faults
from reconciler.manifest.checks.references import layout_faults, municipality_faults, school_faults
from reconciler.manifest.checks.scopes import scope_faults
from reconciler.manifest.checks.tenants import tenant_faults
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.load import Loaded, effective
from reconciler.manifest.types import SchoolManifest
from reconciler.model.tenant import Tenant

_NOT_TO_EXPAND = frozenset({ManifestCode.NO_PLACEHOLDER, ManifestCode.STRAY_PLACEHOLDER})
"""Faults after which a template cannot be written out."""


def check(loaded: Loaded, tenants: Mapping[str, Tenant] | None, year: int) -> tuple[Fault, ...]:
    """Every cross-file fault, sorted; `tenants` are a stack's, None where no stack was chosen.

    `year` is the one in which the school year ends. A fault in a layout is told once, however many
    schools have it.
    """
    written = list(_written(loaded, year))
    broken = {f.place.file for f in written if f.place and f.code in _NOT_TO_EXPAND}
    manifests = [
        effective(loaded, school, year)
        for school, tree in loaded.trees.items()
        if (layout := loaded.layouts.get(str(tree.items["layout"].value))) is not None
        and not {layout.place.file, tree.place.file} & broken
    ]
    meant = _meant(loaded, manifests, tenants)
    return tuple(sorted(_once((*written, *meant)), key=Fault.sort_key))


def _written(loaded: Loaded, year: int) -> Iterator[Fault]:
    yield from municipality_faults(loaded)
    for layout in loaded.layouts.values():
        yield from layout_faults(layout)
    for school in loaded.schools:
        yield from school_faults(loaded, school, year)


def _meant(
    loaded: Loaded, manifests: Iterable[SchoolManifest], tenants: Mapping[str, Tenant] | None
) -> Iterator[Fault]:
    for manifest in manifests:
        yield from audience_faults(manifest, loaded.trees[manifest.id])
        yield from name_faults(manifest)
        yield from scope_faults(loaded.municipality, manifest, tenants)
    yield from tenant_faults(loaded, manifests, tenants)


def _once(faults: Iterable[Fault]) -> Iterator[Fault]:
    """A template's fault is told once a school, and once in all where it is nobody's own."""
    seen: set[tuple[str, Place, object]] = set()
    for fault in faults:
        if fault.place is not None:
            told = (fault.code, fault.place, fault.facts.get("school"))
            if told in seen:
                continue
            seen.add(told)
        yield fault
