"""The face of one tenant towards the core: made from a seed or a saved state, saved, counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from reconciler.simulator.microsoft.seed import extend, plant
from reconciler.simulator.microsoft.snapshot import dump, restore
from reconciler.simulator.microsoft.state import Directory


class MicrosoftTenant(Directory):
    """One Entra tenant; `handle` alone changes it."""

    __slots__ = ()

    @classmethod
    def from_seed(cls, seed: Mapping[str, Any]) -> Self:
        """The tenant that a seed file describes; KeyError for a SKU that the catalogue lacks."""
        tenant = cls(seed["alias"], seed["domain"], seed["vendorId"])
        plant(tenant, seed)
        return tenant

    def extend(self, seed: Mapping[str, Any]) -> None:
        """Takes in what a seed has besides; nothing that is there changes."""
        extend(self, seed)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The tenant that `to_json` wrote."""
        tenant = cls(data["alias"], data["domain"], data["vendorId"])
        restore(tenant, data)
        return tenant

    def to_json(self) -> dict[str, Any]:
        """The whole state as JSON values."""
        return dump(self)

    def counts(self) -> dict[str, int]:
        """How many of each kind: memberships are members and owners of groups."""
        return {
            "users": len(self.users),
            "groups": len(self.groups),
            "memberships": sum(len(one.members) + len(one.owners) for one in self.groups),
            "administrative_units": len(self.units),
            "licences": self.consumed.total(),
        }
