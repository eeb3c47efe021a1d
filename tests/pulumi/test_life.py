"""A stack from its first preview to its last resource."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pulumi.engine import Engine
from tests.pulumi.stack import Front, Run, fronting
from tests.pulumi.tour import tour
from tests.support.sandbox import GOOGLE, build, serving

SCHOOLS = (GOOGLE,)


@pytest.fixture
def new(engine: Engine, tmp_path: Path) -> Iterator[Front]:
    """A school, and a stack that nobody made yet."""
    build(tmp_path / "town", SCHOOLS)
    with (
        serving(tmp_path / "town") as sandbox,
        fronting(engine, sandbox, tmp_path / "home") as front,
    ):
        yield front


def test_a_stack_lives_as_its_tour_says(new: Front) -> None:
    """Preview, up, a change, drift, refresh, up, destroy: each shows exactly what is done."""
    titles: list[str] = []

    def say(title: str, _run: Run) -> None:
        titles.append(title)

    tour(new, SCHOOLS, say)
    assert len(titles) == 10
    marked = [one for one in new.sandbox.listed(GOOGLE, GROUPS, "groups") if "externalIds" in one]
    assert marked == []


GROUPS = "/admin/directory/v1/groups?customer=my_customer"
