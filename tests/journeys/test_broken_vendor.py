"""A vendor that fails: what is not known loses nothing, and one tenant's trouble is its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.duplicates import assert_no_duplicates
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject

FOR_EVER = 100_000
MEMBERS = "/admin/directory/v1/groups/staff@{0}.plovdiv.example/members"
TOO_FAST: dict[str, Any] = {
    "error": {
        "code": 403,
        "message": "Rate Limit Exceeded",
        "errors": [{"domain": "usageLimits", "reason": "rateLimitExceeded"}],
    }
}


def fault(method: str, route: str, times: int = FOR_EVER, **more: Any) -> dict[str, Any]:
    """A rule for the simulator: a wrong status, unless told otherwise."""
    return {"method": method, "route": route, "times": times, "do": "status", **more}


def stranger(sandbox: SandboxProject, tenant: str) -> None:
    """Somebody who would be removed from a group of ours."""
    body = {"email": "stranger@post.example"}
    sandbox.call(tenant, "POST", MEMBERS.format(tenant), body)


def of(plan: dict[str, Any], school: str) -> dict[str, Any]:
    """One school of a plan."""
    (found,) = [one for one in plan["schools"] if one["school"] == school]
    return dict(found)


@pytest.mark.parametrize(
    ("tenant", "route", "kind"),
    [
        (GOOGLE, r"groups/\{groupKey\}/members$", "membership"),
        (GOOGLE, r"directory/v1/groups$", "group"),
        (GOOGLE, r"orgunits$", "orgunit"),
        (GOOGLE, r"licensing", "licence"),
        (MICROSOFT, r"groups/\{id\}/members$", "membership"),
        (MICROSOFT, r"v1.0/groups$", "group"),
        (MICROSOFT, r"administrativeUnits$", "orgunit"),
        (MICROSOFT, r"subscribedSkus$", "licence"),
    ],
)
def test_a_listing_that_fails_makes_its_kind_unknown_and_removes_nothing(
    settled_sandbox: SandboxProject, tenant: str, route: str, kind: str
) -> None:
    """Nothing of it is changed, and the other tenants' differences are shown as ever."""
    sandbox = settled_sandbox
    sandbox.disturb(tenant, fault("GET", route, status=500))
    plan = sandbox.plan()
    sandbox.disturb(tenant)
    broken = of(plan, tenant)
    unknown = {one["address"].split("/")[2] for one in broken["unknown"]}
    assert kind in unknown
    assert [change for change in broken["changes"] if change["address"].split("/")[2] == kind] == []
    assert {change["action"] for change in broken["changes"]} <= {"update"}
    assert of(plan, UNITED)["changes"] != []
    assert plan["failures"] == []


@pytest.fixture(scope="module")
def settled_sandbox(still: SandboxProject) -> SandboxProject:
    """As declared, but for a stranger in a group of each Google school."""
    for tenant in (GOOGLE, UNITED):
        stranger(still, tenant)
    return still


def test_a_plan_with_unknown_parts_never_says_that_all_is_as_declared(
    settled_sandbox: SandboxProject,
) -> None:
    """What was not seen cannot have converged."""
    rule = fault("GET", r"groups/\{groupKey\}/members$", status=500)
    settled_sandbox.disturb(GOOGLE, rule)
    told = settled_sandbox.run("plan", "--school", GOOGLE)
    settled_sandbox.disturb(GOOGLE)
    assert "as declared." not in told.out


@pytest.mark.parametrize(
    ("tenant", "rule"),
    [
        (GOOGLE, fault("GET", r"directory/v1/users$", status=503)),
        (MICROSOFT, fault("GET", r"v1.0/users$", status=503)),
        (MICROSOFT, fault("GET", r"directoryRoles$", status=403)),
        (GOOGLE, fault("GET", r"directory/v1/users$", do="drop-before")),
        (GOOGLE, fault("GET", r"directory/v1/users$", status=200, body="<html>")),
        (GOOGLE, fault("GET", r"directory/v1/users$", status=200, body={"users": ["anna"]})),
        (MICROSOFT, fault("GET", r"v1.0/users$", status=200, body=None)),
        (MICROSOFT, fault("GET", r"v1.0/users$", status=200, body={"value": [None]})),
    ],
)
def test_a_tenant_without_accounts_fails_by_name_and_the_others_are_planned(
    settled_sandbox: SandboxProject, tenant: str, rule: dict[str, Any]
) -> None:
    """Exit 1, the tenant and its school named; the schools elsewhere have their plans."""
    settled_sandbox.disturb(tenant, rule)
    plan = settled_sandbox.plan()
    told = settled_sandbox.run("plan")
    settled_sandbox.disturb(tenant)
    (failure,) = plan["failures"]
    assert (failure["tenant"], failure["schools"]) == (tenant, [tenant])
    assert tenant in told.out
    assert {school["school"] for school in plan["schools"]} == {GOOGLE, UNITED, MICROSOFT} - {
        tenant
    }
    assert of(plan, UNITED)["changes"] != []


def test_credentials_that_the_vendor_refuses_fail_their_tenant_alone(
    sandbox: SandboxProject,
) -> None:
    """Apply carries the other schools out, and ends with 1."""
    stranger(sandbox, UNITED)

    def misspell(data: dict[str, Any]) -> None:
        tenant = data["config"]["reconciler:tenants"][GOOGLE]
        tenant["credentials"] = {
            "serviceAccount": "../.sandbox/google-service-account.json",
            "subject": "admin@nowhere.example",
        }

    sandbox.edit(sandbox.stack, misspell)
    applied = sandbox.run("apply", "--yes")
    assert applied.code == 1
    assert GOOGLE in applied.out
    assert sandbox.changes("--school", UNITED, "--school", MICROSOFT) == []


@pytest.mark.parametrize("vendor", [GOOGLE, MICROSOFT])
def test_a_vendor_that_asks_to_slow_down_is_asked_again(fresh: SandboxProject, vendor: str) -> None:
    """Rate answers in the middle of reading and writing cost time, and nothing else."""
    body = TOO_FAST if vendor == GOOGLE else {"error": {"code": "TooManyRequests", "message": ""}}
    busy = {"status": 403 if vendor == GOOGLE else 429, "body": body}
    rules = [fault(method, ".", times=7, **busy) for method in ("GET", "POST", "PATCH")]
    fresh.disturb(vendor, *rules, fault("GET", ".", times=3, status=503))
    fresh.apply("--tenant", vendor)
    assert fresh.changes("--tenant", vendor) == []


@pytest.mark.parametrize("vendor", [GOOGLE, MICROSOFT])
def test_an_answer_that_is_lost_after_a_write_is_looked_for(
    fresh: SandboxProject, vendor: str
) -> None:
    """What was done without an answer is not done twice; the second apply leaves nothing."""
    routes = ("groups$", "members", "rgunits|administrativeUnits")
    lost = [fault("POST", route, times=1, do="drop-after") for route in routes]
    fresh.disturb(vendor, *lost)
    first = fresh.run("apply", "--yes", "--tenant", vendor)
    assert first.code == 1
    assert "not known whether it was applied" in first.out
    fresh.apply()
    assert fresh.changes() == []
    assert_no_duplicates(fresh)


def test_writes_that_show_late_are_waited_for(fresh: SandboxProject) -> None:
    """A tenant whose reads lag behind its writes settles within the bounded looks."""
    fresh.disturb(GOOGLE, lag=2)
    fresh.apply("--tenant", GOOGLE)
    fresh.disturb(GOOGLE)
    assert fresh.changes("--tenant", GOOGLE) == []


@pytest.mark.parametrize(
    ("broken", "rule", "kinds"),
    [
        (
            GOOGLE,
            fault("POST", r"directory/v1/groups$", status=200, body="<html>"),
            {"group", "membership"},
        ),
        (
            GOOGLE,
            fault("POST", r"groups/\{groupKey\}/members$", status=200, body=["x"]),
            {"membership"},
        ),
        (
            MICROSOFT,
            fault("PATCH", r"v1.0/groups/\{id\}$", status=201, body={"id": 7}),
            {"group", "membership", "licence"},
        ),
        (
            MICROSOFT,
            fault("POST", r"administrativeUnits$", status=201, body="<html>"),
            {"orgunit", "placement"},
        ),
    ],
)
def test_nonsense_in_the_middle_of_an_apply_is_one_tenants(
    fresh: SandboxProject, broken: str, rule: dict[str, Any], kinds: set[str]
) -> None:
    """Exit 1: what was answered so is unknown, what waits for it not tried, the rest is done.

    Microsoft's school is in an earlier wave, so its failure lets the others wait. The next run
    finishes what is left.
    """
    fresh.disturb(broken, rule)
    run = fresh.run("apply", "--yes")
    fresh.disturb(broken)
    assert run.code == 1
    assert "Traceback" not in run.out + run.err
    assert "the answer is not one that the vendor gives" in run.out
    left = {one["school"]: one["changes"] for one in fresh.plan()["schools"] if one["changes"]}
    assert {one["address"].split("/")[2] for one in left[broken]} == kinds
    assert set(left) == ({GOOGLE, UNITED, MICROSOFT} if broken == MICROSOFT else {GOOGLE})
    fresh.apply()
    assert fresh.changes() == []
    assert_no_duplicates(fresh)
