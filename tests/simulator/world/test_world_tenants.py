"""What a tenant's seed promises to the simulator, and how it differs from the roster."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from reconciler.simulator.world import Anomaly
from tests.simulator.world.reading import World, people


def names(seed: Any) -> list[str]:
    """Every address of the tenant: users', aliases, groups'."""
    users = [a for user in seed["users"] for a in (user["address"], *user["aliases"])]
    return users + [group["address"] for group in seed["groups"]]


@pytest.mark.parametrize("anomaly", list(Anomaly))
def test_every_anomaly_occurs_in_the_city(city: World, anomaly: Anomaly) -> None:
    """A demonstration at full size meets each way in which life differs from the books."""
    assert city.summary.anomalies[anomaly] > 0


def test_no_address_is_given_twice(city: World) -> None:
    """Users, aliases and groups of one tenant share one space of addresses."""
    for seed in city.tenants.values():
        assert [a for a, count in Counter(names(seed)).items() if count > 1] == []


def test_seeds_name_only_units_and_local_addresses_that_they_list(city: World) -> None:
    """Users lie in listed units; owners, members and licence holders of the domain exist."""
    for seed in city.tenants.values():
        paths = {unit["path"] for unit in seed["orgUnits"]} | {"/"}
        assert {user["orgUnit"] for user in seed["users"]} <= paths
        known = set(names(seed))
        rows = [row for group in seed["groups"] for row in group["owners"] + group["members"]]
        rows += [address for licence in seed["licences"] for address in licence["users"]]
        local = {address for address in rows if address.endswith(f"@{seed['domain']}")}
        assert local <= known


def test_units_come_after_their_parents_and_are_flat_at_microsoft(city: World) -> None:
    """Google's paths start with a slash and follow their parents; Microsoft's have no slash."""
    for seed in city.tenants.values():
        paths = [unit["path"] for unit in seed["orgUnits"]]
        if seed["vendor"] == "microsoft":
            assert not any(path.startswith("/") for path in paths)
            continue
        for index, path in enumerate(paths):
            parent = path.rpartition("/")[0]
            assert not parent or parent in paths[:index]


def test_accounts_match_the_roster_by_id_address_or_alias(city: World) -> None:
    """Nearly all people of a school have an account, and no account has a strange person's id."""
    found = 0
    for alias, seed in city.tenants.items():
        roster = city.rosters[alias]
        users = [row for row in roster["users"] if row["role"] != "parent"]
        ids = {user["personId"] for user in seed["users"]} - {None}
        assert ids <= {row["sourcedId"] for row in users}
        known = set(names(seed))
        found += sum(row["sourcedId"] in ids or row["email"] in known for row in users)
    everybody = city.summary.pupils + city.summary.teachers
    everybody += city.summary.staff + city.summary.principals
    assert everybody - found == city.summary.anomalies[Anomaly.NO_ACCOUNT]
    assert 0.975 < found / everybody < 0.995


def test_tenants_have_two_or_three_dedicated_administrators(city: World) -> None:
    """admin@ and backup-admin@ are there everywhere, beside at most one more and a principal."""
    for alias, seed in city.tenants.items():
        principal = next(iter(people(city.rosters[alias], "administrator").values()))["email"]
        admins = [u["address"] for u in seed["users"] if u["admin"] and u["address"] != principal]
        assert {f"admin@{seed['domain']}", f"backup-admin@{seed['domain']}"} <= set(admins)
        assert len(admins) <= 3


def test_seats_are_kept_and_called_as_the_vendor_calls_them(city: World) -> None:
    """Never more holders than seats; SKUs are the vendor's, products Google's alone."""
    for seed in city.tenants.values():
        sku = "M365EDU_A3_FACULTY" if seed["vendor"] == "microsoft" else "1010310009"
        assert list(seed["seats"]) == [sku]
        for licence in seed["licences"]:
            assert len(set(licence["users"])) == len(licence["users"]) <= seed["seats"][sku]
            assert licence.get("product") == (None if seed["vendor"] == "microsoft" else "101031")


def test_a_pupil_of_two_schools_is_in_both_rosters_and_both_tenants(city: World) -> None:
    """Both rosters list the primary school first; the address differs by the domain."""
    rosters = city.rosters
    both = [
        (school, row)
        for school, roster in rosters.items()
        for row in people(roster, "student").values()
        if "," in row["orgSourcedIds"]
    ]
    by_person: dict[str, list[tuple[str, str, str]]] = {}
    for school, row in both:
        entry = (school, row["orgSourcedIds"], row["email"])
        by_person.setdefault(row["sourcedId"], []).append(entry)
    assert len(by_person) >= 5
    for entries in by_person.values():
        assert len({school for school, _, _ in entries}) == 2
        assert len({orgs for _, orgs, _ in entries}) == 1
        assert all(email.endswith(f"@{school}.plovdiv.example") for school, _, email in entries)
