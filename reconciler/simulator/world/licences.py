"""Who holds a bought licence before we came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from reconciler.simulator.world.accounts import Account
from reconciler.simulator.world.people import Population

ALREADY = 0.5


@dataclass(frozen=True, slots=True)
class Licensed:
    """The holders of one SKU, as local parts."""

    sku: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def hand_out(
    population: Population, accounts: Sequence[Account], rng: Random
) -> tuple[Licensed, ...]:
    """Half of the certified have theirs; a pupil and a leaver hold one too, while seats last."""
    certified = [account.local for account in accounts if account.person in population.certified]
    wrong = [_any(accounts, role, rng) for role in ("pupil", "leaver")]
    handed: list[Licensed] = []
    tenant = population.school.tenant
    for sku, bought in sorted(tenant.seats.items()):
        seats = bought // tenant.sharing
        right = rng.sample(certified, min(seats, round(ALREADY * len(certified))))
        free = max(0, seats - len(right))
        handed.append(Licensed(sku, tuple(sorted(right)), tuple(wrong[:free])))
    return tuple(handed)


def _any(accounts: Sequence[Account], role: str, rng: Random) -> str:
    return rng.choice([account.local for account in accounts if account.role == role])
