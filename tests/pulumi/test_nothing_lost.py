"""What must not be lost, on the real engine: ignored things, licences that are switched, memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_edits import prune_and_ignore
from tests.journeys.test_guards import leave
from tests.pulumi.engine import Engine
from tests.pulumi.stack import Front, Run, fronting
from tests.support.sandbox import GOOGLE, SandboxProject, copied, serving

GROUPS = "/admin/directory/v1/groups"
CERTIFIED = f"{GROUPS}/certified@{GOOGLE}.plovdiv.example"
PRUNE = {"licences": ["create", "update", "adopt", "prune"]}
STAFF, PUPILS = "1010310009", "1010310010"


def test_a_group_that_is_renamed_into_an_ignored_address_is_kept(front: Front) -> None:
    """No update, also where groups may be deleted; and once nothing is ignored, it is renamed."""
    before = front.sandbox.call(GOOGLE, "GET", CERTIFIED)
    front.sandbox.edit(front.sandbox.school(GOOGLE), prune_and_ignore)
    front.sandbox.forget_log()
    for run in (front.preview(), front.up()):
        assert run.ok, run.text
        assert run.steps == ()
    assert front.sandbox.writes() == []
    assert front.sandbox.call(GOOGLE, "GET", CERTIFIED)["id"] == before["id"]
    front.sandbox.edit(front.sandbox.school(GOOGLE), lambda school: school.pop("ignore"))
    run = front.up()
    assert run.ok, run.text
    assert run.steps == (("update", GOOGLE),)
    renamed = CERTIFIED.replace("certified", "badges")
    assert front.sandbox.call(GOOGLE, "GET", renamed)["id"] == before["id"]
    assert front.sandbox.changes() == []


@pytest.fixture
def two_editions(engine: Engine, seeded: Path, tmp_path: Path) -> Iterator[Front]:
    """A school that bought seats of the pupils' edition, too; rolled out."""
    root = copied(seeded, tmp_path / "town")
    seed = root / ".sandbox" / "tenants" / f"{GOOGLE}.json"
    tenant = json.loads(seed.read_text("utf-8"))
    tenant["seats"][PUPILS] = 200
    seed.write_text(json.dumps(tenant, ensure_ascii=False), "utf-8")
    with serving(root) as sandbox, fronting(engine, sandbox, tmp_path / "home") as front:
        run = front.up()
        assert run.ok, run.text
        yield front


def test_a_licence_is_switched_and_nobody_is_without_one(two_editions: Front) -> None:
    """One request for each holder, none of which only takes."""
    front = two_editions
    had = without_strangers(front)
    front.sandbox.edit(front.sandbox.school(GOOGLE), switched)
    front.configure(acknowledge="licences-swapped-per-school", reason="another contract")
    front.sandbox.forget_log()
    run = front.up()
    assert run.ok, run.text
    assert run.steps == (("update", GOOGLE),)
    switched_to = holders(front.sandbox, PUPILS)
    assert switched_to
    assert holders(front.sandbox, STAFF) == had - switched_to
    calls = [one for one in front.sandbox.log(GOOGLE) if "licensing" in one["route"]]
    assert {one["method"] for one in calls} == {"GET", "PATCH"}
    assert front.sandbox.changes() == []


def test_a_licence_that_cannot_be_switched_is_kept(front: Front) -> None:
    """The vendor has no seat of the other one: the update fails, and nobody lost anything."""
    had = without_strangers(front)
    front.sandbox.edit(front.sandbox.school(GOOGLE), switched)
    front.configure(acknowledge="licences-swapped-per-school", reason="another contract")
    run = front.up()
    assert not run.ok
    assert "no seat of this licence is left" in run.text
    assert holders(front.sandbox, STAFF) == had


def test_pupils_who_leave_a_few_at_a_time_are_refused_like_many_at_once(front: Front) -> None:
    """Each update passes alone; together they are over the limit, and nothing is written."""
    passed = 0
    while (run := left_two(front)).ok:
        passed += 1
        assert passed < 6
    assert passed > 0
    assert "members-removed-per-group" in run.text
    assert "of them left" in run.text
    assert front.sandbox.writes() == []


def left_two(front: Front) -> Run:
    """An update after two more pupils of a class left."""
    leave(front.sandbox, GOOGLE, 2)
    front.sandbox.forget_log()
    return front.up()


def switched(school: dict[str, Any]) -> None:
    """Whoever has the staff's edition is to have the pupils' one, which is of the same product."""
    audience = [{"role": "principal"}, {"role": "teacher", "certified": True}]
    school["licences"] = {"plus-staff": {"for": []}, "plus-pupils": {"for": audience}}
    school["allow"] = PRUNE


def without_strangers(front: Front) -> set[str]:
    """Who has the staff's edition once it was taken from whom it is not for."""
    school = front.sandbox.school(GOOGLE)
    front.sandbox.edit(school, lambda data: data.update(allow=PRUNE))
    run = front.up()
    assert run.ok, run.text
    return holders(front.sandbox, STAFF)


def holders(sandbox: SandboxProject, sku: str) -> set[str]:
    """Who holds a licence of the tenant."""
    path = f"/apps/licensing/v1/product/101031/sku/{sku}/users?customerId={GOOGLE}.plovdiv.example"
    return {one["userId"] for one in sandbox.listed(GOOGLE, path, "items")}
