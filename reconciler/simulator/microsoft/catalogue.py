"""The education SKUs that tenants can hold: facts of Microsoft's public licensing reference."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Sku:
    """What is bought: its id, part number and service plans (id, name) in the vendor's order."""

    sku_id: str
    part_number: str
    plans: tuple[tuple[str, str], ...]
    plan_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every known SKU by id and by part number, plans that exclude or need others."""

    by_id: dict[str, Sku]
    by_part_number: dict[str, Sku]
    exclusive: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...]
    """Plans that work only with one of others of their SKU."""

    def plan_id(self, sku: Sku, name: str) -> str:
        """The id of the SKU's plan of this name; KeyError when it has none."""
        return {plan: plan_id for plan_id, plan in sku.plans}[name]


@cache
def catalogue() -> Catalogue:
    """The catalogue, read once from skus.json beside this module."""
    data = json.loads(files(__package__).joinpath("skus.json").read_text(encoding="utf-8"))
    ids: dict[str, str] = data["plans"]
    skus = [_sku(entry, ids) for entry in data["skus"]]
    return Catalogue(
        by_id={sku.sku_id: sku for sku in skus},
        by_part_number={sku.part_number: sku for sku in skus},
        exclusive=tuple((ids[one], ids[other]) for one, other in data["exclusive"]),
        needs=tuple(
            (ids[name], tuple(ids[one] for one in needed)) for name, needed in data["needs"].items()
        ),
    )


def _sku(entry: Mapping[str, Any], ids: dict[str, str]) -> Sku:
    plans = tuple((ids[name], name) for name in entry["servicePlans"])
    return Sku(
        sku_id=entry["skuId"],
        part_number=entry["skuPartNumber"],
        plans=plans,
        plan_ids=frozenset(plan_id for plan_id, _ in plans),
    )
