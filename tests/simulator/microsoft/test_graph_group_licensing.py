"""Group licences that take their time, what hinders them, and what a licence holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reconciler.simulator.microsoft import MicrosoftTenant

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

A3 = "4b590615-0888-425a-a965-b3bf7789848d"
A1 = "94763226-9b3c-4e75-a931-5c89701abe66"
YAMMER = "2078e8df-cff6-4290-98cb-5408261a760a"
SHAREPOINT = "63038b2c-28d0-45f6-bc36-33062963b498"
OFFICE_ONLINE = "e03c7e47-402c-463c-ab25-949079bedb21"
STATES = "$select=licenseAssignmentStates"


def order(*add: str, off: tuple[str, ...] = ()) -> dict[str, Any]:
    """The body of an assignLicense that takes nothing."""
    added = [{"skuId": sku, "disabledPlans": list(off)} for sku in add]
    return {"addLicenses": added, "removeLicenses": []}


def states(graph: Graph, number: int) -> list[tuple[str, str, str]]:
    """SKU, state and error of each licence of a seeded user."""
    rows = graph.get(f"/users/{graph.user(number)}?{STATES}")["licenseAssignmentStates"]
    return [(row["skuId"], row["state"], row["error"]) for row in rows]


def processing(graph: Graph, group: str) -> str | None:
    """The state of a group's licensing; the look itself is a read."""
    row = graph.get(f"/groups/{group}?$select=licenseProcessingState")
    state = row["licenseProcessingState"]
    return None if state is None else str(state["state"])


def test_group_licences_arrive_after_some_reads(graph: Graph) -> None:
    """Queued, in progress, complete; then the members have them."""
    graph.tenant.licence_reads = 3
    group = graph.group("staff")
    assert processing(graph, group) is None
    assert graph.send("POST", f"/groups/{group}/assignLicense", order(A3)).status == 202
    assert graph.tenant.counts()["licences"] == 1
    seen = [processing(graph, group) for _ in range(3)]
    assert seen == ["QueuedForProcessing", "ProcessingInProgress", "ProcessingComplete"]
    assert graph.tenant.counts()["licences"] == 2
    assert states(graph, 2) == [(A3, "Active", "None")]


def test_who_joins_waits_for_the_licence_as_well(graph: Graph, seed: dict[str, Any]) -> None:
    """The seed can say how long; a restart does not lose what waits."""
    graph.tenant = MicrosoftTenant.from_seed({**seed, "licenceReads": 6})
    group = graph.group("staff")
    assert graph.send("POST", f"/groups/{group}/assignLicense", order(A3)).status == 202
    while graph.tenant.waiting:
        graph.get("/groups")
    bind = {"members@odata.bind": graph.bind(5)}
    assert graph.send("PATCH", f"/groups/{group}", bind).status == 204
    graph.tenant = MicrosoftTenant.from_json(json.loads(json.dumps(graph.tenant.to_json())))
    assert graph.tenant.counts()["licences"] == 2
    for _ in range(6):
        graph.get("/users?$top=1")
    assert graph.tenant.counts()["licences"] == 3
    assert states(graph, 5) == [(A3, "Active", "None")]


def test_a_plan_that_needs_another_is_refused_without_it(graph: Graph) -> None:
    """Office on the web works on SharePoint; with both off the licence is given."""
    target = f"/users/{graph.user(5)}/assignLicense"
    message = (
        f"License assignment failed because service plan {OFFICE_ONLINE} depends on the service "
        f"plan(s) {SHAREPOINT}"
    )
    assert graph.refused("POST", target, order(A3, off=(SHAREPOINT,)))[2] == message
    assert graph.send("POST", target, order(A3, off=(SHAREPOINT, OFFICE_ONLINE))).status == 200


def test_what_hinders_a_groups_licence_stands_at_the_member(graph: Graph) -> None:
    """Dependencies, plans that exclude each other, seats; the group lists who is concerned."""
    group = graph.group("staff")
    target = f"/groups/{group}/assignLicense"
    assert graph.send("POST", target, order(A3, off=(SHAREPOINT,))).status == 202
    assert states(graph, 2) == [(A3, "Error", "DependencyViolation")]
    assert graph.ids(f"/groups/{group}/membersWithLicenseErrors") == [graph.user(2)]
    assert graph.send("POST", target, order(A3)).status == 202
    assert states(graph, 2) == [(A3, "Active", "None")]
    assert graph.ids(f"/groups/{group}/membersWithLicenseErrors") == []


def test_a_licence_is_worked_out_anew_on_request(graph: Graph) -> None:
    """When a seat has come free, the member who had none gets it."""
    graph.tenant.seats[A3] = 1
    group, user = graph.group("staff"), graph.user(2)
    assert graph.send("POST", f"/groups/{group}/assignLicense", order(A3)).status == 202
    assert states(graph, 2) == [(A3, "Error", "CountViolation")]
    graph.tenant.seats[A3] = 2
    again = graph.send("POST", f"/users/{user}/reprocessLicenseAssignment")
    assert (again.status, len(again.body["assignedLicenses"])) == (200, 1)
    assert states(graph, 2) == [(A3, "Active", "None")]
    assert graph.tenant.counts()["licences"] == 2


def test_working_out_anew_keeps_direct_licences(graph: Graph) -> None:
    """And does not count a seat twice."""
    user = graph.user(1)
    before = graph.get(f"/users/{user}?$select=assignedLicenses")
    assert graph.send("POST", f"/users/{user}/reprocessLicenseAssignment").status == 200
    assert graph.get(f"/users/{user}?$select=assignedLicenses") == before
    assert graph.tenant.counts()["licences"] == 1


def test_the_details_of_a_licence_show_its_plans(graph: Graph) -> None:
    """Those that were turned off as disabled."""
    (row,) = graph.get(f"/users/{graph.user(1)}/licenseDetails")["value"]
    assert (row["skuId"], row["skuPartNumber"]) == (A3, "M365EDU_A3_FACULTY")
    plans = {plan["servicePlanId"]: plan["provisioningStatus"] for plan in row["servicePlans"]}
    assert plans.pop(YAMMER) == "Disabled"
    assert set(plans.values()) == {"Success"}
    assert graph.get(f"/users/{graph.user(5)}/licenseDetails")["value"] == []


@pytest.mark.parametrize("name", ["members", "owners"])
def test_a_patch_binds_members_and_owners(graph: Graph, name: str) -> None:
    """Up to 20 of both together."""
    target = f"/groups/{graph.group('staff')}"
    assert graph.send("PATCH", target, {f"{name}@odata.bind": graph.bind(5, 6)}).status == 204
    assert {graph.user(5), graph.user(6)} <= set(graph.ids(f"{target}/{name}"))
    both = {"members@odata.bind": graph.bind(*range(7, 18))}
    both["owners@odata.bind"] = graph.bind(*range(7, 17))
    assert graph.refused("PATCH", target, both)[0] == 400
