"""Names of every script and punctuation, as org units, groups, queries and addresses."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from tests.simulator.google.checks import run
from tests.simulator.google.local import plain
from tests.simulator.google.worlds import Clients

MINE = {"customerId": "my_customer"}
NAMES = [
    *("Северен корпус", "О'Нийл", "100% успех", "5 клас", "Ann & Co.", "a=b;c", "№ 7"),
    *('"цитат"', "emoji 🎒", "Ё ѝ", "(скоби) [още]"),
]
# The vendor's client leaves these as they are in a path, where they mean something else.
ONLY_BY_ID = ["a?b#c", "%41", "x%2Fy", "a+b"]


@pytest.mark.parametrize("name", [*NAMES, *ONLY_BY_ID])
def test_a_unit_of_any_name_is_made_found_moved_and_removed(local: Clients, name: str) -> None:
    """By its path as the vendor's client encodes it, or by id, and with a unit below it."""
    units: Any = local.directory.orgunits()
    made = run(units.insert(**MINE, body={"name": name, "parentOrgUnitPath": "/Учители"}))
    path = made["orgUnitPath"]
    assert path == f"/Учители/{name}"
    lower = run(units.insert(**MINE, body={"name": name, "parentOrgUnitPath": path}))
    below = f"{path}/{name}"
    key = lower["orgUnitId"] if name in ONLY_BY_ID else below[1:]
    assert run(units.get(**MINE, orgUnitPath=key))["orgUnitPath"] == below
    assert [
        one["orgUnitPath"] for one in run(units.list(**MINE, orgUnitPath=path))["organizationUnits"]
    ] == [below]
    person = {"userKey": "p0@small.example"}
    users = local.directory.users()
    moved = run(users.update(**person, body={"orgUnitPath": below}))
    assert moved["orgUnitPath"] == below
    quoted = path.replace("\\", "\\\\").replace("'", "\\'")
    found = run(users.list(customer="my_customer", query=f"orgUnitPath='{quoted}'"))["users"]
    assert [one["primaryEmail"] for one in found] == ["p0@small.example"]
    run(users.update(**person, body={"orgUnitPath": "/"}))
    run(units.delete(**MINE, orgUnitPath=key))


def test_a_plus_in_a_path_is_a_space_unless_it_is_encoded(tenant: GoogleTenant) -> None:
    """The guide writes a space so; %2B is a plus, and an id needs neither."""
    at = "/admin/directory/v1/customer/my_customer/orgunits"
    made = {
        name: plain(tenant, "POST", at, {"name": name, "parentOrgUnitPath": "/"})[1]["orgUnitId"]
        for name in ("a b", "a+b")
    }
    for written, name in (("a+b", "a b"), ("a%20b", "a b"), ("a%2Bb", "a+b"), ("A%2bB", "a+b")):
        assert plain(tenant, "GET", f"{at}/{written}")[1]["name"] == name
    for name, ident in made.items():
        assert plain(tenant, "GET", f"{at}/{ident}")[1]["name"] == name


def test_a_path_may_begin_with_its_slash(tenant: GoogleTenant) -> None:
    """Clients send it with and without."""
    at = "/admin/directory/v1/customer/my_customer/orgunits"
    for path in ("%D0%A3%D1%87%D0%B8%D1%82%D0%B5%D0%BB%D0%B8", "/%d0%a3чители", "Учители"):
        assert plain(tenant, "GET", f"{at}/{path}")[1]["orgUnitPath"] == "/Учители"


@pytest.mark.parametrize("name", [*NAMES, *ONLY_BY_ID])
def test_a_group_of_any_name_is_found_by_it(local: Clients, name: str) -> None:
    """In listings, by query and in its settings."""
    groups: Any = local.directory.groups()
    run(groups.insert(body={"email": "named@small.example", "name": name, "description": name}))
    quoted = name.replace("\\", "\\\\").replace("'", "\\'")
    [found] = run(groups.list(customer="my_customer", query=f"name='{quoted}'"))["groups"]
    assert (found["email"], found["description"]) == ("named@small.example", name)
    settings = run(local.settings.groups().get(groupUniqueId="named@small.example"))
    assert settings["name"] == name


@pytest.mark.parametrize("local_part", ["o'neil", "a_b-c", "5a", "x.y.z"])
def test_an_address_with_punctuation_works_as_a_key(local: Clients, local_part: str) -> None:
    """For users, members and licences, however the client encodes it."""
    address = f"{local_part}@small.example"
    body = {"primaryEmail": address, "name": {"givenName": "А", "familyName": "Б"}}
    run(local.directory.users().insert(body=body | {"password": "x" * 8}))
    key = address.upper()
    assert run(local.directory.users().get(userKey=key))["primaryEmail"] == address
    members: Any = local.directory.members()
    run(members.insert(groupKey="empty@small.example", body={"email": key}))
    assert run(members.get(groupKey="empty@small.example", memberKey=key))["email"] == address
    held = {"productId": "101031", "skuId": "1010310010"}
    run(local.licensing.licenseAssignments().insert(**held, body={"userId": address}))
    shown = run(local.licensing.licenseAssignments().get(**held, userId=key))
    assert shown["userId"] == address
