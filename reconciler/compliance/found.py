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
    for_roles: bool = False
    """Whether administrators' roles can be given to it (Entra: role-assignable)."""

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
            forRoles=self.for_roles,
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
            for_roles=bool(data.get("forRoles", False)),
        )


@dataclass(frozen=True, slots=True)
class FoundLicence:
    """A product as the school's own people hold it directly."""

    sku: str
    """As the vendor calls it."""
    people: Mapping[Role, int] = field(default_factory=dict)

    def to_inputs(self) -> JsonObject:
        """Serialises to JSON-compatible values."""
        return {"sku": self.sku, **filled(people=by_role(self.people))}

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> FoundLicence:
        """Inverse of `to_inputs`."""
        return cls(data["sku"], roles_of(data.get("people", {})))


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """The accounts in a declared unit, whoever they are of."""

    active: int = 0
    """Those that can sign in."""
    holders: Mapping[str, int] = field(default_factory=dict)
    """Product → those that hold it directly."""

    def to_inputs(self) -> JsonObject:
        """Serialises to JSON-compatible values."""
        return filled(active=self.active, holders=dict(sorted(self.holders.items())))

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> FoundUnit:
        """Inverse of `to_inputs`."""
        holders = {product: int(count) for product, count in data.get("holders", {}).items()}
        return cls(int(data.get("active", 0)), holders)


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
    administrator_guests: int = 0
    """How many of them are of another organization."""
    parent_accounts: int = 0
    """Accounts with the address of a parent who is neither staff nor a pupil."""
    licences: Mapping[str, FoundLicence] = field(default_factory=dict)
    """By product; none where accounts or licences were not read whole."""
    units: Mapping[str, FoundUnit] = field(default_factory=dict)
    """By key, declared ones that exist; none where accounts were not read whole."""
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
                groups=_by_key(self.groups),
                licences=_by_key(self.licences),
                units=_by_key(self.units),
                administratorRoles=by_role(self.administrator_roles),
                administratorGuests=self.administrator_guests,
                parentAccounts=self.parent_accounts,
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
            administrator_guests=int(data.get("administratorGuests", 0)),
            parent_accounts=int(data.get("parentAccounts", 0)),
            licences={
                key: FoundLicence.from_inputs(one) for key, one in data.get("licences", {}).items()
            },
            units={key: FoundUnit.from_inputs(one) for key, one in data.get("units", {}).items()},
            suspended_holders={
                product: int(count) for product, count in data.get("suspendedHolders", {}).items()
            },
            **numbers,
        )


def _by_key(parts: Mapping[str, FoundGroup | FoundLicence | FoundUnit]) -> JsonObject:
    return {key: part.to_inputs() for key, part in sorted(parts.items())}
