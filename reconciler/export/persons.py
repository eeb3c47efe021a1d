"""Whether a unit or group is called after a person, so that its name may stand in no file.

Premise: files go to Git, where no person is named. `klas-petrova@…` is called after somebody; who,
the accounts tell: `r.petrova@…` is an account of the tenant.

Rule: the words of every person's address, four letters and longer, are names, unless the school
itself is called so, or they are words of every school. A thing is called after a person where a
word of its address or of its name, in Latin letters, is one.

Example: `klub-petrova`, „Клубът на Петрова“ and /Учители/Петрова are; `hristo-botev` of the school
Христо Ботев is not, whatever its pupils are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reconciler.model.names import transliterate

_WORDS = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
_COMMON = (
    "admin administrator direktor klas klasa class clas group grupa office info mail post school"
    " uchilishte uchenik uchenitsi uchenici uchiteli uchitel teacher teachers pupil pupils staff"
    " parents roditeli library printer service test vipusk personal kantselariya"
)
_NOBODYS = frozenset(_COMMON.split())


class Persons:
    """The names that are in the addresses of people: of a tenant's, and of the municipality's."""

    def __init__(
        self, addresses: Iterable[str], school: Iterable[str], elsewhere: Iterable[str] = ()
    ) -> None:
        nobodys = _NOBODYS.union(*map(words, school))
        self._names = _of_addresses(addresses) - nobodys
        self._all = self._names | (_of_addresses(elsewhere) - nobodys)

    def named(self, text: str) -> bool:
        """Whether an address or a path has the name of somebody of the tenant in it."""
        return not self._names.isdisjoint(words(text))

    def mentioned(self, text: str) -> bool:
        """Whether what people wrote freely mentions somebody, of whatever school."""
        return not self._all.isdisjoint(words(text))


def _of_addresses(addresses: Iterable[str]) -> set[str]:
    return {word for one in addresses for word in words(one.partition("@")[0])}


def words(text: str) -> frozenset[str]:
    """The words of a text that are long enough to be a name, in Latin letters."""
    latin = (transliterate(word).lower() for word in _WORDS.findall(text))
    return frozenset(word for word in latin if len(word) >= _SHORTEST)
