"""What each school may declare in each tenant: its own line of `scopes`, else the default.

Rule: the default holds only for a pair of school and tenant that somebody named: where the tenant's
alias is the school's id, or where the stack's entry of the tenant has the school in `schools`.
{school} and {tenant} stand for the two.

Example: `default: {orgUnits: "/{school}", addresses: "{school}-*", products: [a3]}` and a stack
with `shared: {schools: [ou-a, ou-b], …}` give ou-a the units below /ou-a and the addresses ou-a-*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.manifest.city import SchoolScope
from reconciler.manifest.nodes import Node

DEFAULT = "default"
Sharing = Mapping[str, frozenset[str]]
"""Tenant → the schools that the stack's entry names."""


def scopes_of(
    root: Node, trees: Mapping[str, Node], sharing: Sharing
) -> Mapping[str, tuple[SchoolScope, ...]]:
    """The scopes of every school, those written first."""
    written = root.items["scopes"].items
    default = written.get(DEFAULT)
    found = {
        school: [_scope(alias, school, one) for alias, one in node.items.items()]
        for school, node in written.items()
        if school != DEFAULT
    }
    for school, tree in trees.items() if default else ():
        mine = found.setdefault(school, [])
        known = {scope.tenant for scope in mine}
        for alias in _defaulted(school, tree, sharing):
            if alias not in known and default is not None:
                mine.append(_scope(alias, school, default))
    return {school: tuple(scopes) for school, scopes in found.items()}


def _defaulted(school: str, tree: Node, sharing: Sharing) -> Iterator[str]:
    """The school's tenants for which the default may stand."""
    for alias in tree.items["tenants"].items:
        if alias == school or school in sharing.get(alias, frozenset()):
            yield alias


def _scope(tenant: str, school: str, node: Node) -> SchoolScope:
    items = node.items

    def filled(node: Node) -> str:
        return str(node.value).replace("{school}", school).replace("{tenant}", tenant)

    return SchoolScope(
        tenant=tenant,
        root=filled(items["orgUnits"]),
        addresses=filled(items["addresses"]),
        products=frozenset(str(one.value) for one in items["products"].members),
        place=node.place,
        names=tuple(filled(one) for one in _members(items, "names")),
        seats={key: int(str(one.value)) for key, one in _entries(items, "seats")},
        owners=tuple(str(one.value) for one in _members(items, "owners")),
    )


def _members(items: Mapping[str, Node], name: str) -> tuple[Node, ...]:
    return items[name].members if name in items else ()


def _entries(items: Mapping[str, Node], name: str) -> Iterable[tuple[str, Node]]:
    return items[name].items.items() if name in items else ()
