"""Journeys of a rollout in waves."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject

IN_ORDER = {GOOGLE: "pilot", UNITED: "second", MICROSOFT: "all"}


@pytest.fixture
def waves(fresh: SandboxProject) -> SandboxProject:
    """Three schools before the first rollout, one in each of three waves."""
    for school, wave in IN_ORDER.items():
        fresh.edit(fresh.school(school), partial(_put, wave))
    return fresh


def _put(wave: str, school: dict[str, Any]) -> None:
    school["wave"] = wave


def break_groups(sandbox: SandboxProject) -> None:
    """The pilot's tenant makes no groups, for a reason that does not pass."""
    refuse = {"method": "POST", "route": "groups", "times": 100_000, "do": "status"}
    sandbox.disturb(GOOGLE, {**refuse, "status": 403})


def written(sandbox: SandboxProject) -> set[str]:
    """The tenants that were written to."""
    entries = sandbox.ask("GET", "requests")["requests"]
    return {one["tenant"] for one in entries if one["method"] not in ("GET", "HEAD")}


def test_a_failure_in_the_pilot_leaves_later_waves_untouched_until_it_is_settled(
    waves: SandboxProject,
) -> None:
    """It says so and exits 1; the next run finishes all of it."""
    break_groups(waves)
    run = waves.run("apply", "--yes", "--lang", "en")
    assert run.code == 1, run.err
    assert "stopped before second, all" in run.err
    assert written(waves) == {GOOGLE}
    assert "спряно преди second, all" in waves.run("apply", "--yes", "--lang", "bg").err
    waves.disturb(GOOGLE)
    waves.apply()
    assert waves.changes() == []


def test_until_a_wave_and_then_the_rest(waves: SandboxProject) -> None:
    """The pilot alone is carried out; what was asked for is done."""
    run = waves.run("apply", "--yes", "--until-wave", "pilot", "--lang", "en")
    assert run.code == 0, run.err
    assert "left for later, as asked: second, all" in run.err
    assert written(waves) == {GOOGLE}
    assert waves.run("apply", "--yes", "--until-wave", "nope").code == 1
    waves.apply()
    assert waves.changes() == []


def test_a_pause_without_a_terminal_ends_the_run_and_the_next_goes_on(
    waves: SandboxProject,
) -> None:
    """One wave a run: 2 as long as something is left, 0 in the end."""
    codes = [waves.run("apply", "--yes", "--pause-between-waves").code for _ in IN_ORDER]
    assert codes == [2, 2, 0]
    assert waves.changes() == []
