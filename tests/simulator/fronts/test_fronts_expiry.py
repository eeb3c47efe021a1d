"""Tokens end when the simulator's clock says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.simulator.entry import ServeOptions, running
from tests.simulator.core.world import GROUP, Site, assertion, write_seeds

HOUR = 3600


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A simulator of this test alone, since its clock will not be put back."""
    with running(ServeOptions(port=0, seeds=write_seeds(tmp_path))) as base:
        yield Site(base)


def test_an_expired_token_is_refused_and_a_new_one_is_not(site: Site) -> None:
    """401 of either vendor an hour later; what a caller signed by its own clock still holds."""
    google, microsoft = site.google(), site.microsoft()
    own = {"Authorization": f"Bearer {assertion()}"}
    for headers, path in ((google, GROUP), (own, GROUP), (microsoft, "/v1.0/groups")):
        assert site.call("GET", path, headers=headers)[0] == 200
    site.call("POST", "/simulator/clock", {"advance": HOUR})
    status, body = site.call("GET", GROUP, headers=google)
    assert (status, body["error"]["errors"][0]["reason"]) == (401, "authError")
    status, body = site.call("GET", "/v1.0/groups", headers=microsoft)
    assert (status, body["error"]["message"]) == (
        401,
        "Lifetime validation failed, the token is expired.",
    )
    for headers, path in ((site.google(), GROUP), (own, GROUP), (site.microsoft(), "/v1.0/groups")):
        assert site.call("GET", path, headers=headers)[0] == 200
