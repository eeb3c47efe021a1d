"""Whom a vendor sells a licence for: its name says so at Microsoft, a table at Google."""

from __future__ import annotations

# Google's SKU ids for Education Standard and Plus, read 2026-11 in the License Manager's list of
# products; Microsoft's part numbers say it themselves.
_STAFF = frozenset({"1010310006", "1010310009"})
_PUPILS = frozenset({"1010310007", "1010310010"})
_STAFF_WORD = "FACULTY"
_PUPIL_WORDS = ("STUDENT", "STUUSEBNFT")


def for_staff(sku: str) -> bool:
    """Whether it is sold for staff alone."""
    return sku in _STAFF or _STAFF_WORD in sku


def for_pupils(sku: str) -> bool:
    """Whether it is sold for pupils alone."""
    return sku in _PUPILS or any(word in sku for word in _PUPIL_WORDS)
