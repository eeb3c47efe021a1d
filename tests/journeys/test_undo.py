"""A run put back: by the command, on both vendors, as far as nobody came after it."""

from __future__ import annotations

import json
from typing import Any

from tests.support.sandbox import GOOGLE, MICROSOFT, Town

DOMAIN = f"{GOOGLE}.plovdiv.example"
GROUPS = "/admin/directory/v1/groups"
ALL = (
    "members-removed-per-group",
    "members-removed-per-school",
    "members-removed-per-tenant",
    "members-added-per-group",
    "members-added-per-school",
    "members-added-per-tenant",
    "groups-removed-per-school",
    "units-removed-per-school",
    "people-moved-per-school",
    "staff-pupil-crossing",
)
MEANT = ("--reason", "it was a mistake", *(w for name in ALL for w in ("--acknowledge", name)))


def last_run(town: Town) -> dict[str, Any]:
    """The newest run of the ledger."""
    told = json.loads(town.run("history", "--format", "json", "--limit", "1").out)
    found: dict[str, Any] = told["runs"][0]
    return found


def planned(town: Town) -> list[tuple[str, str]]:
    """What a fresh plan would do, in short."""
    plan = town.plan()
    return sorted((c["address"], c["short"]) for s in plan["schools"] for c in s["changes"])


def a_new_club(town: Town) -> None:
    """One group more in the school's file."""
    club = {"name": {"bg": "Клуб"}, "members": [{"role": "teacher"}]}
    town.edit(town.school(GOOGLE), lambda data: data.setdefault("groups", {}).update(club=club))


def undone(town: Town) -> str:
    """Undoes the newest run, and means it; what was said."""
    run = town.run("undo", str(last_run(town)["run"]), "--yes", *MEANT)
    assert run.code == 0, f"{run.out[-3000:]}\n{run.err}"
    return run.out + run.err


def test_an_undone_promotion_is_planned_anew(town: Town) -> None:
    """The whole of a new school year is put back on both vendors, and the plan is as before."""
    town.next_year()
    before = planned(town)
    town.apply(*MEANT)
    undone(town)
    assert planned(town) == before
    assert {one[0].split("/")[1] for one in before} >= {GOOGLE, MICROSOFT}
    assert last_run(town)["kind"] == "undo"


def test_an_undo_says_that_the_manifests_still_want_it(one: Town) -> None:
    """The next apply does it again, so the commit must be reverted."""
    a_new_club(one)
    one.apply()
    told = undone(one)
    assert "revert their commit" in told
    assert one.changes() == ["create group/club", "update membership/club"]


def test_what_changed_since_stays_and_is_listed(one: Town) -> None:
    """The group that the run made has been taken over by hand."""
    a_new_club(one)
    one.apply()
    group = f"{GROUPS}/club@{DOMAIN}"
    body = one.call(GOOGLE, "GET", group)
    one.call(GOOGLE, "DELETE", group)
    one.call(GOOGLE, "POST", GROUPS, {"email": f"club@{DOMAIN}", "name": body["name"]})
    told = undone(one)
    assert "no longer exists" in told
    assert one.call(GOOGLE, "GET", group)["id"] != body["id"]


def test_an_undo_is_refused_by_the_guards_like_any_plan(one: Town) -> None:
    """A first rollout is not taken back by a slip of the hand."""
    run = one.run("undo", "1", "--yes")
    assert run.code == 3
    assert "groups-removed-per-school" in run.out
    assert one.changes() == []


def test_an_undo_can_be_undone(one: Town) -> None:
    """It is a run like any other."""
    a_new_club(one)
    one.apply()
    undone(one)
    undone(one)
    assert one.changes() == []


def test_a_run_that_there_is_not_cannot_be_undone(one: Town) -> None:
    """Nor one of another school."""
    assert one.run("undo", "99", "--yes").code == 1
    assert one.run("undo", "1", "--school", "ou-none", "--yes").code == 1


def test_history_tells_one_run_with_its_reason_and_what_was_acknowledged(one: Town) -> None:
    """Who, why, which guards, and what became of the school."""
    a_new_club(one)
    one.apply("--reason", "the club", "--acknowledge", "groups-created-per-school")
    told = one.run("history", "show", str(last_run(one)["run"]))
    assert told.code == 0
    for fact in ("the club", "groups-created-per-school", "2 applied"):
        assert fact in told.out
