"""Schools that share a tenant: no two may claim one address, or one part of the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from reconciler.errors import Fault, Place
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.types import GroupSpec, SchoolManifest


def check_tenants(manifests: Iterable[SchoolManifest]) -> Iterator[Fault]:
    """A fault for each group address that two schools of one tenant declare."""
    by_tenant: dict[str, dict[str, tuple[str, GroupSpec]]] = defaultdict(dict)
    for manifest in manifests:
        for tenant in manifest.tenants:
            seen = by_tenant[tenant]
            for group in manifest.groups:
                known = seen.setdefault(group.address, (manifest.id, group))
                if known[0] != manifest.id:
                    yield _fault(group, known[0], known[1].place)


def _fault(group: GroupSpec, school: str, place: Place) -> Fault:
    facts = {"address": group.address, "school": school, "place": str(place)}
    return Fault(ManifestCode.SHARED_ADDRESS, group.place, facts)
