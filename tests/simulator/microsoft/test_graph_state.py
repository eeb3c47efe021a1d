"""A tenant from a seed, saved and restored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reconciler.simulator.microsoft import MicrosoftTenant

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

A3 = "4b590615-0888-425a-a965-b3bf7789848d"


def test_the_same_seed_gives_the_same_state(seed: dict[str, Any]) -> None:
    """Ids come from alias and address, so a reset changes none."""
    one, other = MicrosoftTenant.from_seed(seed), MicrosoftTenant.from_seed(seed)
    assert one.to_json() == other.to_json()


def test_two_tenants_share_no_id(seed: dict[str, Any]) -> None:
    """The same address elsewhere is another object."""
    one = MicrosoftTenant.from_seed(seed)
    other = MicrosoftTenant.from_seed({**seed, "alias": "ou-zora"})
    assert not {user.id for user in one.users} & {user.id for user in other.users}


def test_a_saved_tenant_comes_back_as_it_was(graph: Graph) -> None:
    """Through JSON, after writes of every kind; later ids go on from the counter."""
    group = graph.group("staff")
    order = {"addLicenses": [{"skuId": A3}], "removeLicenses": []}
    assert graph.send("POST", f"/groups/{group}/assignLicense", order).status == 202
    assert graph.send("POST", "/directory/administrativeUnits", {"displayName": "Х"}).status == 201
    saved = json.loads(json.dumps(graph.tenant.to_json()))
    back = MicrosoftTenant.from_json(saved)
    assert json.loads(json.dumps(back.to_json())) == saved
    assert back.counts() == graph.tenant.counts()
    assert back.addresses == graph.tenant.addresses


def test_the_counts_are_of_the_seed(graph: Graph) -> None:
    """30 people and a guest, three groups of 5 links, two units, one licence."""
    assert graph.tenant.counts() == {
        "users": 31,
        "groups": 3,
        "memberships": 5,
        "administrative_units": 2,
        "licences": 1,
    }


def test_a_unit_is_named_by_its_path(graph: Graph) -> None:
    """Without the leading slash, since units are flat."""
    names = [row["displayName"] for row in graph.get("/directory/administrativeUnits")["value"]]
    assert names == ["Учители", "Ученици/5 клас"]


@pytest.mark.parametrize(
    "change",
    [
        {"seats": {"NO_SUCH_SKU": 1}},
        {"licences": [{"sku": "M365EDU_A3_FACULTY", "users": ["nobody@x.example"]}]},
        {"orgUnits": []},
    ],
)
def test_a_seed_that_names_what_is_not_there_is_refused(
    seed: dict[str, Any], change: dict[str, Any]
) -> None:
    """An unknown SKU, user or unit."""
    with pytest.raises(KeyError):
        MicrosoftTenant.from_seed({**seed, **change})
