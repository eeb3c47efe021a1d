"""The emergency stop holds for the engine too: nothing is written, and it says who and why."""

from __future__ import annotations

from typing import Any

from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE

WHY = "pupils lost their mail"


def club(school: dict[str, Any]) -> None:
    """One more group."""
    school.setdefault("groups", {})["club"] = {"name": "Клуб"}


def test_up_and_destroy_refuse_and_a_preview_says_so(front: Front) -> None:
    """Nothing is sent, no run is begun in the ledger; after unfreeze the same up goes on."""
    front.sandbox.edit(front.sandbox.school(GOOGLE), club)
    assert front.sandbox.run("freeze", "--reason", WHY).code == 0
    runs = front.sandbox.run("history", "--format", "json").out.count('"run":')
    front.sandbox.forget_log()
    preview = front.preview()
    assert preview.ok, preview.text
    assert WHY in preview.text
    for run in (front.up(), front.destroy()):
        assert not run.ok
        assert "has stopped all writing since" in run.text
        assert WHY in run.text
    assert front.refresh().ok, "reading goes on"
    assert front.sandbox.writes() == []
    assert front.sandbox.run("history", "--format", "json").out.count('"run":') == runs
    assert front.sandbox.run("unfreeze", "--reason", "checked").code == 0
    assert front.up().ok
    assert front.sandbox.changes() == []


def test_the_stacks_file_stops_it_as_well(front: Front) -> None:
    """`reconciler:frozen` stands in the same file that Pulumi reads."""
    front.sandbox.edit(front.sandbox.school(GOOGLE), club)
    order = {"reconciler:frozen": {"reason": WHY, "until": "2099-12-31"}}
    front.sandbox.edit(front.sandbox.stack, lambda data: data["config"].update(order))
    front.sandbox.forget_log()
    run = front.up()
    assert not run.ok
    assert "Pulumi.sandbox.yaml" in run.text
    assert WHY in run.text
    assert front.sandbox.writes() == []
