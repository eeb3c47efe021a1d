"""Pages of Graph listings: sizes, tokens, links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reconciler.simulator.microsoft import MicrosoftTenant

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph


def crowd(count: int, seed: dict[str, Any]) -> MicrosoftTenant:
    """A tenant of so many users, all of them in one group."""
    row = seed["users"][5]
    users = [{**row, "address": f"u{number}@{seed['domain']}"} for number in range(count)]
    group = {**seed["groups"][1], "members": [user["address"] for user in users]}
    return MicrosoftTenant.from_seed({**seed, "users": users, "groups": [group], "licences": []})


def walked(graph: Graph, target: str) -> list[list[str]]:
    """The ids of each page, from the first to the last."""
    pages, link = [], target
    while link:
        body = graph.get(link)
        pages.append([row["id"] for row in body["value"]])
        link = body.get("@odata.nextLink", "")
    return pages


@pytest.mark.parametrize(
    ("count", "sizes"), [(998, [998]), (999, [999]), (1000, [999, 1]), (1999, [999, 999, 1])]
)
def test_a_page_ends_at_999_and_a_full_last_page_has_no_link(
    graph: Graph, seed: dict[str, Any], count: int, sizes: list[int]
) -> None:
    """Users and members alike: a link is there only when something follows."""
    graph.tenant = crowd(count, seed)
    group = graph.ids("/groups")[0]
    for target in ("/users", f"/groups/{group}/members"):
        pages = walked(graph, f"{target}?$top=999&$select=id")
        assert [len(ids) for ids in pages] == sizes
        assert len({one for ids in pages for one in ids}) == count


def test_a_page_has_100_objects_unless_told(graph: Graph, seed: dict[str, Any]) -> None:
    """Graph's default size."""
    graph.tenant = crowd(101, seed)
    assert [len(ids) for ids in walked(graph, "/users")] == [100, 1]


def test_a_next_link_keeps_the_callers_base_version_and_options(graph: Graph) -> None:
    """A client follows it as it is."""
    graph.base = "https://localhost:4443"
    link = graph.get("/beta/users?$select=id,mail&$top=2")["@odata.nextLink"]
    assert link.startswith("https://localhost:4443/beta/users?$select=id,mail&$top=2&$skiptoken=")


def test_a_removal_between_two_pages_hides_nobody(graph: Graph) -> None:
    """The place of the next page does not move when an earlier object goes."""
    whole = graph.ids("/groups?$top=999")
    first = graph.get("/groups?$top=1")
    assert graph.send("DELETE", f"/groups/{first['value'][0]['id']}").status == 204
    rest = [one for ids in walked(graph, first["@odata.nextLink"]) for one in ids]
    assert rest == whole[1:]


@pytest.mark.parametrize("size", ["0", "1000", "-1", "ten", "1.5"])
def test_a_page_size_out_of_bounds_is_refused(graph: Graph, size: str) -> None:
    """1 to 999 is what the directory takes."""
    status, code, message = graph.refused("GET", f"/users?$top={size}")
    assert (status, code) == (400, "Request_UnsupportedQuery")
    assert message == (
        f"Invalid page size specified: '{size}'. Must be between 1 and 999 inclusive."
    )


@pytest.mark.parametrize("token", ["cGxhY2U", "%C3%BF", "!!!", ""])
def test_a_token_that_was_not_given_out_is_refused(graph: Graph, token: str) -> None:
    """A broken link must not read as a first page."""
    status, code, _ = graph.refused("GET", f"/users?$skiptoken={token}")
    assert (status, code) == (400, "Directory_ExpiredPageToken")


def test_the_count_stands_on_the_first_page_alone(graph: Graph) -> None:
    """And only for callers that accept eventual consistency."""
    target = "/users?$count=true&$top=20"
    assert graph.refused("GET", target)[1] == "Request_UnsupportedQuery"
    eventual = graph.with_headers(consistencylevel="eventual")
    first = eventual.get(target)
    assert first["@odata.count"] == 31
    assert "@odata.count" not in eventual.get(first["@odata.nextLink"])
