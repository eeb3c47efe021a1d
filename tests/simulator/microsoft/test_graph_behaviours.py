"""What Microsoft Graph does beyond its documents, each by its name, on and off."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.microsoft import MicrosoftTenant
from reconciler.simulator.microsoft.behaviours import BEHAVIOURS
from reconciler.simulator.switches import Switches
from tests.simulator.microsoft.conftest import A1, DOMAIN, Graph

BAD = "Request_BadRequest"
MISSING = "The source resource object or one of the objects being referenced do not exist."
SECURITY = {"groupTypes": [], "mailEnabled": False, "securityEnabled": True}
VALUES = "One or more property values specified are invalid."


def switch(graph: Graph, **chosen: Any) -> None:
    """Switches behaviours; _ stands for -."""
    named = {name.replace("_", "-"): value for name, value in chosen.items()}
    graph.tenant.switches = Switches(BEHAVIOURS, named)


def body(nickname: str = "new", **more: Any) -> dict[str, Any]:
    """The body that makes a Unified group."""
    kind = {"groupTypes": ["Unified"], "mailEnabled": True, "securityEnabled": False}
    return {"displayName": "Нова", "mailNickname": nickname} | kind | more


def made(graph: Graph, **more: Any) -> str:
    """The id of a group that is made now."""
    response = graph.send("POST", "/groups", body(**more))
    assert response.status == 201, response.body
    return str(response.body["id"])


def test_a_unified_group_without_visibility_is_public(graph: Graph) -> None:
    """Unless it says so."""
    assert graph.get(f"/groups/{made(graph)}")["visibility"] == "Public"
    other = made(graph, nickname="other", visibility="Private")
    assert graph.get(f"/groups/{other}")["visibility"] == "Private"


def test_what_is_set_at_creation_alone_is_kept_and_refused_later(graph: Graph) -> None:
    """What was given is read; HiddenMembership neither comes nor goes."""
    options = ["WelcomeEmailDisabled", "HideGroupInOutlook"]
    hidden = made(graph, resourceBehaviorOptions=options, visibility="HiddenMembership")
    shown = graph.get(f"/groups/{hidden}?$select=resourceBehaviorOptions,visibility")
    assert shown["resourceBehaviorOptions"] == options
    late = graph.refused("PATCH", f"/groups/{hidden}", {"resourceBehaviorOptions": options})
    assert late[0] == 400
    assert graph.refused("PATCH", f"/groups/{hidden}", {"visibility": "Private"})[0] == 400
    plain = made(graph, nickname="plain", visibility="Private")
    assert graph.refused("PATCH", f"/groups/{plain}", {"visibility": "HiddenMembership"})[0] == 400
    assert graph.send("PATCH", f"/groups/{plain}", {"visibility": "Public"}).status == 204


def test_a_new_group_has_no_source_for_links_at_first(graph: Graph) -> None:
    """400 for each way to link, tries counted together; then all of them work."""
    switch(graph, new_group_source_missing={"tries": 5})
    group = made(graph)
    member, owner = graph.reference(graph.user(1)), graph.reference(graph.user(2))
    calls: list[tuple[str, str, Any]] = [
        ("POST", f"/groups/{group}/members/$ref", member),
        ("PATCH", f"/groups/{group}", {"members@odata.bind": graph.bind(3)}),
        ("POST", f"/groups/{group}/owners/$ref", owner),
        ("POST", f"/groups/{group}/assignLicense", licence()),
        ("DELETE", f"/groups/{group}/members/{graph.user(1)}/$ref", None),
    ]
    assert [graph.refused(*call) for call in calls] == [(400, BAD, MISSING)] * 5
    assert [graph.send(*call).status for call in calls] == [204, 204, 204, 202, 204]


def licence() -> dict[str, Any]:
    return {"addLicenses": [{"skuId": A1, "disabledPlans": []}], "removeLicenses": []}


def test_a_new_object_has_invalid_values_at_first(graph: Graph) -> None:
    """400 on its change, and on linking it; once each."""
    switch(graph, new_object_values_invalid=True)
    group = made(graph)
    change = {"displayName": "Друга"}
    assert graph.refused("PATCH", f"/groups/{group}", change) == (400, BAD, VALUES)
    assert graph.send("PATCH", f"/groups/{group}", change).status == 204
    inner = made(graph, nickname="inner", **SECURITY)
    link = graph.reference(inner)
    target = f"/groups/{graph.group('staff')}/members/$ref"
    assert graph.refused("POST", target, link) == (400, BAD, VALUES)
    assert graph.send("POST", target, link).status == 204


def test_a_new_unit_has_invalid_values_at_first(graph: Graph) -> None:
    """Like a group."""
    switch(graph, new_object_values_invalid=True)
    at = "/directory/administrativeUnits"
    unit = f"{at}/{graph.send('POST', at, {'displayName': 'нов'}).body['id']}"
    assert graph.refused("PATCH", unit, {"description": "x"}) == (400, BAD, VALUES)
    assert graph.send("PATCH", unit, {"description": "x"}).status == 204


def test_a_group_made_in_a_unit_is_missing_for_minutes(graph: Graph) -> None:
    """404 on reading it for so many seconds; one made outside is there at once."""
    switch(graph, made_in_unit_404={"tries": 0, "seconds": 720})
    graph.tenant.now = 1000.0
    unit = graph.ids("/directory/administrativeUnits")[0]
    new = body() | {"@odata.type": "#microsoft.graph.group"}
    answer = graph.send("POST", f"/directory/administrativeUnits/{unit}/members", new)
    group = answer.body["id"]
    for now, status in ((1000.0, 404), (1719.0, 404), (1720.0, 200)):
        graph.tenant.now = now
        assert graph.send("GET", f"/groups/{group}").status == status
    assert graph.send("GET", f"/groups/{made(graph, nickname='outside')}").status == 200


@pytest.mark.parametrize("through", ["a user", "a group"])
def test_a_licence_needs_a_usage_location_unless_it_comes_by_a_group(
    graph: Graph, through: str
) -> None:
    """400 for a direct one; through a group the tenant's location is taken."""
    guest = graph.get("/users?$filter=userType eq 'Guest'&$select=id")["value"][0]["id"]
    if through == "a user":
        refused = graph.refused("POST", f"/users/{guest}/assignLicense", licence())
        assert refused[::2] == (
            400,
            "License assignment cannot be done for user with invalid usage location.",
        )
        return
    teachers = graph.group("teachers")
    assert graph.send("POST", f"/groups/{teachers}/assignLicense", licence()).status == 202
    states = graph.get(f"/users/{guest}?$select=licenseAssignmentStates")["licenseAssignmentStates"]
    assert [(one["assignedByGroup"], one["error"]) for one in states] == [(teachers, "None")]


def restarted(graph: Graph) -> Graph:
    """The same tenant after it was saved and read."""
    return Graph(MicrosoftTenant.from_json(graph.tenant.to_json()))


def test_a_unique_name_is_stamped_once(graph: Graph) -> None:
    """While it is null a PATCH sets it; then it neither changes nor goes."""
    staff = f"/groups/{graph.group('staff')}"
    assert graph.send("PATCH", staff, {"uniqueName": "ours"}).status == 204
    assert graph.get("/groups(uniqueName='ours')")["id"] == graph.group("staff")
    for name in ("other", None):
        assert graph.refused("PATCH", staff, {"uniqueName": name})[0] == 400
    assert graph.send("PATCH", staff, {"uniqueName": "ours"}).status == 204
    teachers = f"/groups/{graph.group('teachers')}"
    assert "uniqueName" in graph.refused("PATCH", teachers, {"uniqueName": "OURS"})[2]


def test_a_deleted_group_keeps_its_unique_name(graph: Graph) -> None:
    """Over a restart, until it is gone for good; switched off it is free at once."""
    group = made(graph, uniqueName="ours")
    assert graph.send("DELETE", f"/groups/{group}").status == 204
    again = restarted(graph)
    for one in (graph, again):
        assert "uniqueName" in one.refused("POST", "/groups", body(uniqueName="ours"))[2]
    assert again.send("POST", f"/directory/deletedItems/{group}/restore").status == 200
    assert again.get("/groups(uniqueName='ours')")["id"] == group
    assert graph.send("DELETE", f"/directory/deletedItems/{group}").status == 204
    second = made(graph, uniqueName="ours")
    switch(graph, unique_name_kept_by_deleted=False)
    assert graph.send("DELETE", f"/groups/{second}").status == 204
    assert made(graph, uniqueName="ours")


def test_who_is_in_a_unit_already_conflicts(graph: Graph) -> None:
    """In other words than a group's, unless that is switched off."""
    unit = graph.ids("/directory/administrativeUnits")[0]
    call = (
        *("POST", f"/directory/administrativeUnits/{unit}/members/$ref"),
        graph.reference(graph.user(1)),
    )
    assert graph.refused(*call)[2].startswith("A conflicting object ")
    switch(graph, unit_member_conflicting=False)
    assert graph.refused(*call)[2].startswith("One or more added object references already exist")


def test_a_new_nickname_leaves_the_mail(graph: Graph) -> None:
    """A Unified group is still written to at its old address."""
    group = made(graph)
    assert graph.send("PATCH", f"/groups/{group}", {"mailNickname": "newer"}).status == 204
    shown = graph.get(f"/groups/{group}")
    assert (shown["mailNickname"], shown["mail"]) == ("newer", f"new@{DOMAIN}")
    assert shown["proxyAddresses"] == [f"SMTP:new@{DOMAIN}"]


def test_owners_are_no_members(graph: Graph) -> None:
    """Neither by the creation nor later; a group cannot own, the last owner stays."""
    owner = [f"{graph.base}/v1.0/users/{graph.user(1)}"]
    group = made(graph, **{"owners@odata.bind": owner})
    assert graph.get(f"/groups/{group}/members")["value"] == []
    at = f"/groups/{group}/owners"
    assert graph.refused("POST", f"{at}/$ref", graph.reference(graph.group("staff")))[0] == 400
    assert graph.refused("DELETE", f"{at}/{graph.user(1)}/$ref")[0] == 400
    assert graph.send("POST", f"{at}/$ref", graph.reference(graph.user(2))).status == 204
    assert graph.send("DELETE", f"{at}/{graph.user(1)}/$ref").status == 204


def test_a_security_group_does_not_take_a_unified_one(graph: Graph) -> None:
    """Unless that is switched off; a Unified one takes no group at all."""
    unified, security = made(graph), graph.group("staff")
    call = ("POST", f"/groups/{security}/members/$ref", graph.reference(unified))
    assert graph.refused(*call) == (400, BAD, VALUES)
    switch(graph, security_holds_no_unified=False)
    assert graph.send(*call).status == 204
    link = graph.reference(security)
    assert graph.refused("POST", f"/groups/{unified}/members/$ref", link)[0] == 400


def test_an_account_listing_lacks_one_account(graph: Graph) -> None:
    """Over all its pages, as often as was said; she is there when asked for."""
    switch(graph, account_listing_short={"times": 2})
    whole = {user.id for user in graph.tenant.users}
    seen = [set(_all(graph, "/users?$select=id&$top=7")) for _ in range(3)]
    assert [len(whole - one) for one in seen] == [1, 1, 0]
    (missing,) = whole - seen[0]
    assert graph.get(f"/users/{missing}")["id"] == missing


def _all(graph: Graph, target: str) -> list[str]:
    found: list[str] = []
    while target:
        answer = graph.get(target)
        found += [row["id"] for row in answer["value"]]
        target = answer.get("@odata.nextLink", "")
    return found


def test_every_new_member_of_a_unified_group_is_welcomed_unless_it_was_made_otherwise(
    graph: Graph,
) -> None:
    """One mail each, counted in the state; security groups send none, and seeds have sent none."""
    loud = made(graph, **{"members@odata.bind": graph.bind(1)})
    quiet = made(graph, nickname="quiet", resourceBehaviorOptions=["WelcomeEmailDisabled"])
    staff = graph.group("staff")
    for group in (loud, quiet, staff):
        link = graph.reference(graph.user(3))
        assert graph.send("POST", f"/groups/{group}/members/$ref", link).status == 204
    again = MicrosoftTenant.from_json(graph.tenant.to_json())
    for tenant in (graph.tenant, again):
        welcomed = [tenant.groups[group].welcomed for group in (loud, quiet, staff)]
        assert welcomed == [2, 0, 0]
    assert graph.tenant.groups[graph.group("teachers")].welcomed == 0


def test_an_empty_description_is_filled(graph: Graph) -> None:
    """With the display name, unless one was sent; without the behaviour it stays empty."""
    assert graph.get(f"/groups/{made(graph)}")["description"] is None
    switch(graph, empty_description_filled=True)
    empty, own = made(graph, nickname="a"), made(graph, nickname="b", description="наша")
    shown = [graph.get(f"/groups/{group}")["description"] for group in (empty, own)]
    assert shown == ["Нова", "наша"]


def test_the_members_of_a_unit_may_have_to_be_asked_for_plainly(graph: Graph) -> None:
    """$select with $top is 400, each alone and neither pass."""
    at = f"/directory/administrativeUnits/{graph.ids('/directory/administrativeUnits')[0]}/members"
    both = f"{at}?$select=id&$top=999"
    assert graph.send("GET", both).status == 200
    switch(graph, unit_members_plain=True)
    assert graph.refused("GET", both)[0] == 400
    for target in (at, f"{at}?$select=id", f"{at}?$top=999"):
        assert graph.send("GET", target).status == 200


@pytest.mark.parametrize("kind", [{}, SECURITY], ids=["Unified", "security"])
def test_a_deleted_group_is_restored_with_its_members(graph: Graph, kind: dict[str, Any]) -> None:
    """Of either kind; it is in deletedItems meanwhile and in no listing."""
    group = made(graph, **kind, **{"members@odata.bind": graph.bind(1, 2)})
    assert graph.send("DELETE", f"/groups/{group}").status == 204
    assert group in graph.ids("/directory/deletedItems/microsoft.graph.group")
    assert group not in _all(graph, "/groups?$select=id")
    assert graph.send("POST", f"/directory/deletedItems/{group}/restore").status == 200
    assert graph.ids(f"/groups/{group}/members") == [graph.user(1), graph.user(2)]
