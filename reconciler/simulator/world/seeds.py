"""One school's part of a tenant as it grew by hand, and how it differs from its school's roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reconciler.simulator.world.accounts import Account, open_accounts
from reconciler.simulator.world.facts import Tenant
from reconciler.simulator.world.groups import HandMade, make_groups
from reconciler.simulator.world.ids import chance
from reconciler.simulator.world.licences import Licensed, hand_out
from reconciler.simulator.world.oddities import Oddity
from reconciler.simulator.world.people import Population
from reconciler.simulator.world.units import Units


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
    rng = chance(seed, population.school.id, "tenant")
    units = Units.of(population.school, rng)
    accounts = open_accounts(population, units, rng)
    groups = make_groups(population.school, accounts, rng)
    licences = hand_out(population, accounts, rng)
    return Seed(population.school.tenant, units, accounts, groups, licences)


def count_oddities(seed: Seed, population: Population) -> Counter[Oddity]:
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
            Oddity.NO_ACCOUNT: sum(
                ident not in known for ident in (*pupils, *(worker.id for worker in workers))
            ),
            Oddity.NO_PERSON_ID: sum(not account.knows_person for account in people),
            Oddity.ALIAS_ONLY: sum(account.alias_only for account in people),
            Oddity.WRONG_UNIT: len(wrong),
            Oddity.SUSPENDED: sum(account.suspended for account in accounts),
            Oddity.LEAVER: _count(accounts, "leaver"),
            Oddity.ADMIN: sum(account.admin for account in accounts),
            Oddity.PRINCIPAL_ADMIN: sum(a.admin and a.role == "principal" for a in accounts),
            Oddity.SERVICE: _count(accounts, "service"),
            Oddity.TEACHING_PRINCIPAL: int(population.teaching_principal),
            Oddity.TWO_SCHOOLS: sum(len(pupil.schools) > 1 for pupil in pupils.values()),
            Oddity.HAND_MADE_GROUP: sum(not group.declared for group in seed.groups),
            Oddity.DECLARED_GROUP: sum(group.declared for group in seed.groups),
            Oddity.STRANGER: sum(group.strangers for group in seed.groups),
            Oddity.LICENSED_ALREADY: sum(len(licence.right) for licence in seed.licences),
            Oddity.LICENCE_IN_WRONG_HANDS: sum(len(licence.wrong) for licence in seed.licences),
            Oddity.DECLARED_UNIT: 2 * seed.units.declared,
        }
    )


def _count(accounts: Sequence[Account], role: str) -> int:
    return sum(account.role == role for account in accounts)
