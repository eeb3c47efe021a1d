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
    school.setdefault("groups", {})["club"] = {"name": {"bg": "Клуб"}}


def troubled(front: Front) -> None:
    """One school would empty a group; the other only wants a club."""
    front.town.edit(front.town.school(GOOGLE), emptied)
    front.town.edit(front.town.school(UNITED), club)
    front.town.forget_log()


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
    assert front.town.writes() == []
    front.configure(acknowledge=GUARD, reason="the group is not used any more")
    run = front.up()
    assert run.ok, run.text
    assert front.town.changes() == []


def test_another_plan_than_the_approved_one_is_refused_whole(front: Front) -> None:
    """The fingerprint of a preview is what is approved; what was approved goes through."""
    front.town.edit(front.town.school(GOOGLE), club)
    front.town.forget_log()
    front.configure(expect="0000-0000")
    run = front.up()
    assert not run.ok
    assert "0000-0000" in run.text
    assert front.town.writes() == []
    approved = front.town.plan()["fingerprint"]
    front.configure(expect=approved)
    assert front.up().ok
    assert front.town.changes() == []
