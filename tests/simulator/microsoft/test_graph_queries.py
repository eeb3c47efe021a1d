"""$filter, $search, $orderby, $count and $expand, with the rules of ConsistencyLevel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reconciler.simulator.microsoft import MicrosoftTenant

if TYPE_CHECKING:
    from typing import Any

    from tests.simulator.microsoft.conftest import Graph

DOMAIN = "su-izgrev.example"
A3 = "4b590615-0888-425a-a965-b3bf7789848d"
UNSUPPORTED = (400, "Request_UnsupportedQuery")


def eventual(graph: Graph) -> Graph:
    """The same client that accepts answers from the index."""
    return graph.with_headers(ConsistencyLevel="eventual")


@pytest.mark.parametrize(
    ("clause", "count"),
    [
        ("accountEnabled eq false", 1),
        ("accountEnabled eq true and startswith(displayName,'Мира')", 29),
        (f"userPrincipalName in ('user1@{DOMAIN}','USER2@{DOMAIN}')", 2),
        ("employeeId eq 'P1' or employeeId eq 'P2' and surname eq 'Тестова2'", 2),
        ("(employeeId eq 'P1' or employeeId eq 'P2') and surname eq 'Тестова2'", 1),
        (f"proxyAddresses/any(x:x eq 'smtp:alias1@{DOMAIN}')", 1),
        ("proxyAddresses/any(p:startswith(p,'SMTP:user2'))", 11),
        (f"assignedLicenses/any(s:s/skuId eq {A3})", 1),
        ("employeeId eq null", 2),
        ("userType eq 'Guest'", 1),
        ("createdDateTime ge 2026-09-01T00:00:00Z", 31),
        ("createdDateTime le 2026-08-31T00:00:00Z", 0),
        ("employeeId eq 'P1''s'", 0),
    ],
)
def test_a_filter_finds_what_it_says(graph: Graph, clause: str, count: int) -> None:
    """Comparisons, beginnings, sets, lists and null, joined and bracketed; no header needed."""
    assert len(graph.ids(f"/users?$filter={clause}&$top=999")) == count


@pytest.mark.parametrize(
    ("clause", "count"),
    [
        ("accountEnabled ne true", 1),
        ("not(startswith(mail,'user2'))", 20),
        ("not accountEnabled eq true", 1),
        ("endsWith(mail,'@family.example')", 1),
        ("assignedLicenses/$count eq 0", 30),
        ("assignedLicenses/$count ge 1", 1),
        (f"proxyAddresses/any(x:endsWith(x,'alias1@{DOMAIN}'))", 1),
    ],
)
def test_an_advanced_filter_needs_the_header_and_the_count(
    graph: Graph, clause: str, count: int
) -> None:
    """Without either of the two it is refused."""
    target = f"/users?$filter={clause}&$top=999"
    assert graph.refused("GET", f"{target}&$count=true")[:2] == UNSUPPORTED
    assert eventual(graph).refused("GET", target)[:2] == UNSUPPORTED
    assert len(eventual(graph).ids(f"{target}&$count=true")) == count


@pytest.mark.parametrize(
    "clause",
    [
        "displayName",
        "displayName eq",
        "displayName eq 'x' and",
        "(displayName eq 'x'",
        "displayName like 'x'",
        "displayName eq 'x' displayName eq 'y'",
        "startswith(displayName)",
        "startswith(displayName,5)",
        "proxyAddresses/any(x x eq 'y')",
        "displayName eq 'x",
        "(" * 60 + "displayName eq 'x'" + ")" * 60,
        "",
    ],
)
def test_what_is_no_filter_is_a_bad_request(graph: Graph, clause: str) -> None:
    """Never a list that is too long."""
    assert graph.refused("GET", f"/users?$filter={clause}") == (
        400,
        "BadRequest",
        "Invalid filter clause",
    )


@pytest.mark.parametrize(
    "clause",
    [
        "aboutMe eq 'x'",
        "businessPhones/any(p:p eq '1')",
        "endsWith(displayName,'x')",
        "displayName/length eq 5",
        "proxyAddresses/any(x:otherMails/any(y:y eq 'z'))",
    ],
)
def test_a_filter_that_the_resource_does_not_take_is_refused(graph: Graph, clause: str) -> None:
    """By name, header or not."""
    target = f"/users?$count=true&$filter={clause}"
    assert eventual(graph).refused("GET", target)[:2] == UNSUPPORTED


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        ("groupTypes/any(c:c eq 'Unified')", ["teachers"]),
        ("mailEnabled eq false and securityEnabled eq true", ["staff"]),
        ("startswith(mailNickname,'EVERY')", ["everyone"]),
        ("groupTypes/any()", ["teachers"]),
    ],
)
def test_groups_are_found_by_their_kind(graph: Graph, clause: str, names: list[str]) -> None:
    """As clients tell Unified groups from others."""
    found = graph.get(f"/groups?$filter={clause}&$select=mailNickname")["value"]
    assert [row["mailNickname"] for row in found] == names


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"displayName:тестова2"', 11),
        ('"displayName:мира тестова7"', 1),
        ('"displayName:естова"', 0),
        ('"displayName:тестова7" OR "mail:user8"', 2),
        ('"displayName:мира" AND "mail:user8"', 1),
        ('"otherMails:parent"', 1),
    ],
)
def test_a_search_goes_by_the_beginnings_of_words(graph: Graph, text: str, count: int) -> None:
    """With the header alone; clauses can be joined."""
    target = f"/users?$search={text}&$top=999"
    assert graph.refused("GET", target)[:2] == UNSUPPORTED
    assert len(eventual(graph).ids(target)) == count


@pytest.mark.parametrize("text", ["мира", '"мира"', '"displayName:"', '"displayName:x" AND', '"'])
def test_what_is_no_search_is_a_bad_request(graph: Graph, text: str) -> None:
    """A property, a colon and a text, in quotes."""
    assert eventual(graph).refused("GET", f"/users?$search={text}")[:2] == (400, "BadRequest")


def test_a_sorted_listing_keeps_its_order_over_pages(graph: Graph) -> None:
    """Both ways; together with a filter it is an advanced query."""
    link, names = "/users?$orderby=userPrincipalName desc&$top=7&$select=userPrincipalName", []
    while link:
        body = graph.get(link)
        names += [row["userPrincipalName"] for row in body["value"]]
        link = body.get("@odata.nextLink", "")
    assert names == sorted(names, reverse=True)
    assert len(names) == 31
    filtered = "/users?$orderby=displayName&$filter=accountEnabled eq true&$count=true"
    message = "Sorting not supported for current query."
    assert graph.refused("GET", filtered) == (*UNSUPPORTED, message)
    assert len(eventual(graph).ids(filtered)) == 30
    assert graph.refused("GET", "/users?$orderby=surname")[:2] == UNSUPPORTED


def test_the_count_of_a_collection_is_plain_text(graph: Graph) -> None:
    """With the header alone, and for a filter as well."""
    client = eventual(graph)
    message = "$count is not currently supported."
    assert graph.refused("GET", "/users/$count") == (400, "Request_BadRequest", message)
    answer = client.send("GET", "/users/$count")
    assert (answer.body, answer.headers["Content-Type"]) == (b"31", "text/plain")
    assert client.send("GET", "/users/$count?$filter=accountEnabled ne true").body == b"1"
    staff = graph.group("staff")
    assert client.send("GET", f"/groups/{staff}/members/$count").body == b"1"
    unit = graph.ids("/directory/administrativeUnits")[0]
    target = f"/directory/administrativeUnits/{unit}/members/$count"
    assert client.send("GET", target).body == b"3"


def test_expanded_members_are_cut_at_twenty(graph: Graph) -> None:
    """Without a link and without a word, as Graph does it."""
    group = graph.group("staff")
    bind = {"members@odata.bind": graph.bind(*range(3, 23))}
    assert graph.send("PATCH", f"/groups/{group}", bind).status == 204
    body = graph.get(f"/groups/{group}?$select=id&$expand=members($select=id,mail),owners")
    assert len(body["members"]) == 20
    assert set(body["members"][0]) == {"@odata.type", "id", "mail"}
    assert body["owners"] == []
    assert not [name for name in body if "nextLink" in name]


def test_a_listing_expands_each_of_its_things(graph: Graph) -> None:
    """Users with their groups, groups with their owners, units with their members."""
    users = graph.get("/users?$top=3&$select=id&$expand=memberOf")["value"]
    shown = [[one["displayName"] for one in row["memberOf"]] for row in users]
    assert shown == [
        ["Учители", "Global Administrator"],
        ["Учители", "Учители"],
        ["Персонал", "Учители"],
    ]
    groups = graph.get("/groups?$expand=owners($select=id)")["value"]
    assert [len(row["owners"]) for row in groups] == [1, 0, 0]
    units = graph.get("/directory/administrativeUnits?$expand=members")["value"]
    assert [len(row["members"]) for row in units] == [3, 0]


@pytest.mark.parametrize("text", ["manager", "members($top=5)", "members,x", "members("])
def test_an_expansion_that_is_not_modelled_says_so(graph: Graph, text: str) -> None:
    """501, as for every option that would otherwise be dropped."""
    assert graph.refused("GET", f"/groups?$expand={text}")[0] == 501


def test_members_and_casts_take_queries(graph: Graph, seed: dict[str, Any]) -> None:
    """Only with the header and the count."""
    seed["groups"][1]["members"] = [f"user{one}@{DOMAIN}" for one in range(5)]
    graph.tenant = MicrosoftTenant.from_seed(seed)
    base = f"/groups/{graph.group('staff')}/members"
    clause = "$count=true&$filter=startswith(mail,'user3')"
    for path in (base, f"{base}/microsoft.graph.user"):
        assert graph.refused("GET", f"{path}?{clause}")[:2] == UNSUPPORTED
        found = eventual(graph).get(f"{path}?{clause}&$select=mail")
        assert [row["mail"] for row in found["value"]] == [f"user3@{DOMAIN}"]
        assert found["@odata.count"] == 1
    assert graph.ids(f"{base}/microsoft.graph.group") == []
