"""Two schools in one tenant: what is done about one of them never touches the other.

On Google the two schools of the repository that share a tenant; on Microsoft two of a new town.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reconciler.project.kit import SHARED, Clouds, Kit
from tests.adoption.strangers_state import whole_state
from tests.journeys.towns import FIRST, SECOND, add_second, build_town
from tests.support.sandbox import SandboxProject, build, copied, school_of, serving, told

NEIGHBOURS = ("nu-petko-rachov-slaveykov", "nu-kliment-ohridski")
"""The first one stays; whoever is in both lists has a place there by the primary organization."""
MARKED = ("org_units", "units", "groups", "deleted")
"""Kinds of a tenant's state that carry a mark."""


@dataclass(frozen=True, slots=True)
class House:
    """A tenant that two schools share, as declared."""

    sandbox: SandboxProject
    tenant: str
    one: str
    other: str
    group: str
    """The key of a group that the layout gives both."""

    def newest_run(self) -> str:
        """Its number."""
        return str(
            json.loads(self.sandbox.run("history", "--format", "json").out)["runs"][0]["run"]
        )

    def beside(self, school: str) -> dict[str, Any]:
        """The whole tenant, but the units and groups that carry a school's mark."""
        state = whole_state(self.sandbox, self.tenant)
        for kind in MARKED:
            things: dict[str, Any] = state.get(kind) or {}
            state[kind] = {
                ident: thing
                for ident, thing in things.items()
                if f"/{school}/" not in json.dumps(thing)
            }
        return state


@pytest.fixture(scope="module", params=["google", "microsoft"])
def settled_house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, tuple[str, str, str, str]]:
    """The folder of two applied schools, at rest: and tenant, schools, group."""
    root = tmp_path_factory.mktemp("shared") / "town"
    if request.param == "google":
        build(root, NEIGHBOURS)
        with serving(root) as sandbox:
            sandbox.apply()
        return root, ("nachalni", *NEIGHBOURS, "teachers")
    root.mkdir()
    build_town(root, Kit.GENERIC, Clouds.MICROSOFT, shared=True)
    with serving(root) as sandbox:
        add_second(sandbox)
    with serving(root) as sandbox:
        sandbox.apply()
    return root, (SHARED, FIRST, SECOND, "{school}-teachers")


@pytest.fixture
def house(settled_house: tuple[Path, tuple[str, str, str, str]], tmp_path: Path) -> Iterator[House]:
    """The same with its simulator."""
    root, facts = settled_house
    with serving(copied(root, tmp_path / "town")) as sandbox:
        yield House(sandbox, *facts)


def rename_group(house: House, school: str, name: str) -> None:
    """Another name for a group, by the school's file."""
    key = house.group.format(school=school)

    def named(data: dict[str, Any]) -> None:
        data.setdefault("groups", {})[key] = {"name": name}

    house.sandbox.edit(house.sandbox.school(school), named)


def by_hand(house: House, school: str, name: str) -> None:
    """The same, by an administrator in the tenant."""
    sandbox = house.sandbox
    prefix = f"{school}-teachers"
    if house.tenant == SHARED:
        groups = sandbox.listed(house.tenant, "/v1.0/groups?$top=999", "value")
        ident = next(g["id"] for g in groups if g["mailNickname"] == prefix)
        sandbox.call(house.tenant, "PATCH", f"/v1.0/groups/{ident}", {"displayName": name})
        return
    path = "/admin/directory/v1/groups"
    groups = sandbox.listed(house.tenant, f"{path}?customer=my_customer", "groups")
    email = next(g["email"] for g in groups if g["email"].startswith(f"{prefix}@"))
    sandbox.call(house.tenant, "PUT", f"{path}/{email}", {"name": name})


def test_a_report_counts_each_school_and_the_tenants_seats_once(house: House) -> None:
    """Both schools are as declared, and what was bought for the tenant is bought once."""
    plan = house.sandbox.plan()
    assert (plan["refusals"], told(plan)) == ([], [])
    assert {(one["school"], one["tenant"]) for one in plan["schools"]} == {
        (house.one, house.tenant),
        (house.other, house.tenant),
    }
    bought = {one["product"]: one["purchased"] for one in plan["seats"]}
    run = house.sandbox.run("report", "--format", "json")
    assert run.code == 0, run.err
    report = json.loads(run.out)
    assert {one["id"] for one in report["schools"]} == {house.one, house.other}
    assert {name: one["bought"] for name, one in report["products"].items()} == bought


def test_when_one_school_closes_nothing_of_the_other_changes(house: House) -> None:
    """Its groups go, its accounts and the whole rest of the tenant stay as they are."""
    before = house.beside(house.other)
    assert house.sandbox.run("school", "close", house.other).code == 0
    plan = house.sandbox.plan()
    assert school_of(plan, house.one)["changes"] == school_of(plan, house.one)["refusals"] == []
    closing = school_of(plan, house.other)
    assert [one["guard"] for one in closing["refusals"]] == ["school-decommissioned"]
    # agreeing to the other school's closing agrees to nothing
    words = ("--acknowledge", f"school-decommissioned:{house.one}", "--reason", "closed")
    assert house.sandbox.run("apply", "--yes", *words).code == 3
    words = ("--acknowledge", f"school-decommissioned:{house.other}", "--reason", "closed")
    run = house.sandbox.run("apply", "--yes", *words)
    assert run.code in (0, 2), run.err
    after = house.beside(house.other)
    assert {kind for kind in before if before[kind] != after[kind]} == set()
    groups = whole_state(house.sandbox, house.tenant)["groups"].values()
    assert [g for g in groups if f"/{house.other}/" in json.dumps(g)] == []
    assert [g for g in groups if f"/{house.one}/" in json.dumps(g)] != []
    assert house.sandbox.run("drift", "--school", house.one).code == 0
    left = house.sandbox.plan("--school", house.one)
    assert (left["refusals"], told(left)) == ([], [])


def test_a_school_gets_another_id_and_the_other_keeps_everything(house: House) -> None:
    """Its unit and addresses are made of its id, also where its scope is a line of its own."""
    before = house.beside(house.other)
    run = house.sandbox.run("school", "rename", house.other, "hill-top")
    assert run.code == 0, run.err
    assert (
        house.other
        not in house.sandbox.school("hill-top").read_text("utf-8").split("previously")[0]
    )
    plan = house.sandbox.plan()
    assert school_of(plan, house.one)["changes"] == school_of(plan, house.one)["refusals"] == []
    renamed = school_of(plan, "hill-top")
    assert {c["action"] for c in renamed["changes"]} == {"update"}, told(plan)
    house.sandbox.apply()
    assert house.sandbox.changes() == []
    after = house.beside("hill-top")
    assert {kind for kind in MARKED if before[kind] != after[kind]} == set()


def test_a_change_by_hand_is_one_schools_drift(house: House) -> None:
    """It is told of that school alone, and an apply of the other leaves it."""
    by_hand(house, house.one, "Somebody's")
    assert house.sandbox.run("drift", "--school", house.other).code == 0
    run = house.sandbox.run("drift", "--lang", "en")
    assert run.code == 2
    assert house.one in run.out
    assert house.other not in run.out
    house.sandbox.apply("--school", house.other)
    assert len(house.sandbox.changes("--school", house.one)) == 1
    before = house.beside(house.one)
    house.sandbox.apply()
    assert house.sandbox.changes() == []
    assert house.beside(house.one) == before


def test_an_undo_puts_one_school_back_and_leaves_the_other(house: House) -> None:
    """One run did both; undone for one school, the other keeps what it got."""
    for school in (house.one, house.other):
        rename_group(house, school, "Everybody who teaches")
    house.sandbox.apply()
    before = house.beside(house.one)
    run = house.sandbox.run("undo", house.newest_run(), "--school", house.one, "--yes")
    assert run.code == 0, f"{run.out}\n{run.err}"
    assert house.beside(house.one) == before
    plan = house.sandbox.plan()
    assert len(school_of(plan, house.one)["changes"]) == 1
    assert school_of(plan, house.other)["changes"] == []


def test_a_comment_is_about_the_school_whose_file_changed(house: House, tmp_path: Path) -> None:
    """And what is refused there leaves the other school free."""
    branch = tmp_path / "branch"
    shutil.copytree(house.sandbox.root, branch, ignore=shutil.ignore_patterns(".sandbox"))
    key = house.group.format(school=house.one)
    proposed = SandboxProject(branch)
    change: dict[str, Any] = {"members": []}
    proposed.edit(
        proposed.school(house.one), lambda data: data.setdefault("groups", {}).update({key: change})
    )
    run = house.sandbox.run("plan", "--head", str(branch), "--format", "md", "--lang", "en")
    assert run.code == 3, run.err
    assert house.one in run.out
    assert house.other not in run.out
    shutil.copy(proposed.school(house.one), house.sandbox.school(house.one))
    rename_group(house, house.other, "Everybody who teaches")
    applied = house.sandbox.run("apply", "--yes", "--lang", "en")
    assert applied.code == 3, applied.err
    plan = house.sandbox.plan()
    assert school_of(plan, house.other)["changes"] == []
    assert [one["guard"] for one in school_of(plan, house.one)["refusals"]] != []
