"""Addresses in the municipality's other tenants that a school's list may hold by mistake.

Premise: a cell with the address of another school's group is no more a person's than one of her own
school's. That tenant need not be read for it: its schools' files and lists name the addresses, and
they are the same however narrow a run is. Rule: only tenants whose domain stands in a list are
looked at, since building a school's file takes time. Example: the list of ou-a has
`teachers@ou-b.example` in a parent's cell; the file of ou-b declares the group `teachers`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from reconciler.desired.context import Elsewhere
from reconciler.manifest.types import SchoolManifest, adopted_in
from reconciler.model.people import Role, Roster
from reconciler.model.tenant import Tenant
from reconciler.roster import Rosters


def elsewhere(
    tenants: Mapping[str, Tenant],
    schools: Mapping[str, Collection[str]],
    rosters: Rosters,
    manifest_of: Callable[[str], SchoolManifest],
) -> Callable[[str], Elsewhere]:
    """By tenant: the groups and pupils of the other tenants whose domain stands in its lists.

    `schools` are all of the municipality, by tenant.
    """
    known: dict[str, Elsewhere] = {}

    def of(alias: str) -> Elsewhere:
        if alias not in known:
            tenant = tenants[alias]
            lists = [rosters.by_school.get(school) for school in schools[alias]]
            known[alias] = Elsewhere(
                frozenset(a for one in schools[alias] for a in _groups(manifest_of(one), tenant)),
                frozenset(address for roster in lists for address in _pupils(roster, tenant)),
            )
        return known[alias]

    def outside(alias: str) -> Elsewhere:
        lists = (rosters.by_school.get(one) for one in schools[alias])
        named = {domain for roster in lists for domain in _domains(roster)}
        others = [
            of(other)
            for other in schools
            if other != alias and other in tenants and tenants[other].domain in named
        ]
        return Elsewhere(
            frozenset[str]().union(*(other.groups for other in others)),
            frozenset[str]().union(*(other.pupils for other in others)),
        )

    return outside


def _domains(roster: Roster | None) -> Iterator[str]:
    for person in () if roster is None else roster.people:
        if person.email:
            yield person.email.rpartition("@")[2]


def _groups(manifest: SchoolManifest, tenant: Tenant) -> Iterator[str]:
    """The addresses that a school's groups have, will have and had."""
    for spec in manifest.groups:
        adopted = adopted_in(spec.adopt, tenant.alias)
        if adopted is not None:
            yield adopted.lower()
        for local in (spec.address, *spec.previously, *spec.moved_from):
            yield f"{local}@{tenant.domain}".lower()


def _pupils(roster: Roster | None, tenant: Tenant) -> Iterator[str]:
    """A family's own address may stand in the rows of a child and a parent: it is no pupil's."""
    for person in () if roster is None else roster.people:
        email = person.email or ""
        if person.roles == {Role.PUPIL} and email.endswith(f"@{tenant.domain}"):
            yield email
