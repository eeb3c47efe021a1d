"""A run put back: by the command, on both vendors, as far as nobody came after it."""

from __future__ import annotations

import json
from typing import Any

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

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
    "licences-removed-per-school",
)
MEANT = ("--reason", "it was a mistake", *(w for name in ALL for w in ("--acknowledge", name)))


def last_run(sandbox: SandboxProject) -> dict[str, Any]:
    """The newest run of the ledger."""
    told = json.loads(sandbox.run("history", "--format", "json", "--limit", "1").out)
    found: dict[str, Any] = told["runs"][0]
    return found


def planned(sandbox: SandboxProject) -> list[tuple[str, str]]:
    """What a fresh plan would do, in short."""
    plan = sandbox.plan()
    return sorted((c["address"], c["short"]) for s in plan["schools"] for c in s["changes"])


def a_new_club(sandbox: SandboxProject) -> None:
    """One group more in the school's file."""
    club = {"name": "Клуб", "members": [{"role": "teacher"}]}
    sandbox.edit(
        sandbox.school(GOOGLE), lambda data: data.setdefault("groups", {}).update(club=club)
    )


def undone(sandbox: SandboxProject) -> str:
    """Undoes the newest run, and means it; what was said."""
    run = sandbox.run("undo", str(last_run(sandbox)["run"]), "--yes", *MEANT)
    assert run.code == 0, f"{run.out[-3000:]}\n{run.err}"
    return run.out + run.err


def test_an_undone_promotion_is_planned_anew(sandbox: SandboxProject) -> None:
    """The whole of a new school year is put back on both vendors, and the plan is as before."""
    sandbox.next_year()
    before = planned(sandbox)
    sandbox.apply(*MEANT)
    undone(sandbox)
    assert planned(sandbox) == before
    assert {one[0].split("/")[1] for one in before} >= {GOOGLE, MICROSOFT}
    assert last_run(sandbox)["kind"] == "undo"


def test_an_undo_says_that_the_manifests_still_want_it(one_school: SandboxProject) -> None:
    """The next apply does it again, so the commit must be reverted."""
    a_new_club(one_school)
    one_school.apply()
    told = undone(one_school)
    assert "revert their commit" in told
    assert one_school.changes() == ["create group/club", "update membership/club"]


def test_what_changed_since_stays_and_is_listed(one_school: SandboxProject) -> None:
    """The group that the run made has been taken over by hand."""
    a_new_club(one_school)
    one_school.apply()
    group = f"{GROUPS}/club@{DOMAIN}"
    body = one_school.call(GOOGLE, "GET", group)
    one_school.call(GOOGLE, "DELETE", group)
    one_school.call(GOOGLE, "POST", GROUPS, {"email": f"club@{DOMAIN}", "name": body["name"]})
    told = undone(one_school)
    assert "no longer exists" in told
    assert one_school.call(GOOGLE, "GET", group)["id"] != body["id"]


def test_an_undo_is_refused_by_the_guards_like_any_plan(one_school: SandboxProject) -> None:
    """A first rollout is not taken back by a slip of the hand."""
    run = one_school.run("undo", "1", "--yes")
    assert run.code == 3
    assert "groups-removed-per-school" in run.out
    assert one_school.changes() == []


def test_an_undo_can_be_undone(one_school: SandboxProject) -> None:
    """It is a run like any other."""
    a_new_club(one_school)
    one_school.apply()
    undone(one_school)
    undone(one_school)
    assert one_school.changes() == []


def test_a_run_that_there_is_not_cannot_be_undone(one_school: SandboxProject) -> None:
    """Nor one of another school."""
    assert one_school.run("undo", "99", "--yes").code == 1
    assert one_school.run("undo", "1", "--school", "ou-none", "--yes").code == 1


def test_history_tells_one_run_with_its_reason_and_what_was_acknowledged(
    one_school: SandboxProject,
) -> None:
    """Who, why, which guards, and what became of the school."""
    a_new_club(one_school)
    one_school.apply("--reason", "the club", "--acknowledge", "groups-created-per-school")
    told = one_school.run("history", "show", str(last_run(one_school)["run"]))
    assert told.code == 0
    for fact in ("the club", "groups-created-per-school", "2 applied"):
        assert fact in told.out


def test_what_letting_go_writes_back_is_shown(sandbox: SandboxProject) -> None:
    """A group that is opened to everybody again does not just "stay at the vendor"."""
    club, domain = "/admin/directory/v1/groups", f"{GOOGLE}.plovdiv.example"
    sandbox.call(GOOGLE, "POST", club, {"email": f"club@{domain}", "name": "Стар"})
    settings = {"post": "members", "join": "invited", "seeMembers": "members", "outsiders": False}
    declared = {"name": "Клуб", "owners": [{"role": "principal"}], "members": [{"role": "staff"}]}
    sandbox.edit(
        sandbox.school(GOOGLE),
        lambda data: data.setdefault("groups", {}).update(club=declared | {"settings": settings}),
    )
    sandbox.apply("--school", GOOGLE)
    number = json.loads(sandbox.run("history", "--format", "json").out)["runs"][0]["run"]
    for language in ("en", "bg"):
        shown = sandbox.run("undo", str(number), "--lang", language).out
        assert "Клуб → Стар" in shown
        assert "settings.post" in shown
    assert sandbox.call(GOOGLE, "GET", f"{club}/club@{domain}")["name"] == "Клуб"
