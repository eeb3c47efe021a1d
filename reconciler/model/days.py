"""Days as ISO strings, counted without a clock."""

from __future__ import annotations


def days_between(first: str, last: str) -> int:
    """How many days after 'YYYY-MM-DD' another one is; negative where it is before."""
    return _number(last) - _number(first)


def _number(day: str) -> int:
    """Days since the first of March of the year 0: leap days come last in a year from March."""
    year, month, of_month = map(int, day.split("-"))
    year, month = (year, month - 3) if month >= 3 else (year - 1, month + 9)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + of_month
