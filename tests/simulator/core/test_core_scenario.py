"""Scenarios from a file, from flags and through the admin API; what is none is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from reconciler.simulator.core.scenario import ScenarioError, load, scenario
from reconciler.simulator.entry import ServeOptions, running
from tests.simulator.core.world import GROUP, Site, write_seeds

TEXT = """
seed: 7
clock: virtual
tenants:
  "*": {quota: true, lag: {groups: 60}}
  north: {quota: {queries_per_minute: 2}}
"""


def test_a_tenants_own_part_replaces_everyones(tmp_path: Path) -> None:
    """Part by part; and a flag has the last word."""
    path = tmp_path / "scenario.yaml"
    path.write_text(TEXT, encoding="utf-8")
    read = load(path, ("*.slow={share: 0.1, seconds: 2}", "north.quota.queries_per_minute=3"))
    assert (read.seed, read.virtual_clock) == ("7", True)
    assert read.settings("north") == {
        "quota": {"queries_per_minute": 3},
        "lag": {"groups": 60},
        "slow": {"share": 0.1, "seconds": 2},
    }
    assert read.settings("south")["quota"] is True


WRONG: list[Any] = [
    [],
    {"tenant": {}},
    {"clock": "sundial"},
    {"tenants": {"*": {"lag": {"classes": 5}}}},
    {"tenants": {"*": {"errors": {"share": 2}}}},
    {"tenants": {"*": {"errors": {"share": 0.1, "statuses": [404]}}}},
    {"tenants": {"*": {"pages": {"page": 1}}}},
    {"tenants": {"*": {"pages": {"page": 2, "route": "("}}}},
    {"tenants": {"*": {"second_admin": {"every": 0}}}},
    {"tenants": {"*": {"seats": {"x": -1}}}},
    {"tenants": {"*": {"tokens": {}}}},
]


@pytest.mark.parametrize("data", WRONG)
def test_a_scenario_that_cannot_be_followed_is_refused(data: Any) -> None:
    """Before anything of it holds."""
    with pytest.raises(ScenarioError):
        scenario(data)


@pytest.mark.parametrize(
    "flag", ["quota", "north.=1", "seed=1: 2: 3", "north.quota=[", "a.b.c.d=1"]
)
def test_a_flag_that_says_nothing_is_refused(flag: str) -> None:
    """With what it should look like."""
    with pytest.raises(ScenarioError):
        load(None, (flag,))


def test_the_documented_scenarios_can_be_followed() -> None:
    """Every YAML block of docs/simulator.md."""
    text = (Path(__file__).parents[3] / "docs" / "simulator.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert [bool(scenario(yaml.safe_load(block)).tenants) for block in blocks] == [True, True, True]


def test_the_server_starts_with_a_scenario(tmp_path: Path) -> None:
    """By file and flag, as the command line gives them."""
    path = tmp_path / "scenario.yaml"
    path.write_text(TEXT, encoding="utf-8")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    options = ServeOptions(
        port=0, seeds=write_seeds(seeds), scenario=path, behave=("north.lag.groups=0",)
    )
    with running(options) as base:
        site = Site(base)
        assert site.call("GET", "/simulator/clock")[1]["virtual"]
        statuses = [site.call("GET", GROUP, headers=site.google())[0] for _ in range(3)]
        assert statuses == [200, 200, 403]
        assert site.call("GET", "/simulator/tenants/north/behaviour")[1]["lag"] == {"groups": 0}


def test_a_behaviour_that_is_none_is_refused_over_http(site: Site) -> None:
    """400 with a text, and the tenant goes on as it was."""
    site.behave(quota={"queries_per_minute": 1})
    wrong = {"quota": {"queries_per_century": 1}}
    status, answer = site.call("PUT", "/simulator/tenants/north/behaviour", wrong)
    assert (status, set(answer)) == (400, {"error"})
    statuses = [site.call("GET", GROUP, headers=site.google())[0] for _ in range(2)]
    assert statuses == [200, 403]


def test_a_reset_brings_the_scenarios_behaviour_back(site: Site) -> None:
    """What was set for one tenant goes with its changes."""
    site.behave(errors={"share": 1})
    site.call("POST", "/simulator/tenants/north/reset")
    assert site.call("GET", GROUP, headers=site.google())[0] == 200
    assert site.call("GET", "/simulator/tenants/north/behaviour")[1] == {}
