r"""Text that somebody else wrote, made harmless where it is shown: at the border of each format.

Names come from files, rosters and vendors, and an error's text from anywhere. Control characters
could write to a terminal, and signs of direction could turn a file name round, so that `exe.png` is
read where `gnp.exe` stands. They are shown by their code instead of acting.

    inert("5\u202eа\nб")    '5⟨U+202E⟩а б'   one value: a name is one line
    printable(output)       '5\\u202eа'       all that is printed: JSON means the same afterwards

Manifests refuse what is OBEYED. What is only UNSEEN comes along from word processors and is allowed
there.
"""

from __future__ import annotations

import json
import re
from typing import TypeVar

OBEYED = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls, ESC among them, but tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # what turns a line round
    "\ud800-\udfff"  # half of a pair, which cannot be written
)
"""A character class of what a terminal or a reader obeys."""
UNSEEN = (
    "\u061c\u200b\u200e\u200f\u2028\u2029"  # marks of direction, no width, breaks
    "\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # no width, tags
)
"""A character class of what changes a line without being seen."""

_BREAKS = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")
_ACTING = re.compile(f"[{OBEYED}{UNSEEN}]")
_PRINTED = re.compile(f"(\x1b\\[[0-9;]*m)|[{OBEYED}{UNSEEN}]")
"""Our own colours are the one exception; in a value that somebody else wrote they are none."""
Value = TypeVar("Value")


def inert(value: Value) -> Value | str:
    """A text on one line, without anything that acts; any other value as it is."""
    if not isinstance(value, str):
        return value
    return _ACTING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", _BREAKS.sub(" ", str(value)))


def printable(text: str, encoding: str = "utf-8") -> str:
    """The whole of what is printed; line breaks and colours stay, letters where they can."""
    shown = _PRINTED.sub(lambda found: found[1] or _escaped(found[0]), text)
    try:
        shown.encode(encoding)
    except UnicodeEncodeError:
        return "".join(sign if _fits(sign, encoding) else _escaped(sign) for sign in shown)
    return shown


def json_text(data: object) -> str:
    """JSON that can be looked at in a terminal, ending in a newline."""
    return printable(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _fits(sign: str, encoding: str) -> bool:
    try:
        return bool(sign.encode(encoding))
    except UnicodeEncodeError:
        return False


def _escaped(sign: str) -> str:
    r"""`\u001b`, or the two halves of a sign that JSON writes so."""
    if len(sign.encode("utf-16-be", "surrogatepass")) == len("ab"):
        return f"\\u{ord(sign):04x}"
    high, low = divmod(ord(sign) - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
