"""A tenant's accounts as they grew by hand: not quite the people of the roster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from reconciler.simulator.world.names import draw, latin, spelled
from reconciler.simulator.world.people import Population, Pupil, Worker, mark_of
from reconciler.simulator.world.units import Units
from reconciler.simulator.world.words import Words

PUPIL_WITHOUT_ACCOUNT, WORKER_WITHOUT_ACCOUNT = 0.015, 0.005
WITHOUT_PERSON_ID, RENAMED, SUSPENDED = 0.03, 0.003, 0.005
LEAVERS = 0.02
SERVICE = ("printer", "library")
PRINCIPAL_ADMIN, THIRD_ADMIN = 0.1, 0.3


@dataclass(frozen=True, slots=True)
class Account:
    """One user of the seed; `person` is whose it is, whether the tenant knows or not."""

    local: str
    given: str
    family: str
    unit: str
    role: str
    """'pupil', 'teacher', 'staff', 'principal', 'leaver', 'admin' or 'service'."""
    person: str | None = None
    knows_person: bool = False
    """Whether the account carries the person's id."""
    aliases: tuple[str, ...] = ()
    """Local parts."""
    suspended: bool = False
    admin: bool = False

    @property
    def alias_only(self) -> bool:
        """Whether nothing but an alias leads to its person."""
        return self.person is not None and not self.knows_person and bool(self.aliases)


def open_accounts(population: Population, units: Units, rng: Random) -> tuple[Account, ...]:
    """Every account of the school's tenant, those of people first."""
    accounts = [*_of_people(population, units, rng)]
    for index in _sample(accounts, RENAMED, rng):
        accounts[index] = _renamed(accounts[index], f"{index}{mark_of(population.school)}")
    for index in _sample(accounts, SUSPENDED, rng):
        accounts[index] = replace(accounts[index], suspended=True)
    words = population.school.district.words
    leavers = max(2, round(LEAVERS * len(accounts)))
    return (
        *accounts,
        *(_leaver(population, number, units, rng) for number in range(leavers)),
        *_administrators(words, rng),
        *(
            Account(local, *name, "/", "service")
            for local, name in zip(SERVICE, words.service, strict=True)
        ),
    )


def _of_people(population: Population, units: Units, rng: Random) -> Iterator[Account]:
    principal = _of_worker(population.principal, "principal", units, rng)
    yield replace(principal, admin=rng.random() < PRINCIPAL_ADMIN)
    for role, workers in (("teacher", population.teachers), ("staff", population.staff)):
        for worker in workers:
            if rng.random() >= WORKER_WITHOUT_ACCOUNT:
                yield _of_worker(worker, role, units, rng)
    for pupil in population.pupils:
        if rng.random() >= PUPIL_WITHOUT_ACCOUNT:
            yield _of_pupil(pupil, units, rng)


def _of_worker(worker: Worker, role: str, units: Units, rng: Random) -> Account:
    return Account(
        local=worker.local,
        given=worker.given,
        family=worker.family,
        unit=units.for_worker(role, rng),
        role=role,
        person=worker.id,
        knows_person=rng.random() >= WITHOUT_PERSON_ID,
    )


def _of_pupil(pupil: Pupil, units: Units, rng: Random) -> Account:
    return Account(
        local=pupil.local,
        given=pupil.given,
        family=pupil.family,
        unit=units.for_pupil(pupil.klass.grade, rng),
        role="pupil",
        person=pupil.id,
        knows_person=rng.random() >= WITHOUT_PERSON_ID,
    )


def _sample(accounts: list[Account], share: float, rng: Random) -> list[int]:
    """About that share of the accounts, in whole numbers that are right on the average."""
    count = int(share * len(accounts) + rng.random())
    return rng.sample(range(1, len(accounts)), count)


def _renamed(account: Account, number: str) -> Account:
    """The roster's address is only an alias; a one-letter given name collides with nobody."""
    initial = latin(account.given)[0]
    local = f"{initial}.{latin(account.family)}{number}"
    return replace(account, local=local, aliases=(account.local,), knows_person=False)


def _leaver(population: Population, number: int, units: Units, rng: Random) -> Account:
    """The number in the address keeps it apart from everybody whom a roster ever names."""
    name = spelled(draw(rng), population.school.district.language)
    tail = mark_of(population.school)
    local = f"{latin(name.given)}.{latin(name.family)}.left{number + 1}{tail}"
    grade = max(population.school.classes)
    unit = units.for_pupil(grade, rng)
    return Account(local, name.given, name.family, unit, "leaver", suspended=rng.random() < 0.1)


def _administrators(words: Words, rng: Random) -> Iterator[Account]:
    first, second, third = words.administrators
    yield Account("admin", *first, "/", "admin", admin=True)
    yield Account("backup-admin", *second, "/", "admin", admin=True)
    if rng.random() < THIRD_ADMIN:
        yield Account("it-admin", *third, "/", "admin", admin=True)
