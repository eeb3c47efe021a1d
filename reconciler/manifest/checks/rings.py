"""Groups that contain themselves: by key, by address, and over the schools of a tenant.

Both vendors refuse the last membership of a ring, in each run anew. Rule: a group is known by every
address that it has, had or is adopted with, in each tenant of its school; a stack says which domain
that is, and without one only keys are followed. Example: ou-a nests `b@shared.example`, which is a
group of ou-b that nests `a@shared.example`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.errors import Fault, SourceLocation
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.types import GroupSpec, SchoolManifest, adopted_in
from reconciler.model.tenant import Tenant


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of a school in a tenant."""

    school: str
    spec: GroupSpec
    tenant: str
    names: dict[str, _Group] = field(repr=False, compare=False)
    """Every group of the tenant by school and key; where its domain is known, by address, too."""

    def inside(self) -> Iterator[tuple[_Group, SourceLocation | None]]:
        """The groups that it names, and where, if by address."""
        for item in self.spec.audiences:
            by_address = item.address is not None
            name = str(item.address).casefold() if by_address else f"{self.school}/{item.group}"
            if name in self.names:
                yield self.names[name], item.place if by_address else None


def ring_faults(
    manifests: Iterable[SchoolManifest], tenants: Mapping[str, Tenant] | None
) -> Iterator[Fault]:
    """Each ring of groups that contain one another, reported once."""
    known: dict[str, dict[str, _Group]] = {}
    for manifest in manifests:
        for alias in manifest.tenants:
            names = known.setdefault(alias, {})
            for spec in manifest.groups:
                group = _Group(manifest.id, spec, alias, names)
                names[f"{manifest.id}/{spec.key}"] = group
                if tenants is not None and alias in tenants:
                    names |= dict.fromkeys(_addresses(spec, tenants[alias]), group)
    reported: set[tuple[str, str]] = set()
    for _, names in sorted(known.items()):
        groups = {(one.school, one.spec.key): one for one in names.values()}
        for name, group in sorted(groups.items()):
            ring = () if name in reported else _ring(group)
            if ring:
                reported.update((one.school, one.spec.key) for one, _ in ring)
                yield _fault(group, ring)


def _addresses(spec: GroupSpec, tenant: Tenant) -> Iterator[str]:
    adopted = adopted_in(spec.adopt, tenant.alias)
    if adopted is not None:
        yield adopted.casefold()
    for local in (spec.address, *spec.previously, *spec.moved_from):
        yield f"{local}@{tenant.domain}".casefold()


_Way = tuple[tuple[_Group, SourceLocation | None], ...]
"""Groups, and where the one before names each by its address."""


def _ring(start: _Group) -> _Way:
    """A way from a group back to itself, which is named last; () where there is none."""
    ways: list[_Way] = [((start, None),)]
    seen: set[tuple[str, str]] = set()
    while ways:
        way = ways.pop()
        for inner, place in way[-1][0].inside():
            name = (inner.school, inner.spec.key)
            if name == (start.school, start.spec.key):
                return (*way, (inner, place))
            if name not in seen:
                seen.add(name)
                ways.append((*way, (inner, place)))
    return ()


def _fault(group: _Group, ring: _Way) -> Fault:
    """At the first address of the ring, or else at the group."""
    place = next((place for _, place in ring if place is not None), group.spec.place)
    alone = len({one.school for one, _ in ring}) == 1
    path = " → ".join(one.spec.key if alone else f"{one.school}/{one.spec.key}" for one, _ in ring)
    return Fault(ManifestCode.GROUP_CYCLE, place, {"key": group.spec.key, "path": path})
