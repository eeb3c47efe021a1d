"""Journeys of a plan that was approved in a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

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


@pytest.mark.parametrize(("language", "done"), [("en", "Nothing to do"), ("bg", "Няма какво")])
def test_a_refused_apply_never_says_that_nothing_is_to_be_done(
    one_school: SandboxProject, language: str, done: str
) -> None:
    """Also where nothing differs: what was agreed to was another plan, and that is the news."""
    lang = ("--lang", language)
    sound = one_school.run("apply", "--yes", *lang)
    assert (sound.code, done in sound.out) == (0, True)
    file = one_school.root / "plan.json"
    later = (date.today() + timedelta(days=1)).isoformat()
    assert one_school.run("plan", "--at", later, "--out", str(file), *lang).code == 0
    for words, said in ((("--expect", "aaaa-bbbb"), "aaaa-bbbb"), (("--plan", str(file)), later)):
        run = one_school.run("apply", *words, *lang)
        assert run.code == 3, run.err
        assert said in run.err
        assert done not in run.out + run.err
