"""Days on which offices work, against calendars that were published."""

from __future__ import annotations

from datetime import date

import pytest

from reconciler.reportfile.model import Office
from reconciler.reportfile.offices import due_day
from reconciler.reportfile.workdays import holidays, is_workday, orthodox_easter


@pytest.mark.parametrize(
    ("year", "day"),
    [(2023, "2023-04-16"), (2024, "2024-05-05"), (2025, "2025-04-20"), (2026, "2026-04-12")],
)
def test_easter_is_the_orthodox_one(year: int, day: str) -> None:
    """As the church kept it."""
    assert orthodox_easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-12-23", True),
        ("2026-12-24", False),
        ("2026-12-28", False),  # for Saturday the 26th
        ("2026-05-25", False),  # for Sunday the 24th
        ("2026-04-10", False),  # Good Friday
        ("2026-04-13", False),
        ("2026-09-07", False),  # for Sunday the 6th
        ("2026-09-08", True),
    ],
)
def test_a_holiday_of_a_weekend_is_made_up_for(day: str, works: bool) -> None:
    """By the next working day; elsewhere only weekends count."""
    assert is_workday(date.fromisoformat(day), bulgarian=True) is works
    assert is_workday(date.fromisoformat(day), bulgarian=False)


def test_every_year_has_ten_holidays_besides_easter() -> None:
    """And as many working days less."""
    for year in range(2024, 2040):
        closed = [day for day in holidays(year) if day.weekday() < 5]
        assert 10 <= len(closed) <= 12


def test_a_deadline_skips_holidays() -> None:
    """Four working days from 22 December are after the new year."""
    since = "2026-12-22"
    assert due_day(Office.PRINCIPAL, since, bulgarian=True) == "2026-12-31"
    assert due_day(Office.PRINCIPAL, since) == "2026-12-28"
