"""The two languages of everything that people read, and which one is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Language = Literal["bg", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def language_of(environment: Mapping[str, str]) -> Language:
    """RECONCILER_LANG; else Bulgarian where the locale is; else English."""
    wanted = environment.get("RECONCILER_LANG") or environment.get("LANG", "")[:2]
    return next((one for one in LANGUAGES if one == wanted), "en")
