"""The admin API: looking in, changing things behind clients' backs, the log, faults."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.simulator.core.world import GROUP, Site

MEMBERS = GROUP + "/members"


def admin_call(site: Site, alias: str, **body: Any) -> Any:
    return site.call("POST", f"/simulator/tenants/{alias}/call", body)[1]


def batch(count: int) -> tuple[str, dict[str, str]]:
    """Google's batch of so many member inserts, and its header."""
    parts = [
        f"--b\nContent-Type: application/http\nContent-ID: <x + {n}>\n\nPOST {MEMBERS} HTTP/1.1\n"
        f'Content-Type: application/json\n\n{{"email": "p{n}@family.example"}}\n'
        for n in range(count)
    ]
    return "".join(parts) + "--b--", {"Content-Type": "multipart/mixed; boundary=b"}


def send_batch(site: Site, count: int) -> str:
    """The text of a batch's answer."""
    body, kind = batch(count)
    return site.raw("POST", "/batch", body, site.google() | kind)[1]


def member_count(site: Site) -> str:
    answer = admin_call(site, "north", method="GET", path=GROUP)
    return str(answer["body"]["directMembersCount"])


def test_tenants_are_listed_with_what_they_hold(site: Site) -> None:
    """Alias, vendor, domain, id and counts of each."""
    north, south = site.call("GET", "/simulator/tenants")[1]["tenants"]
    assert (north["vendor"], north["domain"]) == ("google", "north.example")
    assert north["counts"]["users"] == south["counts"]["users"] == 1


def test_a_call_behind_the_back_changes_the_tenant(site: Site) -> None:
    """It has every right, and does not count among the clients' calls."""
    body = {"name": "Персонал"}
    answer = admin_call(site, "north", method="PATCH", path=GROUP, body=body)
    assert (answer["status"], answer["body"]["name"]) == (200, "Персонал")
    listed = admin_call(site, "south", method="GET", path="/v1.0/groups", query={"$top": 5})
    assert listed["status"] == 200
    assert site.call("GET", "/simulator/requests")[1]["requests"] == []
    kept = site.call("GET", "/simulator/requests?origin=admin")[1]["requests"]
    assert [entry["method"] for entry in kept] == ["PATCH", "GET"]


def test_a_reset_brings_the_seed_back(site: Site) -> None:
    """With the same ids as before."""
    before = admin_call(site, "north", method="GET", path=GROUP)
    admin_call(site, "north", method="DELETE", path=GROUP)
    assert site.call("POST", "/simulator/tenants/north/reset")[0] == 204
    assert admin_call(site, "north", method="GET", path=GROUP) == before


def test_the_log_tells_inner_calls_from_http_requests(site: Site) -> None:
    """A batch of three is three calls and one HTTP request."""
    site.call("GET", GROUP, headers=site.google())
    send_batch(site, 3)
    entries = site.call("GET", "/simulator/requests?tenant=north")[1]["requests"]
    assert [entry["status"] for entry in entries] == [200] * 4
    assert [entry["batch"] is None for entry in entries] == [True, False, False, False]
    assert entries[1]["route"] == "admin/directory/v1/groups/{groupKey}/members"
    assert entries[1]["rights"] == ["https://www.googleapis.com/auth/admin.directory.group"]
    total = site.call("GET", "/simulator/requests/summary")[1]["total"]
    assert total == {"calls": 4, "http": 2}


def test_a_fault_takes_the_place_of_calls_as_often_as_asked(site: Site) -> None:
    """Single and inner calls alike; other routes and methods pass."""
    rule = {"method": "POST", "route": "groups/{groupKey}/members$", "times": 3, "do": "status"}
    site.disturb(rule | {"status": 503, "body": {"error": {"code": 503}}})
    status, _ = site.call("POST", MEMBERS, {"email": "a@family.example"}, site.google())
    assert status == 503
    answer = send_batch(site, 3)
    assert (answer.count("HTTP/1.1 503"), answer.count("HTTP/1.1 200")) == (2, 1)
    assert member_count(site) == "1"


@pytest.mark.parametrize(("action", "left"), [("drop-before", "1"), ("drop-after", "2")])
def test_a_lost_connection_may_hide_a_write(site: Site, action: str, left: str) -> None:
    """Dropped before: nothing happened from that call on. Dropped after: all of it did."""
    site.call("POST", MEMBERS, {"email": "first@family.example"}, site.google())
    site.disturb({"method": "POST", "route": "members", "times": 1, "do": action})
    with pytest.raises(ConnectionError):
        site.call("POST", MEMBERS, {"email": "a@family.example"}, site.google())
    assert member_count(site) == left


def test_a_fault_inside_a_batch_loses_the_whole_connection(site: Site) -> None:
    """The writes have taken effect all the same."""
    site.disturb({"method": "POST", "route": "members", "times": 1, "do": "drop-after"})
    with pytest.raises(ConnectionError):
        send_batch(site, 3)
    assert member_count(site) == "3"


def test_a_slow_answer_takes_its_time(site: Site) -> None:
    """A delay is slept before the answer."""
    site.disturb({"method": "GET", "route": "groups", "do": "delay", "seconds": 0.2})
    start = time.monotonic()
    assert site.call("GET", GROUP, headers=site.google())[0] == 200
    assert time.monotonic() - start >= 0.2


def test_a_fault_reaches_into_graphs_batches(site: Site) -> None:
    """The inner call alone fails."""
    site.disturb({"method": "GET", "route": "groups", "do": "status"}, alias="south")
    calls = [{"id": str(n), "method": "GET", "url": f"/{name}"} for n, name in enumerate(NAMES)]
    kind = site.microsoft() | {"Content-Type": "application/json"}
    _, answer = site.call("POST", "/v1.0/$batch", {"requests": calls}, kind)
    assert {one["id"]: one["status"] for one in answer["responses"]} == {"0": 503, "1": 200}


NAMES = ("groups", "users")


def test_lag_hides_a_new_group_from_its_first_reads(site: Site) -> None:
    """404 twice, then it is there."""
    site.disturb(lag=2)
    site.call("POST", "/admin/directory/v1/groups", {"email": "n@north.example"}, site.google())
    path = "/admin/directory/v1/groups/n@north.example"
    statuses = [site.call("GET", path, headers=site.google())[0] for _ in range(3)]
    assert statuses == [404, 404, 200]


WRONG = [
    {"rules": [{"method": "GET", "route": "(", "do": "status"}]},
    {"rules": [{"method": "GET", "route": "x", "do": "explode"}]},
    {"rules": [{"route": "x"}]},
    {"rules": 7},
]


@pytest.mark.parametrize("body", WRONG)
def test_a_rule_that_is_none_is_refused(site: Site, body: dict[str, Any]) -> None:
    """400 with a text, and the old rules stay."""
    status, answer = site.call("POST", "/simulator/tenants/north/faults", body)
    assert (status, set(answer)) == (400, {"error"})


def test_what_is_not_there_is_404(site: Site) -> None:
    """Unknown tenants, admin routes and paths of no vendor."""
    for path in ("/simulator/tenants/west/reset", "/simulator/nothing", "/nothing"):
        assert site.call("POST", path)[0] == 404
