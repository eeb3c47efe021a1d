"""What is only observed is a warning of a preview and of an up, and never a write."""

from __future__ import annotations

from typing import Any

from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE, UNITED

GROUP = f"/admin/directory/v1/groups/teachers@{GOOGLE}.plovdiv.example"


def club(school: dict[str, Any]) -> None:
    """One more group."""
    school.setdefault("groups", {})["club"] = {"name": "Клуб"}


def test_a_difference_that_is_only_observed_is_told_and_not_written(front: Front) -> None:
    """In a tenant that is only observed, and of one kind; what is managed beside it is written."""
    sandbox = front.sandbox
    sandbox.edit(sandbox.school(GOOGLE), lambda data: data.update(tenants={GOOGLE: "observe"}))
    sandbox.call(GOOGLE, "PATCH", GROUP, {"name": "Учители, на ръка"})
    sandbox.edit(
        sandbox.municipality, lambda data: data.update(tenants={"*": {"observe": ["groups"]}})
    )
    sandbox.edit(sandbox.school(UNITED), club)
    sandbox.forget_log()
    preview = front.preview()
    assert preview.ok, preview.text
    assert preview.steps == ()
    assert "only observed and not written: group/teachers" in preview.text
    assert "group/club" in preview.text
    run = front.up()
    assert run.ok, run.text
    assert "group/teachers" in run.text
    assert sandbox.writes() == []
