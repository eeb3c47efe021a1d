"""One school's part of a tenant as it grew by hand, and how it differs from its school's roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from reconciler.simulator.world.accounts import Account, open_accounts
from reconciler.simulator.world.anomalies import Anomaly
from reconciler.simulator.world.facts import Tenant
from reconciler.simulator.world.groups import HandMade, make_groups
from reconciler.simulator.world.names import random_stream
from reconciler.simulator.world.people import Population
from reconciler.simulator.world.units import Units

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


@dataclass(frozen=True, slots=True)
class Seed:
    """One school's part of a tenant as it grew by hand."""

    tenant: Tenant
    units: Units
    accounts: tuple[Account, ...]
    groups: tuple[HandMade, ...]
    licences: tuple[Licensed, ...]


def seed_tenant(population: Population, seed: int) -> Seed:
    """The tenant of a school, differing from its roster as life does."""
    rng = random_stream(seed, population.school.id, "tenant")
    units = Units.of(population.school, rng)
    accounts = open_accounts(population, units, rng)
    groups = make_groups(population.school, accounts, rng)
    licences = hand_out(population, accounts, rng)
    return Seed(population.school.tenant, units, accounts, groups, licences)


def count_oddities(seed: Seed, population: Population) -> Counter[Anomaly]:
    """How often this tenant and this roster differ, and the roster's own odd cases."""
    accounts = seed.accounts
    people = [account for account in accounts if account.person]
    known = {account.person for account in people}
    pupils = {pupil.id: pupil for pupil in population.pupils}
    workers = (population.principal, *population.teachers, *population.staff)
    grades = {ident: pupil.klass.grade for ident, pupil in pupils.items()}
    wrong = [a for a in people if seed.units.is_wrong(a.unit, a.role, grades.get(a.person or ""))]
    return Counter(
        {
            Anomaly.NO_ACCOUNT: sum(
                ident not in known for ident in (*pupils, *(worker.id for worker in workers))
            ),
            Anomaly.NO_PERSON_ID: sum(not account.knows_person for account in people),
            Anomaly.ALIAS_ONLY: sum(account.alias_only for account in people),
            Anomaly.WRONG_UNIT: len(wrong),
            Anomaly.SUSPENDED: sum(account.suspended for account in accounts),
            Anomaly.LEAVER: _count(accounts, "leaver"),
            Anomaly.ADMIN: sum(account.admin for account in accounts),
            Anomaly.PRINCIPAL_ADMIN: sum(a.admin and a.role == "principal" for a in accounts),
            Anomaly.SERVICE: _count(accounts, "service"),
            Anomaly.TEACHING_PRINCIPAL: int(population.teaching_principal),
            Anomaly.TWO_SCHOOLS: sum(len(pupil.schools) > 1 for pupil in pupils.values()),
            Anomaly.HAND_MADE_GROUP: sum(not group.declared for group in seed.groups),
            Anomaly.DECLARED_GROUP: sum(group.declared for group in seed.groups),
            Anomaly.STRANGER: sum(group.strangers for group in seed.groups),
            Anomaly.LICENSED_ALREADY: sum(len(licence.right) for licence in seed.licences),
            Anomaly.LICENCE_IN_WRONG_HANDS: sum(len(licence.wrong) for licence in seed.licences),
            Anomaly.DECLARED_UNIT: 2 * seed.units.declared,
        }
    )


def _count(accounts: Sequence[Account], role: str) -> int:
    return sum(account.role == role for account in accounts)
