"""An audience as numbers, roles and a digest, never people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reconciler.model.people import Role

JsonObject = dict[str, Any]
"""JSON-compatible values under camelCase names; empty ones are left out."""


@dataclass(frozen=True, slots=True)
class AudienceSummary:
    """The people in one role of a group, in a unit, or with a licence, nested groups included."""

    count: int = 0
    """Accounts, groups and outside addresses that are listed directly."""
    people: Mapping[Role, int] = field(default_factory=dict)
    """The school's own people by role; a person with two roles counts in both."""
    outside: int = 0
    """Addresses outside the tenant, parents among them."""
    others: int = 0
    """Accounts that the school's roster does not have: services, people of other schools."""
    nested: tuple[str, ...] = ()
    """Keys of the school's nested groups, sorted; addresses of other groups."""
    audience: tuple[Role, ...] = ()
    """The roles that the manifest names, whether anybody has them today or not."""
    classes: tuple[str, ...] = ()
    """Classes that the manifest names, sorted."""
    certified: bool = False
    """Whether of the teachers only certified ones are meant."""
    digest: str = ""
    """A keyed digest that changes with the people; '' where none was asked for."""
    unknown: str = ""
    """Why it is unresolved, as a reason's code: then all numbers are 0 and mean nothing."""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that the manifest names, and those of the people in it."""
        return frozenset(self.audience) | {role for role, count in self.people.items() if count}

    def to_inputs(self) -> JsonObject:
        """Serialises to JSON-compatible values."""
        return filled(
            count=self.count,
            people=by_role(self.people),
            outside=self.outside,
            others=self.others,
            nested=list(self.nested),
            audience=[role.value for role in self.audience],
            classes=list(self.classes),
            certified=self.certified,
            digest=self.digest,
            unknown=self.unknown,
        )

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> AudienceSummary:
        """Inverse of `to_inputs`. Raises ValueError for an unknown role."""
        return cls(
            count=int(data.get("count", 0)),
            people=roles_of(data.get("people", {})),
            outside=int(data.get("outside", 0)),
            others=int(data.get("others", 0)),
            nested=tuple(data.get("nested", ())),
            audience=tuple(Role(role) for role in data.get("audience", ())),
            classes=tuple(data.get("classes", ())),
            certified=bool(data.get("certified", False)),
            digest=data.get("digest", ""),
            unknown=data.get("unknown", ""),
        )


NOBODY = AudienceSummary()


def filled(**values: Any) -> JsonObject:
    """The values that are not empty."""
    return {name: value for name, value in values.items() if value not in ("", 0, None, [], {})}


def by_role(counts: Mapping[Role, int]) -> dict[str, int]:
    """Counts of people by role, in the order of roles; zeros are left out."""
    return {role.value: counts[role] for role in Role if counts.get(role)}


def roles_of(data: Mapping[str, Any]) -> dict[Role, int]:
    """Inverse of `by_role`. Numbers that passed through Pulumi are floats."""
    return {Role(role): int(count) for role, count in data.items()}


def strongest_first(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each role once, strongest first."""
    given = frozenset(roles)
    return tuple(role for role in Role if role in given)
