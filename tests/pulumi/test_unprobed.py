"""A first `up` in a real tenant asks for a probe, as a first apply does."""

from __future__ import annotations

from typing import Any

from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE, UNITED


def test_up_asks_for_a_probe_before_it_writes(fresh: Front) -> None:
    """In preview, and in up, which writes nothing; with somebody's word it goes on."""
    sandbox = fresh.sandbox
    address = (sandbox.root / ".sandbox" / "simulator.address").read_text("utf-8").strip()

    def real(data: dict[str, Any]) -> None:
        data["config"]["reconciler:defaults"]["google"]["endpoint"] = address

    sandbox.edit(sandbox.stack, real)
    sandbox.forget_log()
    preview = fresh.preview()
    assert "tenant-unprobed" in preview.text
    assert not fresh.up().ok
    assert sandbox.writes() == []
    names = ",".join(f"tenant-unprobed:{tenant}" for tenant in (GOOGLE, UNITED))
    fresh.configure(acknowledge=names, reason="tried by hand")
    assert fresh.up().ok
    assert sandbox.changes() == []
