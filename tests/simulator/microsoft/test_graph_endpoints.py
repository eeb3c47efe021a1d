"""The table of endpoints says what the simulator does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulator.microsoft import endpoints

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph


def test_the_table_is_what_the_endpoints_answer() -> None:
    """Each endpoint of Microsoft's client is called; the table is made of the answers."""
    assert endpoints.TABLE.read_text(encoding="utf-8") == endpoints.table(), (
        "write it anew: python -m tests.simulator.microsoft.endpoints"
    )


def test_every_route_of_the_router_stands_in_the_table_as_modelled() -> None:
    """Also those that Microsoft's client lacks."""
    lines = endpoints.TABLE.read_text(encoding="utf-8").splitlines()
    rows = lines[lines.index("|---|---|---|") + 1 :]
    cells = [[cell.strip() for cell in row.split("|")[1:3]] for row in rows]
    modelled = {
        (endpoints.canonical(path), method)
        for path, methods in cells
        for method in methods.split(", ")
    }
    routed = {(endpoints.canonical(path), method) for path, method in endpoints.routed()}
    assert routed <= modelled


def test_every_modelled_endpoint_answers_as_graph_and_not_as_a_fault() -> None:
    """A call that names nothing is refused or answered, never crashes."""
    for path, method in endpoints.routed():
        assert endpoints.answers(path, method) in (200, 201, 204, 400, 404), (path, method)


@pytest.mark.parametrize(
    "target",
    ["/groups/{id}/members/graph.user", "/groups/{id}/members/microsoft.graph.user"],
)
def test_a_cast_has_a_short_name_as_well(graph: Graph, target: str) -> None:
    """Microsoft's own client sends the short one."""
    assert graph.ids(target.format(id=graph.group("staff"))) == [graph.user(2)]


@pytest.mark.parametrize("name", ["device", "orgContact", "application"])
def test_a_cast_to_what_is_not_modelled_says_so(graph: Graph, name: str) -> None:
    """501, and not an object of that name that is missing."""
    staff = graph.group("staff")
    assert graph.refused("GET", f"/groups/{staff}/members/microsoft.graph.{name}")[0] == 501


def test_an_action_may_be_called_by_its_full_name(graph: Graph) -> None:
    """As OData allows it."""
    target = f"/users/{graph.user(1)}/microsoft.graph.getMemberGroups"
    assert graph.send("POST", target, {}).status == 200


def test_a_link_can_be_removed_by_an_option(graph: Graph) -> None:
    """`$ref?@id=`, with the same effect as the id in the path."""
    staff, user = graph.group("staff"), graph.user(2)
    target = f"/groups/{staff}/members/$ref"
    assert graph.refused("DELETE", target)[0] == 400
    reference = f"https://graph.example/v1.0/directoryObjects/{user}"
    assert graph.send("DELETE", f"{target}?@id={reference}").status == 204
    assert graph.ids(f"/groups/{staff}/members") == []
