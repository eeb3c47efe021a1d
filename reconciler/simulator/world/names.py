"""Invented names with gendered endings from names.yaml, in Latin letters too; and opaque ids."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from uuid import UUID

import yaml


@dataclass(frozen=True, slots=True)
class Names:
    """Given names of men and women, and family names in the masculine form."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FullName:
    """A given name, a family name as its bearer writes it, and the family's masculine form."""

    given: str
    family: str
    stem: str


@cache
def _names() -> Names:
    text = files(__package__).joinpath("names.yaml").read_text(encoding="utf-8")
    return Names(**{key: tuple(values) for key, values in yaml.safe_load(text).items()})


def draw(rng: Random, stem: str | None = None) -> FullName:
    """A random name; of the family `stem` where one is given."""
    names = _names()
    stem = stem or rng.choice(names.families)
    if rng.random() < 0.5:
        return FullName(rng.choice(names.women), feminine(stem), stem)
    return FullName(rng.choice(names.men), stem, stem)


def spelled(name: FullName, language: str) -> FullName:
    """The name in Latin letters, unless the language is Bulgarian; the stem stays."""
    if language == "bg":
        return name
    return FullName(latin(name.given).capitalize(), latin(name.family).capitalize(), name.stem)


def feminine(stem: str) -> str:
    """Петров → Петрова, Полянски → Полянска; other endings stay."""
    if stem.endswith("ски"):
        return f"{stem[:-1]}а"
    return f"{stem}а" if stem.endswith(("ов", "ев", "ин")) else stem


def opaque(seed: int, *parts: object) -> str:
    """A UUID that tells nothing about its parts, always the same for the same parts."""
    digest = hashlib.sha1("/".join(map(str, (seed, *parts))).encode(), usedforsecurity=False)
    return str(UUID(bytes=digest.digest()[:16], version=5))


def random_stream(seed: int, *parts: object) -> Random:
    """A generator of its own for each purpose, so that one more draw here moves nothing there."""
    return Random("/".join(map(str, (seed, *parts))))


_CYRILLIC = "абвгдезийклмнопрстуфхъь"
_LATIN = "abvgdeziyklmnoprstufhay"
_TABLE = str.maketrans(
    dict(zip(_CYRILLIC, _LATIN, strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya"}
)
_FINAL_IA = re.compile(r"ия\b")


def latin(text: str) -> str:
    """Lower-case Latin letters; a final -ия becomes -ia (article 5)."""
    return _FINAL_IA.sub("ia", text.lower()).translate(_TABLE)
