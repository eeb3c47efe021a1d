"""Saved state: what a restart keeps."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.simulator.core.log import Caller, RequestLog
from reconciler.simulator.entry import ServeOptions, StartError, running
from reconciler.simulator.exchange import Call
from tests.simulator.core.world import GROUP, Site, write_seeds
from tests.support.simulators import simulating

Start = Callable[[ServeOptions], AbstractContextManager[object]]


@pytest.fixture
def options(tmp_path: Path) -> ServeOptions:
    """Seeds in a folder, state and log in files beside it."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    write_seeds(seeds)
    state, log = tmp_path / "state.db", tmp_path / "log.jsonl"
    return ServeOptions(port=0, seeds=seeds, state=state, log=log)


def test_a_restart_keeps_state_and_tokens(options: ServeOptions) -> None:
    """What was written before SIGTERM is there after, for the same bearer, over the seed."""
    with running(options) as base:
        site = Site(base)
        bearer = site.google()
        site.call("PATCH", GROUP, {"name": "Персонал"}, bearer)
        member = {"email": "parent@family.example"}
        site.call("POST", GROUP + "/members", member, bearer)
        before = site.call("GET", GROUP, headers=bearer)
        kind = {"mailEnabled": False, "securityEnabled": True}
        new = {"displayName": "Екип", "mailNickname": "ekip"} | kind
        site.call("POST", "/v1.0/groups", new, site.microsoft("writer"))
    with running(options) as base:
        site = Site(base)
        assert site.call("GET", GROUP, headers=bearer) == before
        members = site.call("GET", GROUP + "/members", headers=bearer)[1]["members"]
        assert members[0]["email"] == member["email"]
        listed = site.call("GET", "/v1.0/groups", headers=site.microsoft())[1]["value"]
        assert "Екип" in [group["displayName"] for group in listed]


def test_the_log_file_has_a_line_a_call(options: ServeOptions) -> None:
    """JSON lines, complete once the server has ended."""
    assert options.log
    with running(options) as base:
        Site(base).call("GET", GROUP, headers=Site(base).google())
    lines = options.log.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["path"] for line in lines] == [GROUP]


@pytest.mark.parametrize("start", [running, simulating])
def test_a_bad_seed_stops_the_start(options: ServeOptions, start: Start) -> None:
    """Who waits for the server learns that it ended, also where it was forked."""
    (options.seeds / "north.json").write_text("{}", encoding="utf-8")
    with pytest.raises(StartError), start(replace(options, state=None)):
        pass


def test_the_log_in_memory_is_bounded() -> None:
    """Only the newest calls stay; the counts go on."""
    log = RequestLog(None, most=3)
    caller = Caller("north", "google", frozenset({"x"}))
    log.add(caller, (Call("GET", "route", 200, "/path"),) * 5, "batch")
    assert [entry["n"] for entry in log.entries("north", "client")] == [3, 4, 5]
    assert log.summary()["total"] == {"calls": 5, "http": 1}
