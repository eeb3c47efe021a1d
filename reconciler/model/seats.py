"""Seats of products: bought, in use, wanted, and who goes without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Seats:
    """One product in one tenant: bought, in use, wanted, and in use after this plan."""

    product: str
    tenant: str
    purchased: int | None
    consumed: int
    wanted: int
    after: int
    short: int
    without: tuple[SeatlessCount, ...] = ()
    """Who goes without, weakest claim last, where that is people one by one."""


class SeatlessCount(NamedTuple):
    """People of one school with one claim on the last seats who go without."""

    school: str
    claim: str
    """An item of lastSeatsTo as YAML; '' for nobody named there."""
    people: int
