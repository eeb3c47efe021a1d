"""Groups and users made and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

DOMAIN = "su-izgrev.example"
SECURITY: dict[str, Any] = {
    "displayName": "Клас 5а",
    "mailNickname": "class-2033a",
    "mailEnabled": False,
    "securityEnabled": True,
}
UNIFIED = {**SECURITY, "groupTypes": ["Unified"], "mailEnabled": True, "securityEnabled": False}
CONFLICT = "Another object with the same value for property mailNickname already exists."
INVALID = "One or more property values specified are invalid."
NOT_MAIL = (
    "The service does not currently support writes of mail-enabled groups. Please ensure that the "
    "mail-enablement property is unset and the security-enablement property is set."
)
WRONG_DOMAIN = (
    "The domain portion of the userPrincipalName property is invalid. You must use one of the "
    "verified domain names in your organization."
)


def invalid(name: str, resource: str) -> str:
    """The refusal of one property's value."""
    return f"Invalid value specified for property '{name}' of resource '{resource}'."


def test_a_group_is_created_as_it_was_asked_for(graph: Graph) -> None:
    """201 with the whole group, its place, and first links of both sorts."""
    body = {
        "@odata.type": "#microsoft.graph.group",
        **UNIFIED,
        "uniqueName": "mark-1",
        "description": "Всички",
        "owners@odata.bind": graph.bind(1),
        "members@odata.bind": graph.bind(1, 2),
    }
    response = graph.send("POST", "/groups", body)
    made = response.body
    assert response.status == 201
    assert response.headers["Location"] == f"{graph.base}/v1.0/groups/{made['id']}"
    assert made["@odata.context"] == f"{graph.base}/v1.0/$metadata#groups/$entity"
    assert (made["mail"], made["visibility"]) == (f"class-2033a@{DOMAIN}", "Public")
    assert graph.ids(f"/groups/{made['id']}/members") == [graph.user(1), graph.user(2)]
    assert graph.ids(f"/groups/{made['id']}/owners") == [graph.user(1)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"mailNickname": "STAFF"}, CONFLICT),
        ({"mailNickname": None}, invalid("mailNickname", "Group")),
        ({"mailNickname": "клас"}, invalid("mailNickname", "Group")),
        ({"mailNickname": "a b"}, invalid("mailNickname", "Group")),
        ({"mailNickname": "a" * 65}, invalid("mailNickname", "Group")),
        ({"displayName": "a" * 257}, invalid("displayName", "Group")),
        ({"description": "a" * 1025}, invalid("description", "Group")),
        ({"visibility": "Secret"}, invalid("visibility", "Group")),
        ({"owners@odata.bind": ["https://graph.example/v1.0/nowhere/1"]}, INVALID),
        ({"mailEnabled": True}, NOT_MAIL),
    ],
)
def test_a_group_that_the_directory_does_not_take_is_refused(
    graph: Graph, change: dict[str, Any], message: str
) -> None:
    """With Graph's words, and without a trace."""
    before = graph.tenant.counts()
    assert graph.refused("POST", "/groups", {**SECURITY, **change}) == (
        400,
        "Request_BadRequest",
        message,
    )
    assert graph.tenant.counts() == before


@pytest.mark.parametrize("name", sorted(SECURITY))
def test_a_group_needs_four_properties(graph: Graph, name: str) -> None:
    """A missing one is named."""
    body = {key: value for key, value in SECURITY.items() if key != name}
    message = f"A value is required for property '{name}' of resource 'Group'."
    assert graph.refused("POST", "/groups", body) == (400, "Request_BadRequest", message)


@pytest.mark.parametrize("change", [{"groupTypes": ["Security"]}, {"allowExternalSenders": True}])
def test_a_property_that_is_not_modelled_is_refused(graph: Graph, change: dict[str, Any]) -> None:
    """Nothing is dropped in silence."""
    assert graph.refused("POST", "/groups", {**SECURITY, **change})[0] == 501


def test_a_unified_group_does_not_take_anothers_address(graph: Graph) -> None:
    """Mail nicknames of users' addresses are taken, too."""
    body = {**UNIFIED, "mailNickname": "user3"}
    assert graph.refused("POST", "/groups", body)[2] == (
        "Another object with the same value for property proxyAddresses already exists."
    )


def test_an_upsert_by_unique_name_creates_once(graph: Graph) -> None:
    """201 the first time, 204 after; without the preference a missing group is missing."""
    target = "/groups(uniqueName='class-2033a')"
    assert graph.refused("PATCH", target, SECURITY)[0] == 404
    upsert = graph.with_headers(prefer="create-if-missing")
    first = upsert.send("PATCH", target, SECURITY)
    assert (first.status, first.body["uniqueName"]) == (201, "class-2033a")
    assert upsert.send("PATCH", target, {**SECURITY, "displayName": "Клас 6а"}).status == 204
    again = graph.get(f"{target}?$select=id,displayName")
    assert (again["id"], again["displayName"]) == (first.body["id"], "Клас 6а")


@pytest.mark.parametrize(
    ("name", "value"),
    [("uniqueName", "other"), ("groupTypes", ["Unified"]), ("mailEnabled", True)],
)
def test_what_a_group_is_cannot_be_changed(graph: Graph, name: str, value: object) -> None:
    """Kind and unique name are fixed at creation."""
    group = graph.send("POST", "/groups", {**SECURITY, "uniqueName": "one"}).body["id"]
    message = f"Invalid value specified for property '{name}' of resource 'Group'."
    assert graph.refused("PATCH", f"/groups/{group}", {name: value})[2] == message


def test_a_patch_changes_what_it_names_alone(graph: Graph) -> None:
    """Null unsets; the freed nickname can be taken again."""
    group = graph.group("staff")
    change = {"displayName": "Всички служители", "description": None, "mailNickname": "crew"}
    assert graph.send("PATCH", f"/groups/{group}", change).status == 204
    body = graph.get(f"/groups/{group}?$select=displayName,description,mailNickname,visibility")
    body.pop("@odata.context")
    assert body == {**change, "visibility": None}
    assert graph.send("POST", "/groups", {**SECURITY, "mailNickname": "staff"}).status == 201


def test_a_refused_patch_changes_nothing(graph: Graph) -> None:
    """One bad property spoils the whole."""
    group = graph.group("staff")
    change = {"displayName": "Друго", "mailNickname": "teachers"}
    assert graph.refused("PATCH", f"/groups/{group}", change)[2] == CONFLICT
    assert graph.get(f"/groups/{group}")["displayName"] == "Персонал"


def test_a_distribution_list_is_only_read(graph: Graph) -> None:
    """A seeded mail group that holds a group cannot be Unified, and Graph does not write it."""
    group = graph.group("everyone")
    message = "Cannot Update a mail-enabled security groups and or distribution list."
    assert graph.refused("PATCH", f"/groups/{group}", {"displayName": "x"})[2] == message
    member = graph.reference(graph.user(1))
    assert graph.refused("POST", f"/groups/{group}/members/$ref", member)[2] == message


def test_a_deleted_group_leaves_every_list(graph: Graph) -> None:
    """Groups and units that held it do not any more, and its names are free."""
    group, other = graph.group("teachers"), graph.group("everyone")
    unit = graph.ids("/directory/administrativeUnits")[0]
    target = f"/directory/administrativeUnits/{unit}/members"
    assert graph.send("POST", f"{target}/$ref", graph.reference(group)).status == 204
    assert graph.send("DELETE", f"/groups/{group}").status == 204
    assert graph.refused("GET", f"/groups/{group}")[0] == 404
    assert group not in graph.ids(target)
    assert graph.ids(f"/groups/{other}/members") == []
    assert graph.send("POST", "/groups", {**UNIFIED, "mailNickname": "teachers"}).status == 201


def test_a_lagging_tenant_shows_a_new_group_late(graph: Graph) -> None:
    """As many reads as the lag says answer 404, lists leave it out."""
    graph.tenant.lag = 2
    group = graph.send("POST", "/groups", SECURITY).body["id"]
    assert graph.refused("GET", f"/groups/{group}")[0] == 404
    assert group not in graph.ids("/groups")
    assert graph.get(f"/groups/{group}")["id"] == group


def test_a_renamed_user_keeps_the_old_address_as_alias(graph: Graph) -> None:
    """Mail to the old address arrives; the id stays."""
    user = graph.user(6)
    change = {"userPrincipalName": f"nova@{DOMAIN}", "accountEnabled": False, "employeeId": "P99"}
    assert graph.send("PATCH", f"/users/{user}", change).status == 204
    body = graph.get(f"/users/nova@{DOMAIN}?$select=id,proxyAddresses,accountEnabled,employeeId")
    assert body["proxyAddresses"] == [f"SMTP:nova@{DOMAIN}", f"smtp:user6@{DOMAIN}"]
    assert (body["id"], body["accountEnabled"], body["employeeId"]) == (user, False, "P99")
    assert graph.refused("GET", f"/users/user6@{DOMAIN}")[0] == 404


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"userPrincipalName": f"alias1@{DOMAIN}"},
            CONFLICT.replace("mailNickname", "userPrincipalName"),
        ),
        ({"userPrincipalName": "user6@other.example"}, WRONG_DOMAIN),
        ({"usageLocation": "Bulgaria"}, invalid("usageLocation", "User")),
        ({"employeeId": "a" * 17}, invalid("employeeId", "User")),
        ({"accountEnabled": "no"}, invalid("accountEnabled", "User")),
    ],
)
def test_a_user_that_the_directory_does_not_take_is_refused(
    graph: Graph, change: dict[str, Any], message: str
) -> None:
    """With Graph's words."""
    assert graph.refused("PATCH", f"/users/{graph.user(6)}", change)[2] == message
