"""One tenant that two schools share, and a town of another country."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from reconciler.simulator.google.seeding import fill
from reconciler.simulator.google.state import Directory
from reconciler.simulator.world import WorldOptions, generate
from tests.simulator.world.test_world_faults import change


def _seed(options: WorldOptions, alias: str) -> dict[str, Any]:
    seed: dict[str, Any] = json.loads(
        (options.out / "tenants" / f"{alias}.json").read_text("utf-8")
    )
    return seed


def _seeds(options: WorldOptions) -> list[dict[str, Any]]:
    return [_seed(options, path.stem) for path in sorted((options.out / "tenants").iterdir())]


def _emails(options: WorldOptions, school: str) -> set[str]:
    with (options.out / "rosters" / school / "users.csv").open(encoding="utf-8-sig") as file:
        return {row["email"] for row in csv.DictReader(file) if row["role"] != "parent"}


def test_two_schools_share_a_tenant(village: WorldOptions) -> None:
    """One seed with the people of both, in which nobody's address is another's."""
    change(village, "ou-dolno", {"su-sredno": "manage"})
    summary = generate(village)
    assert sorted(path.stem for path in (village.out / "tenants").iterdir()) == [
        "ou-gorno",
        "su-sredno",
    ]
    one, other = _emails(village, "ou-dolno"), _emails(village, "su-sredno")
    seed = _seed(village, "su-sredno")
    addresses = [user["address"] for user in seed["users"]]
    assert len(addresses) == len(set(addresses))
    for emails in (one, other):
        assert len(emails & set(addresses)) > 0.9 * len(emails)
    assert summary.schools == 3
    assert {email.partition("@")[2] for email in one | other} == {"su-sredno.plovdiv.example"}


def test_a_shared_seed_is_one_that_the_simulator_takes(village: WorldOptions) -> None:
    """Every group's member, every unit's parent and every licence's holder is in it."""
    change(village, "ou-dolno", {"su-sredno": "manage"})
    generate(village)
    seed = _seed(village, "su-sredno")
    directory = Directory(alias="su-sredno", domain=seed["domain"], vendor_id=seed["vendorId"])
    fill(directory, seed)
    assert len(directory.users) == len(seed["users"])
    assert len(directory.groups) == len(seed["groups"])
    held = [user for licence in seed["licences"] for user in licence["users"]]
    assert len(held) <= sum(seed["seats"].values())


def test_a_town_of_another_country_has_its_own_words(village: WorldOptions) -> None:
    """English only, no NEISPUO: nothing in rosters and tenants is Cyrillic."""
    root = village.schools / "municipality.yaml"
    data = yaml.safe_load(root.read_text("utf-8")) | {"name": "Dale", "languages": ["en"]}
    root.write_text(yaml.safe_dump(data | {"waves": {"all": "All"}}), "utf-8")
    for path in village.schools.glob("*-*.yaml"):
        school = yaml.safe_load(path.read_text("utf-8"))
        del school["facts"]
        latin = {"name": path.stem, "classes": dict.fromkeys(school["classes"], "ab")}
        path.write_text(yaml.safe_dump(school | latin), "utf-8")
    generate(village)
    written = [path for path in village.out.rglob("*") if path.is_file()]
    assert len(written) > 20
    assert [path.name for path in written if not path.read_text("utf-8-sig").isascii()] == []
    orgs = (village.out / "rosters" / "ou-dolno" / "orgs.csv").read_text("utf-8-sig")
    assert ",ou-dolno," in orgs


def test_units_by_hand_are_there_where_somebody_asks(village: WorldOptions) -> None:
    """Else everybody lies in a tenant's root, and a first plan has nothing to ask."""
    generate(village)
    assert [seed["orgUnits"] for seed in _seeds(village)] == [[], [], []]
    generate(replace(village, by_hand=True))
    assert any(seed["orgUnits"] for seed in _seeds(village))
    asked = _seeds(village)
    (village.schools / "sandbox").mkdir()
    (village.schools / "sandbox" / "sizes.yaml").write_text("unitsByHand: true\n", "utf-8")
    generate(village)
    assert _seeds(village) == asked


def test_sizes_may_lie_beside_the_schools(village: WorldOptions, tmp_path: Path) -> None:
    """Else a school has full classes."""
    plain = generate(village)
    (village.schools / "sandbox").mkdir()
    sizes = {"schools": {"ou-gorno": {"teachers": 4, "pupils": {"1-4": 3}}}}
    (village.schools / "sandbox" / "sizes.yaml").write_text(yaml.safe_dump(sizes), "utf-8")
    small = generate(village)
    assert plain.pupils - small.pupils > 50
    assert tmp_path.exists()
