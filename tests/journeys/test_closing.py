"""Journeys of a school that closes: what goes, by kind, and what its people keep."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.test_behind_our_back import graph, group_id
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, school_of

CLOSING = "school-decommissioned"


def close(sandbox: SandboxProject, school: str, **more: Any) -> dict[str, Any]:
    """The plan once the school's file says that it closes."""
    sandbox.edit(sandbox.school(school), lambda data: data.update(decommission=True, **more))
    return school_of(sandbox.plan(), school)


def kinds(plan: dict[str, Any]) -> set[str]:
    """The kinds that a school's plan changes."""
    return {one["address"].split("/")[2] for one in plan["changes"]}


@pytest.mark.parametrize("school", [GOOGLE, MICROSOFT])
def test_accounts_keep_their_licences_when_a_school_closes(
    sandbox: SandboxProject, school: str
) -> None:
    """The guard counts units, groups and licences apart; what carries a licence stays."""
    plan = close(sandbox, school)
    assert kinds(plan) == {"orgunit", "group"}
    (refusal,) = [one for one in plan["refusals"] if one["guard"] == CLOSING]
    assert refusal["facts"]["licences"] == 0
    assert refusal["facts"]["groups"] == sum("/group/" in c["address"] for c in plan["changes"])
    assert " and 0 licences would be removed" in refusal["text"]
    carried = [one["subject"] for one in plan["findings"] if one["code"] == "carries-licences"]
    assert carried == (["group/licensed-pupils"] if school == MICROSOFT else [])
    bulgarian = sandbox.run("plan", "--school", school, "--lang", "bg").out
    assert "и 0 лиценза" in bulgarian
    sandbox.forget_log()
    sandbox.apply("--acknowledge", f"{CLOSING}:{school}", "--reason", "closed")
    assert not [one for one in sandbox.writes() if "licens" in one.lower()]
    assert sandbox.changes() == []


@pytest.mark.parametrize("school", [GOOGLE, MICROSOFT])
def test_licences_are_taken_back_where_the_file_says_so(
    sandbox: SandboxProject, school: str
) -> None:
    """And are named beside units and groups; a group that carries one stays."""
    plan = close(sandbox, school, allow={"licences": ["prune"]})
    assert kinds(plan) == {"orgunit", "group", "licence"}
    (refusal,) = [one for one in plan["refusals"] if one["guard"] == CLOSING]
    assert refusal["facts"]["licences"] > 0
    carried = {one["subject"] for one in plan["findings"] if one["code"] == "carries-licences"}
    assert carried == ({"group/licensed-pupils"} if school == MICROSOFT else set())
    sandbox.apply("--acknowledge", f"{CLOSING}:{school}", "--reason", "closed")
    assert sandbox.changes() == []


def test_a_group_is_deleted_once_nobody_has_a_licence_through_it(
    sandbox: SandboxProject,
) -> None:
    """Whoever takes the licence off the group by hand has decided."""
    close(sandbox, MICROSOFT, allow={"licences": ["prune"]})
    sandbox.apply("--acknowledge", f"{CLOSING}:{MICROSOFT}", "--reason", "closed")
    skus = sandbox.listed(MICROSOFT, "/v1.0/subscribedSkus", "value")
    sku = next(one["skuId"] for one in skus if "STUDENT" in one["skuPartNumber"])
    body = {"addLicenses": [], "removeLicenses": [sku]}
    group = f"/groups/{group_id(sandbox, 'licensed-pupils')}"
    graph(sandbox, "POST", f"{group}/assignLicense", body)
    assert sandbox.changes() == ["delete group/licensed-pupils"]
    sandbox.apply("--acknowledge", f"{CLOSING}:{MICROSOFT}", "--reason", "closed")
    assert sandbox.changes() == []
