"""What was done in a tenant, for directoryAudits: the last deeds, oldest first.

Names and categories as Entra's list of audit activities has them (2026-11).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

MOST_KEPT = 20_000
KEPT_SECONDS = 30 * 24 * 3600
"""With a P1 or P2 licence; without one Entra keeps seven days."""


def _categories(**listed: str) -> Mapping[str, str]:
    pairs = ((name, kind) for kind, names in listed.items() for name in names.split(", "))
    return MappingProxyType(dict(pairs))


CATEGORIES = _categories(
    GroupManagement="Add group, Update group, Delete group, Restore Group, Set group license"
    ", Add member to group, Remove member from group, Add owner to group, Remove owner from group",
    UserManagement="Add user, Update user, Delete user, Restore user, Change user license",
    AdministrativeUnit="Add administrative unit, Update administrative unit"
    ", Delete administrative unit, Restore administrative unit"
    ", Add member to administrative unit, Remove member from administrative unit",
)
"""Activity → its category."""


class Target(NamedTuple):
    """One object that a deed touched."""

    kind: str
    """`User`, `Group`, or `Other` for a unit."""
    id: str
    name: str
    upn: str | None = None
    changed: tuple[tuple[str, str | None, str | None], ...] = ()
    """Property, old value, new value; values are JSON in a string."""


class Audit(NamedTuple):
    """One deed: its number in the tenant's history, when (Unix seconds), what, who, to what."""

    number: int
    at: float
    activity: str
    actor: str
    """A user principal name or an app's name; '' for nobody who has one."""
    targets: tuple[Target, ...]


@dataclass(slots=True)
class Audits:
    """The last deeds, bounded so that no first rollout can fill the memory."""

    kept: deque[Audit] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    count: int = 0

    def add(self, at: float, activity: str, actor: str, targets: tuple[Target, ...]) -> None:
        """Notes one deed as the newest."""
        self.count += 1
        self.kept.append(Audit(self.count, at, activity, actor, targets))

    def recall(self, data: Mapping[str, Any]) -> None:
        """Takes back what to_json() wrote."""
        self.count = data["count"]
        for number, at, activity, actor, rows in data["kept"]:
            targets = tuple(_target(*row) for row in rows)
            self.kept.append(Audit(number, at, activity, actor, targets))

    def to_json(self) -> dict[str, Any]:
        """The deeds as JSON."""
        return {"count": self.count, "kept": [list(one) for one in self.kept]}


def _target(kind: str, ident: str, name: str, upn: str | None, changed: Any) -> Target:
    return Target(kind, ident, name, upn, tuple((one[0], one[1], one[2]) for one in changed))
