"""The command line and Pulumi act on the same tenants: neither leaves work for the other."""

from __future__ import annotations

from typing import Any

from tests.pulumi.stack import Front, urn
from tests.support.sandbox import GOOGLE, UNITED


def club(school: dict[str, Any]) -> None:
    """One more group."""
    clubs = school.setdefault("groups", {})
    clubs[f"club-{len(clubs)}"] = {"name": "Клуб", "members": [{"role": "teacher"}]}


def test_after_up_the_command_line_has_nothing_to_do(front: Front) -> None:
    """A plan of the tenants that Pulumi wrote is empty, and their baselines are in the ledger."""
    assert front.sandbox.changes() == []
    run = front.sandbox.run("history")
    assert "pulumi" in run.out


def test_after_apply_the_next_preview_is_empty(front: Front) -> None:
    """Inputs changed since the last update; the tenants are as declared, so there is no change."""
    front.sandbox.edit(front.sandbox.school(GOOGLE), club)
    front.sandbox.apply()
    front.sandbox.forget_log()
    run = front.preview(expect_no_changes=True)
    assert run.ok, run.text
    assert run.steps == ()
    assert front.sandbox.writes() == []


def test_up_with_a_target_touches_that_school_alone(front: Front) -> None:
    """Both schools have something to do; one is written, the other keeps its change."""
    for school in (GOOGLE, UNITED):
        front.sandbox.edit(front.sandbox.school(school), club)
    run = front.up(target=[urn(GOOGLE)])
    assert run.ok, run.text
    assert run.steps == (("update", GOOGLE),)
    left = {school["school"]: len(school["changes"]) for school in front.sandbox.plan()["schools"]}
    assert left == {GOOGLE: 0, UNITED: 2}
