"""Members and owners of groups and units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

INVALID = "One or more property values specified are invalid."
UNITS = "/directory/administrativeUnits"


def already(name: str) -> tuple[int, str, str]:
    """The refusal of a link that is there."""
    message = (
        "One or more added object references already exist for the following modified "
        f"properties: '{name}'."
    )
    return 400, "Request_BadRequest", message


def test_twenty_members_join_in_one_patch(graph: Graph) -> None:
    """The largest bind; one more is refused whole."""
    group = graph.group("staff")
    target = f"/groups/{group}"
    too_many = {"members@odata.bind": graph.bind(*range(3, 24))}
    message = "A resource cannot contain more than 20 link changes."
    assert graph.refused("PATCH", target, too_many) == (400, "Request_BadRequest", message)
    assert len(graph.ids(f"{target}/members")) == 1
    bind = {"members@odata.bind": graph.bind(*range(3, 23))}
    assert graph.send("PATCH", target, bind).status == 204
    assert len(graph.ids(f"{target}/members")) == 21


def test_a_bind_with_one_who_is_in_adds_nobody(graph: Graph) -> None:
    """All or nothing, and the error does not say who it was."""
    target = f"/groups/{graph.group('staff')}"
    bind = {"members@odata.bind": graph.bind(5, 2, 6)}
    assert graph.refused("PATCH", target, bind) == already("members")
    assert graph.ids(f"{target}/members") == [graph.user(2)]


def test_a_bind_with_one_who_is_missing_adds_nobody(graph: Graph) -> None:
    """404 names the missing one."""
    target = f"/groups/{graph.group('staff')}"
    gone = "11111111-1111-1111-1111-111111111111"
    bind = {"members@odata.bind": [*graph.bind(5), f"{graph.base}/v1.0/directoryObjects/{gone}"]}
    status, code, message = graph.refused("PATCH", target, bind)
    assert (status, code) == (404, "Request_ResourceNotFound")
    assert message.startswith(f"Resource '{gone}' does not exist")
    assert graph.ids(f"{target}/members") == [graph.user(2)]


def test_nobody_is_named_twice_in_one_bind(graph: Graph) -> None:
    """A list with duplicates is refused."""
    target = f"/groups/{graph.group('staff')}"
    assert graph.refused("PATCH", target, {"members@odata.bind": graph.bind(5, 5)}) == (
        400,
        "Request_BadRequest",
        "Request contains a property with duplicate values.",
    )


@pytest.mark.parametrize("name", ["members", "owners"])
def test_a_link_is_added_once_and_removed_once(graph: Graph, name: str) -> None:
    """204, then the documented 400; 204, then 404."""
    target = f"/groups/{graph.group('teachers')}/{name}"
    user = graph.user(7)
    assert graph.send("POST", f"{target}/$ref", graph.reference(user)).status == 204
    assert graph.refused("POST", f"{target}/$ref", graph.reference(user)) == already(name)
    assert user in graph.ids(target)
    assert graph.send("DELETE", f"{target}/{user.upper()}/$ref").status == 204
    assert graph.refused("DELETE", f"{target}/{user}/$ref")[:2] == (404, "Request_ResourceNotFound")
    assert graph.get(f"/users/{user}")["id"] == user


def test_references_come_as_links(graph: Graph) -> None:
    """/$ref lists ids without reading the objects."""
    group, user = graph.group("staff"), graph.user(2)
    expected = [{"@odata.id": f"{graph.base}/v1.0/directoryObjects/{user}"}]
    assert graph.get(f"/groups/{group}/members/$ref")["value"] == expected


def security_group(graph: Graph) -> str:
    """The id of another security group."""
    kind = {"mailEnabled": False, "securityEnabled": True}
    body = {"displayName": "Вътрешна", "mailNickname": "inner", **kind}
    return str(graph.send("POST", "/groups", body).body["id"])


def test_a_unified_group_takes_users_alone(graph: Graph) -> None:
    """A security group takes groups as well, but neither itself nor a Unified one."""
    teachers, staff = graph.group("teachers"), graph.group("staff")
    unified, security = f"/groups/{teachers}/members", f"/groups/{staff}/members"
    assert graph.refused("POST", f"{unified}/$ref", graph.reference(staff))[2] == INVALID
    assert graph.refused("POST", f"{security}/$ref", graph.reference(staff))[2] == INVALID
    assert graph.refused("POST", f"{security}/$ref", graph.reference(teachers))[2] == INVALID
    inner = security_group(graph)
    assert graph.send("POST", f"{security}/$ref", graph.reference(inner)).status == 204
    types = {row["@odata.type"] for row in graph.get(security)["value"]}
    assert types == {"#microsoft.graph.user", "#microsoft.graph.group"}


def test_a_mixed_list_shows_of_each_object_what_it_knows(graph: Graph) -> None:
    """A selection may name properties that only some of the members have."""
    target = f"/groups/{graph.group('staff')}/members"
    inner = graph.reference(security_group(graph))
    assert graph.send("POST", f"{target}/$ref", inner).status == 204
    user, group = graph.get(f"{target}?$select=id,userPrincipalName,groupTypes")["value"]
    assert sorted(user) == ["@odata.type", "id", "userPrincipalName"]
    assert sorted(group) == ["@odata.type", "groupTypes", "id"]


def test_the_last_owner_stays(graph: Graph) -> None:
    """A group that had an owner keeps one."""
    target = f"/groups/{graph.group('teachers')}/owners/{graph.user(0)}/$ref"
    message = "The group must have at least one owner, hence this owner cannot be removed."
    assert graph.refused("DELETE", target) == (400, "Request_BadRequest", message)


def test_a_group_does_not_own(graph: Graph) -> None:
    """Owners are users."""
    target = f"/groups/{graph.group('teachers')}/owners/$ref"
    assert graph.refused("POST", target, graph.reference(graph.group("staff")))[2] == INVALID


def test_removing_a_member_without_ref_deletes_the_person(graph: Graph) -> None:
    """The trap is modelled: a token that may, does; one that may not is denied."""
    user, group = graph.user(2), graph.group("staff")
    target = f"/groups/{group}/members/{user}"
    writer = graph.as_token("Group.ReadWrite.All", "User.Read.All")
    assert writer.refused("DELETE", target)[1] == "Authorization_RequestDenied"
    assert graph.send("DELETE", target).status == 204
    assert graph.refused("GET", f"/users/{user}")[0] == 404


def test_a_unit_is_made_changed_and_removed(graph: Graph) -> None:
    """Its name need not be unique; its members outlive it."""
    made = graph.send("POST", UNITS, {"displayName": "Учители", "description": "ред"})
    assert made.status == 201
    assert made.body["@odata.context"].endswith("$metadata#administrativeUnits/$entity")
    target = f"{UNITS}/{made.body['id']}"
    change = {"description": None, "visibility": "HiddenMembership"}
    assert graph.send("PATCH", target, change).status == 204
    body = graph.get(f"{target}?$select=displayName,description,visibility")
    body.pop("@odata.context")
    assert body == {"displayName": "Учители", **change}
    assert (
        graph.send("POST", f"{target}/members/$ref", graph.reference(graph.user(9))).status == 204
    )
    assert graph.send("DELETE", target).status == 204
    assert graph.refused("GET", target)[0] == 404
    assert graph.user(9)


def test_a_units_members_join_one_by_one(graph: Graph) -> None:
    """Users and groups; already in is the documented 400, not in is 404."""
    target = f"{UNITS}/{graph.ids(UNITS)[0]}/members"
    assert graph.ids(target) == [graph.user(number) for number in range(3)]
    group, user = graph.group("staff"), graph.user(8)
    for one in (group, user):
        assert graph.send("POST", f"{target}/$ref", graph.reference(one)).status == 204
        again = graph.refused("POST", f"{target}/$ref", graph.reference(one))
        assert again[:2] == (400, "Request_BadRequest")
        assert again[2].startswith("A conflicting object ")
    assert graph.get(f"{target}/{group}")["@odata.type"] == "#microsoft.graph.group"
    assert graph.send("DELETE", f"{target}/{user}/$ref").status == 204
    assert graph.refused("DELETE", f"{target}/{user}/$ref")[0] == 404
    assert len(graph.get(f"{target}/$ref")["value"]) == 4


@pytest.mark.parametrize("body", [{}, {"@odata.id": 5}, {"@odata.id": "user1"}])
def test_a_reference_that_names_nothing_is_refused(graph: Graph, body: dict[str, object]) -> None:
    """The body of $ref is one link."""
    target = f"/groups/{graph.group('staff')}/members/$ref"
    assert graph.refused("POST", target, body)[2] == INVALID
