"""Gives people of one school a name, an id and a free address."""

from __future__ import annotations

from random import Random

from reconciler.simulator.world.names import FullName, draw, latin, opaque
from reconciler.simulator.world.people import Klass, Parent, Pupil, Worker

FAMILY_DOMAINS = ("family.example", "mail.family.example", "home.example", "post.example")


class Registrar:
    """Holds what must stay unique while people are registered: the taken local parts, a count."""

    def __init__(self, seed: int, stream: str, rng: Random, taken: frozenset[str]) -> None:
        self.rng = rng
        self.taken = set(taken)
        self._seed = seed
        self._stream = stream
        self._count = 0

    def stem(self) -> str:
        """A random family's name in the masculine form."""
        return draw(self.rng).stem

    def worker(self) -> Worker:
        """Somebody who works here."""
        name = draw(self.rng)
        return Worker(self._next_id(), name.given, name.family, self.local(name))

    def pupil(self, klass: Klass, school: str, stem: str | None, parent: str | None) -> Pupil:
        """A pupil of a class, of the family `stem` where one is given."""
        name = draw(self.rng, stem)
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
        name = draw(self.rng, stem)
        ident = self._next_id()
        local = f"{latin(name.given)}.{latin(name.family)}.{self._next_id()[:6]}"
        email = f"{local}@{self.rng.choice(FAMILY_DOMAINS)}"
        return Parent(ident, name.given, name.family, email)

    def local(self, name: FullName) -> str:
        """ivan.petrov, or ivan.petrov2 when that is taken; taken from now on."""
        base = f"{latin(name.given)}.{latin(name.family)}"
        local, number = base, 1
        while local in self.taken:
            number += 1
            local = f"{base}{number}"
        self.taken.add(local)
        return local

    def _next_id(self) -> str:
        self._count += 1
        return opaque(self._seed, self._stream, self._count)
