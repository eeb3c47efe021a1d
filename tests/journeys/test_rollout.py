"""The first rollout, and what the commands say before, during and after it."""

from __future__ import annotations

from tests.support.sandbox import SandboxProject


def test_a_first_rollout_ends_converged(fresh: SandboxProject) -> None:
    """Plan 2, apply 0, plan 0 and says so; applying once more writes nothing."""
    first = fresh.run("plan")
    assert (first.code, fresh.writes()) == (2, [])
    assert "123 created" in first.out
    fresh.apply()
    second = fresh.run("plan")
    assert second.code == 0
    assert "all 3 schools are as declared" in second.out
    fresh.forget_log()
    assert fresh.apply().code == 0
    assert fresh.writes() == []


def test_without_a_terminal_somebody_must_have_said_yes(fresh: SandboxProject) -> None:
    """No --yes and nobody to ask: refused, and nothing is written."""
    asked = fresh.run("apply")
    assert asked.code == 3
    assert "--yes" in asked.err
    assert fresh.writes() == []


def test_only_the_plan_that_was_agreed_to_is_carried_out(fresh: SandboxProject) -> None:
    """A wrong fingerprint is refused with both named; the right one needs no other yes."""
    fingerprint = fresh.plan()["fingerprint"]
    wrong = fresh.run("apply", "--yes", "--expect", "0000-0000")
    assert wrong.code == 3
    assert "0000-0000" in wrong.err
    assert fingerprint in wrong.err
    assert fresh.writes() == []
    assert fresh.run("apply", "--expect", fingerprint).code == 0
    assert fresh.changes() == []


def test_a_plan_is_the_same_byte_for_byte(fresh: SandboxProject) -> None:
    """Asked twice of the same tenants, in every format."""
    for form in ("text", "json", "md"):
        assert fresh.run("plan", "--format", form).out == fresh.run("plan", "--format", form).out
