"""Named behaviours that befall calls on their way: in batches, side by side, at a day's end."""

from __future__ import annotations

import re
from typing import Any

from tests.simulator.core.batches import Step, send_google, send_graph
from tests.simulator.core.world import GROUP, Site

MEMBERS = f"{GROUP}/members"
LICENCES = "/apps/licensing/v1/product/101031/users?customerId=C0north"
NOBODY = "00000000-0000-0000-0000-000000000000"


def google(site: Site, steps: list[Step]) -> list[int]:
    """The statuses inside a Google batch."""
    text = send_google(site, steps, site.google())
    return [int(one) for one in re.findall(r"HTTP/1.1 (\d+)", text)]


def test_a_call_in_a_batch_is_unauthorised_once(site: Site) -> None:
    """401 inside the batch alone; the same call again goes through, alone or not."""
    site.behave(behaviours={"unauthorised-in-batch": {"share": 1}})
    assert site.call("GET", GROUP, headers=site.google())[0] == 200
    steps: list[Step] = [("GET", GROUP, None), ("GET", MEMBERS, None)]
    assert google(site, steps) == [401, 401]
    assert google(site, steps) == [200, 200]


def test_a_share_of_the_calls_is_met_and_the_same_ones_each_time(site: Site) -> None:
    """By the seed, whatever the order."""
    steps: list[Step] = [("GET", f"{GROUP}?fields=etag,{n}", None) for n in range(60)]
    found = []
    for order in (steps, steps[::-1]):
        site.behave(behaviours={"unauthorised-in-batch": {"share": 0.3}})
        statuses = google(site, order)
        found.append(
            {step[1] for step, status in zip(order, statuses, strict=True) if status == 401}
        )
    assert found[0] == found[1]
    assert 5 < len(found[0]) < 35


def test_changes_of_members_conflict_once(site: Site) -> None:
    """Two people are two calls, although the path is one; reads do not conflict."""
    site.behave(behaviours={"conflicting-requests": {"share": 1}})
    bearer = site.google()
    tried = []
    for name in ("a", "a", "b", "b"):
        body = {"email": f"{name}@family.example", "role": "MEMBER"}
        tried.append(site.call("POST", MEMBERS, body, bearer)[0])
    assert tried == [409, 200, 409, 200]
    assert site.call("GET", MEMBERS, headers=bearer)[0] == 200


def test_licensing_has_so_many_calls_a_day(site: Site) -> None:
    """Then it says 'Queries per day' until the next day of the clock."""
    site.stand()
    site.behave(behaviours={"licence-day-spent": {"calls": 2}})
    bearer = site.google("apps.licensing", "admin.directory.group")
    answers = [site.call("GET", LICENCES, headers=bearer) for _ in range(3)]
    assert [status for status, _ in answers] == [200, 200, 403]
    error = answers[2][1]["error"]
    assert error["errors"][0]["reason"] == "quotaExceeded"
    assert "Queries per day" in error["message"]
    assert site.call("GET", GROUP, headers=bearer)[0] == 200
    site.wait(86_400)
    fresh = site.google("apps.licensing")
    assert site.call("GET", LICENCES, headers=fresh)[0] == 200


def test_a_change_of_a_directory_object_is_concurrent_once(site: Site) -> None:
    """409 Directory_ConcurrencyViolation, and the change has not happened; then it does."""
    site.behave("south", behaviours={"concurrency-violation": {"share": 1}})
    bearer = site.microsoft("writer")
    group = site.call("GET", "/v1.0/groups", headers=bearer)[1]["value"][0]["id"]
    change = {"description": "нова"}
    status, answer = site.call("PATCH", f"/v1.0/groups/{group}", change, bearer)
    assert (status, answer["error"]["code"]) == (409, "Directory_ConcurrencyViolation")
    shown = site.call("GET", f"/v1.0/groups/{group}", headers=bearer)[1]
    assert shown["description"] is None
    assert site.call("PATCH", f"/v1.0/groups/{group}", change, bearer)[0] == 204


def test_licences_of_one_user_are_given_one_by_one(site: Site) -> None:
    """Side by side in a batch all but the first are 409; one after the other they are not."""
    site.behave("south", behaviours={"one-assign-a-user": True})
    bearer = site.microsoft("writer")
    user = site.call("GET", "/v1.0/users", headers=bearer)[1]["value"][0]["id"]
    nothing: dict[str, Any] = {"addLicenses": [], "removeLicenses": []}
    step: Step = ("POST", f"/users/{user}/assignLicense", nothing)
    other: Step = ("POST", f"/users/{NOBODY}/assignLicense", nothing)
    statuses = [one["status"] for one in send_graph(site, [step, step, other], bearer)]
    assert statuses == [200, 409, 404]
    requests = [
        {"id": str(n), "method": "POST", "url": step[1], "body": nothing}
        | {"headers": {"Content-Type": "application/json"}}
        | ({"dependsOn": [str(n - 1)]} if n else {})
        for n in range(3)
    ]
    headers = bearer | {"Content-Type": "application/json"}
    answer = site.call("POST", "/v1.0/$batch", {"requests": requests}, headers)[1]
    assert [one["status"] for one in answer["responses"]] == [200, 200, 200]
