"""Claims about which limit holds: defaults, the municipality's, a school's, the rollover window."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from reconciler.manifest.city import SchoolYear
from reconciler.manifest.types import GuardLimit
from reconciler.model.plan import Refusal
from reconciler.plan.guards import CATALOGUE, DEFAULTS, GuardScope, Measure, exceeds, limits_for_day
from reconciler.plan.guards.measure import by_pupils, refusals_over_limits
from tests.support.sandbox import REPOSITORY
from tests.support.schools import MANIFEST, MUNICIPALITY

NAME = "members-removed-per-school"
TENANT = "members-removed-per-tenant"
YEAR = SchoolYear("09-15", "09-01", "10-15")
IN, OUT = "2027-09-20", "2027-11-02"
Limits = Mapping[str, GuardLimit]


def held(
    written: Limits | None = None, school: Limits | None = None, *, day: str = OUT
) -> GuardLimit:
    """The limit of members removed from a school, where they are pupils."""
    municipality = replace(MUNICIPALITY, guards=written or {}, year=YEAR)
    manifest = replace(MANIFEST, guards=school or {})
    return limits_for_day(day, municipality, manifest, alone=True)[NAME].on(rollover=True)


def test_what_the_municipality_writes_takes_a_defaults_place_whole() -> None:
    """No number of the default is left beside it."""
    assert held() == DEFAULTS[NAME].on(rollover=False)
    assert held({NAME: GuardLimit(count=7)}) == GuardLimit(count=7)


@pytest.mark.parametrize(
    ("school", "expected"),
    [
        (GuardLimit(share=5), GuardLimit(share=5, at_least=4)),
        (GuardLimit(share=50), GuardLimit(share=20, at_least=4)),
        (GuardLimit(count=3), GuardLimit(share=20, count=3, at_least=4)),
        (GuardLimit(at_least=2), GuardLimit(share=20, at_least=2)),
    ],
)
def test_a_school_only_tightens(school: GuardLimit, expected: GuardLimit) -> None:
    """Number by number; a looser one changes nothing."""
    assert held({NAME: GuardLimit(share=20, at_least=4)}, {NAME: school}) == expected


def test_other_numbers_hold_within_the_rollover_window() -> None:
    """On its first and last day too, and not without a calendar or a day."""
    written = {NAME: GuardLimit(share=10, rollover_share=25)}
    days = ("2027-08-31", "2027-09-01", "2027-10-15", "2027-10-16", "")
    assert [held(written, day=day).share for day in days] == [10, 25, 25, 10, 10]
    municipality = replace(MUNICIPALITY, guards=written, year=None)
    limit = limits_for_day(IN, municipality, MANIFEST, alone=True)[NAME]
    assert limit.on(rollover=True).share == 10


def test_within_the_window_only_pupils_are_held_by_other_numbers() -> None:
    """What is about teachers is held as on any other day."""
    limits = {NAME: GuardLimit(share=10, rollover_share=25)}
    where = Refusal("", "ou-a", "t")
    told = [
        bool(refusals_over_limits([Measure(NAME, 20, 100, pupils=pupils)], limits, where))
        for pupils in (True, False)
    ]
    assert told == [False, True]


def test_what_is_not_about_pupils_is_held_by_itself_in_a_sum() -> None:
    """Eleven teachers among twenty who leave are one too many; outside the window all are."""
    measures = list(by_pupils(NAME, [(9, True), (11, False)], 100))
    where = Refusal("", "ou-a", "t")
    (within,) = refusals_over_limits(
        measures, {NAME: GuardLimit(share=10, rollover_share=25)}, where
    )
    (outside,) = refusals_over_limits(measures, {NAME: GuardLimit(share=10)}, where)
    assert (within.facts["count"], outside.facts["count"]) == (11, 20)


def test_what_was_not_read_is_over_every_limit() -> None:
    """However high it is, and at any number that was read."""
    measures = [Measure(NAME, 0, 0, unread=True), Measure(NAME, 3, 9)]
    (refusal,) = refusals_over_limits(
        measures, {NAME: GuardLimit(count=9_999)}, Refusal("", "ou-a", "t")
    )
    assert refusal.facts["limit"] == "unread"


def test_a_school_tightens_within_the_window_too() -> None:
    """And cannot loosen there."""
    written = {NAME: GuardLimit(share=10, rollover_share=25)}
    shares = [
        held(written, {NAME: GuardLimit(share=10, rollover_share=own)}, day=IN).share
        for own in (20, 60)
    ]
    assert shares == [20, 25]


def test_a_school_alone_in_its_tenant_is_not_counted_twice() -> None:
    """Unless the municipality writes a limit of tenants."""
    alone = limits_for_day(OUT, MUNICIPALITY, alone=True)
    of_tenants = {guard.name for guard in CATALOGUE if guard.level is GuardScope.TENANT}
    assert set(DEFAULTS) - set(alone) == of_tenants
    written = replace(MUNICIPALITY, guards={TENANT: GuardLimit(count=9)})
    assert limits_for_day(OUT, written, alone=True)[TENANT] == GuardLimit(count=9)
    assert set(limits_for_day(OUT, MUNICIPALITY, alone=False)) == set(DEFAULTS)


@pytest.mark.parametrize(
    ("limit", "count", "before", "expected"),
    [
        (GuardLimit(count=0), 1, 100, True),
        (GuardLimit(count=0), 0, 100, False),
        (GuardLimit(count=3, at_least=10), 4, 100, True),
        (GuardLimit(share=10, at_least=10), 9, 10, False),
        (GuardLimit(share=10), 10, 100, False),
        (GuardLimit(share=10), 11, 100, True),
        (GuardLimit(share=10), 1, 0, True),
        (GuardLimit(days=14), 14, 0, False),
        (GuardLimit(days=14), 15, 0, True),
        (GuardLimit(), 99, 99, False),
    ],
)
def test_a_limit_is_passed_above_it(
    limit: GuardLimit, count: int, before: int, expected: bool
) -> None:
    """The floor is for shares alone: a count is a count."""
    assert exceeds(limit, count, before) is expected


def test_every_guard_has_a_limit_that_can_be_passed() -> None:
    """A default without a number would never speak."""
    for guard in CATALOGUE:
        numbers = (guard.limit.share, guard.limit.count, guard.limit.days)
        assert any(number is not None for number in numbers), guard.name


def test_the_handbook_has_every_guard_with_its_numbers() -> None:
    """Each in a row of its own or of its kind, and no other."""
    page = (REPOSITORY / "docs" / "operations.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    told = {name: row for row in rows for name in re.findall(r"`([a-z-]+)`", row.split(" | ")[0])}
    assert set(DEFAULTS) <= set(told)
    for name, limit in DEFAULTS.items():
        if limit.share is not None and limit.share < 100:
            assert f"{limit.share} %" in told[name], name
        if limit.count is not None:
            assert f"{limit.count:,}".replace(",", " ") in told[name], name
