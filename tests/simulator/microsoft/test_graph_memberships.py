"""What an object belongs to, what belongs to a group through others, and who administers units."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reconciler.simulator.exchange import Request
from reconciler.simulator.microsoft import is_write
from reconciler.simulator.microsoft.behaviours import BEHAVIOURS
from reconciler.simulator.switches import Switches

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

UNITS = "/directory/administrativeUnits"


@pytest.fixture
def nested(graph: Graph) -> Graph:
    """The tenant with `staff` holding `teachers`; `everyone` holds `teachers`, too."""
    # A Unified group in a security group, as old tenants have them still.
    graph.tenant.switches = Switches(BEHAVIOURS, {"security-holds-no-unified": False})
    target = f"/groups/{graph.group('staff')}/members/$ref"
    assert graph.send("POST", target, graph.reference(graph.group("teachers"))).status == 204
    return graph


def names(graph: Graph, target: str) -> list[str]:
    """The display names of a listing."""
    return [row["displayName"] for row in graph.get(target)["value"]]


def test_a_user_belongs_to_groups_units_and_roles(nested: Graph) -> None:
    """Directly; transitively also to the groups that hold those groups, each once."""
    user = f"/users/{nested.user(1)}"
    assert names(nested, f"{user}/memberOf") == ["Учители", "Учители"]
    types = {row["@odata.type"] for row in nested.get(f"{user}/memberOf")["value"]}
    assert types == {"#microsoft.graph.group", "#microsoft.graph.administrativeUnit"}
    whole = names(nested, f"{user}/transitiveMemberOf")
    assert sorted(whole) == ["Всички", "Персонал", "Учители", "Учители"]
    admin = f"/users/{nested.user(0)}"
    assert names(nested, f"{admin}/memberOf/microsoft.graph.directoryRole") == [
        "Global Administrator"
    ]
    assert names(nested, f"{admin}/ownedObjects") == ["Учители"]


def test_a_group_holds_the_members_of_the_groups_in_it(nested: Graph) -> None:
    """Users and groups; with a cast users alone."""
    staff = f"/groups/{nested.group('staff')}"
    whole = nested.ids(f"{staff}/transitiveMembers")
    assert len(whole) == 4
    users = nested.ids(f"{staff}/transitiveMembers/microsoft.graph.user")
    assert set(whole) - set(users) == {nested.group("teachers")}
    teachers = f"/groups/{nested.group('teachers')}"
    assert sorted(names(nested, f"{teachers}/memberOf")) == ["Всички", "Персонал"]
    counting = nested.with_headers(ConsistencyLevel="eventual")
    assert counting.send("GET", f"{staff}/transitiveMembers/$count").body == b"4"


def test_groups_in_a_circle_come_once(nested: Graph) -> None:
    """A walk through them ends."""
    staff, crew = nested.group("staff"), nested.group("teachers")
    body = {"displayName": "К", "mailNickname": "k", "mailEnabled": False, "securityEnabled": True}
    bind = {"members@odata.bind": [f"{nested.base}/v1.0/groups/{staff}"]}
    outer = nested.send("POST", "/groups", {**body, **bind}).body["id"]
    target = f"/groups/{staff}/members/$ref"
    assert nested.send("POST", target, nested.reference(outer)).status == 204
    found = nested.ids(f"/groups/{staff}/transitiveMembers")
    assert len(found) == len(set(found))
    assert {outer, staff, crew} <= set(found)


@pytest.mark.parametrize("base", ["users", "directoryObjects"])
def test_a_users_groups_can_be_asked_for_as_ids(nested: Graph, base: str) -> None:
    """All of them, or those that give rights."""
    target = f"/{base}/{nested.user(1)}/getMemberGroups"
    ids = {nick: nested.group(nick) for nick in ("teachers", "staff", "everyone")}
    every = nested.send("POST", target, {"securityEnabledOnly": False}).body["value"]
    assert sorted(every) == sorted(ids.values())
    secure = nested.send("POST", target, {"securityEnabledOnly": True}).body["value"]
    assert secure == [ids["staff"]]
    assert nested.refused("POST", target, {"securityEnabledOnly": "no"})[0] == 400


def test_membership_is_checked_for_up_to_twenty_groups(nested: Graph) -> None:
    """Those of the ids in which the object is, directly or not; the others are left out."""
    staff, user = nested.group("staff"), nested.user(1)
    target = f"/users/{user}/checkMemberGroups"
    body = {"groupIds": [staff, "00000000-0000-0000-0000-000000000000"]}
    assert nested.send("POST", target, body).body["value"] == [staff]
    assert nested.refused("POST", target, {"groupIds": [staff] * 21})[0] == 400
    assert nested.refused("POST", target, {"groupIds": "x"})[0] == 400
    unit = nested.ids(UNITS)[0]
    everything = nested.send("POST", f"/users/{user}/checkMemberObjects", {"ids": [unit]})
    assert everything.body["value"] == [unit]


def test_these_checks_are_no_writes(nested: Graph) -> None:
    """A reader may make them, and they change nothing."""
    before = nested.tenant.to_json()
    reader = nested.as_token("User.Read.All")
    user = nested.user(1)
    assert reader.send("POST", f"/users/{user}/getMemberGroups", {}).status == 200
    assert nested.tenant.to_json() == before
    call = Request("POST", f"/v1.0/users/{user}/getMemberGroups", {}, {}, b"{}", None, nested.base)
    assert not is_write(call)
    assert is_write(replace(call, path=f"/v1.0/directory/deletedItems/{user}/restore"))


def test_a_group_is_made_inside_a_unit(graph: Graph) -> None:
    """201 with the group, which is a member at once; other kinds are refused."""
    unit = graph.ids(UNITS)[1]
    target = f"{UNITS}/{unit}/members"
    body = {
        "@odata.type": "#microsoft.graph.group",
        "displayName": "Клас",
        "mailNickname": "klas",
        "mailEnabled": False,
        "securityEnabled": True,
    }
    made = graph.send("POST", target, body)
    assert made.status == 201
    assert graph.ids(target) == [made.body["id"]]
    for kind in ("#microsoft.graph.user", ""):
        assert graph.refused("POST", target, {**body, "@odata.type": kind})[0] == 400


def test_a_scoped_role_is_given_once_and_taken(graph: Graph) -> None:
    """201 with who has it; it shows at the unit and at the user."""
    role = graph.get("/directoryRoles")["value"][0]["id"]
    unit, user = graph.ids(UNITS)[0], graph.user(5)
    target = f"{UNITS}/{unit}/scopedRoleMembers"
    body: dict[str, Any] = {"roleId": role, "roleMemberInfo": {"id": user}}
    made = graph.send("POST", target, body)
    assert made.status == 201
    assert made.body["roleMemberInfo"] == {"id": user, "displayName": "Мира Тестова5"}
    assert graph.refused("POST", target, body)[0] == 400
    scoped = made.body["id"]
    assert graph.ids(target) == graph.ids(f"/users/{user}/scopedRoleMemberOf") == [scoped]
    assert graph.get(f"{target}/{scoped}")["administrativeUnitId"] == unit
    assert graph.send("DELETE", f"{target}/{scoped}").status == 204
    assert graph.refused("GET", f"{target}/{scoped}")[0] == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"roleId": "00000000-0000-0000-0000-000000000000"}, 404),
        ({"roleMemberInfo": {"id": "nobody"}}, 404),
        ({"roleMemberInfo": "x"}, 400),
        ({"roleId": None}, 400),
    ],
)
def test_a_scoped_role_needs_a_role_and_a_person(
    graph: Graph, change: dict[str, Any], status: int
) -> None:
    """Both must be there."""
    role = graph.get("/directoryRoles")["value"][0]["id"]
    body = {"roleId": role, "roleMemberInfo": {"id": graph.user(5)}, **change}
    target = f"{UNITS}/{graph.ids(UNITS)[0]}/scopedRoleMembers"
    assert graph.refused("POST", target, body)[0] == status


def test_a_role_goes_with_the_person_and_with_the_unit(graph: Graph) -> None:
    """Nobody who is deleted administers, and nothing that is deleted is administered."""
    role = graph.get("/directoryRoles")["value"][0]["id"]
    first, second = graph.ids(UNITS)
    for unit, number in ((first, 5), (first, 6), (second, 6)):
        body = {"roleId": role, "roleMemberInfo": {"id": graph.user(number)}}
        assert graph.send("POST", f"{UNITS}/{unit}/scopedRoleMembers", body).status == 201
    assert graph.send("DELETE", f"/users/{graph.user(5)}").status == 204
    assert len(graph.ids(f"{UNITS}/{first}/scopedRoleMembers")) == 1
    assert graph.send("DELETE", f"{UNITS}/{first}").status == 204
    assert len(graph.ids(f"/users/{graph.user(6)}/scopedRoleMemberOf")) == 1


def test_beta_has_the_units_at_its_root_as_well(graph: Graph) -> None:
    """v1.0 has not."""
    unit = graph.ids("/beta/administrativeUnits")[0]
    assert graph.get(f"/beta/administrativeUnits/{unit}")["id"] == unit
    assert graph.refused("GET", "/v1.0/administrativeUnits")[0] == 501
