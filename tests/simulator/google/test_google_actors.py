"""Whom the Reports API names as the actor, and how far behind it is."""

from __future__ import annotations

import json

from reconciler.simulator.exchange import Request
from reconciler.simulator.google import GoogleTenant, handle
from reconciler.simulator.google.state import BEGINNING
from tests.simulator.google.local import plain

ANA = "ana@small.example"
TEACHERS = "teachers@small.example"
DAY = 24 * 3600


def actors(tenant: GoogleTenant) -> list[dict[str, str]]:
    """Who did what is told, the newest first."""
    path = "/admin/reports/v1/activity/users/all/applications/admin"
    return [item["actor"] for item in plain(tenant, "GET", path)[1].get("items", [])]


def rename(tenant: GoogleTenant, name: str, actor: str) -> None:
    """A call of the admin API's, or of whoever a token acts for."""
    path, body = f"/admin/directory/v1/groups/{TEACHERS}", {"name": name}
    content = json.dumps(body).encode()
    head = {"content-type": "application/json"}
    answer = handle(tenant, Request("PATCH", path, {}, head, content, None, "http://x", actor))
    assert answer.status == 200


def test_the_log_names_whom_the_caller_acts_for(tenant: GoogleTenant) -> None:
    """Somebody with an account here, somebody without, and whoever clicks; a restart keeps them."""
    for name, actor in (("А", ANA), ("Б", "robot@elsewhere.example"), ("В", "")):
        rename(tenant, name, actor)
    told = actors(tenant)
    assert [one["email"] for one in told] == [
        "admin@small.example",
        "robot@elsewhere.example",
        ANA,
    ]
    assert ["profileId" in one for one in told] == [True, False, True]
    assert actors(GoogleTenant.from_json(tenant.to_json())) == told


def test_the_last_of_several_administrators_is_at_the_mouse(tenant: GoogleTenant) -> None:
    """Programs are delegated to the first one; without any, the log has no address."""
    last = [user for user in tenant.users.values() if not user.admin][-1]
    last.admin = True
    rename(tenant, "А", "")
    for user in tenant.users.values():
        user.admin = False
    rename(tenant, "Б", "")
    assert actors(tenant)[0] == {"callerType": "KEY", "key": "SYSTEM"}
    assert actors(tenant)[1]["email"] == last.email


def test_the_log_runs_as_far_behind_as_it_is_told_to(tenant: GoogleTenant) -> None:
    """Nothing at first, then all."""
    tenant.now, tenant.log_delay = BEGINNING + DAY, 120.0
    rename(tenant, "А", "")
    assert actors(tenant) == []
    tenant.now += 120
    assert len(actors(tenant)) == 1
