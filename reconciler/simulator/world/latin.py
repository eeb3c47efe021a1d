"""Bulgarian in Latin letters, by the law on transliteration (State Gazette 19/2009)."""

from __future__ import annotations

import re

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
