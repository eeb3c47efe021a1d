"""Whether a unit or group is called after a person, so that its name may stand in no file.

Premise: files go to Git, where no person is named. `klas-petrova@…` is called after somebody, and
so is „Подкрепа: Калина Славова“, who has the address 2033a07@…

Rule: names are known in three ways.
1. What accounts are called, which an export alone asks for; it comes as digests, so a text is held
   against them word by word, and Петров, Петрова and Петрови are one word (`model.names`).
2. The words of people's addresses, four letters and longer: of accounts and of the lists.
3. Shapes that only a name has, for whoever has left and has no account: Mr and г-жа before a word,
   an initial beside a family name, a given and a family name, one word that ends as a family name.
Words of the school's own name, of every school and of well-known streets name nobody.

Example: `klub-petrova`, „Клубът на Петрова“ and „План за И. Колева“ are called after a person;
`hristo-botev` of the school Христо Ботев is not, whatever its pupils are called.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from reconciler.model.names import SHORTEST_NAME, digest, digests, latin_words, transliterate
from reconciler.model.observation import Account

_SHORTEST = 4
_INSIDE = 7
"""Letters of a name that is looked for inside a longer word."""
_COMMON = (
    "admin administrator direktor klas klasa class clas group grupa office info mail post school"
    " uchilishte uchenik uchenitsi uchenici uchiteli uchitel teacher teachers pupil pupils staff"
    " parents roditeli library biblioteka printer scanner service test vipusk personal kabinet"
    " kantselariya kuhnya stol zala robot account google microsoft support system osnova gotova"
    " testov testova sportov sportova tsifrov tsifrova grupov grupova kursova igrova rabotov"
)
_NOBODYS = frozenset(_COMMON.split())
_KNOWN_TO_ALL = (
    "ivan vazov, hristo botev, vasil levski, georgi rakovski, dimitar blagoev, petko karavelov"
    ", lyuben karavelov, petko slaveykov, pencho slaveykov, nikola vaptsarov, peyo yavorov"
    ", hristo smirnenski, geo milev, yordan yovkov, aleko konstantinov, zahari stoyanov"
    ", hristo danov, nayden gerov, stefan stambolov, gotse delchev, ivan asen, albert aynshtayn"
)
_PATRONS = frozenset(_KNOWN_TO_ALL.split(", "))
"""After whom streets, halls and clubs are called in every town."""
_COMMON_DIGESTS = frozenset(map(digest, _NOBODYS))
_NOBODYS_DIGESTS = frozenset().union(*map(digests, _NOBODYS))
_PATRONS_DIGESTS = tuple((pair, frozenset(map(digest, pair.split()))) for pair in sorted(_PATRONS))
_WORDS = re.compile(r"[^\W\d_]+")
_FAMILY = r"[^\W\d_]{2,}(?:ов|ова|ев|ева|ски|ска|чки|чка|ov|ova|ev|eva|ski|ska|chki|chka)"
_TITLE = r"г-н|г-жа|г-ца|госпожа|госпожица|господин|mr|mrs|ms|miss|herr|frau|mme"
_TITLED = re.compile(rf"\b(?:{_TITLE})\b\.?\s+[^\W\d_]", re.IGNORECASE)
_INITIAL = re.compile(
    rf"\b[A-ZА-Я]\.\s?[A-ZА-Я](?:{_FAMILY})\b|\b[A-ZА-Я](?:{_FAMILY})\s[A-ZА-Я]\."
)
_PAIR = re.compile(
    r"\b([A-ZА-Я][^\W\d_]{2,})\s+([A-ZА-Я][^\W\d_]{2,}(?:ов|ова|ев|ева|ov|ova|ev|eva))\b"
)
_ENDS = ("ov", "ova", "ev", "eva")
_FAMILY_LETTERS = 6
"""Letters of a single word that is taken for a family name by its end."""


@dataclass(frozen=True, slots=True)
class Persons:
    """What is known of people's names: a tenant's, and the municipality's."""

    names: frozenset[str] = frozenset()
    """Words of addresses."""
    elsewhere: frozenset[str] = frozenset()
    """The same of people of other schools."""
    called: frozenset[str] = field(default=frozenset(), repr=False)
    """Digests of what accounts are called."""
    nobodys: frozenset[str] = _NOBODYS
    """Words that name nobody."""
    patrons: frozenset[str] = frozenset()
    """Words after which schools of the municipality are called."""
    known_to_all: frozenset[str] = _PATRONS
    """Whom a street may be called after, in two words, and nobody of the tenant is."""

    def named(self, text: str) -> bool:
        """Whether an address or a path has the name of somebody of the tenant in it."""
        text = self._without_patrons(text)
        found = latin_words(text) - self.nobodys
        if not self.names.isdisjoint(found) or any(map(self._is_called, found)):
            return True
        return self._is_shaped(text)

    def mentioned(self, text: str) -> bool:
        """Whether what people wrote freely mentions somebody, of whatever school."""
        return self.named(text) or not self.elsewhere.isdisjoint(words(text) - self.nobodys)

    def _without_patrons(self, text: str) -> str:
        """The text without those after whom streets and halls are called."""
        found = list(_WORDS.finditer(text))
        for one, other in reversed(list(pairwise(found))):
            pair = f"{transliterate(one[0])} {transliterate(other[0])}".lower()
            if pair in self.known_to_all:
                text = f"{text[: one.start()]}{text[other.end() :]}"
        return text

    def _is_called(self, word: str) -> bool:
        if len(word) < SHORTEST_NAME:
            return False
        inside = (
            word[start:end]
            for start in range(len(word) - _INSIDE + 1)
            for end in range(start + _INSIDE, len(word) + 1)
        )
        return not self.called.isdisjoint((*digests(word), *map(digest, inside)))

    def _is_shaped(self, text: str) -> bool:
        if _TITLED.search(text) or _INITIAL.search(text):
            return True
        known = self.nobodys | self.patrons
        for first, last in _PAIR.findall(text):
            if not known.intersection(latin_words(f"{first} {last}")):
                return True
        told = {word for pair in _PATRONS for word in pair.split()}
        return any(
            word.endswith(_ENDS) and len(word) >= _FAMILY_LETTERS
            for word in _proper(text) - known - told
        )


def _proper(text: str) -> frozenset[str]:
    """The words that may be a name by themselves: of an address all, else those with a capital.

    The first word of a sentence has one in any case.
    """
    if text.isascii() and text == text.lower():
        return latin_words(text)
    later = (word for part in text.split("/") for word in _WORDS.findall(part)[1:])
    return latin_words(" ".join(word for word in later if word[0].isupper()))


def persons_in(
    accounts: Iterable[Account],
    rostered: Collection[str],
    addresses: Iterable[str],
    *,
    schools: tuple[Iterable[str], Iterable[str]],
    elsewhere: Iterable[str] = (),
) -> Persons:
    """What accounts and lists tell of names.

    `rostered`: ids of the accounts of people on a list; `addresses`: of everybody on the lists of
    the tenant; `schools`: what the tenant's schools and what all schools are called.
    """
    own, all_schools = (frozenset().union(*map(words, one)) for one in schools)
    nobodys = _NOBODYS | own
    people = [
        one
        for one in accounts
        if one.id in rostered
        or not (_NOBODYS & latin_words(one.address) or _COMMON_DIGESTS & one.called)
    ]
    known = [*addresses, *(one.address for one in people)]
    called = frozenset().union(*(one.called for one in people))
    named = _NOBODYS_DIGESTS.union(*(frozenset(digests(word)) for word in own))
    return Persons(
        _of_addresses(known) - nobodys,
        _of_addresses(elsewhere),
        called - named,
        nobodys,
        all_schools,
        frozenset(pair for pair, both in _PATRONS_DIGESTS if not _somebodys(both, people)),
    )


def _somebodys(both: frozenset[str], people: Iterable[Account]) -> bool:
    """Whether somebody of the tenant is called just so."""
    return any(both <= one.called for one in people)


def _of_addresses(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(word for one in addresses for word in words(one.partition("@")[0]))


def words(text: str) -> frozenset[str]:
    """The words of a text that are long enough to be a name, in Latin letters."""
    return frozenset(word for word in latin_words(text) if len(word) >= _SHORTEST)
