"""assignLicense on users and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

A3 = "4b590615-0888-425a-a965-b3bf7789848d"
A1 = "94763226-9b3c-4e75-a931-5c89701abe66"
YAMMER = "2078e8df-cff6-4290-98cb-5408261a760a"
STANDARD = "9aaf7827-d63c-4b61-89c3-182f06f82e5c"
ENTERPRISE = "efb87545-963c-4e0d-99df-69c6916d9eb0"
STATES = "$select=assignedLicenses,licenseAssignmentStates"


def order(*add: str, remove: tuple[str, ...] = (), off: tuple[str, ...] = ()) -> dict[str, Any]:
    """The body of assignLicense."""
    added = [{"skuId": sku, "disabledPlans": list(off)} for sku in add]
    return {"addLicenses": added, "removeLicenses": list(remove)}


def consumed(graph: Graph, sku_id: str) -> int:
    """The seats of a SKU in use."""
    rows = graph.get("/subscribedSkus")["value"]
    return next(int(row["consumedUnits"]) for row in rows if row["skuId"] == sku_id)


def states(graph: Graph, number: int) -> list[dict[str, Any]]:
    """The licence states of a seeded user."""
    found: list[dict[str, Any]] = graph.get(f"/users/{graph.user(number)}?{STATES}")[
        "licenseAssignmentStates"
    ]
    return found


def test_a_direct_licence_takes_a_seat_and_gives_it_back(graph: Graph) -> None:
    """200 with the user; disabled plans show in both properties."""
    target = f"/users/{graph.user(5)}/assignLicense"
    response = graph.send("POST", target, order(A3, off=(YAMMER,)))
    assert response.status == 200
    assert response.body["assignedLicenses"] == [{"skuId": A3, "disabledPlans": [YAMMER]}]
    (state,) = states(graph, 5)
    assert (state["assignedByGroup"], state["state"], state["error"]) == (None, "Active", "None")
    assert consumed(graph, A3) == 2
    assert graph.send("POST", target, order(remove=(A3,))).status == 200
    assert (states(graph, 5), consumed(graph, A3)) == ([], 1)


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ({"removeLicenses": []}, "addLicenses"),
        ({"addLicenses": []}, "removeLicenses"),
        ({"addLicenses": None}, "addLicenses, removeLicenses"),
    ],
)
def test_both_arrays_must_be_there(graph: Graph, body: dict[str, Any], missing: str) -> None:
    """An empty one counts, a missing one does not."""
    message = (
        "One or more parameters of the operation 'assignLicense' are missing from the request "
        f"payload. The missing parameters are: {missing}."
    )
    target = f"/users/{graph.user(5)}/assignLicense"
    assert graph.refused("POST", target, body) == (400, "Request_BadRequest", message)


def test_seats_run_out(graph: Graph) -> None:
    """Three were bought: the fourth holder is refused, a holder may be assigned again."""
    for number in (5, 6):
        target = f"/users/{graph.user(number)}/assignLicense"
        assert graph.send("POST", target, order(A3)).status == 200
    message = f"Subscription with SKU {A3} does not have any available licenses."
    target = f"/users/{graph.user(7)}/assignLicense"
    assert graph.refused("POST", target, order(A3)) == (400, "Request_BadRequest", message)
    again = f"/users/{graph.user(5)}/assignLicense"
    assert graph.send("POST", again, order(A3, off=(YAMMER,))).status == 200


def test_a_licence_needs_a_usage_location(graph: Graph) -> None:
    """For direct licences Graph does not assume the tenant's."""
    target = f"/users/{graph.user(5)}"
    assert graph.send("PATCH", target, {"usageLocation": None}).status == 204
    message = "License assignment cannot be done for user with invalid usage location."
    assert graph.refused("POST", f"{target}/assignLicense", order(A3))[2] == message


def test_plans_that_exclude_each_other_are_refused_unless_one_is_off(graph: Graph) -> None:
    """A1 brings Exchange's plan 1, A3 its plan 2."""
    target = f"/users/{graph.user(1)}/assignLicense"
    message = (
        "License assignment failed because service plans "
        f"{STANDARD}, {ENTERPRISE} are mutually exclusive."
    )
    assert graph.refused("POST", target, order(A1))[2] == message
    assert graph.send("POST", target, order(A1, off=(STANDARD,))).status == 200
    assert graph.send("POST", target, order(A1, remove=(A3,))).status == 200
    assert [state["skuId"] for state in states(graph, 1)] == [A1]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (order(remove=(A1,)), "User does not have a corresponding license."),
        (order("0" * 8), "License 00000000 does not correspond to a valid company License."),
        (order(A3, off=("x",)), "One or more property values specified are invalid."),
        (order(A3, remove=(A3,)), "Request contains a property with duplicate values."),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(
    graph: Graph, body: dict[str, Any], message: str
) -> None:
    """And nothing changes."""
    before = states(graph, 1)
    assert graph.refused("POST", f"/users/{graph.user(1)}/assignLicense", body)[2] == message
    assert states(graph, 1) == before


def test_a_groups_licence_reaches_its_members(graph: Graph) -> None:
    """At once, with the giver in assignedByGroup; joining and leaving follow."""
    group = graph.group("staff")
    response = graph.send("POST", f"/groups/{group}/assignLicense", order(A3))
    assert response.status == 202
    assert response.headers["Location"].endswith(f"/groups/{group}")
    assert graph.get(f"/groups/{group}?$select=assignedLicenses")["assignedLicenses"] == [
        {"skuId": A3, "disabledPlans": []}
    ]
    assert [state["assignedByGroup"] for state in states(graph, 2)] == [group]
    members = f"/groups/{group}/members"
    assert graph.send("POST", f"{members}/$ref", graph.reference(graph.user(5))).status == 204
    assert consumed(graph, A3) == 3
    assert graph.send("DELETE", f"{members}/{graph.user(5)}/$ref").status == 204
    assert (states(graph, 5), consumed(graph, A3)) == ([], 2)


def test_an_inherited_licence_is_not_removed_from_the_user(graph: Graph) -> None:
    """Only the group can take it back; a direct one beside it can go."""
    group = graph.group("staff")
    assert graph.send("POST", f"/groups/{group}/assignLicense", order(A3)).status == 202
    target = f"/users/{graph.user(2)}/assignLicense"
    message = (
        "User license is inherited from a group membership and it cannot be removed directly "
        "from the user."
    )
    assert graph.refused("POST", target, order(remove=(A3,)))[2] == message
    assert graph.send("POST", target, order(A3)).status == 200
    assert (len(states(graph, 2)), consumed(graph, A3)) == (2, 2)
    assert graph.send("POST", target, order(remove=(A3,))).status == 200
    assert graph.send("POST", f"/groups/{group}/assignLicense", order(remove=(A3,))).status == 202
    assert (states(graph, 2), consumed(graph, A3)) == ([], 1)


def test_a_group_gives_until_the_seats_run_out(graph: Graph) -> None:
    """The others stay members with the error on their licence."""
    group = graph.group("staff")
    bind = {"members@odata.bind": graph.bind(5, 6, 7)}
    assert graph.send("PATCH", f"/groups/{group}", bind).status == 204
    assert graph.send("POST", f"/groups/{group}/assignLicense", order(A3)).status == 202
    errors = [states(graph, number)[0]["error"] for number in (2, 5, 6, 7)]
    assert errors == ["None", "None", "CountViolation", "CountViolation"]
    assert states(graph, 7)[0]["state"] == "Error"
    assert graph.get(f"/users/{graph.user(7)}?{STATES}")["assignedLicenses"] == []
    assert consumed(graph, A3) == 3


def test_a_groups_licence_that_clashes_is_an_error_at_the_member(graph: Graph) -> None:
    """The member's own licence stays as it was."""
    group = graph.group("teachers")
    assert graph.send("POST", f"/groups/{group}/assignLicense", order(A1)).status == 202
    own, given = states(graph, 1)
    assert (own["skuId"], own["error"]) == (A3, "None")
    assert (given["skuId"], given["error"]) == (A1, "MutuallyExclusiveViolation")


def test_a_group_with_licences_is_not_deleted(graph: Graph) -> None:
    """They must be taken off it first."""
    group = graph.group("staff")
    assert graph.send("POST", f"/groups/{group}/assignLicense", order(A3)).status == 202
    assert graph.refused("DELETE", f"/groups/{group}")[0] == 400
    assert graph.send("POST", f"/groups/{group}/assignLicense", order(remove=(A3,))).status == 202
    assert graph.send("DELETE", f"/groups/{group}").status == 204
