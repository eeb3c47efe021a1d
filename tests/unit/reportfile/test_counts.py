"""What a report's figures of licences would give away side by side."""

from __future__ import annotations

import pytest

from reconciler.model.seats import Seats
from reconciler.reportfile.counts import CountTable, shown_counts


def seats(used: int, wanted: int, short: int = 0, purchased: int = 500) -> Seats:
    """One product of one tenant."""
    return Seats("plus", "izgrev", purchased, used, wanted, wanted - short, short)


def shown(*rows: Seats) -> dict[str, int | None]:
    """The figures of the first tenant."""
    return dict(shown_counts(CountTable({}, rows)).licences["izgrev", "plus"])


def test_two_who_hold_a_licence_beyond_the_audience_are_not_the_difference() -> None:
    """335 used and 333 wanted: the finding says only that fewer than five hold one."""
    assert shown(seats(335, 333)) == {"used": 335, "wanted": None, "short": 0}


def test_two_seats_of_others_do_not_come_back_from_what_is_short() -> None:
    """15 bought, 43 wanted and 30 short: two others hold a seat."""
    figures = shown(seats(5, 43, 30, 15))
    assert None in (figures["wanted"], figures["short"])


@pytest.mark.parametrize("used", [333, 340, 300])
def test_a_difference_of_nobody_or_of_many_is_shown(used: int) -> None:
    """Five and more point at nobody."""
    assert shown(seats(used, 333)) == {"used": used, "wanted": 333, "short": 0}
