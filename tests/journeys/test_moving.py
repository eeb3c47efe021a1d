"""Journeys of a school whose place changes: another root, another tenant."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, school_of

CLOSING = "school-decommissioned"


def marks(sandbox: SandboxProject, school: str) -> list[str]:
    """Paths of the units that carry a mark in the school's tenant."""
    if school == MICROSOFT:
        units = sandbox.listed(MICROSOFT, "/v1.0/directory/administrativeUnits?$top=999", "value")
        return sorted(
            one["displayName"] for one in units if "plovdiv/" in (one.get("description") or "")
        )
    path = "/admin/directory/v1/customer/my_customer/orgunits?type=all"
    units = sandbox.listed(school, path, "organizationUnits")
    return sorted(
        one["orgUnitPath"] for one in units if "plovdiv/" in (one.get("description") or "")
    )


def move_root(sandbox: SandboxProject, school: str, root: str) -> None:
    """The school's units lie elsewhere from now on."""

    def moved(data: dict[str, Any]) -> None:
        for scope in data["scopes"][school].values():
            scope["orgUnits"] = root

    sandbox.edit(sandbox.municipality, moved)


@pytest.mark.parametrize("school", [GOOGLE, MICROSOFT])
def test_a_root_moves_while_a_unit_is_dropped_and_leaves_no_old_mark(
    sandbox: SandboxProject, school: str
) -> None:
    """In one commit: the units move with their people, and what is dropped loses its mark."""
    move_root(sandbox, school, "/school")
    sandbox.edit(
        sandbox.school(school),
        lambda data: data.setdefault("without", []).append("orgUnits/service"),
    )
    plan = school_of(sandbox.plan(), school)
    told = {(one["action"], one["address"].split("/", 3)[3]) for one in plan["changes"]}
    assert ("forget", "service") in told
    sandbox.apply()
    assert sandbox.changes() == []
    left = marks(sandbox, school)
    assert not [path for path in left if path.strip("/") == "service"]
    assert all(path.strip("/").startswith("school") for path in left)


@pytest.mark.parametrize("old", [GOOGLE, MICROSOFT])
def test_a_school_that_changes_tenant_closes_in_the_old_one(
    sandbox: SandboxProject, old: str
) -> None:
    """By its own line of the plan, guarded; in the new one it goes on as declared."""
    school = sandbox.school(old)
    sandbox.edit(school, lambda data: data.update(tenants={old: "decommission"}))
    sandbox.forget_log()
    plan = school_of(sandbox.plan(), old)
    (refusal,) = [one for one in plan["refusals"] if one["guard"] == CLOSING]
    assert " and 0 licences would be removed" in refusal["text"]
    assert {one["action"] for one in plan["changes"]} == {"delete"}
    assert sandbox.run("apply", "--yes").code == 3
    assert sandbox.writes() == []
    sandbox.apply("--acknowledge", f"{CLOSING}:{old}", "--reason", "another tenant")
    assert sandbox.changes() == []
    told = sandbox.run("plan")
    assert told.code == 0, told.out
