"""A no in any school stops every write, and consent comes in as the stack's configuration."""

from __future__ import annotations

from typing import Any

from tests.pulumi.stack import Front, urn
from tests.support.sandbox import GOOGLE, UNITED

GUARD = f"members-removed-per-group:{GOOGLE}"


def emptied(school: dict[str, Any]) -> None:
    """The staff's group loses everybody."""
    school.setdefault("groups", {})["teachers"] = {"members": []}


def club(school: dict[str, Any]) -> None:
    """One more group."""
    school.setdefault("groups", {})["club"] = {"name": "Клуб"}


def troubled(front: Front) -> None:
    """One school would empty a group; the other only wants a club."""
    front.sandbox.edit(front.sandbox.school(GOOGLE), emptied)
    front.sandbox.edit(front.sandbox.school(UNITED), club)
    front.sandbox.forget_log()


def test_a_guard_in_one_school_stops_the_others_and_consent_lets_all_go_on(front: Front) -> None:
    """Also where only the other school is a target; nothing was sent before there was consent."""
    troubled(front)
    preview = front.preview()
    assert not preview.ok
    assert preview.steps == (("update", UNITED), ("update", GOOGLE))
    assert GUARD in preview.text
    assert "pulumi config set reconciler:acknowledge" in preview.text
    run = front.up(target=[urn(UNITED)])
    assert not run.ok
    assert "refused, so nothing was written in any school" in run.text
    assert front.sandbox.writes() == []
    front.configure(acknowledge=GUARD, reason="the group is not used any more")
    run = front.up()
    assert run.ok, run.text
    assert front.sandbox.changes() == []


def test_another_plan_than_the_approved_one_is_refused_whole(front: Front) -> None:
    """The fingerprint of a preview is what is approved; what was approved goes through."""
    front.sandbox.edit(front.sandbox.school(GOOGLE), club)
    front.sandbox.forget_log()
    front.configure(expect="0000-0000")
    run = front.up()
    assert not run.ok
    assert "0000-0000" in run.text
    assert front.sandbox.writes() == []
    approved = front.sandbox.plan()["fingerprint"]
    front.configure(expect=approved)
    assert front.up().ok
    assert front.sandbox.changes() == []
