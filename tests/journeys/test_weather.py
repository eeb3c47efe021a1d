"""A first rollout on vendors that show everything that is reported of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.simulator.entry import ServeOptions
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject, build
from tests.support.simulators import simulating

SECOND = "su-sv-patriarh-evtimiy"
"""1,565 pupils, on Microsoft."""


@pytest.fixture
def stormy(tmp_path: Path) -> Iterator[SandboxProject]:
    """Two schools of each vendor before the first rollout, every behaviour switched on."""
    root = tmp_path / "town"
    build(root, (GOOGLE, UNITED, MICROSOFT, SECOND))
    box = root / ".sandbox"
    options = ServeOptions(
        port=0,
        seeds=box / "tenants",
        state=box / "simulator.sqlite",
        ready=box / "simulator.address",
        behaviour=("all",),
    )
    with simulating(options):
        yield SandboxProject(root)


def members(town: SandboxProject, tenant: str) -> dict[str, set[str]]:
    """Members by group, as Google lists them."""
    base = "/admin/directory/v1/groups"
    groups = town.listed(tenant, f"{base}?customer=my_customer", "groups")
    return {
        group["email"]: {
            row["id"] for row in town.listed(tenant, f"{base}/{group['email']}/members", "members")
        }
        for group in groups
    }


def test_a_first_rollout_converges_in_any_weather(stormy: SandboxProject) -> None:
    """One listing is short: that school waits for the next look. Then 0, and nothing is left."""
    before = {tenant: members(stormy, tenant) for tenant in (GOOGLE, UNITED)}
    short = stormy.run("plan")
    assert short.code == 1, short.err
    assert "nothing deleted" in short.out
    stormy.forget_log()
    applied = stormy.run("apply", "--yes")
    assert applied.code == 0, applied.out[-3000:] + applied.err[-3000:]
    second = stormy.run("plan")
    assert second.code == 0, second.out[-3000:]
    for tenant, groups in before.items():
        now = members(stormy, tenant)
        assert all(people <= now[group] for group, people in groups.items())
