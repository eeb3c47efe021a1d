"""What was probably meant by a name that there is not: one mechanism for every kind of name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

NOTHING_NEAR = "none"
"""As texts select by it: nothing is like the name."""
_LIKE = 0.6
_LISTED = 12
"""Names that a sentence can list; beyond them the first ones stand for all."""


def near_facts(name: str, known: Iterable[str]) -> dict[str, str]:
    """`near`: the known name that is most like it, or NOTHING_NEAR; `known`: them, listed."""
    names = list(known)
    close = get_close_matches(name, names, n=1, cutoff=_LIKE)
    listed = ", ".join(names[:_LISTED])
    more = ", …" if len(names) > _LISTED else ""
    return {"near": close[0] if close else NOTHING_NEAR, "known": f"{listed}{more}" or "–"}
