"""Journeys of tenants and kinds that are only observed: told in full, and never written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.journeys.test_behind_our_back import DEEDS, DOMAIN, GRAPH_DEEDS, GROUPS, group_id
from tests.journeys.test_behind_our_back import graph as graph_call
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, school_of

OBSERVED = {GOOGLE: DEEDS, MICROSOFT: GRAPH_DEEDS}
BOTH = ("--school", GOOGLE, "--school", MICROSOFT)


def observe(sandbox: SandboxProject) -> None:
    """Both vendors' schools are only observed."""
    for school in (GOOGLE, MICROSOFT):
        sandbox.edit(
            sandbox.school(school), lambda data: data["tenants"].update({data["id"]: "observe"})
        )


def disturb(sandbox: SandboxProject) -> None:
    """A group renamed, another deleted; settings, members, licences, units, at both vendors."""
    for deeds in OBSERVED.values():
        for deed, _ in deeds:
            deed(sandbox)
    sandbox.call(GOOGLE, "PATCH", f"{GROUPS}/certified@{DOMAIN}", {"name": "Други"})
    sandbox.call(GOOGLE, "DELETE", f"{GROUPS}/class-2037a@{DOMAIN}")
    graph_call(sandbox, "DELETE", f"/groups/{group_id(sandbox, 'class-2037a')}")


def watched(plan: dict[str, Any], school: str) -> list[str]:
    """What is only observed of a school, as 'action kind/key', sorted."""
    found = school_of(plan, school).get("observed", [])
    return sorted(f"{one['action']} {one['address'].split('/', 2)[2]}" for one in found)


def test_what_differs_in_an_observed_tenant_is_told_and_never_written(
    sandbox: SandboxProject,
) -> None:
    """Plan, report and drift name it and end with 2; apply and undo send nothing; both vendors."""
    observe(sandbox)
    assert sandbox.run("plan", *BOTH).code == 0
    disturb(sandbox)
    sandbox.forget_log()
    plan = sandbox.plan()
    for school, deeds in OBSERVED.items():
        told = watched(plan, school)
        expected = [change for _, changes in deeds for change in changes]
        assert set(expected) <= set(told)
        assert "create group/class-2037a" in told
        assert school_of(plan, school)["changes"] == []
    assert "update group/certified" in watched(plan, GOOGLE)
    for words in ("plan", "plan --format md", "report", "drift", "drift --format md"):
        told_text = sandbox.run(*words.split())
        assert told_text.code == 2, words
        assert "2037a" in told_text.out, words
    assert "only observed" in sandbox.run("plan").out
    assert "само се наблюдава" in sandbox.run("plan", "--lang", "bg").out
    applied = sandbox.run("apply", "--yes")
    assert applied.code == 0, applied.err
    assert "Nothing to apply: what differs is only observed" not in applied.err
    sandbox.run("undo", "1", "--yes", "--acknowledge", "school-vanished", "--reason", "x")
    assert [one for one in sandbox.writes() if "oauth" not in one and "token" not in one] == []
    run = json.loads(sandbox.run("history", "--limit", "1", "--format", "json").out)["runs"][0]
    assert {one["state"] for one in run["schools"] if one["school"] in OBSERVED} == {"untouched"}


def test_a_tenant_that_was_never_managed_is_told_as_well(fresh: SandboxProject) -> None:
    """No baseline, no mark: all that would be made or adopted; drift counts it and ends with 2."""
    observe(fresh)
    fresh.forget_log()
    plan = fresh.plan(*BOTH)
    assert len(watched(plan, GOOGLE)) > 10
    assert len(watched(plan, MICROSOFT)) > 10
    told = fresh.run("drift", *BOTH)
    assert told.code == 2
    assert f"{GOOGLE}: " in told.out
    assert fresh.run("apply", "--yes", *BOTH).code == 0
    assert fresh.writes() == []


@pytest.mark.parametrize("where", ["stack", "school", "layout", "municipality"])
def test_one_kind_can_be_only_observed_wherever_it_is_written(
    fresh: SandboxProject, where: str
) -> None:
    """A city takes over groups first and licences last; the strictest of all files wins."""

    def watch(data: dict[str, Any]) -> None:
        if where == "stack":
            for tenant in data["config"]["reconciler:tenants"].values():
                tenant["observe"] = ["licences"]
        else:
            alias = "*" if where != "school" else data["id"]
            data.setdefault("tenants", {})[alias] = {"observe": ["licences"]}

    if where == "school":
        for school in (GOOGLE, MICROSOFT):
            fresh.edit(fresh.school(school), watch)
    else:
        layout = fresh.root / "schools" / "layouts" / "osnovno.yaml"
        files = {"stack": fresh.stack, "municipality": fresh.municipality, "layout": layout}
        fresh.edit(files[where], watch)
    plan = fresh.plan(*BOTH)
    for school in (GOOGLE, MICROSOFT):
        told = watched(plan, school)
        assert told
        assert all(" licence/" in one for one in told)
        written = school_of(plan, school)["changes"]
        assert {one["address"].split("/")[2] for one in written} >= {"group", "orgunit"}
        assert school_of(plan, school)["observing"] == ["licence"]
    fresh.apply(*BOTH)
    assert not [one for one in fresh.writes() if "licens" in one.lower()]
    after = fresh.plan(*BOTH)
    assert all(school_of(after, school)["changes"] == [] for school in OBSERVED)
    assert fresh.run("plan", *BOTH).code == 2
    assert "only observed, not written" in fresh.run("report", *BOTH).out


def test_as_if_manage_shows_the_next_step_and_can_never_be_applied(
    sandbox: SandboxProject,
) -> None:
    """With its guards; its fingerprint and its JSON are no consent."""
    observe(sandbox)
    disturb(sandbox)
    sandbox.forget_log()
    as_if = sandbox.plan("--as-if", "manage")
    for school in OBSERVED:
        assert len(school_of(as_if, school)["changes"]) > 3
        assert watched(as_if, school) == []
    told = sandbox.run("plan", "--as-if", "manage")
    assert "as if everything were managed. It cannot be applied" in told.out
    kept = sandbox.root / "as-if.json"
    assert sandbox.run("plan", "--as-if", "manage", "--out", str(kept)).code == 1
    assert not kept.exists()
    kept.write_text(json.dumps(as_if), "utf-8")
    assert sandbox.run("apply", "--plan", str(kept)).code == 1
    assert sandbox.run("apply", "--expect", as_if["fingerprint"]).code == 3
    assert sandbox.writes() == []


def test_a_tenant_that_no_school_has_is_a_fault_where_modes_are_written(
    still: SandboxProject,
) -> None:
    """A typing error would leave a tenant managed that somebody wanted observed."""
    before = still.municipality.read_text("utf-8")
    still.edit(still.municipality, lambda data: data.update(tenants={"ou-gwo-milev": "observe"}))
    wrong = still.run("validate")
    still.municipality.write_text(before, "utf-8")
    assert wrong.code == 1
    assert "schools/municipality.yaml:" in wrong.err
    assert "ou-gwo-milev" in wrong.err
