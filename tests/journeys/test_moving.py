"""Journeys of a school whose place changes: another root, another tenant."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject, school_of

CLOSING = "school-decommissioned"
WHOLE = {"orgUnits": "/", "addresses": "*", "products": ["plus-staff", "plus-pupils"]}
"""The scope of a school alone in its tenant."""


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


def test_the_same_commit_makes_a_school_in_its_new_tenant(fresh: SandboxProject) -> None:
    """The old tenant's line is guarded, the new one's is not; then OLD is taken out."""
    only = ("--school", GOOGLE)
    tenants: dict[str, Any] = {}

    def without_new(data: dict[str, Any]) -> None:
        tenants.update(data["config"]["reconciler:tenants"])
        del data["config"]["reconciler:tenants"][UNITED]

    fresh.school(UNITED).unlink()
    fresh.edit(fresh.municipality, lambda data: data["scopes"].pop(UNITED))
    fresh.edit(fresh.stack, without_new)
    fresh.apply(*only)
    there = marks(fresh, GOOGLE)

    fresh.edit(fresh.stack, lambda data: data["config"].update({"reconciler:tenants": tenants}))
    both = {GOOGLE: deepcopy(WHOLE), UNITED: deepcopy(WHOLE)}
    fresh.edit(fresh.municipality, lambda data: data["scopes"].update({GOOGLE: both}))
    school = fresh.school(GOOGLE)
    fresh.edit(school, lambda data: data.update(tenants={GOOGLE: "decommission", UNITED: "manage"}))
    refused = fresh.run("apply", "--yes", *only)
    assert refused.code == 3, refused.err
    assert f"{CLOSING}:{GOOGLE}" in refused.out
    assert marks(fresh, GOOGLE) == there
    assert marks(fresh, UNITED) == there
    fresh.apply(*only, "--acknowledge", f"{CLOSING}:{GOOGLE}", "--reason", "another tenant")
    left = set(marks(fresh, GOOGLE))  # units with people in them: nobody is moved by closing
    assert left < set(there)
    assert all(path.startswith(("/pupils", "/staff")) for path in left)
    assert marks(fresh, UNITED) == there
    assert fresh.run("plan", *only).code == 0

    fresh.edit(school, lambda data: data.update(tenants={UNITED: "manage"}))
    fresh.edit(fresh.municipality, lambda data: data["scopes"][GOOGLE].pop(GOOGLE))
    told = fresh.run("plan", *only, "--lang", "en")
    assert told.code == 1
    assert f'no school lives in tenant "{GOOGLE}"\n  drop it from the stack' in told.err
    fresh.edit(fresh.stack, lambda data: data["config"]["reconciler:tenants"].pop(GOOGLE))
    assert fresh.run("plan", *only).code == 0
