"""Delta queries: everything once, then what changed; members in portions; tokens that expire."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reconciler.simulator.microsoft import MicrosoftTenant, journal
from tests.simulator.microsoft.rounds import walked

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

DOMAIN = "su-izgrev.example"
UNITS = "/directory/administrativeUnits"
A3 = "4b590615-0888-425a-a965-b3bf7789848d"
DAY = 24 * 3600


def crowded(graph: Graph, seed: dict[str, Any], members: int) -> None:
    """Make the tenant one with so many users, all of them in the group `staff`."""
    row = seed["users"][5]
    users = [{**row, "address": f"u{one}@{DOMAIN}"} for one in range(members)]
    groups = [{**group, "owners": [], "members": []} for group in seed["groups"]]
    groups[1]["members"] = [user["address"] for user in users]
    graph.tenant = MicrosoftTenant.from_seed(
        {**seed, "users": users, "groups": groups, "licences": []}
    )


@pytest.mark.parametrize("form", ["delta", "delta()", "microsoft.graph.delta()", "DELTA"])
@pytest.mark.parametrize(("base", "count"), [("/users", 31), ("/groups", 3), (UNITS, 2)])
def test_a_first_round_shows_everything(graph: Graph, form: str, base: str, count: int) -> None:
    """In each form of the call; the next round then has nothing."""
    rows, link = walked(graph, f"{base}/{form}?$select=id,displayName")
    assert len({row["id"] for row in rows}) == count
    assert walked(graph, link)[0] == []


def test_a_round_shows_what_changed_since_the_last(graph: Graph) -> None:
    """New, changed and removed objects, each once, with the selection of the first call."""
    _, link = walked(graph, "/users/delta?$select=displayName")
    changed, gone = graph.user(3), graph.user(4)
    for name in ("Едно", "Друго"):
        assert graph.send("PATCH", f"/users/{changed}", {"displayName": name}).status == 204
    assert graph.send("DELETE", f"/users/{gone}").status == 204
    rows, link = walked(graph, link)
    assert rows == [
        {"displayName": "Друго", "id": changed},
        {"id": gone, "@removed": {"reason": "changed"}},
    ]
    assert graph.send("DELETE", f"/directory/deletedItems/{gone}").status == 204
    rows, link = walked(graph, link)
    assert rows == [{"id": gone, "@removed": {"reason": "deleted"}}]
    assert walked(graph, link)[0] == []


def test_a_groups_round_shows_who_came_and_who_went(graph: Graph) -> None:
    """`members@delta`, with the type of each; a deleted user leaves the group as well."""
    staff, teachers = graph.group("staff"), graph.group("teachers")
    rows, link = walked(graph, "/groups/delta")
    whole = {row["id"]: row.get("members@delta", []) for row in rows}
    assert whole[staff] == [{"@odata.type": "#microsoft.graph.user", "id": graph.user(2)}]
    bind = {"members@odata.bind": graph.bind(5, 6)}
    assert graph.send("PATCH", f"/groups/{staff}", bind).status == 204
    assert graph.send("DELETE", f"/groups/{staff}/members/{graph.user(2)}/$ref").status == 204
    deleted = graph.user(1)
    assert graph.send("DELETE", f"/users/{deleted}").status == 204
    seen = {row["id"]: row["members@delta"] for row in walked(graph, link)[0]}
    user = {"@odata.type": "#microsoft.graph.user"}
    removed = {"@removed": {"reason": "deleted"}}
    assert seen[staff] == [
        {**user, "id": graph.user(5)},
        {**user, "id": graph.user(6)},
        {**user, "id": graph.user(2), **removed},
    ]
    assert seen[teachers] == [{**user, "id": deleted, **removed}]


def test_a_selection_decides_whether_members_are_followed(graph: Graph) -> None:
    """With `members` in it they are, without they are not."""
    without, _ = walked(graph, "/groups/delta?$select=displayName")
    assert not any("members@delta" in row for row in without)
    with_members, _ = walked(graph, "/groups/delta?$select=displayName,members")
    assert any("members@delta" in row for row in with_members)
    assert {name for row in with_members for name in row} == {"displayName", "id", "members@delta"}


def test_a_large_group_comes_again_on_the_next_page(graph: Graph, seed: dict[str, Any]) -> None:
    """With other members each time, and all of them in the end."""
    crowded(graph, seed, 1201)
    rows, _ = walked(graph, "/groups/delta")
    staff = graph.group("staff")
    parts = [row["members@delta"] for row in rows if row["id"] == staff]
    assert [len(part) for part in parts] == [500, 500, 201]
    assert len({link["id"] for part in parts for link in part}) == 1201
    assert len({row["id"] for row in rows}) == 3


def test_many_joined_since_come_in_portions_as_well(graph: Graph, seed: dict[str, Any]) -> None:
    """A round of changes is paged like the first one."""
    crowded(graph, seed, 620)
    _, link = walked(graph, "/groups/delta")
    members = graph.ids(f"/groups/{graph.group('staff')}/members?$top=999")
    group = graph.group("everyone")
    graph.tenant.groups[group].mail = None
    for member in members:
        reference = graph.reference(member)
        assert graph.send("POST", f"/groups/{group}/members/$ref", reference).status == 204
    rows, _ = walked(graph, link)
    assert [(row["id"], len(row["members@delta"])) for row in rows] == [(group, 500), (group, 120)]


def test_a_unit_is_followed_with_its_members(graph: Graph) -> None:
    """A removed one can be restored, and then shows its members again."""
    first, second = graph.ids(UNITS)
    _, link = walked(graph, f"{UNITS}/delta")
    reference = graph.reference(graph.user(9))
    assert graph.send("POST", f"{UNITS}/{first}/members/$ref", reference).status == 204
    assert graph.send("DELETE", f"{UNITS}/{second}").status == 204
    (changed, removed), link = walked(graph, link)
    assert [one["id"] for one in changed["members@delta"]] == [graph.user(9)]
    assert removed == {"id": second, "@removed": {"reason": "changed"}}
    assert graph.send("DELETE", f"{UNITS}/{first}").status == 204
    _, link = walked(graph, link)
    assert graph.send("POST", f"/directory/deletedItems/{first}/restore").status == 200
    (restored,) = walked(graph, link)[0]
    assert len(restored["members@delta"]) == 4


def test_licences_of_users_are_changes_of_users(graph: Graph) -> None:
    """Inherited ones, too."""
    _, link = walked(graph, "/users/delta?$select=assignedLicenses")
    order = {"addLicenses": [{"skuId": A3}], "removeLicenses": []}
    group = graph.group("staff")
    assert graph.send("POST", f"/groups/{group}/assignLicense", order).status == 202
    (row,) = walked(graph, link)[0]
    assert (row["id"], row["assignedLicenses"][0]["skuId"]) == (graph.user(2), A3)


def test_what_was_not_selected_is_not_followed(graph: Graph) -> None:
    """A change of another property does not show."""
    _, names = walked(graph, "/users/delta?$select=displayName")
    _, places = walked(graph, "/users/delta?$select=usageLocation")
    _, members = walked(graph, "/groups/delta?$select=members")
    user, group = graph.user(3), graph.group("staff")
    assert graph.send("PATCH", f"/users/{user}", {"usageLocation": None}).status == 204
    assert graph.send("PATCH", f"/groups/{group}", {"description": "Ново"}).status == 204
    assert walked(graph, names)[0] == walked(graph, members)[0] == []
    assert walked(graph, places)[0] == [{"usageLocation": None, "id": user}]


def test_a_caller_can_ask_for_what_changed_alone(graph: Graph) -> None:
    """`Prefer: return=minimal`; without it the whole selection comes, but what was never set."""
    first = "/users/delta?$select=displayName,usageLocation,department"
    rows, link = walked(graph, first)
    user = graph.user(3)
    (before,) = [row for row in rows if row["id"] == user]
    assert set(before) == {"displayName", "usageLocation", "id"}
    assert graph.send("PATCH", f"/users/{user}", {"displayName": "Х"}).status == 204
    assert walked(graph, link)[0] == [{**before, "displayName": "Х"}]
    minimal = graph.with_headers(prefer="return=minimal")
    assert walked(minimal, link)[0] == [{"displayName": "Х", "id": user}]
    assert minimal.send("GET", link).headers["Preference-Applied"] == "return=minimal"


def test_a_caller_can_start_from_now(graph: Graph) -> None:
    """`$deltatoken=latest` gives no objects but the link."""
    body = graph.get("/users/delta?$deltatoken=latest&$select=displayName")
    assert body["value"] == []
    assert graph.send("PATCH", f"/users/{graph.user(3)}", {"displayName": "Х"}).status == 204
    rows, _ = walked(graph, body["@odata.deltaLink"])
    assert rows == [{"displayName": "Х", "id": graph.user(3)}]


def test_some_objects_alone_can_be_followed(graph: Graph) -> None:
    """By up to 50 ids; other filters are refused."""
    ids = [graph.user(3), graph.user(4)]
    clause = " or ".join(f"id eq '{one}'" for one in ids)
    rows, link = walked(graph, f"/users/delta?$filter={clause}")
    assert [row["id"] for row in rows] == ids
    for number in (3, 5):
        change = {"displayName": "Х"}
        assert graph.send("PATCH", f"/users/{graph.user(number)}", change).status == 204
    assert [row["id"] for row in walked(graph, link)[0]] == [graph.user(3)]
    many = " or ".join(["id eq 'x'"] * 51)
    for other in ("displayName eq 'x'", "id eq 'x' and id eq 'y'", many):
        assert graph.refused("GET", f"/users/delta?$filter={other}")[0] == 400


@pytest.mark.parametrize("option", ["$top=5", "$orderby=displayName", "$expand=members"])
def test_delta_takes_no_other_options(graph: Graph, option: str) -> None:
    """They would be dropped in silence."""
    assert graph.refused("GET", f"/groups/delta?{option}")[0] == 501


def test_a_token_expires_after_seven_days(graph: Graph) -> None:
    """410 with the place where to start again; a round that goes on is younger."""
    _, link = walked(graph, "/users/delta")
    graph.tenant.now = 6 * DAY
    _, younger = walked(graph, link)
    graph.tenant.now = 8 * DAY
    expired = graph.send("GET", link)
    assert (expired.status, expired.body["error"]["code"]) == (410, "syncStateNotFound")
    location = expired.headers["Location"]
    assert location == f"{graph.base}/v1.0/users/delta?$deltatoken="
    assert len(walked(graph, location)[0]) == 31
    assert walked(graph, younger)[0] == []


def test_a_token_expires_when_too_much_has_happened(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is bounded, and never skips a change in silence."""
    monkeypatch.setattr(journal, "MOST_CHANGES", 10)
    _, old = walked(graph, "/users/delta")
    _, link = walked(graph, "/users/delta")
    for number in range(25):
        change = {"displayName": f"Х{number}"}
        assert graph.send("PATCH", f"/users/{graph.user(number)}", change).status == 204
        rows, link = walked(graph, link)
        assert [row["displayName"] for row in rows] == [f"Х{number}"]
    assert graph.send("GET", old).status == 410


def test_a_restart_expires_tokens_that_would_miss_changes(graph: Graph) -> None:
    """The journal is not saved: only the token of the very last change goes on."""
    _, old = walked(graph, "/users/delta")
    assert graph.send("PATCH", f"/users/{graph.user(3)}", {"displayName": "Х"}).status == 204
    _, last = walked(graph, "/users/delta")
    graph.tenant = MicrosoftTenant.from_json(json.loads(json.dumps(graph.tenant.to_json())))
    assert graph.send("GET", old).status == 410
    assert walked(graph, last)[0] == []


@pytest.mark.parametrize("token", ["x", "!!", "e30", "bnVsbA", "WzFd", "%C3%BF"])
def test_a_token_that_was_not_given_out_is_refused(graph: Graph, token: str) -> None:
    """A broken link must not read as a first round; nor does another kind's."""
    for name in ("$deltatoken", "$skiptoken"):
        assert graph.refused("GET", f"/users/delta?{name}={token}") == (
            400,
            "Request_BadRequest",
            "Badly formed token.",
        )
    _, link = walked(graph, "/groups/delta")
    assert graph.refused("GET", link.replace("/groups/", "/users/"))[0] == 400
