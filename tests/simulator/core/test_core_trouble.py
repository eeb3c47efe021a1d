"""What may go wrong by chance, told beforehand by the seed."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.simulator.core.batches import Step, send_google, send_graph
from tests.simulator.core.world import GROUP, Site

GROUPS = "/admin/directory/v1/groups"
LIST = f"{GROUPS}?customer=my_customer&maxResults=1"


def statuses(site: Site, count: int) -> list[int]:
    """Statuses of so many reads of one group."""
    bearer = site.google()
    return [site.call("GET", GROUP, headers=bearer)[0] for _ in range(count)]


def test_the_same_seed_gives_the_same_history(site: Site) -> None:
    """A behaviour that begins anew repeats itself, call by call."""
    site.behave(errors={"share": 0.4})
    first = statuses(site, 40)
    assert {200, 503} <= set(first) <= {200, 500, 502, 503, 504}
    site.behave(errors={"share": 0.4})
    assert statuses(site, 40) == first


def test_another_seed_gives_another_history(site: Site) -> None:
    """The seed is the scenario's."""
    histories = []
    for seed in ("a", "b", "a"):
        body = {"seed": seed, "tenants": {"*": {"errors": {"share": 0.5}}}}
        assert site.call("PUT", "/simulator/scenario", body)[0] == 204
        histories.append(statuses(site, 40))
    site.call("PUT", "/simulator/scenario", {})
    assert histories[0] == histories[2] != histories[1]


def test_the_order_of_different_calls_changes_nothing(site: Site) -> None:
    """Concurrent clients meet the same fate however their calls interleave."""
    bearer = site.google()
    paths = [GROUP, LIST, GROUP + "/members"]
    seen = []
    for order in (paths, paths[::-1]):
        site.behave(errors={"share": 0.5})
        fates = [(path, site.call("GET", path, headers=bearer)[0]) for path in order * 5]
        seen.append(sorted(fates))
    assert seen[0] == seen[1]


def test_errors_have_the_vendors_shape_in_batches_too(site: Site) -> None:
    """503 for single calls and for each inner one."""
    for alias in ("north", "south"):
        site.behave(alias, errors={"share": 1, "statuses": [503]})
    body = site.call("GET", GROUP, headers=site.google())[1]
    assert body["error"]["errors"][0]["reason"] == "backendError"
    assert send_google(site, [("GET", GROUP, None)] * 2, site.google()).count(" 503 ") == 2
    answers = send_graph(site, [("GET", "/groups", None)], site.microsoft())
    assert (answers[0]["status"], answers[0]["body"]["error"]["code"]) == (
        503,
        "ServiceUnavailable",
    )


@pytest.mark.parametrize(("took_effect", "name"), [(0, "Staff"), (1, "Персонал")])
def test_a_5xx_may_hide_a_write_that_took_effect(site: Site, took_effect: float, name: str) -> None:
    """The client cannot tell; the tenant can."""
    site.behave(errors={"share": 1, "took_effect": took_effect})
    status, _ = site.call("PATCH", GROUP, {"name": "Персонал"}, site.google())
    assert status >= 500
    assert site.as_admin("north", "GET", GROUP)["name"] == name


@pytest.mark.parametrize(("when", "name"), [("before", "Staff"), ("after", "Персонал")])
def test_a_connection_is_lost_before_or_after_the_write(site: Site, when: str, name: str) -> None:
    """Either way there is no answer."""
    site.behave(drops={when: 1})
    with pytest.raises(ConnectionError):
        site.call("PATCH", GROUP, {"name": "Персонал"}, site.google())
    assert site.as_admin("north", "GET", GROUP)["name"] == name


def test_a_lost_batch_is_lost_as_one_request(site: Site) -> None:
    """Half the requests are dropped, so of ten batches of twenty some come through whole."""
    site.behave(drops={"after": 0.5})
    steps: list[Step] = [("GET", GROUP, None)] * 20
    seen = []
    for _ in range(10):
        try:
            seen.append(send_google(site, steps, site.google()).count("HTTP/1.1 200"))
        except ConnectionError:
            seen.append(0)
    assert set(seen) == {0, 20}


def test_a_page_in_the_middle_fails_after_the_first_came(site: Site) -> None:
    """The second page of a listing is 503 once; a new try gets it."""
    for n in range(3):
        site.as_admin("north", "POST", GROUPS, {"email": f"g{n}@north.example"})
    site.behave(pages={"page": 3, "route": "groups$"})
    bearer = site.google()
    seen, token = [], ""
    for _ in range(5):
        status, body = site.call("GET", f"{LIST}{token}", headers=bearer)
        seen.append(status)
        if status == 200:
            token = f"&pageToken={body.get('nextPageToken', '')}"
    assert seen == [200, 200, 503, 200, 200]


def test_a_token_ends_in_the_middle_of_a_run(site: Site) -> None:
    """After two requests the bearer is 401; a new one is good again, for two."""
    site.behave(tokens={"requests": 2})
    bearer = site.google()
    assert [site.call("GET", GROUP, headers=bearer)[0] for _ in range(3)] == [200, 200, 401]
    site.wait(1)
    assert site.call("GET", GROUP, headers=site.google())[0] == 200


def test_a_token_ends_with_its_hour_on_the_clock(site: Site) -> None:
    """Nobody waits: the clock is moved on; whoever asks then gets a good one."""
    bearer = site.google()
    site.wait(3700)
    assert site.call("GET", GROUP, headers=bearer)[0] == 401
    assert site.call("GET", GROUP, headers=site.google())[0] == 200
    site.behave("south", tokens={"seconds": 60})
    graph = site.microsoft()
    assert site.call("GET", "/v1.0/groups", headers=graph)[0] == 200
    site.wait(60)
    status, body = site.call("GET", "/v1.0/groups", headers=graph)
    assert (status, body["error"]["code"]) == (401, "InvalidAuthenticationToken")


def test_a_second_administrator_writes_in_between(site: Site) -> None:
    """Every third call, in the order given, with every right, and not counted as a client's."""
    call: dict[str, Any] = {"method": "PATCH", "path": GROUP}
    names = [call | {"body": {"name": name}} for name in ("A", "B")]
    site.behave(second_admin={"every": 3, "calls": names})
    bearer = site.google()
    seen = [site.call("GET", GROUP, headers=bearer)[1]["name"] for _ in range(8)]
    assert seen == ["Staff"] * 3 + ["A"] * 3 + ["B"] * 2
    kept = site.call("GET", "/simulator/requests?origin=admin")[1]["requests"]
    assert [entry["method"] for entry in kept if entry["path"] == GROUP] == ["PATCH", "PATCH"]


@pytest.mark.parametrize("alias", ["north", "south"])
def test_a_second_administrator_can_make_changes_up(site: Site, alias: str) -> None:
    """By the seed: the same again after a reset, and the vendor takes nearly all of them."""
    histories = []
    path, bearer = (
        (GROUP, site.google()) if alias == "north" else ("/v1.0/groups", site.microsoft())
    )
    for _ in range(2):
        site.call("POST", f"/simulator/tenants/{alias}/reset")
        site.call("DELETE", "/simulator/requests")
        site.behave(alias, second_admin={"every": 1})
        for _ in range(12):
            site.call("GET", path, headers=bearer)
        entries = site.call("GET", "/simulator/requests?origin=admin")[1]["requests"]
        histories.append([(one["method"], one["path"], one["status"]) for one in entries])
    assert histories[0] == histories[1]
    assert len(histories[0]) == 12
    assert sum(status < 300 for _, _, status in histories[0]) > 6


def test_seats_run_out(site: Site) -> None:
    """With one seat left the second assignment is told so."""
    for n in range(2):
        user: dict[str, Any] = {"primaryEmail": f"u{n}@north.example", "password": "long enough"}
        user |= {"name": {"givenName": "У", "familyName": str(n)}}
        site.as_admin("north", "POST", "/admin/directory/v1/users", user)
    site.behave(seats={"1010310009": {"left": 1}})
    path = "/apps/licensing/v1/product/101031/sku/1010310009/user"
    bearer = site.google("apps.licensing")
    answers = [site.call("POST", path, {"userId": f"u{n}@north.example"}, bearer) for n in (0, 1)]
    assert [status for status, _ in answers] == [200, 412]
    assert "enough available licenses" in answers[1][1]["error"]["message"]


def test_slow_answers_are_a_share(site: Site) -> None:
    """With a share of 1 each read takes its time, with 0 none does; in real time."""
    took = []
    for share in (1, 0):
        site.behave(slow={"share": share, "seconds": 0.4})
        start = time.monotonic()
        assert statuses(site, 2) == [200, 200]
        took.append(time.monotonic() - start)
    assert took[0] >= 0.8 > took[1]


def test_a_page_token_ends_with_so_many_writes(site: Site) -> None:
    """Google then wants the listing begun anew."""
    for n in range(3):
        site.as_admin("north", "POST", GROUPS, {"email": f"g{n}@north.example"})
    site.behave(page_tokens={"writes": 2})
    bearer = site.google()
    token = site.call("GET", LIST, headers=bearer)[1]["nextPageToken"]
    following = f"{LIST}&pageToken={token}"
    assert site.call("GET", following, headers=bearer)[0] == 200
    for name in ("A", "B", "C"):
        site.as_admin("north", "PATCH", GROUP, {"name": name})
    assert site.call("GET", following, headers=bearer)[0] == 400


def test_a_groups_licences_reach_its_members_some_reads_later(site: Site) -> None:
    """Graph answers 202 at once and works on."""
    site.behave("south", group_licences={"reads": 2}, seats={"M365EDU_A3_FACULTY": 5})
    sku = site.as_admin("south", "GET", "/v1.0/subscribedSkus")["value"][0]["skuId"]
    kind = {"mailNickname": "l", "mailEnabled": False, "securityEnabled": True}
    user = site.as_admin("south", "GET", "/v1.0/users")["value"][0]["id"]
    link = f"https://graph.microsoft.com/v1.0/users/{user}"
    new = {"displayName": "Л", "members@odata.bind": [link]} | kind
    group = site.as_admin("south", "POST", "/v1.0/groups", new)["id"]
    wanted = {"addLicenses": [{"skuId": sku, "disabledPlans": []}], "removeLicenses": []}
    site.as_admin("south", "POST", f"/v1.0/groups/{group}/assignLicense", wanted)
    path = f"/v1.0/users/{user}?$select=assignedLicenses"
    held = [len(site.as_admin("south", "GET", path)["assignedLicenses"]) for _ in range(4)]
    assert held[0] == 0
    assert held[-1] == 1


def test_delta_and_page_tokens_age_with_the_clock(site: Site) -> None:
    """Graph keeps a delta token for seven days, Google a page token for three."""
    site.as_admin("north", "POST", GROUPS, {"email": "g@north.example"})
    page = site.call("GET", LIST, headers=site.google())[1]["nextPageToken"]
    link = site.call("GET", "/v1.0/users/delta", headers=site.microsoft())[1]["@odata.deltaLink"]
    delta = link.removeprefix(site.base)
    for days, statuses in ((2, (200, 200)), (2, (400, 200)), (4, (400, 410))):
        site.wait(days * 86_400)
        google = site.call("GET", f"{LIST}&pageToken={page}", headers=site.google())[0]
        assert (google, site.call("GET", delta, headers=site.microsoft())[0]) == statuses


def test_a_second_administrator_rests_where_nobody_is(site: Site) -> None:
    """Neither without users nor without groups is there anything to make up."""
    for path in ("/v1.0/users", "/v1.0/groups"):
        site.behave("south", second_admin={"every": 1})
        for thing in site.as_admin("south", "GET", path)["value"]:
            site.as_admin("south", "DELETE", f"{path}/{thing['id']}")
        bearer = site.microsoft()
        seen = {site.call("GET", "/v1.0/groups", headers=bearer)[0] for _ in range(9)}
        assert seen == {200}
