"""The description of a vendor's object: what people read, and our mark as its last line."""

from __future__ import annotations

import re

from reconciler.model.change import Change
from reconciler.model.mark import Mark

ONE_LINE = 300
"""Characters of a group's description: Groups Settings discovery, 20220614; its limits page says
4,096, 2024-09. Directory was seen to refuse a line break, '<', '>' and '=' (GAM PR 500)."""
_LAST_LINE = re.compile(r"\[reconciler (?P<mark>(?:adopted )?\S+) (?P<file>[^\]]+)\]")


def mark_for(change: Change, municipality: str) -> Mark:
    """The mark that a change's object is to carry; an undo gives an earlier id of its school."""
    address, target = change.address, change.target
    schools = [str(one.after) for one in change.fields if one.name == "school"]
    adopted = target is not None and target.adopted
    school = schools[0] if schools else address.school
    return Mark(municipality, school, address.kind, address.key, adopted=adopted)


def join(label: str, mark: Mark, file: str) -> str:
    """The description to write; `file` shows an administrator where the object is managed."""
    line = f"[reconciler {mark} {file}]"
    return f"{label}\n{line}" if label else line


def join_line(label: str, mark: Mark, file: str) -> str | None:
    """The same on one line of at most ONE_LINE characters; None where it does not fit.

    The file goes before anything that a person wrote does.
    """
    text = " ".join(label.split())
    for named in (file, "-"):
        line = f"{text} [reconciler {mark} {named}]".strip()
        if len(line) <= ONE_LINE:
            return line
    return None


def split(description: str) -> tuple[str, Mark | None]:
    """The label and the mark of what join() wrote, or of a hand-made description."""
    # Vendors trim descriptions and may turn the line break into CRLF or a blank.
    text = description.strip()
    start = text.rfind("[reconciler ")
    match = _LAST_LINE.fullmatch(text, start) if start >= 0 else None
    mark = Mark.parse(match["mark"]) if match else None
    return (text[:start].rstrip(), mark) if mark else (text, None)
