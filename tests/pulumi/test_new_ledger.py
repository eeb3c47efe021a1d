"""An emptied ledger is told to the engine, too, before anything is written."""

from __future__ import annotations

from typing import Any

from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE


def club(school: dict[str, Any]) -> None:
    """One more group."""
    school.setdefault("groups", {})["club"] = {"name": "Клуб"}


def test_up_asks_before_it_writes_with_another_ledger(front: Front) -> None:
    """The tenants carry our marks, and the ledger knows no run there."""
    for file in (front.sandbox.root / ".sandbox").glob("ledger.sqlite*"):
        file.unlink()
    front.sandbox.edit(front.sandbox.school(GOOGLE), club)
    front.sandbox.forget_log()
    run = front.up()
    assert not run.ok
    assert "ledger-is-new" in run.text
    assert front.sandbox.writes() == []
    front.configure(acknowledge="ledger-is-new", reason="the disk is gone")
    assert front.up().ok
    assert front.sandbox.changes() == []
