"""Journeys of leaving a tenant: the marks go, and nothing else does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reconciler.providers.descriptions import split
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

GUARD = ("--acknowledge", "tenant-left", "--reason", "the school leaves the programme")
LISTS = {
    GOOGLE: (
        ("/admin/directory/v1/customer/my_customer/orgunits?type=all", "organizationUnits"),
        ("/admin/directory/v1/groups?customer=my_customer", "groups"),
        ("/admin/directory/v1/users?customer=my_customer", "users"),
    ),
    MICROSOFT: (
        ("/v1.0/directory/administrativeUnits?$top=999", "value"),
        ("/v1.0/groups?$top=999", "value"),
        ("/v1.0/users?$top=999", "value"),
        ("/v1.0/subscribedSkus", "value"),
    ),
}
MOVING = {"etag", "etags", "lastLoginTime", "renewedDateTime"}
"""Fields that any write moves, or that no write of ours has to do with."""


def everything(sandbox: SandboxProject, tenant: str) -> dict[str, Any]:
    """A tenant's things by list and id, with who is in each group and unit."""
    found: dict[str, Any] = {}
    for path, items in LISTS[tenant]:
        for one in sandbox.listed(tenant, path, items):
            ident = one.get("id") or one.get("orgUnitId")
            found[f"{path} {ident}"] = {k: v for k, v in one.items() if k not in MOVING}
            if "description" in one:
                # a mark is a line of its own; what a person wrote stays
                found[f"{path} {ident} label"] = [split(str(one["description"] or ""))[0]]
            if tenant == GOOGLE and "/groups" in path:
                told = sandbox.call(tenant, "GET", f"/groups/v1/groups/{one['email']}?alt=json")
                found[f"{path} {ident} settings"] = {
                    k: v for k, v in told.items() if k not in MOVING | {"description"}
                }
            if "/groups" in path or "administrativeUnits" in path:
                found[f"{path} {ident} members"] = members(sandbox, tenant, path, str(ident))
    if tenant == GOOGLE:
        domain = f"customerId={GOOGLE}.plovdiv.example"
        held = sandbox.listed(tenant, f"{LICENCES}?{domain}", "items")
        found[LICENCES] = sorted(f"{one['userId']} {one['skuId']}" for one in held)
        assert found[LICENCES]
    return found


LICENCES = "/apps/licensing/v1/product/101031/users"


def members(sandbox: SandboxProject, tenant: str, path: str, ident: str) -> list[str]:
    """Ids of who is in a group or unit, sorted."""
    base, rest = path.partition("?")[0], "members"
    listed = sandbox.listed(tenant, f"{base}/{ident}/members", "value" if "v1.0" in base else rest)
    return sorted(one["id"] for one in listed)


def differing(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Names of the fields that are not as before, over all things."""
    assert before.keys() == after.keys()
    found: set[str] = set()
    for name, thing in before.items():
        if isinstance(thing, list):
            assert thing == after[name], name
            continue
        now = after[name]
        found |= {key for key in {*thing, *now} if thing.get(key) != now.get(key)}
    return found


MARKED = {GOOGLE: {"externalIds", "description"}, MICROSOFT: {"description"}}
"""Where marks are kept; what else stands in a description is compared below."""


@pytest.mark.parametrize("tenant", [GOOGLE, MICROSOFT])
def test_after_forget_a_tenant_differs_by_marks_only(sandbox: SandboxProject, tenant: str) -> None:
    """Guarded and acknowledged; an ignored group and a dropped one lose their mark as well."""

    def left_over(data: dict[str, Any]) -> None:
        data["ignore"] = ["groups/teachers"]
        data.setdefault("without", []).append("groups/certified")
        data.get("licences", {}).clear()

    sandbox.edit(sandbox.school(tenant), left_over)
    before = everything(sandbox, tenant)
    sandbox.forget_log()
    refused = sandbox.run("forget", "--tenant", tenant, "--yes")
    assert refused.code == 3
    assert "tenant-left: every mark of" in refused.out
    assert sandbox.writes() == []
    done = sandbox.run("forget", "--tenant", tenant, "--yes", *GUARD)
    assert done.code == 0, f"{done.out}\n{done.err}"
    assert "still declares" in done.err
    after = everything(sandbox, tenant)
    assert differing(before, after) <= MARKED[tenant]
    assert "plovdiv/" not in json.dumps(after, ensure_ascii=False)
    assert "plovdiv/" in json.dumps(before, ensure_ascii=False)
    again = sandbox.run("forget", "--tenant", tenant, "--yes")
    assert again.code == 0, again.out
    others = [one for one in (GOOGLE, MICROSOFT) if one != tenant]
    assert sandbox.changes("--tenant", others[0]) == []


@pytest.mark.parametrize("tenant", [GOOGLE, MICROSOFT])
def test_undo_gives_the_marks_back(sandbox: SandboxProject, tenant: str) -> None:
    """And then everything is as declared, without an apply."""
    before = everything(sandbox, tenant)
    sandbox.run("forget", "--tenant", tenant, "--yes", *GUARD)
    run = json.loads(sandbox.run("history", "--limit", "1", "--format", "json").out)["runs"][0]
    assert (run["kind"], run["state"]) == ("forget", "done")
    undone = sandbox.run("undo", str(run["run"]), "--yes")
    assert undone.code == 0, f"{undone.out}\n{undone.err}"
    assert differing(before, everything(sandbox, tenant)) == set()
    assert sandbox.changes() == []


def test_a_tenant_that_is_only_observed_is_not_left(sandbox: SandboxProject) -> None:
    """To take a mark off is a write."""
    sandbox.edit(sandbox.school(GOOGLE), lambda data: data.update(tenants={GOOGLE: "observe"}))
    sandbox.forget_log()
    told = sandbox.run("forget", "--tenant", GOOGLE, "--yes", *GUARD)
    assert told.code == 2
    assert "only observed" in told.out
    assert sandbox.writes() == []
