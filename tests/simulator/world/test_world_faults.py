"""Files from which no world can be made are named, with the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from reconciler.simulator.world import WorldError, WorldOptions, generate


def change(options: WorldOptions, school: str, tenants: dict[str, str]) -> None:
    """Gives a school other tenants."""
    path = options.schools / f"{school}.yaml"
    manifest = yaml.safe_load(path.read_text(encoding="utf-8")) | {"tenants": tenants}
    path.write_text(yaml.safe_dump(manifest, allow_unicode=True), encoding="utf-8")


def test_an_unknown_school_is_refused(village: WorldOptions) -> None:
    """`only` must name schools of the folder."""
    with pytest.raises(WorldError, match="has no school ou-nikade"):
        generate(replace(village, only=("ou-nikade", "ou-dolno")))


def test_a_tenant_that_the_stack_has_not_is_refused(village: WorldOptions) -> None:
    """The message names the school and the alias."""
    change(village, "ou-dolno", {"elsewhere": "manage"})
    with pytest.raises(WorldError, match="ou-dolno lives in tenant elsewhere, which the stack"):
        generate(village)


def test_a_school_of_two_tenants_is_refused(village: WorldOptions) -> None:
    """Nobody could say in which its people have accounts."""
    change(village, "ou-dolno", {"ou-dolno": "manage", "ou-gorno": "manage"})
    with pytest.raises(WorldError, match="ou-dolno lives in 2 tenants"):
        generate(village)


def test_a_school_that_only_observes_has_people_too(village: WorldOptions) -> None:
    """A careful start looks at a tenant before it changes anything there."""
    change(village, "ou-dolno", {"ou-dolno": "observe"})
    summary = generate(village)
    assert summary.accounts > summary.pupils > 0
