"""A world with what vendors guard: only where it is asked for, and each thing is there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from reconciler.simulator.microsoft import MicrosoftTenant
from reconciler.simulator.world import WorldOptions, generate
from tests.simulator.world.conftest import write_school, write_stack

GOOGLE, MICROSOFT = "ou-malko", "ou-elin-pelin"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The tenants of two small schools, without and with what vendors guard."""
    base = tmp_path_factory.mktemp("guarded")
    schools = base / "schools"
    schools.mkdir()
    for ident in (GOOGLE, MICROSOFT):
        write_school(schools, ident, {1: "а", 5: "аб", 7: "а"})
    write_stack(schools, base / "stack.yaml")
    plain = WorldOptions(schools=schools, stack=base / "stack.yaml", out=base / "plain")
    for options in (plain, replace(plain, out=base / "guarded", guarded=True)):
        generate(options)
    return base / "plain" / "tenants", base / "guarded" / "tenants"


def read(folder: Path, alias: str) -> dict[str, Any]:
    """A tenant's seed."""
    loaded: dict[str, Any] = json.loads((folder / f"{alias}.json").read_text("utf-8"))
    return loaded


def test_without_being_asked_nothing_is_guarded(seeds: tuple[Path, Path]) -> None:
    """A world of before has the same bytes."""
    for alias in (GOOGLE, MICROSOFT):
        plain, guarded = (read(folder, alias) for folder in seeds)
        assert plain["groups"] != guarded["groups"]
        text = json.dumps(plain)
        assert not any(word in text for word in ("rule", "synced", "restricted", "pending"))


def test_a_microsoft_tenant_has_each_guarded_thing(seeds: tuple[Path, Path]) -> None:
    """And it can be planted."""
    tenant = MicrosoftTenant.from_seed(read(seeds[1], MICROSOFT))
    groups = list(tenant.groups)
    assert [len([g for g in groups if g.rule]), len([g for g in groups if g.synced])] == [1, 1]
    assert [group.nickname for group in groups if group.role_assignable] == ["it-administratori"]
    assert [group.nickname for group in groups if group.restricted] == ["poveritelno"]
    assert len(list(tenant.eligible)) == 1
    lacking = [one for one in tenant.users if one.usage_location is None and not one.guest]
    assert lacking
    assert any(group.id in tenant.admins for group in groups)


def test_a_google_tenant_has_each_guarded_thing(seeds: tuple[Path, Path]) -> None:
    """Gmail addresses, invitations, and seats for extra students."""
    tenant = GoogleTenant.from_seed(read(seeds[1], GOOGLE))
    assert "maria.petrova@gmail.com" in tenant.externals.values()
    assert any(group.pending for group in tenant.groups.values())
    assert set(tenant.licences["101031"].values()) >= {"1010310010"}
