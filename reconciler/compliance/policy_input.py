"""One school in one tenant as a rule sees it: what is declared, as counts and digests.

The same data is what Pulumi holds for a school, so its names are read by people in a preview.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reconciler.compliance.audience import (
    NOBODY,
    AudienceSummary,
    JsonObject,
    by_role,
    filled,
    roles_of,
)
from reconciler.compliance.found import TenantSummary
from reconciler.model.people import STAFF, Role
from reconciler.model.resources import GroupType, Kind, MemberRole
from reconciler.model.tenant import Mode, Vendor

_SECTIONS = {role: f"{role.value}s" for role in MemberRole}


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A declared unit."""

    path: str
    label: str
    file: str = ""
    """The file that declares it."""
    holds: AudienceSummary | None = None
    """None: nobody is placed by this unit."""

    def to_inputs(self) -> JsonObject:
        """Serialises to JSON-compatible values."""
        holds = None if self.holds is None else self.holds.to_inputs()
        return {**filled(path=self.path, label=self.label, file=self.file), **_given(holds=holds)}

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> UnitFacts:
        """Inverse of `to_inputs`."""
        holds = AudienceSummary.from_inputs(data["holds"]) if "holds" in data else None
        return cls(data["path"], data.get("label", ""), data.get("file", ""), holds)


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A declared group."""

    address: str
    name: str
    type: GroupType = GroupType.MAIL
    settings: Mapping[str, str | bool] = field(default_factory=dict)
    """As declared; a setting that is not declared stays as the vendor has it."""
    not_kept: tuple[str, ...] = ()
    """Declared settings that the vendor cannot keep, sorted."""
    file: str = ""
    """The file that declares it."""
    roles: Mapping[MemberRole, AudienceSummary] = field(default_factory=dict)
    """Only the roles that are managed."""

    def written(self, context: str) -> str:
        """A setting's value as text: 'members', 'true'; 'none' where it is not declared."""
        return str(self.settings.get(context, "none")).lower()

    def who(self, role: MemberRole) -> AudienceSummary:
        """The people in a role; NOBODY where it is not managed."""
        return self.roles.get(role, NOBODY)

    @property
    def readers(self) -> frozenset[Role]:
        """The roles of its members and managers, named by the manifest or present."""
        return self.who(MemberRole.MEMBER).roles | self.who(MemberRole.MANAGER).roles

    @property
    def outside(self) -> int:
        """Addresses outside the tenant, in any role."""
        return sum(who.outside for who in self.roles.values())

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes whose pupils or parents it is for."""
        return self.who(MemberRole.MEMBER).classes

    @property
    def for_staff_alone(self) -> bool:
        """Whether the manifest names only staff."""
        audience = frozenset(self.who(MemberRole.MEMBER).audience)
        return bool(audience) and audience <= STAFF

    def to_inputs(self) -> JsonObject:
        """Serialises to JSON-compatible values."""
        return {
            "address": self.address,
            "name": self.name,
            "type": self.type.value,
            **filled(settings=dict(sorted(self.settings.items()))),
            **filled(notKept=list(self.not_kept), file=self.file),
            **{_SECTIONS[role]: who.to_inputs() for role, who in _in_order(self.roles)},
        }

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> GroupFacts:
        """Inverse of `to_inputs`."""
        return cls(
            address=data["address"],
            name=data["name"],
            type=GroupType(data["type"]),
            settings=dict(data.get("settings", {})),
            not_kept=tuple(data.get("notKept", ())),
            file=data.get("file", ""),
            roles={
                role: AudienceSummary.from_inputs(data[section])
                for role, section in _SECTIONS.items()
                if section in data
            },
        )


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """A declared licence; a school's `seats` is its own ceiling."""

    wanted: AudienceSummary
    sku: str = ""
    """As the vendor calls it: Google's sku id, Microsoft's part number."""
    seats: int | None = None
    through: str | None = None
    """Key of the group that carries it."""
    file: str = ""
    """The file that declares it."""
    purchased: int | None = None
    """Seats that the tenant has bought, as its stack says."""

    def to_inputs(self) -> JsonObject:
        """Serialises to JSON-compatible values."""
        return {
            "wanted": self.wanted.to_inputs(),
            **filled(sku=self.sku, file=self.file),
            **_given(seats=self.seats, purchased=self.purchased, through=self.through),
        }

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> LicenceFacts:
        """Inverse of `to_inputs`."""
        return cls(
            wanted=AudienceSummary.from_inputs(data["wanted"]),
            sku=data.get("sku", ""),
            seats=int(data["seats"]) if "seats" in data else None,
            purchased=int(data["purchased"]) if "purchased" in data else None,
            through=data.get("through"),
            file=data.get("file", ""),
        )


@dataclass(frozen=True, slots=True)
class PolicyInput:
    """One school in one tenant."""

    school: str
    tenant: str
    vendor: Vendor
    name: str = ""
    """In the municipality's first language."""
    mode: Mode = Mode.MANAGE
    wave: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the municipality's schools state of themselves, such as a district."""
    file: str = ""
    """The school's own file."""
    people: Mapping[Role, int] | None = None
    """The roster's people by role; None: the school has no roster."""
    trained: int | None = None
    """Teachers who are trained or certified; None: there is no list of them."""
    classes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Grade → class names."""
    units: Mapping[str, UnitFacts] = field(default_factory=dict)
    """By key, 'staff/teachers'."""
    groups: Mapping[str, GroupFacts] = field(default_factory=dict)
    licences: Mapping[str, LicenceFacts] = field(default_factory=dict)
    """By product."""
    seen: TenantSummary | None = None
    """None: the tenant was not observed."""
    closing: bool = False
    """It is decommissioned and declares nothing: no rule misses anything in its file."""

    def groups_with(self, role: Role) -> Iterator[tuple[str, GroupFacts]]:
        """Groups by key whose readers include a role."""
        return ((key, group) for key, group in self.groups.items() if role in group.readers)

    def file_of(self, subject: str) -> str:
        """The file that declares 'group/teachers', 'orgunit/staff' or 'licence/plus-staff'."""
        kind, _, key = subject.partition("/")
        sections: Mapping[str, Mapping[str, UnitFacts | GroupFacts | LicenceFacts]] = {
            Kind.ORG_UNIT: self.units,
            Kind.GROUP: self.groups,
            Kind.LICENCE: self.licences,
        }
        found = sections.get(kind, {}).get(key)
        return (found.file if found else "") or self.file

    def to_inputs(self) -> JsonObject:
        """Serialises to JSON-compatible values, without loss."""
        people = None if self.people is None else by_role(self.people)
        return {
            "school": self.school,
            "tenant": self.tenant,
            "vendor": self.vendor.value,
            "mode": self.mode.value,
            **filled(name=self.name, wave=self.wave, facts=dict(self.facts), file=self.file),
            **filled(closing=self.closing),
            **_given(people=people, observed=None if self.seen is None else self.seen.to_inputs()),
            **_given(trained=self.trained),
            "classes": {str(grade): list(names) for grade, names in sorted(self.classes.items())},
            "units": {key: unit.to_inputs() for key, unit in sorted(self.units.items())},
            "groups": {key: group.to_inputs() for key, group in sorted(self.groups.items())},
            "licences": {
                key: licence.to_inputs() for key, licence in sorted(self.licences.items())
            },
        }

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> PolicyInput:
        """Inverse of `to_inputs`. Raises KeyError, ValueError."""
        people, seen = data.get("people"), data.get("observed")
        return cls(
            school=data["school"],
            tenant=data["tenant"],
            vendor=Vendor(data["vendor"]),
            name=data.get("name", ""),
            mode=Mode(data["mode"]),
            wave=data.get("wave", ""),
            facts=data.get("facts", {}),
            file=data.get("file", ""),
            people=None if people is None else roles_of(people),
            trained=int(data["trained"]) if "trained" in data else None,
            classes={int(grade): tuple(names) for grade, names in data["classes"].items()},
            units={key: UnitFacts.from_inputs(unit) for key, unit in data["units"].items()},
            groups={key: GroupFacts.from_inputs(group) for key, group in data["groups"].items()},
            licences={
                key: LicenceFacts.from_inputs(item) for key, item in data["licences"].items()
            },
            seen=None if seen is None else TenantSummary.from_inputs(seen),
            closing=bool(data.get("closing")),
        )


def _given(**values: Any) -> JsonObject:
    """The values that are not None, empty ones included."""
    return {name: value for name, value in values.items() if value is not None}


def _in_order(
    roles: Mapping[MemberRole, AudienceSummary],
) -> Iterator[tuple[MemberRole, AudienceSummary]]:
    return ((role, roles[role]) for role in MemberRole if role in roles)
