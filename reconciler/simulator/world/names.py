"""Invented names with gendered endings, put together from names.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

import yaml

from reconciler.simulator.world.latin import latin


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
