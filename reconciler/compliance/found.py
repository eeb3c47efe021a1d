"""What a tenant itself shows of a school, as numbers: hand-made groups, administrators, seats.

A hand-made group is known by the vendor's id. Its name and address may be a person's, so they are
not here, and no rule can tell them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reconciler.compliance.audience import JsonObject, by_role, filled, roles_of
from reconciler.model.people import Role


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group in the school's scope that no manifest names and that has no mark of ours."""

    people: Mapping[Role, int] = field(default_factory=dict)
    """The school's own people in it, in any role and through nested groups, by role."""
    outside: int = 0
    """Addresses outside the tenant, and guests."""
    run_by: Mapping[Role, int] = field(default_factory=dict)
    """The school's own people who own or manage it, by role."""
    owners: int = 0
    """Owners of any kind."""
    settings: Mapping[str, str | bool] = field(default_factory=dict)
    """As the vendor has them, in our words; none where they were not read."""

    def has(self, role: Role) -> bool:
        """Whether anybody of a role is in it."""
        return bool(self.people.get(role))

    def written(self, setting: str) -> str:
        """A setting's value as text; 'none' where it was not read."""
        return str(self.settings.get(setting, "none")).lower()

    def to_inputs(self) -> JsonObject:
        """Serialises to JSON-compatible values."""
        return filled(
            people=by_role(self.people),
            outside=self.outside,
            runBy=by_role(self.run_by),
            owners=self.owners,
            settings=dict(sorted(self.settings.items())),
        )

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> FoundGroup:
        """Inverse of `to_inputs`."""
        return cls(
            people=roles_of(data.get("people", {})),
            outside=int(data.get("outside", 0)),
            run_by=roles_of(data.get("runBy", {})),
            owners=int(data.get("owners", 0)),
            settings=dict(data.get("settings", {})),
        )


@dataclass(frozen=True, slots=True)
class TenantSummary:
    """What the tenant itself shows; what was not read whole is left out."""

    unmanaged: Mapping[str, int] = field(default_factory=dict)
    """Kind → objects in the school's scope without our mark."""
    unknown: tuple[str, ...] = ()
    """'membership/teachers': what could not be compared, sorted."""
    groups: Mapping[str, FoundGroup] = field(default_factory=dict)
    """By the vendor's id; those whose members were read."""
    administrators: int | None = None
    """Accounts of the whole tenant that may sign in and administer it; None: not read whole."""
    administrator_roles: Mapping[Role, int] = field(default_factory=dict)
    """How many of them are people of the school, by role."""
    suspended_holders: Mapping[str, int] = field(default_factory=dict)
    """Product → suspended accounts of the school's people that hold it directly."""
    roster_age: int | None = None
    """Days since the newest file of the school's roster was written; None: not known."""

    def to_inputs(self) -> JsonObject:
        """Serialises to JSON-compatible values."""
        numbers = {"administrators": self.administrators, "rosterAge": self.roster_age}
        return {
            **filled(unmanaged=dict(sorted(self.unmanaged.items())), unknown=list(self.unknown)),
            **filled(
                groups={key: group.to_inputs() for key, group in sorted(self.groups.items())},
                administratorRoles=by_role(self.administrator_roles),
                suspendedHolders=dict(sorted(self.suspended_holders.items())),
            ),
            **{name: value for name, value in numbers.items() if value is not None},
        }

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> TenantSummary:
        """Inverse of `to_inputs`."""
        numbers = {
            name: int(data[key]) if key in data else None
            for name, key in (("administrators", "administrators"), ("roster_age", "rosterAge"))
        }
        return cls(
            unmanaged={kind: int(count) for kind, count in data.get("unmanaged", {}).items()},
            unknown=tuple(data.get("unknown", ())),
            groups={
                key: FoundGroup.from_inputs(group) for key, group in data.get("groups", {}).items()
            },
            administrator_roles=roles_of(data.get("administratorRoles", {})),
            suspended_holders={
                product: int(count) for product, count in data.get("suspendedHolders", {}).items()
            },
            **numbers,
        )
