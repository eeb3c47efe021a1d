"""roles.csv of OneRoster 1.2: what each user is where, on one day."""

from __future__ import annotations

from dataclasses import dataclass, field

from reconciler.errors import Fault
from reconciler.roster import shapes
from reconciler.roster.codes import RosterCode
from reconciler.roster.periods import Days
from reconciler.roster.records import Position, Unclear, covers
from reconciler.roster.table import Row, Table


@dataclass(slots=True)
class Roles:
    """The positions of each user; an empty book where there is no such file."""

    table: Table | None
    day: str
    by_user: dict[str, list[Position]] = field(default_factory=dict)
    """Users with any row, also of those that hold on other days."""
    unclear: dict[str, Fault] = field(default_factory=dict)
    """User → what is wrong with one of her rows."""
    first: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.table is None:
            return
        days = Days.of(self.table, "beginDate", "endDate")
        for row in self.table.rows:
            user = row["userSourcedId"]
            begin, end = days.read(row, "beginDate"), days.read(row, "endDate")
            positions = self.by_user.setdefault(user, [])
            self.first.setdefault(user, row)
            fault = self.table.unclear.get(row.line)
            if fault is not None:
                self.unclear.setdefault(user, fault)
            elif covers(begin, end, self.day):
                role = shapes.ROLES_1_2[row["role"]]
                positions.append(Position(row["orgSourcedId"], role, row["roleType"] == "primary"))

    def of(self, user: str, primary_org: str) -> list[Position] | None:
        """A user's positions on the day; None where no row names her.

        primaryOrgSourcedId of users.csv goes before roleType, which is about one organization.
        """
        positions = self.by_user.get(user)
        if positions is None or primary_org not in {one.org for one in positions}:
            return positions
        return [Position(one.org, one.role, one.org == primary_org) for one in positions]

    def strangers(self, users: Table) -> list[Unclear]:
        """Rows that cannot be read, and rows of people whom users.csv does not have."""
        if self.table is None:
            return []
        lost = [Unclear(one.fault) for one in self.table.unreadable]
        known = users.every_id
        for user, row in self.first.items():
            if user not in known:
                facts = {"target": users.shape.file}
                fault = self.table.at(RosterCode.DANGLING, row, "userSourcedId", **facts)
                lost.append(self._stranger(user, fault))
        return lost

    def _stranger(self, user: str, fault: Fault) -> Unclear:
        positions = self.by_user[user]
        orgs = frozenset(one.org for one in positions)
        roles = frozenset(one.role for one in positions)
        return Unclear(fault, user, orgs=orgs or None, roles=roles or None)
