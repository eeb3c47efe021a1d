"""Delta rounds and full reads lead to the same picture."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.simulator.microsoft.rounds import walked

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

UNITS = "/directory/administrativeUnits"
NEW_GROUP = {
    "displayName": "Г",
    "mailNickname": "g",
    "mailEnabled": False,
    "securityEnabled": True,
}


class Follower:
    """A client that copies users, and members of groups and units, by delta queries alone."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._links = {
            "users": "/users/delta?$select=displayName",
            "groups": "/groups/delta",
            "units": f"{UNITS}/delta",
        }
        self.users: dict[str, str] = {}
        self.members: dict[str, set[str]] = {}

    def catch_up(self) -> None:
        """One round of each kind."""
        for row in self._round("users"):
            if "@removed" in row:
                self.users.pop(row["id"], None)
            else:
                self.users[row["id"]] = row["displayName"]
        for row in (*self._round("groups"), *self._round("units")):
            if "@removed" in row:
                self.members.pop(row["id"], None)
                continue
            members = self.members.setdefault(row["id"], set())
            for link in row.get("members@delta", ()):
                (members.discard if "@removed" in link else members.add)(link["id"])

    def _round(self, kind: str) -> list[dict[str, Any]]:
        rows, self._links[kind] = walked(self._graph, self._links[kind])
        return rows


def write_something(graph: Graph, dice: Random, number: int) -> None:
    """One write of any kind; refusals count as well."""
    tenant = graph.tenant
    user = dice.choice([*(one.id for one in tenant.users), "nobody"])
    group = dice.choice([*(one.id for one in tenant.groups), "nothing"])
    unit = dice.choice([*(one.id for one in tenant.units), "nothing"])
    gone = dice.choice([*tenant.deleted, None])
    body = {**NEW_GROUP, "mailNickname": f"g{number}"}
    target, method, sent = dice.choice(
        [
            (f"/users/{user}", "PATCH", {"displayName": f"Х{number}"}),
            (f"/users/{user}", "PATCH", {"department": dice.choice(["М", None])}),
            (f"/users/{user}", "DELETE", None),
            ("/groups", "POST", body),
            (f"/groups/{group}", "DELETE", None),
            (f"/groups/{group}/members/$ref", "POST", graph.reference(user)),
            (f"/groups/{group}/members/{user}/$ref", "DELETE", None),
            (f"/groups/{user}/members/$ref", "POST", graph.reference(group)),
            (f"{UNITS}/{unit}/members/$ref", "POST", graph.reference(dice.choice([user, group]))),
            (f"{UNITS}/{unit}", "DELETE", None),
            (UNITS, "POST", {"displayName": f"Х{number}"}),
        ]
    )
    if gone is not None and dice.random() < 0.3:
        target, method, sent = f"/directory/deletedItems/{gone.thing.id}/restore", "POST", None
    graph.send(method, target, sent)


@pytest.mark.parametrize("seed_number", range(10))
def test_a_follower_of_changes_knows_the_whole_state(graph: Graph, seed_number: int) -> None:
    """After any writes, delta rounds lead to what a full read shows; nothing is missed."""
    dice, follower = Random(seed_number), Follower(graph)
    rule = {"groupTypes": ["DynamicMembership"], "membershipRule": 'user.department -eq "М"'}
    assert graph.send("POST", "/groups", {**NEW_GROUP, **rule}).status == 201
    for number in range(200):
        write_something(graph, dice, number)
        if dice.random() < 0.1:
            follower.catch_up()
    follower.catch_up()
    tenant = graph.tenant
    assert follower.users == {user.id: user.display_name for user in tenant.users}
    owners = (*tenant.groups, *tenant.units)
    assert follower.members == {one.id: set(one.members) for one in owners}
