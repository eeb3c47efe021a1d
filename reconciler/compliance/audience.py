"""Whom something means and how many are in it: numbers, roles and a digest, never people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reconciler.model.people import Role

JsonObject = dict[str, Any]
"""JSON-plain values under camelCase names; what is empty is left out."""

STAFF = frozenset({Role.PRINCIPAL, Role.TEACHER, Role.STAFF})


@dataclass(frozen=True, slots=True)
class AudienceSummary:
    """Those in one role of a group, in a unit, or with a licence; nested groups are counted too."""

    count: int = 0
    """Accounts, groups and outside addresses that are listed directly."""
    people: Mapping[Role, int] = field(default_factory=dict)
    """The school's own people by role; somebody with two roles counts in both."""
    outside: int = 0
    """Addresses outside the tenant, parents among them."""
    others: int = 0
    """Whom the school's roster does not know: service accounts, another school's people."""
    nested: tuple[str, ...] = ()
    """Keys of the school's groups that are in it, sorted; addresses of other groups."""
    audience: tuple[Role, ...] = ()
    """Whom the manifest means, whether anybody is there today or not."""
    classes: tuple[str, ...] = ()
    """Classes that the manifest names, sorted."""
    digest: str = ""
    """Changes with the people, and tells nothing of them; '' where none was asked for."""
    unknown: str = ""
    """Why it cannot be worked out, as a reason's code: then all numbers are 0 and mean nothing."""

    @property
    def roles(self) -> frozenset[Role]:
        """Whom the manifest means, and who is there."""
        return frozenset(self.audience) | {role for role, count in self.people.items() if count}

    def to_inputs(self) -> JsonObject:
        """The same as plain values."""
        return filled(
            count=self.count,
            people=by_role(self.people),
            outside=self.outside,
            others=self.others,
            nested=list(self.nested),
            audience=[role.value for role in self.audience],
            classes=list(self.classes),
            digest=self.digest,
            unknown=self.unknown,
        )

    @classmethod
    def from_inputs(cls, data: Mapping[str, Any]) -> AudienceSummary:
        """Back again; ValueError for a role that there is not."""
        return cls(
            count=int(data.get("count", 0)),
            people=roles_of(data.get("people", {})),
            outside=int(data.get("outside", 0)),
            others=int(data.get("others", 0)),
            nested=tuple(data.get("nested", ())),
            audience=tuple(Role(role) for role in data.get("audience", ())),
            classes=tuple(data.get("classes", ())),
            digest=data.get("digest", ""),
            unknown=data.get("unknown", ""),
        )


NOBODY = AudienceSummary()


def filled(**values: Any) -> JsonObject:
    """Only what is not empty."""
    return {name: value for name, value in values.items() if value not in ("", 0, None, [], {})}


def by_role(counts: Mapping[Role, int]) -> dict[str, int]:
    """Counts of people by role, in the order of roles; those of nobody are left out."""
    return {role.value: counts[role] for role in Role if counts.get(role)}


def roles_of(data: Mapping[str, Any]) -> dict[Role, int]:
    """Back again. Numbers that travelled through Pulumi are floats."""
    return {Role(role): int(count) for role, count in data.items()}


def strongest_first(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each role once, strongest first."""
    there = frozenset(roles)
    return tuple(role for role in Role if role in there)
