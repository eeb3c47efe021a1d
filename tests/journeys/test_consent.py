"""Journeys of a plan that was approved in a file."""

from __future__ import annotations

from typing import Any

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, school_of


def club(school: dict[str, Any]) -> None:
    """One more group."""
    clubs = school.setdefault("groups", {})
    clubs[f"club-{len(clubs)}"] = {"name": "Клуб", "members": [{"role": "teacher"}]}


def test_schools_that_are_as_in_the_file_go_on_and_the_others_are_refused(
    sandbox: SandboxProject,
) -> None:
    """What was approved is what runs; what moved since is told by name, and left alone."""
    for school in (GOOGLE, MICROSOFT):
        sandbox.edit(sandbox.school(school), club)
    file = sandbox.root / "plan.json"
    assert sandbox.run("plan", "--out", str(file)).code == 2
    sandbox.edit(sandbox.school(GOOGLE), club)
    run = sandbox.run("apply", "--plan", str(file), "--lang", "en")
    assert run.code == 3
    assert f"the plan for {GOOGLE} is no longer the approved one" in run.err
    after = sandbox.plan()
    assert school_of(after, MICROSOFT)["changes"] == []
    assert len(school_of(after, GOOGLE)["changes"]) > 0
