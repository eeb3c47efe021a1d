"""Whether a unit or group is called after a person, so that its name may stand in no file.

Premise: files go to Git, where no person is named. `klas-petrova@…` is called after somebody, and
so is „Подкрепа: Калина Славова“, who has the address 2033a07@…

Rule: names are known in three ways.
1. What accounts are called. It comes as digests, so a text is held against them word by word, in
   any usual spelling (`model.spellings`); Петров, Петрова and Петрови are one word (`model.names`).
2. The words of people's addresses, four letters and longer: of accounts and of the lists.
3. Shapes that only a name has, for whoever has left and has no account: Mr and г-жа before a word,
   an initial beside a family name, a given and a family name, one word that ends as a family name.
Words of the school's own name, of every school and of well-known streets name nobody.

Example: `klub-petrova`, „Клубът на Петрова“ and „План за И. Колева“ are called after a person;
`hristo-botev` of the school Христо Ботев is not, whatever its pupils are called.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from reconciler.model.names import (
    SHORTEST_NAME,
    digest,
    digests,
    latin_words,
    pair_key,
    sound_digests,
    transliterate,
)
from reconciler.model.observation import Account
from reconciler.model.spellings import plain, spelled_words

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
_ROOMS = "office library biblioteka printer scanner kabinet kantselariya robot"
_PLACES = frozenset(_ROOMS.split())
"""Words of accounts that are no person's, in the address and in what the account is called."""
_KNOWN_TO_ALL = (
    "ivan vazov, hristo botev, vasil levski, georgi rakovski, dimitar blagoev, petko karavelov"
    ", lyuben karavelov, petko slaveykov, pencho slaveykov, nikola vaptsarov, peyo yavorov"
    ", hristo smirnenski, geo milev, yordan yovkov, aleko konstantinov, zahari stoyanov"
    ", hristo danov, nayden gerov, stefan stambolov, gotse delchev, ivan asen, albert aynshtayn"
)
_PATRONS = frozenset(_KNOWN_TO_ALL.split(", "))
"""After whom streets, halls and clubs are called in every town."""
_COMMON_DIGESTS = frozenset(map(digest, _NOBODYS))
_PLACES_DIGESTS = frozenset(map(digest, _PLACES))
_INITIALLED = re.compile(
    r"(?<!\w)(?P<first>[^\W\d_]{1,2})\.\s?(?P<name>[^\W\d_]{2})(?!\w)"
    r"|(?<!\w)(?P<before>[^\W\d_]{2})\s(?P<last>[^\W\d_]{1,2})\."
)
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
        text = self._without_patrons(plain(text))
        found = latin_words(text) - self.nobodys
        if not self.names.isdisjoint(found) or any(map(self._is_called, found)):
            return True
        return self._sounds_called(text) or self._is_shaped(text)

    def mentioned(self, text: str) -> bool:
        """Whether what people wrote freely mentions somebody, of whatever school."""
        return self.named(text) or not self.elsewhere.isdisjoint(words(plain(text)) - self.nobodys)

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

    def _sounds_called(self, text: str) -> bool:
        """Whether it has a name in another spelling, or one of two letters beside an initial."""
        for word in spelled_words(text):
            latin = transliterate(word).lower()
            if latin in self.nobodys:
                continue
            if not self.called.isdisjoint((*digests(latin), *sound_digests(word))):
                return True
        return not self.called.isdisjoint(map(digest, _short_pairs(text)))

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


def _short_pairs(text: str) -> Iterator[str]:
    """The keys of names of two letters that stand beside another or its initial."""
    for found in _INITIALLED.finditer(text):
        first, short = found["first"] or found["last"], found["name"] or found["before"]
        yield pair_key(transliterate(first).lower(), transliterate(short).lower())
    short_words = _WORDS.findall(text)
    for one, other in pairwise(short_words):
        if len(one) == len(other) == SHORTEST_NAME - 1:
            yield f"{transliterate(one)} {transliterate(other)}".lower()


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
    own_names = tuple(schools[0])
    own, all_schools = (frozenset().union(*map(words, one)) for one in (own_names, schools[1]))
    nobodys = _NOBODYS | own
    people = [one for one in accounts if one.id in rostered or not _is_service(one)]
    known = [*addresses, *(one.address for one in people)]
    called = frozenset().union(*(one.called for one in people))
    spelled = [word for text in own_names for word in spelled_words(plain(text))]
    named = frozenset(
        one
        for word in (*_NOBODYS, *own, *(word for word in spelled if len(word) >= _SHORTEST))
        for one in (*digests(word), *sound_digests(word))
    )
    return Persons(
        _of_addresses(known) - nobodys,
        _of_addresses(elsewhere),
        called - named,
        nobodys,
        all_schools,
        frozenset(pair for pair, both in _PATRONS_DIGESTS if not _somebodys(both, people)),
    )


def _is_service(account: Account) -> bool:
    """Whether an account is nobody's: `office@`, or one that is called like a room as well.

    The domain tells nothing: it is `first-school.…` for all pupils. Nor does a word in an address
    that has more: `klas5a.07@` is a pupil.
    """
    local = account.address.partition("@")[0].lower()
    if local in _NOBODYS:
        return not account.called or not _COMMON_DIGESTS.isdisjoint(account.called)
    in_both = not _PLACES.isdisjoint(latin_words(local))
    return in_both and not _PLACES_DIGESTS.isdisjoint(account.called)


def _somebodys(both: frozenset[str], people: Iterable[Account]) -> bool:
    """Whether somebody of the tenant is called just so."""
    return any(both <= one.called for one in people)


def _of_addresses(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(word for one in addresses for word in words(one.partition("@")[0]))


def words(text: str) -> frozenset[str]:
    """The words of a text that are long enough to be a name, in Latin letters."""
    return frozenset(word for word in latin_words(text) if len(word) >= _SHORTEST)
