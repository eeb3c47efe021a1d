"""Pages over a sorted listing, by opaque tokens that name the last entry given.

A token dies after three days, as the vendor's do, and after as many writes as the tenant allows.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.simulator.google.errors import GoogleError, invalid
from reconciler.simulator.google.state import Directory, Entries

TOKEN_SECONDS = 3 * 24 * 3600
_ORDERS = {"ASCENDING": False, "DESCENDING": True}


@dataclass(frozen=True, slots=True)
class Limits:
    """How many entries a page holds by default and at most, and whether the last come first."""

    default: int
    maximum: int
    last_first: bool = False


def page(
    tenant: Directory, entries: Entries, query: Mapping[str, str], limits: Limits
) -> tuple[list[str], str]:
    """The ids of one page and the token of the next, '' after the last one.

    Entries are (sort key, id), sorted upwards; `sortOrder` in the query turns them round. Costs
    the page, not the listing, so that a whole listing is linear; an entry that went away between
    two pages makes no other entry be skipped.
    """
    size = _size(query, limits)
    token = query.get("pageToken", "")
    last = _last(tenant, token) if token else None
    if _is_downwards(query, limits):
        end = bisect_left(entries, last) if last else len(entries)
        chosen = entries[max(0, end - size) : end][::-1]
        more = end > size
    else:
        start = bisect_right(entries, last) if last else 0
        chosen = entries[start : start + size]
        more = start + size < len(entries)
    return [ident for _, ident in chosen], _token(tenant, chosen[-1]) if more else ""


def _is_downwards(query: Mapping[str, str], limits: Limits) -> bool:
    order = query.get("sortOrder")
    if order is None:
        return limits.last_first
    if order not in _ORDERS:
        raise invalid("sortOrder")
    return _ORDERS[order]


def _size(query: Mapping[str, str], limits: Limits) -> int:
    text = query.get("maxResults", "")
    size = int(text) if text.isdecimal() and len(text) < 10 else limits.default if not text else 0
    if not 1 <= size <= limits.maximum:
        # Unverified: the vendor may cap instead; this keeps clients inside the documented range.
        message = f"Invalid value '{text}'. Values must be within the range: [1, {limits.maximum}]"
        raise GoogleError(400, "invalidParameter", message, "maxResults")
    return size


def _token(tenant: Directory, entry: tuple[str, str]) -> str:
    made = (*entry, tenant.counter, int(tenant.time()))
    return urlsafe_b64encode(json.dumps(made).encode()).decode()


def _last(tenant: Directory, token: str) -> tuple[str, str]:
    try:
        parts = json.loads(urlsafe_b64decode(token))
    except ValueError:
        raise invalid("pageToken") from None
    if not isinstance(parts, list) or [type(part) for part in parts] != [str, str, int, int]:
        raise invalid("pageToken")
    key, ident, writes, at = parts
    outlived = tenant.token_writes and tenant.counter - writes > tenant.token_writes
    if outlived or tenant.time() - at > TOKEN_SECONDS:
        raise invalid("pageToken")
    return key, ident
