"""Every fault that only several files together show; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.errors import Fault, Place
from reconciler.manifest.checks.audiences import audience_faults
from reconciler.manifest.checks.names import name_faults
from reconciler.manifest.checks.references import layout_faults, municipality_faults, school_faults
from reconciler.manifest.checks.scopes import scope_faults
from reconciler.manifest.checks.tenants import tenant_faults
from reconciler.manifest.load import Loaded, effective
from reconciler.manifest.types import SchoolManifest
from reconciler.model.tenant import Tenant


def check(loaded: Loaded, tenants: Mapping[str, Tenant] | None, year: int) -> tuple[Fault, ...]:
    """Every cross-file fault, sorted; `tenants` are a stack's, None where no stack was chosen.

    `year` is the one in which the school year ends. A fault in a layout is told once, however many
    schools have it.
    """
    return tuple(sorted(_once(_all(loaded, tenants, year)), key=Fault.sort_key))


def _all(loaded: Loaded, tenants: Mapping[str, Tenant] | None, year: int) -> Iterator[Fault]:
    yield from municipality_faults(loaded)
    for layout in loaded.layouts.values():
        yield from layout_faults(layout)
    broken = {fault.place.file for f in (loaded,) for fault in _broken(f) if fault.place}
    manifests: list[SchoolManifest] = []
    for school, tree in loaded.trees.items():
        yield from school_faults(loaded, school, year)
        layout = loaded.layouts.get(str(tree.items["layout"].value))
        if layout is None or {layout.place.file, tree.place.file} & broken:
            continue  # what cannot be written out is told already
        manifest = effective(loaded, school, year)
        manifests.append(manifest)
        yield from audience_faults(manifest, tree)
        yield from name_faults(manifest)
        yield from scope_faults(loaded.municipality, manifest, tenants)
    yield from tenant_faults(loaded, manifests, tenants)


def _broken(loaded: Loaded) -> Iterator[Fault]:
    for layout in loaded.layouts.values():
        yield from layout_faults(layout)


def _once(faults: Iterable[Fault]) -> Iterator[Fault]:
    seen: set[tuple[str, Place]] = set()
    for fault in faults:
        if fault.place is not None:
            if (fault.code, fault.place) in seen:
                continue
            seen.add((fault.code, fault.place))
        yield fault
