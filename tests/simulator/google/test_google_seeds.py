"""Seeds and saved states of a Google tenant."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from reconciler.simulator.google.seeding import SeedError
from tests.simulator.google.worlds import group, small_seed, user


def test_equal_seeds_make_equal_tenants() -> None:
    """Ids and etags too: nothing is drawn by chance or from a clock."""
    first, second = (GoogleTenant.from_seed(small_seed()).to_json() for _ in range(2))
    assert first == second


def test_a_tenant_counts_what_it_holds() -> None:
    """The root unit is nobody's."""
    counts = GoogleTenant.from_seed(small_seed()).counts()
    expected = {"users": 8, "groups": 3, "memberships": 4, "org_units": 3, "licences": 1}
    assert counts == expected


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"orgUnits": [{"path": "/a/b"}]}, "before its parent"),
    ({"users": [user("x@small.example", "/no")]}, "no listed org unit"),
    ({"users": [user("x@small.example"), user("X@small.example")]}, "listed twice"),
    ({"groups": [group("x@small.example", ["nobody@small.example"])]}, "names nobody"),
    ({"groups": [group("x@small.example", settings={"whoCanJoin": "NO"})]}, "whoCanJoin"),
    ({"licences": [{"product": "1", "sku": "2", "users": []}]}, "not in the catalogue"),
]


@pytest.mark.parametrize(("part", "text"), WRONG)
def test_a_seed_that_does_not_add_up_is_refused(part: dict[str, Any], text: str) -> None:
    """The error names what is missing."""
    empty: dict[str, Any] = {"orgUnits": [], "users": [], "groups": [], "licences": []}
    with pytest.raises(SeedError, match=text):
        GoogleTenant.from_seed(small_seed() | empty | part)
