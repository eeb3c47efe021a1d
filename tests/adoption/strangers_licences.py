"""Licences as they were handed out: to whoever asked, to whoever left, by group, by itself."""

from __future__ import annotations

from typing import Any

from tests.adoption.strangers_groups import addresses
from tests.adoption.strangers_people import House

Entry = dict[str, Any]
PLUS, STAFF, EXTRA = "101031", "1010310009", "1010310010"
UPGRADE, UPGRADE_SKU = "101037", "1010370001"
FREE, FREE_SKU = "Google-Apps", "1010070001"
A3, A1, LAPSED = "M365EDU_A3_FACULTY", "STANDARDWOFFPACK_STUDENT", "STANDARDWOFFPACK_FACULTY"


def google(house: House, seats: dict[str, int]) -> tuple[list[Entry], dict[str, int], list[str]]:
    """Licences, seats, and products that units hand out by themselves."""
    dice = house.dice
    workers = addresses(house.of("teacher", "administrator", "aide"))
    left = addresses(one for one in house.souls if not one.role)
    pool = [*dice.sample(workers, len(workers)), *left[:2]]
    held = pool[: dice.randint(0, seats.get(STAFF, 0))]
    free = [one for one in addresses(house.of("student")) if one not in held]
    pupils = dice.sample(free, min(len(free), dice.choice((0, 3, 40))))
    rows = [_row(PLUS, STAFF, held), _row(PLUS, EXTRA, pupils)]
    if house.odds(0.3):
        rows.append(_row(UPGRADE, UPGRADE_SKU, workers[::3]))
    automatic = []
    if house.odds(0.5):
        rows.append(_row(FREE, FREE_SKU, addresses(house.souls)))
        automatic = [FREE]
    bought = {**seats, EXTRA: max(len(pupils), 5), UPGRADE_SKU: len(workers)}
    return [row for row in rows if row["users"]], bought, automatic


def _row(product: str, sku: str, users: list[str]) -> Entry:
    return {"product": product, "sku": sku, "users": users}


def microsoft(house: House, seats: dict[str, int]) -> tuple[list[Entry], dict[str, int]]:
    """Direct licences; some with plans switched off, one of a subscription that ran out."""
    workers = addresses(house.of("teacher", "administrator", "aide"))
    some = house.dice.sample(workers, min(len(workers), seats.get(A3, 0)))
    left = addresses(one for one in house.souls if not one.role)[:1]
    half = len(some) // 2
    rows = [
        {"sku": A3, "users": some[:half], "without": ["YAMMER_EDU"]},
        {"sku": A3, "users": some[half:], "without": []},
        {"sku": A1, "users": [*addresses(house.of("student"))[::4], *left], "without": []},
        {"sku": LAPSED, "users": [one for one in workers if one not in some][:3], "without": []},
    ]
    return [row for row in rows if row["users"]], {**seats, LAPSED: 0}
