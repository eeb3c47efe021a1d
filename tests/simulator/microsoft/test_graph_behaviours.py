"""What Microsoft Graph does beyond its documents, each by its name, on and off."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.microsoft.behaviours import BEHAVIOURS
from reconciler.simulator.switches import Switches
from tests.simulator.microsoft.conftest import A1, Graph

BAD = "Request_BadRequest"
MISSING = "The source resource object or one of the objects being referenced do not exist."
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
        ("POST", f"/groups/{group}/assignLicense", _licence()),
        ("DELETE", f"/groups/{group}/members/{graph.user(1)}/$ref", None),
    ]
    assert [graph.refused(*call) for call in calls] == [(400, BAD, MISSING)] * 5
    assert [graph.send(*call).status for call in calls] == [204, 204, 204, 202, 204]


def _licence() -> dict[str, Any]:
    return {"addLicenses": [{"skuId": A1, "disabledPlans": []}], "removeLicenses": []}


def test_a_new_object_has_invalid_values_at_first(graph: Graph) -> None:
    """400 on its change, and on linking it; once each."""
    switch(graph, new_object_values_invalid=True)
    group = made(graph)
    change = {"displayName": "Друга"}
    assert graph.refused("PATCH", f"/groups/{group}", change) == (400, BAD, VALUES)
    assert graph.send("PATCH", f"/groups/{group}", change).status == 204
    inner = made(graph, nickname="inner")
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
        refused = graph.refused("POST", f"/users/{guest}/assignLicense", _licence())
        assert refused[::2] == (
            400,
            "License assignment cannot be done for user with invalid usage location.",
        )
        return
    teachers = graph.group("teachers")
    assert graph.send("POST", f"/groups/{teachers}/assignLicense", _licence()).status == 202
    states = graph.get(f"/users/{guest}?$select=licenseAssignmentStates")["licenseAssignmentStates"]
    assert [(one["assignedByGroup"], one["error"]) for one in states] == [(teachers, "None")]
