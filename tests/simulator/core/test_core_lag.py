"""Replication lag: missing, then stale, then right; on the virtual clock, so nobody waits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.core.batches import send_google
from tests.simulator.core.world import GROUP, Site

GROUPS = "/admin/directory/v1/groups"
NEW = f"{GROUPS}/new@north.example"


@pytest.fixture
def lagging(site: Site) -> Site:
    """Both tenants with groups a minute behind and members ten, on a clock that stands."""
    site.stand()
    for alias in ("north", "south"):
        site.behave(alias, lag={"groups": 60, "members": 600})
    return site


def get(site: Site, path: str) -> tuple[int, Any]:
    return site.call("GET", path, headers=site.google())


def test_a_new_object_is_404_then_stale_then_right(lagging: Site) -> None:
    """Created at 0 s, renamed at 30 s: at 60 s it has its old name, at 90 s its new one."""
    bearer = lagging.google()
    assert (
        lagging.call("POST", GROUPS, {"email": "new@north.example", "name": "A"}, bearer)[0] == 200
    )
    lagging.wait(30)
    assert get(lagging, NEW)[0] == 404
    assert lagging.call("PATCH", NEW, {"name": "B"}, bearer)[1]["name"] == "B"
    lagging.wait(30)
    assert get(lagging, NEW)[1]["name"] == "A"
    lagging.wait(30)
    assert get(lagging, NEW)[1] == lagging.as_admin("north", "GET", NEW)


def test_lists_are_stale_as_well(lagging: Site) -> None:
    """The new group is missing, the deleted one is still there, until the minute is over."""
    bearer = lagging.google()
    listing = f"{GROUPS}?customer=my_customer"
    lagging.call("POST", GROUPS, {"email": "new@north.example"}, bearer)
    assert lagging.call("DELETE", GROUP, headers=bearer)[0] in (200, 204)
    before = [group["email"] for group in get(lagging, listing)[1]["groups"]]
    lagging.wait(60)
    after = [group["email"] for group in get(lagging, listing)[1]["groups"]]
    assert (before, after) == (["staff@north.example"], ["new@north.example"])


def test_each_kind_lags_by_its_own_time(lagging: Site) -> None:
    """The group is there after a minute, its member after ten."""
    member = {"email": "parent@family.example"}
    bearer = lagging.google()
    lagging.call("POST", GROUPS, {"email": "new@north.example"}, bearer)
    answer = send_google(lagging, [("POST", f"{NEW}/members", member)], bearer)
    assert "HTTP/1.1 200" in answer
    lagging.wait(60)
    assert get(lagging, NEW)[1]["directMembersCount"] == "1"
    assert get(lagging, f"{NEW}/members")[0] == 404
    lagging.wait(540)
    assert get(lagging, f"{NEW}/members")[1]["members"][0]["email"] == member["email"]


def test_writes_behind_the_clients_backs_lag_too(lagging: Site) -> None:
    """A copy follows every write, whoever made it."""
    lagging.as_admin("north", "PATCH", GROUP, {"name": "Персонал"})
    assert get(lagging, GROUP)[1]["name"] == "Staff"
    lagging.wait(60)
    assert get(lagging, GROUP)[1]["name"] == "Персонал"


def test_graph_lags_by_the_same_means(lagging: Site) -> None:
    """POST answers at once; GET is 404 for a minute."""
    bearer = lagging.microsoft("writer")
    new = {"displayName": "Екип", "mailNickname": "ekip", "mailEnabled": False}
    made = lagging.call("POST", "/v1.0/groups", new | {"securityEnabled": True}, bearer)[1]
    path = f"/v1.0/groups/{made['id']}"
    assert lagging.call("GET", path, headers=bearer)[0] == 404
    assert len(lagging.call("GET", "/v1.0/groups", headers=bearer)[1]["value"]) == 1
    lagging.wait(60)
    assert lagging.call("GET", path, headers=bearer)[1]["displayName"] == "Екип"


def test_only_a_share_of_the_reads_may_be_late(site: Site) -> None:
    """Reads flap between the old answer and the new one, the same way each time."""
    site.stand()
    histories = []
    for _ in range(2):
        site.call("POST", "/simulator/tenants/north/reset")
        site.behave(lag={"groups": 60, "share": 0.5})
        site.call("PATCH", GROUP, {"name": "B"}, site.google())
        histories.append([get(site, GROUP)[1]["name"] for _ in range(20)])
    assert histories[0] == histories[1]
    assert set(histories[0]) == {"Staff", "B"}
