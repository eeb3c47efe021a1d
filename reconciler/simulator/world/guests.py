"""Pupils who attend a second school: in both rosters, with an address in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reconciler.simulator.world.facts import School
from reconciler.simulator.world.names import random_stream
from reconciler.simulator.world.people import Klass, Population, Pupil

EVERY = 4
"""One school in so many lends a pupil."""


@dataclass(frozen=True, slots=True)
class Loan:
    """One pupil of `home` who also attends `host`."""

    home: str
    host: str
    pupil: str
    local: str
    """The local part of the pupil's address at the host."""
    chair: int
    """Picks the class at the host: modulo the classes of the pupil's grade."""


def lenders(schools: tuple[School, ...]) -> dict[str, str]:
    """Home → host: every fourth school and the next one that teaches one of its grades."""
    pairs: dict[str, str] = {}
    for index in range(1, len(schools), EVERY):
        home = schools[index]
        others = schools[index + 1 :] + schools[:index]
        host = next((other for other in others if home.classes.keys() & other.classes.keys()), None)
        if host is not None:
            pairs[home.id] = host.id
    return pairs


def arrange(seed: int, home: Population, host: Population) -> Loan:
    """The loan between two schools, the same every year; reserves nothing by itself."""
    rng = random_stream(seed, home.school.id, "loan")
    pupil = rng.choice([p for p in home.pupils if p.klass.grade in host.school.classes])
    local, number = pupil.local, 1
    while local in host.taken:
        number += 1
        local = f"{pupil.local}-{number}"
    return Loan(home.school.id, host.school.id, pupil.id, local, rng.randrange(100))


def reserve(populations: Mapping[str, Population], loans: Iterable[Loan]) -> dict[str, Population]:
    """The populations with the guests' addresses taken at their hosts."""
    reserved = dict(populations)
    for loan in loans:
        host = reserved[loan.host]
        reserved[loan.host] = replace(host, taken=host.taken | {loan.local})
    return reserved


def settle(populations: Mapping[str, Population], loans: Iterable[Loan]) -> dict[str, Population]:
    """The populations with each lent pupil in both schools, as long as both teach the grade."""
    settled = dict(populations)
    for loan in loans:
        home, host = settled[loan.home], settled[loan.host]
        pupil = next((p for p in home.pupils if p.id == loan.pupil), None)
        if pupil is not None and pupil.klass.grade in host.school.classes:
            settled[loan.home] = _tag(home, pupil, host.school.id)
            settled[loan.host] = _seat(host, home, pupil, loan)
    return settled


def _tag(home: Population, pupil: Pupil, host: str) -> Population:
    both = replace(pupil, schools=(home.school.id, host))
    return replace(home, pupils=tuple(both if p is pupil else p for p in home.pupils))


def _seat(host: Population, home: Population, pupil: Pupil, loan: Loan) -> Population:
    letters = host.school.classes[pupil.klass.grade]
    guest = replace(
        pupil,
        klass=Klass(pupil.klass.grade, letters[loan.chair % len(letters)]),
        local=loan.local,
        schools=(home.school.id, host.school.id),
    )
    parents = tuple(parent for parent in home.parents if parent.id == pupil.parent)
    return replace(host, pupils=(*host.pupils, guest), parents=(*host.parents, *parents))
