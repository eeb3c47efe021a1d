"""A listing that answers 200 and leaves some out: nothing is lost because of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.one_short import pupil, short
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, school_of, told


def rule(route: str, **more: Any) -> dict[str, Any]:
    """A rule for a read."""
    return {"method": "GET", "route": route, "times": 10_000, **more}


@pytest.mark.parametrize("tenant", [GOOGLE, MICROSOFT])
def test_an_account_listing_one_short_takes_nothing_from_anybody(
    sandbox: SandboxProject, tenant: str
) -> None:
    """Exit 1 with the reason on both outputs, no change, no write; whole again, nothing is left."""
    sandbox.disturb(tenant, short(sandbox, tenant, "users", pupil(sandbox, tenant)))
    sandbox.forget_log()
    plan = sandbox.plan()
    assert school_of(plan, tenant)["changes"] == []
    shown = sandbox.run("plan")
    assert shown.code == 1
    assert f"{tenant}: the listing of accounts lacks one that is there" in shown.err
    drift = sandbox.run("drift", "--school", tenant)
    assert drift.code == 1
    applied = sandbox.run("apply", "--yes")
    assert applied.code == 1
    assert sandbox.writes() == []
    sandbox.disturb(tenant)
    assert sandbox.changes() == []


@pytest.mark.parametrize("tenant", [GOOGLE, MICROSOFT])
def test_it_is_told_in_bulgarian_too(sandbox: SandboxProject, tenant: str) -> None:
    """Whoever reads it."""
    sandbox.disturb(tenant, short(sandbox, tenant, "users", pupil(sandbox, tenant)))
    shown = sandbox.run("plan", "--school", tenant, "--lang", "bg")
    assert shown.code == 1
    assert "в списъка на акаунтите липсва един, който го има" in shown.err


@pytest.mark.parametrize("tenant", [GOOGLE, MICROSOFT])
def test_a_member_who_was_deleted_is_a_finding_and_the_others_go_on(
    sandbox: SandboxProject, tenant: str
) -> None:
    """She stands in no listing, and by id she is gone: nothing is held back because of her."""
    gone = [rule(route, do="status", status=404, body=GONE[tenant]) for route in BY_ID]
    sandbox.disturb(tenant, short(sandbox, tenant, "users", pupil(sandbox, tenant)), *gone)
    plan = sandbox.plan("--school", tenant)
    school = school_of(plan, tenant)
    assert school["unknown"] == []
    assert any(
        "pupils" in finding["subject"]
        for finding in school["findings"]
        if finding["code"] == "stale-references"
    )
    assert "update membership/pupils" in told(plan)
    for language in ("en", "bg"):
        assert sandbox.run("plan", "--school", tenant, "--lang", language).code in (2, 3)


BY_ID = (r"users/\{(userKey|id)\}$", r"directoryObjects/\{id\}$")
GONE: dict[str, Any] = {
    GOOGLE: {"error": {"code": 404, "errors": [{"reason": "notFound"}], "message": "userKey"}},
    MICROSOFT: {"error": {"code": "Request_ResourceNotFound", "message": "x"}},
}


@pytest.mark.parametrize("tenant", [GOOGLE, MICROSOFT])
@pytest.mark.parametrize("listing", ["groups", "units"])
def test_a_listing_without_anything_of_ours_makes_nothing_anew(
    sandbox: SandboxProject, tenant: str, listing: str
) -> None:
    """The ledger knows better: exit 1, nothing is created a second time."""
    # Once: Graph is asked for one by a filter on the same route.
    empty = short(sandbox, tenant, listing) | {"times": 1}
    sandbox.disturb(tenant, empty)
    plan = school_of(sandbox.plan("--school", tenant), tenant)
    assert {change["action"] for change in plan["changes"]} <= {"update"}
    sandbox.disturb(tenant, empty)
    assert sandbox.run("apply", "--yes", "--school", tenant).code == 1
    assert sandbox.changes("--school", tenant) == []


def test_a_tenant_whose_groups_were_all_deleted_is_made_anew(sandbox: SandboxProject) -> None:
    """The ledger's groups are asked for, and are gone: then the listing is right."""
    domain = f"{GOOGLE}.plovdiv.example"
    path = f"/admin/directory/v1/groups?domain={domain}"
    for group in sandbox.listed(GOOGLE, path, "groups"):
        sandbox.call(GOOGLE, "DELETE", f"/admin/directory/v1/groups/{group['id']}")
    changes = sandbox.changes("--school", GOOGLE)
    assert "create group/teachers" in changes


def test_a_listing_that_is_short_after_the_write_has_not_settled(sandbox: SandboxProject) -> None:
    """What was written cannot be seen, and that is no success."""
    sandbox.edit(sandbox.school(GOOGLE), lambda data: data.setdefault("groups", {}).update(CLUB))
    first = rule(r"v1/users$", do="delay", seconds=0.0) | {"times": 1}
    sandbox.disturb(GOOGLE, first, short(sandbox, GOOGLE, "users", pupil(sandbox, GOOGLE)))
    applied = sandbox.run("apply", "--yes", "--school", GOOGLE)
    assert applied.code == 1
    assert "POST admin/directory/v1/groups" in sandbox.writes()
    sandbox.disturb(GOOGLE)
    assert sandbox.changes() == []


CLUB = {"chess": {"name": "Шах", "members": [{"role": "teacher"}]}}
