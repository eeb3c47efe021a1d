"""One form for the many spellings of a name, so that a text can be held against what it stands for.

Premise: whoever types a name does not transliterate by the law. Цветан is Tsvetan, Cvetan and
Tzvetan, Щилян is `6tilqn`, and letters may come apart, with accents, or as codes.

Rule: `plain` makes letters of whatever stands for letters. `skeletons` gives how a word may sound:
two words may be one name where they share a skeleton. It loses what spellings differ in: з с ж ш
are one sound, ъ is а, double letters are one, and ending vowels of a long word go.

Example: Юлия, Yulia, Julia, Iulia and Ulia share `ulia`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from itertools import islice, product

_CODES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_BREVE = "\u0306"
_LOOKALIKES = str.maketrans("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_APART = re.compile(r"(?<!\w)[^\W\d_](?:[\s._-]{1,2}[^\W\d_]){2,}(?!\w)")
_BETWEEN = re.compile(r"[\s._-]+")

_SOUNDS = {
    **dict(zip("абвгдежзийклмнопрстуфхъ", "abvgdessiiklmnoprstufha", strict=True)),
    "ц": "c",
    "ч": "q",
    "ш": "s",
    "щ": "st",
    "ь": "",
    "ю": "iu",
    "я": "ia",
    "ы": "i",
    "э": "e",
    "ё": "io",
    "і": "i",
    "ї": "i",
    "є": "e",
    "ј": "i",
    "ђ": "s",
    "џ": "s",
}
"""Of Cyrillic letters; q stands for ч, c for ц, s for what hisses."""
_SPELLED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("tsch", "tch", "tsh", "4"), ("q",)),
    **dict.fromkeys(("sch", "sh", "zh", "z", "6"), ("s",)),
    **dict.fromkeys(("ts", "tz", "cz"), ("c",)),
    "ch": ("q", "h"),
    "kh": ("h",),
    "ph": ("f",),
    "th": ("t",),
    "gh": ("g",),
    "ck": ("k",),
    "j": ("i", "s"),
    "y": ("i", "a"),
    "u": ("u", "a"),
    "c": ("c", "k"),
    "x": ("ks", "h"),
    "q": ("ia",),
    "w": ("v",),
    "ı": ("i",),
    "ł": ("l",),
    "ß": ("s",),
    "đ": ("s",),
    "ge": ("ge", "se"),
    "gi": ("gi", "si"),
}
"""Of Latin letters, with each sound that they are written for."""
_LATIN = re.compile("|".join(sorted(map(re.escape, _SPELLED), key=len, reverse=True)) + "|.")
_MOST = 64
"""Skeletons of one word."""
_SHORTEST = 4
_STEM = 5
_WORD = re.compile(r"[^\W\d_]+")
_CHAT = re.compile(
    r"(?<![^\W_])[46]?[a-z]+(?:[46]+[a-z]+)+[46]?(?![^\W_])|"
    r"(?<![^\W_])(?:[46][a-z]{3,}|[a-z]{3,}[46])(?![^\W_])"
)
_SYLLABLES = re.compile(r"(?<!\w)[^\W\d_]{1,5}(?:[-\u2010\u2013][^\W\d_]{1,5})+(?!\w)")
_HYPHEN = re.compile(r"[-\u2010\u2013]")
_TOGETHER = 6


def plain(text: str) -> str:
    """A text with its letters as they are read: no codes, accents or invisible letters.

    й stays a letter of its own; a Latin letter in a Cyrillic word is what it looks like.
    """
    if "&" in text or "%" in text:
        text = _CODES.sub(_decoded, unescape(text))
    if not text.isascii():
        text = _WORD.sub(_alike, unicodedata.normalize("NFC", "".join(_letters(text))))
    return text


def skeletons(word: str) -> frozenset[str]:
    """How a word of a `plain` text may sound; nothing for one too short to tell a name by."""
    word = word.lower()
    if _CYRILLIC.search(word):
        return _long_enough(word, ["".join(_SOUNDS.get(one, one) for one in _vowelled(word))])
    parts = [_SPELLED.get(one, (one,)) for one in _LATIN.findall(word)]
    return _long_enough(word, ("".join(one) for one in islice(product(*parts), _MOST)))


def spelled_words(text: str) -> Iterator[str]:
    """The words of a `plain` text that may be a name: also with 4 and 6 for ч and ш, or apart."""
    yield from _WORD.findall(text)
    yield from (_BETWEEN.sub("", one) for one in _APART.findall(text))
    yield from _CHAT.findall(text.lower())
    for run in _SYLLABLES.findall(text):
        parts = _HYPHEN.split(run)
        for start in range(len(parts)):
            for end in range(start + 2, min(len(parts), start + _TOGETHER) + 1):
                yield "".join(parts[start:end])


def _long_enough(word: str, sounds: Iterator[str] | list[str]) -> frozenset[str]:
    found = frozenset(map(_worn, sounds))
    return frozenset(
        one for one in found if len(one) >= _SHORTEST - 1 and max(len(word), len(one)) >= _SHORTEST
    )


def _letters(text: str) -> Iterator[str]:
    before = ""
    for one in unicodedata.normalize("NFKD", text):
        kind = unicodedata.category(one)
        if kind != "Cf" and (kind != "Mn" or (one == _BREVE and before in "иИ")):
            yield one
        if kind not in ("Cf", "Mn"):
            before = one


def _decoded(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def _alike(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(_LOOKALIKES) if _CYRILLIC.search(word) else word


def _vowelled(word: str) -> str:
    """ь before a consonant is typed for ъ: Петьр."""
    return re.sub(r"ь(?=[бвгджзклмнпрстфхцчшщ])", "ъ", word) if "ь" in word else word


def _worn(sounds: str) -> str:
    """Without what spellings of one sound differ in."""
    sounds = re.sub(r"ts", "c", re.sub(r"ds", "s", sounds))
    sounds = re.sub(r"i+u", "u", re.sub(r"(.)\1+", r"\1", sounds))
    sounds = re.sub(r"f$", "v", re.sub(r"(?<=..)[ae]r$", "r", sounds))
    stem = sounds.rstrip("aeiou")
    return stem if len(stem) >= _STEM else sounds
