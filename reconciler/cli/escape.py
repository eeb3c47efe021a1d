r"""What is printed, without what a terminal would obey.

Names come from files, rosters and vendors, and an error's text from anywhere. ESC moves a cursor
or sets a title, other controls erase, and bidirectional marks show a line in another order. They
are printed as their code, `\u001b`, which in JSON means the same character. Our own colours are
the one exception.
"""

from __future__ import annotations

import re

_OBEYED = re.compile(
    "(\x1b\\[[0-9;]*m)|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """The text as it may be printed; line breaks and colours stay."""
    return _OBEYED.sub(lambda found: found[1] or f"\\u{ord(found[0]):04x}", text)
