"""Gives people of one school a name, an id and a free address."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from reconciler.simulator.world.facts import School
from reconciler.simulator.world.names import FullName, draw, latin, opaque, spelled
from reconciler.simulator.world.people import Klass, Parent, Pupil, Worker, mark_of

FAMILY_DOMAINS = ("family.example", "mail.family.example", "home.example", "post.example")


@dataclass(frozen=True, slots=True)
class Stream:
    """Where chance comes from: the seed, a name of its own, and the school that it is for."""

    seed: int
    school: School
    name: str
    rng: Random


class Registrar:
    """Holds what must stay unique while people are registered: the taken local parts, a count."""

    def __init__(self, stream: Stream, taken: frozenset[str]) -> None:
        self.rng = stream.rng
        self.taken = set(taken)
        self._stream = stream
        self._mark = mark_of(stream.school)
        self._count = 0

    def stem(self) -> str:
        """A random family's name in the masculine form."""
        return draw(self.rng).stem

    def worker(self) -> Worker:
        """Somebody who works here."""
        name = self._draw()
        return Worker(self._next_id(), name.given, name.family, self.local(name))

    def pupil(self, klass: Klass, school: str, stem: str | None, parent: str | None) -> Pupil:
        """A pupil of a class, of the family `stem` where one is given."""
        name = self._draw(stem)
        local = self.local(name)
        return Pupil(
            id=self._next_id(),
            given=name.given,
            family=name.family,
            local=local,
            stem=name.stem,
            klass=klass,
            schools=(school,),
            parent=parent,
        )

    def parent(self, stem: str) -> Parent:
        """A parent of the family `stem`, with an address at a reserved domain."""
        name = self._draw(stem)
        ident = self._next_id()
        local = f"{latin(name.given)}.{latin(name.family)}.{self._next_id()[:6]}"
        email = f"{local}@{self.rng.choice(FAMILY_DOMAINS)}"
        return Parent(ident, name.given, name.family, email)

    def local(self, name: FullName) -> str:
        """ivan.petrov, or ivan.petrov2 when that is taken; taken from now on."""
        base = f"{latin(name.given)}.{latin(name.family)}{self._mark}"
        local, number = base, 1
        while local in self.taken:
            number += 1
            local = f"{base}{number}"
        self.taken.add(local)
        return local

    def _next_id(self) -> str:
        self._count += 1
        return opaque(self._stream.seed, self._stream.name, self._count)

    def _draw(self, stem: str | None = None) -> FullName:
        return spelled(draw(self.rng, stem), self._stream.school.district.language)
