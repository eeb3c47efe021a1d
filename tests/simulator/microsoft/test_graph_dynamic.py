"""Membership that follows from a rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reconciler.simulator.microsoft import MicrosoftTenant

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

DOMAIN = "su-izgrev.example"
MATHS = '(user.department -eq "Математика") and (user.accountEnabled -eq true)'


def body(rule: str, **more: Any) -> dict[str, Any]:
    """A dynamic security group."""
    return {
        "displayName": "По правило",
        "mailNickname": "dynamic",
        "mailEnabled": False,
        "securityEnabled": True,
        "groupTypes": ["DynamicMembership"],
        "membershipRule": rule,
        "membershipRuleProcessingState": "On",
        **more,
    }


def made(graph: Graph, rule: str, **more: Any) -> str:
    """The id of a new dynamic group."""
    response = graph.send("POST", "/groups", body(rule, **more))
    assert response.status == 201, response.body
    return str(response.body["id"])


def test_a_rule_lets_users_in_and_out_as_they_change(graph: Graph) -> None:
    """Without anybody adding them."""
    group, user = made(graph, MATHS), f"/users/{graph.user(5)}"
    assert graph.ids(f"/groups/{group}/members") == []
    for change, members in (
        ({"department": "математика"}, [graph.user(5)]),
        ({"accountEnabled": False}, []),
        ({"accountEnabled": True}, [graph.user(5)]),
        ({"department": None}, []),
    ):
        assert graph.send("PATCH", user, change).status == 204
        assert graph.ids(f"/groups/{group}/members") == members


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("user.accountEnabled -eq false", 1),
        ('user.userPrincipalName -contains "USER2"', 11),
        ('user.mail -notContains "user"', 1),
        ('user.surname -startsWith "Тестова1"', 11),
        ('user.surname -notStartsWith "Тестова1" and user.surname -ne null', 19),
        ('user.employeeId -in ["P1", "P2", "P99"]', 2),
        ('not (user.userType -eq "Member")', 1),
        ('user.surname -eq "Тестова1" -or user.surname -eq "Тестова2"', 2),
        ("user.objectId -ne null", 31),
    ],
)
def test_a_rule_means_what_it_says(graph: Graph, rule: str, count: int) -> None:
    """The simple operators, joined; null is a value."""
    group = made(graph, rule)
    assert len(graph.ids(f"/groups/{group}/members?$top=999")) == count


def test_a_dynamic_group_shows_its_rule(graph: Graph) -> None:
    """As it was written."""
    row = graph.get(f"/groups/{made(graph, MATHS)}")
    assert row["groupTypes"] == ["DynamicMembership"]
    assert (row["membershipRule"], row["membershipRuleProcessingState"]) == (MATHS, "On")


def test_nobody_joins_or_leaves_a_dynamic_group_by_hand(graph: Graph) -> None:
    """403 for each way in and out; owners are added as ever."""
    group = made(graph, 'user.employeeId -eq "P1"')
    target, member = f"/groups/{group}", graph.user(1)
    reference = graph.reference(graph.user(5))
    assert graph.refused("POST", f"{target}/members/$ref", reference)[0] == 403
    bind = {"members@odata.bind": graph.bind(5)}
    assert graph.refused("PATCH", target, bind)[0] == 403
    assert graph.refused("DELETE", f"{target}/members/{member}/$ref")[0] == 403
    assert graph.refused("POST", "/groups", body(MATHS, mailNickname="b", **bind))[0] == 403
    assert graph.ids(f"{target}/members") == [member]
    assert graph.send("POST", f"{target}/owners/$ref", reference).status == 204


@pytest.mark.parametrize(
    "rule",
    ["", "user.department", "user.department -eq Math", '"x" -eq user.department', "(", "user."],
)
def test_what_is_no_rule_is_refused(graph: Graph, rule: str) -> None:
    """400, and no group is made."""
    before = graph.tenant.counts()
    assert graph.refused("POST", "/groups", body(rule))[0] == 400
    assert graph.tenant.counts() == before


@pytest.mark.parametrize(
    "rule",
    [
        'user.department -match "^M"',
        'user.memberOf -any (group.objectId -in ["x"])',
        'user.extensionAttribute1 -eq "x"',
    ],
)
def test_a_rule_that_is_not_modelled_says_so(graph: Graph, rule: str) -> None:
    """501 rather than a group with the wrong members."""
    assert graph.refused("POST", "/groups", body(rule))[0] == 501


def test_a_rule_and_its_group_type_go_together(graph: Graph) -> None:
    """Neither without the other, at creation and after."""
    assert graph.refused("POST", "/groups", body(MATHS, groupTypes=[]))[0] == 400
    without = {key: value for key, value in body(MATHS).items() if "membershipRule" not in key}
    assert graph.refused("POST", "/groups", without)[0] == 400
    staff = f"/groups/{graph.group('staff')}"
    assert graph.refused("PATCH", staff, {"membershipRule": MATHS})[0] == 400
    assert graph.refused("PATCH", staff, {"groupTypes": ["DynamicMembership"]})[0] == 501


def test_a_paused_rule_lets_nobody_in_until_it_goes_on(graph: Graph) -> None:
    """A new rule of a group works at once."""
    group = made(graph, MATHS, membershipRuleProcessingState="Paused")
    target, change = f"/groups/{group}", {"department": "Математика"}
    assert graph.send("PATCH", f"/users/{graph.user(5)}", change).status == 204
    assert graph.ids(f"{target}/members") == []
    assert graph.send("PATCH", target, {"membershipRuleProcessingState": "On"}).status == 204
    assert graph.ids(f"{target}/members") == [graph.user(5)]
    new = {"membershipRule": 'user.employeeId -eq "P7"'}
    assert graph.send("PATCH", target, new).status == 204
    assert graph.ids(f"{target}/members") == [graph.user(7)]


def test_a_rule_goes_on_after_a_restart_and_for_new_users(graph: Graph) -> None:
    """It is part of the state."""
    group = made(graph, MATHS)
    graph.tenant = MicrosoftTenant.from_json(json.loads(json.dumps(graph.tenant.to_json())))
    user = {
        "accountEnabled": True,
        "displayName": "Нова",
        "mailNickname": "nova",
        "userPrincipalName": f"nova@{DOMAIN}",
        "passwordProfile": {"password": "Rather-long-1"},
        "department": "Математика",
    }
    made_user = graph.send("POST", "/users", user).body["id"]
    assert graph.ids(f"/groups/{group}/members") == [made_user]
    assert graph.send("DELETE", f"/users/{made_user}").status == 204
    assert graph.ids(f"/groups/{group}/members") == []


def test_a_unit_can_follow_a_rule_as_well(graph: Graph) -> None:
    """MembershipType says so; nobody is added by hand."""
    unit = {
        "displayName": "По правило",
        "membershipType": "Dynamic",
        "membershipRule": "user.accountEnabled -eq false",
        "membershipRuleProcessingState": "On",
    }
    base = "/directory/administrativeUnits"
    target = f"{base}/{graph.send('POST', base, unit).body['id']}"
    assert graph.ids(f"{target}/members") == [graph.user(4)]
    assert graph.get(f"{target}?$select=membershipType")["membershipType"] == "Dynamic"
    reference = graph.reference(graph.user(5))
    assert graph.refused("POST", f"{target}/members/$ref", reference)[0] == 403
    assert graph.refused("POST", base, {**unit, "membershipType": "Assigned"})[0] == 400
