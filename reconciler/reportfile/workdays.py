"""Working days in Bulgaria: without Saturdays, Sundays and public holidays (Labour Code, art. 154).

A holiday of a fixed date that falls on a Saturday or Sunday is made up for by the next working day;
those of Easter are not. Elsewhere only the weekend counts: no other holidays are known here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_FIXED = (
    (1, 1), (3, 3), (5, 1), (5, 6), (5, 24), (9, 6), (9, 22), (12, 24), (12, 25), (12, 26),
)  # fmt: skip
_WEEKEND = (5, 6)


def is_workday(day: date, *, bulgarian: bool) -> bool:
    """Whether offices work."""
    off = bulgarian and day in holidays(day.year)
    return day.weekday() not in _WEEKEND and not off


@cache
def holidays(year: int) -> frozenset[date]:
    """The days of a year on which offices are closed besides weekends, made-up ones included."""
    easter = orthodox_easter(year)
    found = {easter + timedelta(days=days) for days in (-2, -1, 0, 1)}
    fixed = [date(year, month, day) for month, day in _FIXED]
    found.update(fixed)
    for day in fixed:
        instead = day
        # two holidays of one weekend are made up for by two days
        while day.weekday() in _WEEKEND and (instead.weekday() in _WEEKEND or instead in found):
            instead += timedelta(days=1)
        found.add(instead)
    return frozenset(found)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox church, by the Gregorian calendar (Meeus; 1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)
