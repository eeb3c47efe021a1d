"""Latin names by the Bulgarian transliteration law (State Gazette 19/2009).

The map is not injective (ъ and а, й and ь, щ and шт), so whoever makes addresses with it has to
check for collisions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from unicodedata import combining

from reconciler.model.spellings import plain, skeletons

GRADES = 12

_LETTERS = {
    **dict(zip("абвгдезийклмнопрстуфъь", "abvgdeziyklmnoprstufay", strict=True)),
    "ж": "zh",
    "х": "h",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sht",
    "ю": "yu",
    "я": "ya",
}
SHORTEST_NAME = 3
"""Letters of the shortest word that is taken for a name: Ана, Иво."""
_STEM = 4
_WORD = re.compile(r"[^\W\d_]+")
_NO_MARKS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Latin letters that Unicode does not take apart into a letter and its mark."""
_OUTSIDE_KEY = re.compile(r"[^a-z0-9]+")
CLASS_LETTERS = "абвгдежзийклмнопрстуфхцчшщюя"
"""Letters that a class name may have where names are Bulgarian."""
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Letters that a class name may have where they are not."""


def transliterate(text: str) -> str:
    """Bulgarian in Latin letters: 'ия' ends as 'ia', България is Bulgaria, all else by letter.

    What is not Cyrillic stays as it is.
    """
    return _WORD.sub(lambda match: _word(match[0]), unicodedata.normalize("NFC", text))


def latin_words(text: str) -> frozenset[str]:
    """The words of a text in small Latin letters."""
    if text.isascii():  # as addresses are, of which a city has tens of thousands
        return frozenset(_WORD.findall(text.lower()))
    return frozenset(transliterate(word).lower() for word in _WORD.findall(text))


def name_digests(texts: Iterable[str | None]) -> frozenset[str]:
    """Of the words of somebody's names what tells them again, and tells nobody what they are.

    A name is never kept: a text is held against the digests of its words, one by one. A word counts
    in its stem as well, since Петров, Петрова and Петрови are one name, and by how it sounds. A
    word too short for that counts beside another one, whole or its initial: Ян Ву, А. Ли.
    """
    spelled = {word for text in texts if text for word in _WORD.findall(plain(text))}
    words = {word: transliterate(word).lower() for word in spelled}
    found = set(chain.from_iterable(map(sound_digests, words)))
    for latin in words.values():
        if len(latin) >= SHORTEST_NAME:
            found.update(digests(latin))
        else:
            found.update(digest(pair_key(one, latin)) for one in words.values())
            found.update(digest(f"{one} {latin}") for one in words.values())
    return frozenset(found)


def sound_digests(word: str) -> Iterator[str]:
    """The digests of how a word of a plain text may sound."""
    return (digest(f"~{sound}") for sound in skeletons(word))


def pair_key(first: str, short: str) -> str:
    """What a name too short to be told by itself is told by, in Latin letters: with an initial."""
    return f"{first[0]}.{short}"


def digests(word: str) -> Iterator[str]:
    """The digests of one word, as a whole and by its stem."""
    yield digest(word)
    yield digest(f"{_stem(word)}-")


def digest(word: str) -> str:
    """The digest of a word as a whole."""
    return blake2b(word.encode(), digest_size=12).hexdigest()


def _stem(word: str) -> str:
    stem = word.rstrip("aeiouy")
    return stem if len(stem) >= _STEM else word


def folded(path: str) -> str:
    """A unit's path as paths are compared: in lower case, and a letter with its accent as one."""
    return unicodedata.normalize("NFC", path).lower()


def key_of(text: str) -> str:
    """A key: transliterated, lower case, marks off letters, the rest as single hyphens.

    'Nõo Põhikool' is noo-pohikool.
    """
    latin = unicodedata.normalize("NFKD", transliterate(text).lower().translate(_NO_MARKS))
    return _OUTSIDE_KEY.sub("-", "".join(x for x in latin if not combining(x))).strip("-")


def cohort(grade: int, letter: str, year: int) -> str:
    """'2034a' for 5а in the school year that ends in 2027: year of graduation and letter."""
    return f"{year + GRADES - grade}{transliterate(letter)}"


def _word(word: str) -> str:
    lower = word.lower()
    if lower == "българия":
        latin = "bulgaria"
    else:
        stem, tail = (lower[:-2], "ia") if lower.endswith("ия") else (lower, "")
        latin = "".join(_LETTERS.get(letter, letter) for letter in stem) + tail
    if word.isupper() and len(word) > 1:
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin
