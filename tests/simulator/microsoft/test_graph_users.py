"""Users made, deleted, restored, and gone for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

DOMAIN = "su-izgrev.example"
A3 = "4b590615-0888-425a-a965-b3bf7789848d"
NEW: dict[str, Any] = {
    "accountEnabled": True,
    "displayName": "Нова Учителка",
    "mailNickname": "nova",
    "userPrincipalName": f"nova@{DOMAIN}",
    "passwordProfile": {"password": "Rather-long-1", "forceChangePasswordNextSignIn": True},
}
DELETED = "/directory/deletedItems"
USERS = f"{DELETED}/microsoft.graph.user"
GROUPS = f"{DELETED}/microsoft.graph.group"


def test_a_user_is_created_with_what_was_said(graph: Graph) -> None:
    """201 with the default properties; the others on request."""
    body = {**NEW, "department": "Математика", "jobTitle": "учител", "usageLocation": "BG"}
    made = graph.send("POST", "/users", body)
    assert made.status == 201
    assert made.headers["Location"].endswith(f"/v1.0/users/{made.body['id']}")
    row = graph.get(f"/users/nova@{DOMAIN}?$select=department,jobTitle,mail,mailNickname")
    assert (row["department"], row["jobTitle"], row["mail"]) == ("Математика", "учител", None)
    assert row["mailNickname"] == "nova"


@pytest.mark.parametrize(
    "name",
    ["accountEnabled", "displayName", "mailNickname", "passwordProfile", "userPrincipalName"],
)
def test_a_user_needs_five_properties(graph: Graph, name: str) -> None:
    """A missing one is named, and nobody is made."""
    body = {key: value for key, value in NEW.items() if key != name}
    message = f"A value is required for property '{name}' of resource 'User'."
    assert graph.refused("POST", "/users", body) == (400, "Request_BadRequest", message)
    assert graph.tenant.counts()["users"] == 31


@pytest.mark.parametrize(
    ("change", "fragment"),
    [
        ({"userPrincipalName": f"user3@{DOMAIN}"}, "same value for property userPrincipalName"),
        ({"userPrincipalName": "nova@elsewhere.example"}, "domain portion"),
        ({"passwordProfile": {"password": "short"}}, "password complexity"),
        ({"accountEnabled": "yes"}, "'accountEnabled'"),
        ({"department": "x" * 65}, "'department'"),
    ],
)
def test_a_user_that_the_directory_does_not_take_is_refused(
    graph: Graph, change: dict[str, Any], fragment: str
) -> None:
    """400 in Graph's words, and nobody is made."""
    status, code, message = graph.refused("POST", "/users", {**NEW, **change})
    assert (status, code) == (400, "Request_BadRequest")
    assert fragment in message
    assert graph.tenant.counts()["users"] == 31


def test_a_deleted_user_waits_among_the_deleted_items(graph: Graph) -> None:
    """Out of lists and groups, with the seat; the address can be taken again."""
    user, group = graph.user(1), graph.group("teachers")
    assert graph.send("DELETE", f"/users/{user}").status == 204
    assert graph.refused("GET", f"/users/{user}")[0] == 404
    assert user not in graph.ids(f"/groups/{group}/members")
    assert graph.tenant.counts()["licences"] == 0
    assert graph.ids(USERS) == [user]
    row = graph.get(f"{DELETED}/{user}?$select=id,deletedDateTime")
    assert row["deletedDateTime"] is not None
    assert graph.ids(GROUPS) == []


def test_a_restored_user_is_back_in_every_list(graph: Graph) -> None:
    """With groups, unit and licence."""
    user, group = graph.user(1), graph.group("teachers")
    before = graph.tenant.counts()
    assert graph.send("DELETE", f"/users/{user}").status == 204
    restored = graph.send("POST", f"{DELETED}/{user}/restore")
    assert (restored.status, restored.body["id"]) == (200, user)
    assert user in graph.ids(f"/groups/{group}/members")
    unit = graph.ids("/directory/administrativeUnits")[0]
    assert user in graph.ids(f"/directory/administrativeUnits/{unit}/members")
    assert graph.tenant.counts() == before
    assert graph.get(f"/users/{user}?$select=deletedDateTime")["deletedDateTime"] is None


def test_a_restored_user_whose_seat_is_taken_has_no_licence(graph: Graph) -> None:
    """The licence that another got meanwhile stays with the other."""
    user = graph.user(1)
    assert graph.send("DELETE", f"/users/{user}").status == 204
    order = {"addLicenses": [{"skuId": A3}], "removeLicenses": []}
    for number in (5, 6, 7):
        target = f"/users/{graph.user(number)}/assignLicense"
        assert graph.send("POST", target, order).status == 200
    assert graph.send("POST", f"{DELETED}/{user}/restore").status == 200
    assert graph.get(f"/users/{user}?$select=assignedLicenses")["assignedLicenses"] == []
    assert graph.tenant.counts()["licences"] == 3


def test_a_user_whose_name_is_taken_is_not_restored(graph: Graph) -> None:
    """The one who has the name now keeps it."""
    user = graph.user(9)
    assert graph.send("DELETE", f"/users/{user}").status == 204
    body = {**NEW, "userPrincipalName": f"user9@{DOMAIN}"}
    assert graph.send("POST", "/users", body).status == 201
    assert graph.refused("POST", f"{DELETED}/{user}/restore")[0] == 400
    assert graph.ids(USERS) == [user]


def test_what_is_deleted_for_good_does_not_come_back(graph: Graph) -> None:
    """204, then 404."""
    user = graph.user(9)
    assert graph.send("DELETE", f"/users/{user}").status == 204
    assert graph.send("DELETE", f"{DELETED}/{user}").status == 204
    assert graph.refused("POST", f"{DELETED}/{user}/restore")[0] == 404
    assert graph.ids(USERS) == []


def test_a_restored_group_has_its_members_and_owners(graph: Graph) -> None:
    """Without those who went for good meanwhile; its names are its own again."""
    group, gone = graph.group("teachers"), graph.user(1)
    assert graph.send("DELETE", f"/groups/{group}").status == 204
    assert graph.ids(GROUPS) == [group]
    assert graph.send("DELETE", f"/users/{gone}").status == 204
    assert graph.send("DELETE", f"{DELETED}/{gone}").status == 204
    assert graph.send("POST", f"{DELETED}/{group}/restore").status == 200
    assert graph.group("teachers") == group
    members = graph.get(f"/groups/{group}/members?$select=mail")["value"]
    assert [member["mail"] for member in members] == ["parent@family.example"]
    assert graph.ids(f"/groups/{group}/owners") == [graph.user(0)]


def test_a_unit_can_be_restored_with_its_members(graph: Graph) -> None:
    """Those who went for good meanwhile are not in it."""
    unit, gone = graph.ids("/directory/administrativeUnits")[0], graph.user(2)
    assert graph.send("DELETE", f"/directory/administrativeUnits/{unit}").status == 204
    assert graph.ids(f"{DELETED}/microsoft.graph.administrativeUnit") == [unit]
    for target in (f"/users/{gone}", f"{DELETED}/{gone}"):
        assert graph.send("DELETE", target).status == 204
    assert graph.send("POST", f"{DELETED}/{unit}/restore").status == 200
    members = graph.ids(f"/directory/administrativeUnits/{unit}/members")
    assert members == [graph.user(0), graph.user(1)]


def test_a_distribution_list_is_deleted_for_good(graph: Graph) -> None:
    """Unlike the groups that Graph writes."""
    assert graph.send("DELETE", f"/groups/{graph.group('everyone')}").status == 204
    assert graph.ids(GROUPS) == []


def test_deleted_items_are_sorted_by_the_time_of_deletion(graph: Graph) -> None:
    """As an advanced query; by name as a plain one."""
    users = [graph.user(number) for number in (7, 5, 6)]
    for user in users:
        assert graph.send("DELETE", f"/users/{user}").status == 204
    target = f"{USERS}?$orderby=deletedDateTime desc&$count=true"
    assert graph.refused("GET", target)[1] == "Request_UnsupportedQuery"
    eventual = graph.with_headers(ConsistencyLevel="eventual")
    assert eventual.ids(target) == users[::-1]
    assert graph.ids(f"{USERS}?$orderby=userPrincipalName") == [users[1], users[2], users[0]]


def test_a_token_for_groups_restores_no_user(graph: Graph) -> None:
    """The right follows the kind of what was deleted."""
    user, group = graph.user(9), graph.group("staff")
    for target in (f"/users/{user}", f"/groups/{group}"):
        assert graph.send("DELETE", target).status == 204
    writer = graph.as_token("Group.ReadWrite.All")
    assert writer.refused("POST", f"{DELETED}/{user}/restore")[0] == 403
    assert writer.refused("GET", USERS)[0] == 403
    assert writer.send("POST", f"{DELETED}/{group}/restore").status == 200
