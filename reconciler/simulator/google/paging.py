"""Pages over a sorted listing, by opaque tokens that name the last entry given."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.simulator.google.errors import GoogleError, invalid

Entries = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many entries a page holds by default and at most."""

    default: int
    maximum: int


def page(entries: Entries, query: Mapping[str, str], limits: Limits) -> tuple[list[str], str]:
    """The ids of one page and the token of the next, '' after the last one.

    Entries are (sort key, id), sorted. Costs the page, not the listing, so that a whole listing
    is linear; an entry that went away between two pages makes no other entry be skipped.
    """
    size = _size(query, limits)
    token = query.get("pageToken", "")
    start = bisect_right(entries, _last(token)) if token else 0
    chosen = entries[start : start + size]
    more = start + size < len(entries)
    return [ident for _, ident in chosen], _token(chosen[-1]) if more else ""


def _size(query: Mapping[str, str], limits: Limits) -> int:
    text = query.get("maxResults", "")
    size = int(text) if text.isdecimal() and len(text) < 10 else limits.default if not text else 0
    if not 1 <= size <= limits.maximum:
        # Unverified: the vendor may cap instead; this keeps clients inside the documented range.
        message = f"Invalid value '{text}'. Values must be within the range: [1, {limits.maximum}]"
        raise GoogleError(400, "invalidParameter", message, "maxResults")
    return size


def _token(entry: tuple[str, str]) -> str:
    return urlsafe_b64encode(json.dumps(entry).encode()).decode()


def _last(token: str) -> tuple[str, str]:
    try:
        entry = json.loads(urlsafe_b64decode(token))
    except ValueError:
        raise invalid("pageToken") from None
    if not isinstance(entry, list) or [type(part) for part in entry] != [str, str]:
        raise invalid("pageToken")
    return entry[0], entry[1]
