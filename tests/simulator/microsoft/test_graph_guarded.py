"""Groups, users and units that Graph guards, and who counts as an administrator."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.microsoft import MicrosoftTenant
from tests.simulator.microsoft.conftest import Graph
from tests.simulator.microsoft.test_graph_behaviours import (
    BAD,
    SECURITY,
    body,
    licence,
    restarted,
    switch,
)

DENIED = "Authorization_RequestDenied"
WRITER = ("Group.ReadWrite.All", "User.ReadWrite.All", "Directory.Read.All")
"""The roles of an app that writes everything but roles."""


def seeded(seed: dict[str, Any], number: int, **more: Any) -> Graph:
    """The tenant with the group of this number made special."""
    seed["groups"][number] |= more
    return Graph(MicrosoftTenant.from_seed(seed))


def writes(graph: Graph, group: str) -> list[tuple[str, str, Any]]:
    """Every way to change a group and who is in it."""
    user = graph.reference(graph.user(9))
    at = f"/groups/{group}"
    return [
        ("PATCH", at, {"displayName": "Друга"}),
        ("PATCH", at, {"members@odata.bind": graph.bind(8)}),
        ("POST", f"{at}/members/$ref", user),
        ("POST", f"{at}/owners/$ref", user),
        ("DELETE", f"{at}/members/{graph.user(2)}/$ref", None),
        ("DELETE", at, None),
    ]


def test_a_seeded_dynamic_group_has_whom_its_rule_names(seed: dict[str, Any]) -> None:
    """And its members cannot be written."""
    graph = seeded(seed, 1, rule='(user.givenName -eq "Мира")')
    staff = graph.group("staff")
    shown = graph.get(f"/groups/{staff}")
    assert shown["groupTypes"] == ["DynamicMembership"]
    assert len(graph.tenant.groups[staff].members) == 30
    link = graph.reference(graph.user(1))
    assert graph.refused("POST", f"/groups/{staff}/members/$ref", link)[:2] == (403, DENIED)


def test_a_synced_group_is_read_alone(seed: dict[str, Any]) -> None:
    """By everybody, whatever the rights; a listing tells it."""
    graph = restarted(seeded(seed, 1, synced=True))
    staff = graph.group("staff")
    shown = graph.get("/groups?$select=id,onPremisesSyncEnabled")["value"]
    assert [one["id"] for one in shown if one["onPremisesSyncEnabled"]] == [staff]
    for call in writes(graph, staff):
        status, code, message = graph.refused(*call)
        assert (status, code) == (400, BAD)
        assert "on-premises mastered" in message


def test_a_role_assignable_group_needs_the_right_over_roles(seed: dict[str, Any]) -> None:
    """403 for an app that may write groups; who may write roles may."""
    graph = restarted(seeded(seed, 1, roleAssignable=True))
    staff, calls = graph.group("staff"), writes(graph, graph.group("staff"))
    assert graph.get(f"/groups/{staff}")["isAssignableToRole"] is True
    writer = graph.as_token(*WRITER)
    assert [writer.refused(*call)[:2] for call in calls] == [(403, DENIED)] * 6
    ruler = graph.as_token(*WRITER, "RoleManagement.ReadWrite.Directory")
    assert {ruler.send(*call).status for call in calls} == {204}


def test_a_role_assignable_group_is_made_by_who_may_and_stays_one(graph: Graph) -> None:
    """It has no uniqueName that could be stamped on it later."""
    new = body("rulers", isAssignableToRole=True) | SECURITY
    assert graph.as_token(*WRITER).refused("POST", "/groups", new)[:2] == (403, DENIED)
    unified = body("rulers", isAssignableToRole=True)
    assert graph.refused("POST", "/groups", unified)[0] == 400
    group = graph.send("POST", "/groups", new).body["id"]
    assert graph.refused("PATCH", f"/groups/{group}", {"isAssignableToRole": False})[0] == 400
    assert graph.refused("PATCH", f"/groups/{group}", {"uniqueName": "x"})[0] == 400


def test_what_is_in_a_restricted_unit_is_for_its_administrators(seed: dict[str, Any]) -> None:
    """Apps get 403 for groups and users; outside the unit they may again."""
    seed["orgUnits"][1]["restricted"] = True
    seed["users"][5]["orgUnit"] = "/Ученици/5 клас"
    graph = restarted(seeded(seed, 1, orgUnit="/Ученици/5 клас"))
    writer, staff, user = graph.as_token(*WRITER), graph.group("staff"), graph.user(5)
    calls = [*writes(graph, staff), ("PATCH", f"/users/{user}", {"displayName": "Друга"})]
    calls.append(("POST", f"/users/{user}/assignLicense", licence()))
    for call in calls:
        status, code, message = writer.refused(*call)
        assert (status, code) == (403, DENIED)
        assert "restricted management administrative unit" in message
    assert graph.get(f"/users/{user}?$select=isManagementRestricted")["isManagementRestricted"]
    unit = graph.get("/directory/administrativeUnits?$filter=displayName eq 'Ученици/5 клас'")
    at = f"/directory/administrativeUnits/{unit['value'][0]['id']}"
    assert graph.send("DELETE", f"{at}/members/{user}/$ref").status == 204
    assert writer.send("PATCH", f"/users/{user}", {"displayName": "Друга"}).status == 204
    assert graph.send("DELETE", at).status == 204
    assert writer.send("PATCH", f"/groups/{staff}", {"displayName": "Друга"}).status == 204


def test_a_unit_is_restricted_from_its_creation(graph: Graph) -> None:
    """Members are as soon as they join."""
    at = "/directory/administrativeUnits"
    new = {"displayName": "затворен", "isMemberManagementRestricted": True}
    unit = graph.send("POST", at, new).body
    assert unit["isMemberManagementRestricted"] is True
    staff = graph.group("staff")
    assert (
        graph.send("POST", f"{at}/{unit['id']}/members/$ref", graph.reference(staff)).status == 204
    )
    assert graph.get(f"/groups/{staff}?$select=isManagementRestricted")["isManagementRestricted"]


def test_an_outsider_of_the_seed_is_a_guest(graph: Graph) -> None:
    """A user like others, of another type."""
    guests = graph.get("/users?$filter=userType eq 'Guest'&$select=mail")["value"]
    assert guests == [{"mail": "parent@family.example"}]


MEMBERS = "GroupMember.Read.All"


@pytest.mark.parametrize("where", ["members", "owners", "members/microsoft.graph.user"])
def test_who_may_not_read_users_sees_members_with_nulls(graph: Graph, where: str) -> None:
    """Ids come, everything else is null; with User.Read.All it is there."""
    target = f"/groups/{graph.group('teachers')}/{where}?$select=id,displayName,userPrincipalName"
    for one in graph.as_token(MEMBERS).get(target)["value"]:
        assert one["id"]
        assert (one["displayName"], one["userPrincipalName"]) == (None, None)
    for one in graph.as_token(MEMBERS, "User.Read.All").get(target)["value"]:
        assert one["displayName"]
        assert one["userPrincipalName"]


def test_the_least_right_to_read_members_lists_groups_too(graph: Graph) -> None:
    """GroupMember.Read.All, which reads no conversations; users are not for it."""
    reader = graph.as_token(MEMBERS)
    assert reader.ids("/groups")
    assert reader.send("GET", f"/groups/{graph.group('staff')}").status == 200
    assert reader.refused("GET", "/users")[:2] == (403, DENIED)


ACTIVE = "/roleManagement/directory/roleAssignmentScheduleInstances"
ELIGIBLE = "/roleManagement/directory/roleEligibilityScheduleInstances"


def principals(graph: Graph, target: str) -> set[tuple[str, str]]:
    """Who is on a list of schedules, and over what."""
    rows = graph.get(target)["value"]
    return {(one["principalId"], one["directoryScopeId"]) for one in rows}


def test_eligible_administrators_stand_in_their_own_list_alone(seed: dict[str, Any]) -> None:
    """Not among the active ones, nor in directoryRoles; over a restart too."""
    seed["users"][7]["eligible"] = True
    graph = restarted(seeded(seed, 1, roleAssignable=True, eligible=True))
    later = {(graph.user(7), "/"), (graph.group("staff"), "/")}
    assert principals(graph, ELIGIBLE) == later
    assert not later & principals(graph, ACTIVE)
    assert graph.user(7) not in graph.ids(f"/directoryRoles/{graph.tenant.role().id}/members")
    one = f"{ELIGIBLE}?$filter=principalId eq '{graph.user(7)}'"
    assert principals(graph, one) == {(graph.user(7), "/")}


def test_administrators_over_a_unit_and_by_a_group_are_active(seed: dict[str, Any]) -> None:
    """A group that has the role, and who has it over a unit, whom directoryRoles leaves out."""
    graph = seeded(seed, 1, roleAssignable=True, administers=True)
    unit = graph.ids("/directory/administrativeUnits")[0]
    at = f"/directory/administrativeUnits/{unit}/scopedRoleMembers"
    over = {"roleId": graph.tenant.role().id, "roleMemberInfo": {"id": graph.user(8)}}
    assert graph.send("POST", at, over).status == 201
    assert principals(graph, ACTIVE) == {
        (graph.user(0), "/"),
        (graph.group("staff"), "/"),
        (graph.user(8), f"/administrativeUnits/{unit}"),
    }
    shown = graph.ids(f"/directoryRoles/{graph.tenant.role().id}/members")
    assert graph.user(8) not in shown


def test_schedules_need_their_own_right_and_a_premium_licence(graph: Graph) -> None:
    """403 without the right; 400 AadPremiumLicenseRequired where the tenant has not paid."""
    for target, right in (
        (ACTIVE, "RoleAssignmentSchedule.Read.Directory"),
        (ELIGIBLE, "RoleEligibilitySchedule.Read.Directory"),
    ):
        assert graph.as_token("Directory.Read.All").refused("GET", target)[0] == 403
        assert graph.as_token(right).send("GET", target).status == 200
    switch(graph, no_premium_licence=True)
    for target in (ACTIVE, ELIGIBLE):
        assert graph.refused("GET", target)[:2] == (400, "AadPremiumLicenseRequired")
