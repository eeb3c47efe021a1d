"""Modes of tenants, and the kinds that names of sections stand for."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.manifest.nodes import Node
from reconciler.manifest.sections import string, strings
from reconciler.manifest.types import EVERY_TENANT
from reconciler.model.resources import Kind
from reconciler.model.tenant import Mode, TenantMode

CLOSING = "decommission"
"""In a school's `tenants`: as `decommission: true`, in that tenant alone."""


KINDS = {
    "orgUnits": (Kind.ORG_UNIT, Kind.PLACEMENT),
    "groups": (Kind.GROUP, Kind.MEMBERSHIP),
    "licences": (Kind.LICENCE,),
}


def modes(node: Node | None) -> Mapping[str, TenantMode]:
    """A map of tenants: a mode, or a map of a mode and of kinds that are only observed."""
    return {alias: tenant_mode(one) for alias, one in node.items.items()} if node else {}


def tenant_mode(node: Node) -> TenantMode:
    """`manage`, `observe`, `decommission`, or {mode, observe: [kinds]}."""
    if node.value == CLOSING:
        return TenantMode(closing=True)
    if not isinstance(node.value, Mapping):
        return TenantMode(Mode(string(node))).stricter()
    mode = Mode(string(node.items["mode"])) if "mode" in node.items else Mode.MANAGE
    return TenantMode(mode, kinds_of(node.items.get("observe"))).stricter()


def kinds_of(node: Node | None) -> frozenset[Kind]:
    """The kinds that names of sections stand for."""
    return frozenset(kind for name in strings(node) for kind in KINDS[name])


def for_alias(shared: Mapping[str, TenantMode], alias: str) -> tuple[TenantMode, ...]:
    """What a shared map says of a tenant: by its alias, and of every tenant."""
    return tuple(shared[key] for key in (alias, EVERY_TENANT) if key in shared)
