"""Journeys of a ledger that was emptied while the tenants carry our marks."""

from __future__ import annotations

import json
from typing import Any

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

GUARD = "ledger-is-new"


def _club(data: dict[str, Any]) -> None:
    data.setdefault("groups", {})["club"] = {"name": "Клуб"}


def _emptied(sandbox: SandboxProject) -> None:
    """The file is gone, and every school that is changed says so first."""
    for file in (sandbox.root / ".sandbox").glob("ledger.sqlite*"):
        file.unlink()
    for school in (GOOGLE, MICROSOFT):
        sandbox.edit(sandbox.school(school), _club)
    sandbox.forget_log()


def test_an_emptied_ledger_is_told_before_anything_is_written(sandbox: SandboxProject) -> None:
    """Both vendors; acknowledged once for all, and known from then on."""
    _emptied(sandbox)
    plan = json.loads(sandbox.run("plan", "--format", "json").out)
    told = {one["school"]: one["refusals"] for one in plan["schools"]}
    for school in (GOOGLE, MICROSOFT):
        assert [one["guard"] for one in told[school]] == [GUARD]
        assert "this ledger knows no run there" in told[school][0]["text"]
    refused = sandbox.run("apply", "--yes")
    assert refused.code == 3
    assert "RECONCILER_LEDGER_URL" in refused.out
    assert sandbox.writes() == []
    sandbox.apply("--acknowledge", GUARD, "--reason", "the disk is gone")
    assert sandbox.changes() == []
    sandbox.edit(sandbox.school(GOOGLE), lambda data: data["groups"].pop("club"))
    assert sandbox.run("plan").code == 2, "it knows the school by now"


def test_there_is_no_run_to_undo_in_an_emptied_ledger(sandbox: SandboxProject) -> None:
    """It says so, and sends nothing."""
    _emptied(sandbox)
    told = sandbox.run("undo", "1", "--yes")
    assert told.code == 1
    assert "the ledger has no run 1" in told.err
    assert sandbox.writes() == []


def test_a_first_rollout_is_asked_nothing(fresh: SandboxProject) -> None:
    """Nothing carries a mark yet."""
    plan = fresh.plan()
    assert not any(one["refusals"] for one in plan["schools"])
