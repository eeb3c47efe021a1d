"""Text that somebody else wrote, made harmless where it is shown: at the border of each format.

Control characters could write to a terminal, and signs of direction could turn a file name round so
that `exe.png` is read where `gnp.exe` stands. They are shown by their code point instead of acting:
'⟨U+202E⟩'. Line breaks become spaces: a name is one line.
"""

from __future__ import annotations

import re
from typing import TypeVar

_BREAKS = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")
_ACTING = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 controls, ESC among them
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"  # direction, no width
    "\ud800-\udfff\U000e0000-\U000e007f]"  # lone surrogates, tags
)
Value = TypeVar("Value")


def inert(value: Value) -> Value | str:
    """A text without anything that acts; any other value as it is."""
    if not isinstance(value, str):
        return value
    return _ACTING.sub(_shown, _BREAKS.sub(" ", str(value)))


def _shown(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"
