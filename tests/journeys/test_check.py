"""The rules over a real tenant: what `check` says, and with which exit code."""

from __future__ import annotations

import json
import shutil
from typing import Any

from tests.support.sandbox import GOOGLE, REPOSITORY, SandboxProject

OPEN = {
    "name": "Клуб по шах",
    "owners": [{"role": "teacher"}],
    "members": [{"role": "pupil", "grade": 5}],
    "settings": {"post": "anyone", "join": "invited", "seeMembers": "members", "outsiders": False},
}


def with_rules(sandbox: SandboxProject) -> SandboxProject:
    """The town with the city's rules."""
    shutil.copytree(REPOSITORY / "policies", sandbox.root / "policies", dirs_exist_ok=True)
    return sandbox


def opened(sandbox: SandboxProject) -> None:
    """Declares a club of pupils that anybody may write to."""

    def change(data: dict[str, Any]) -> None:
        data.setdefault("groups", {})["chess"] = OPEN

    sandbox.edit(sandbox.school(GOOGLE), change)


def test_a_school_that_keeps_the_rules_ends_with_zero(one_school: SandboxProject) -> None:
    """Advice does not fail anything."""
    run = with_rules(one_school).run("check", "--school", GOOGLE)
    assert run.code == 0, run.err
    assert "no mandatory breach" in run.out


def test_a_mandatory_breach_ends_with_three_and_says_where(one_school: SandboxProject) -> None:
    """Rule, place and cure."""
    opened(with_rules(one_school))
    run = one_school.run("check", "--format", "json")
    assert run.code == 3, run.err
    (found,) = [row for row in json.loads(run.out)["findings"] if row["level"] == "mandatory"]
    assert (found["rule"], found["subject"]) == ("pupil-groups-post", "group/chess")
    assert found["place"]["file"] == f"schools/{GOOGLE}.yaml"
    assert "`post: members`" in found["cure"]


def test_a_waiver_lets_the_school_through_until_its_day(one_school: SandboxProject) -> None:
    """And the day may be asked for."""
    opened(with_rules(one_school))
    waiver = {
        "rule": "pupil-groups-post",
        "school": GOOGLE,
        "reason": "a public club",
        "owner": "Education department",
        "until": "2026-12-31",
    }
    one_school.edit(
        one_school.root / "policies" / "waivers.yaml", lambda data: data.update(waivers=[waiver])
    )
    assert one_school.run("check", "--at", "2026-12-31").code == 0
    later = one_school.run("check", "--at", "2027-01-01")
    assert later.code == 3
    assert "waiver-expired" in later.out


def test_a_mandatory_breach_stops_the_school_and_nobody_can_wave_it_through(
    one_school: SandboxProject,
) -> None:
    """Plan refuses it, apply writes nothing of it, and its name is no guard's."""
    opened(with_rules(one_school))
    (school,) = one_school.plan()["schools"]
    assert [refusal["guard"] for refusal in school["refusals"]] == ["mandatory-rules"]
    assert one_school.run("apply", "--yes").code == 3
    assert "chess" in str(one_school.changes())
    assert one_school.run("apply", "--yes", "--acknowledge", "mandatory-rules").code == 1
