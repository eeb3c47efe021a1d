"""Snapshots of a tenant's state, by name or as a file; and the clock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reconciler.simulator.core.clock import Clock
from reconciler.simulator.entry import ServeOptions, running
from tests.simulator.core.world import GROUP, Site, write_seeds

NORTH = "/simulator/tenants/north"


def rename(site: Site, name: str) -> None:
    site.as_admin("north", "PATCH", GROUP, {"name": name})


def shown(site: Site) -> str:
    return str(site.as_admin("north", "GET", GROUP)["name"])


def test_a_snapshot_is_kept_and_loaded_by_name(site: Site) -> None:
    """As often as wanted, whatever happened since."""
    rename(site, "Персонал")
    assert site.call("POST", f"{NORTH}/snapshots/before")[0] == 204
    assert site.call("GET", f"{NORTH}/snapshots")[1] == {"snapshots": ["before"]}
    whole = site.as_admin("north", "GET", GROUP)
    for name in ("A", "B"):
        rename(site, name)
        assert site.call("POST", f"{NORTH}/snapshots/before/load")[0] == 204
        assert site.as_admin("north", "GET", GROUP) == whole
    assert site.call("DELETE", f"{NORTH}/snapshots/before")[0] == 204
    assert site.call("POST", f"{NORTH}/snapshots/before/load")[0] == 404


def test_a_state_goes_to_a_file_and_comes_back(site: Site) -> None:
    """What GET gives, PUT takes; another tenant refuses it."""
    state = site.call("GET", f"{NORTH}/state")[1]
    rename(site, "Персонал")
    assert site.call("PUT", f"{NORTH}/state", json.dumps(state))[0] == 204
    assert shown(site) == "Staff"
    assert site.call("PUT", "/simulator/tenants/south/state", state)[0] == 400
    assert site.call("PUT", f"{NORTH}/state", {"alias": "north"})[0] == 400


def test_snapshots_outlive_a_restart(tmp_path: Path) -> None:
    """They lie in the state file."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    options = ServeOptions(port=0, seeds=write_seeds(seeds), state=tmp_path / "state.sqlite")
    with running(options) as base:
        rename(Site(base), "Персонал")
        Site(base).call("POST", f"{NORTH}/snapshots/named")
        rename(Site(base), "Другo")
    with running(options) as base:
        assert shown(Site(base)) == "Другo"
        Site(base).call("POST", f"{NORTH}/snapshots/named/load")
        assert shown(Site(base)) == "Персонал"


def test_a_standing_clock_moves_only_when_told() -> None:
    """And goes on from there when it runs again."""
    clock = Clock()
    clock.stand()
    start = clock.now()
    clock.advance(90)
    assert clock.now() == start + 90
    clock.run()
    assert 89 < clock.ahead < 91
    assert not clock.virtual


def test_the_clock_does_not_go_backwards(site: Site) -> None:
    """Not by hand, and not over HTTP."""
    with pytest.raises(ValueError, match="backwards"):
        Clock().advance(-1)
    for wrong in ("-1", "NaN", "Infinity", "1e300", '"x"', "[]"):
        assert site.call("POST", "/simulator/clock", f'{{"advance": {wrong}}}')[0] == 400
