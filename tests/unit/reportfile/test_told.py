"""Numbers of people outside the tables: a world with another hidden count reads the same.

Each test makes two worlds that differ in a hidden count of few people, and prints of both what a
report prints. Where the prints are one, no reader can tell the worlds apart, whatever he solves and
even if he knows how the numbers are rounded.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.seats import Seats
from reconciler.reportfile.counts import CountTable, shown_counts
from reconciler.reportfile.told import Beside, beside_school, nearest, short_told, told

FEW = range(1, 5)
SCHOOL = "ou-izgrev"


def printed(table: CountTable, *facts: int) -> tuple[object, ...]:
    """Everything that a report prints of the table, and facts of the school's findings."""
    shown = shown_counts(table)
    beside = beside_school(shown, SCHOOL, [SCHOOL])
    return (shown, *(told(fact, beside) for fact in facts))


@pytest.mark.parametrize(
    ("count", "word"),
    [(1, "<5"), (4, "<5"), (5, "≈ 10"), (14, "≈ 10"), (15, "≈ 20"), (114, "≈ 110")],
)
def test_a_number_that_nothing_shown_is_near_is_told_to_the_nearest_ten(
    count: int, word: str
) -> None:
    """Fewer than five are only few."""
    assert told(count) == word


@pytest.mark.parametrize("count", [14, 15, 16, 17])
def test_where_what_lies_between_is_rounded_in_two_ways_only_at_least_five_is_told(
    count: int,
) -> None:
    """13 and 1 to 4: 14 is about ten, 15 to 17 are about twenty."""
    assert told(count, [Beside(13)]) == "≥ 5"


@pytest.mark.parametrize("count", [112, 115, 116])
def test_a_coarser_number_is_told_where_it_is_one_for_all(count: int) -> None:
    """112 is about 110 and 116 about 120, but both are about a hundred."""
    assert told(count, [Beside(112 if count > 112 else 116)]) == "≈ 100"


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_where_even_few_would_tell_something_at_least_one_is_told(count: int) -> None:
    """2 and 1 to 4: that it is fewer than five would leave 1 and 2."""
    assert told(count, [Beside(2)]) == "≥ 1"


@given(st.integers(20, 900), st.integers(0, 120), st.sampled_from(FEW))
def test_who_holds_a_licence_beyond_is_not_told_by_who_has_no_account(
    pupils: int, without: int, beyond: int
) -> None:
    """Licences in use are pupils, less those without an account, and those beyond."""
    used = pupils - without + beyond
    if used < 5 or without < 5:
        return
    worlds = set()
    for other in FEW:
        seats = Seats("plus", SCHOOL, 2000, used, used - other, used, 0)
        table = CountTable({SCHOOL: {"pupil": pupils}}, (seats,))
        worlds.add(repr(printed(table, pupils - used + other)))
    assert len(worlds) == 1


@given(
    st.lists(st.integers(5, 400), min_size=1, max_size=3),
    st.sampled_from(FEW),
    st.sampled_from(FEW),
)
def test_two_hidden_roles_are_not_told_by_how_many_the_list_has(
    roles: list[int], principals: int, staff: int
) -> None:
    """Pupils, teachers and parents are shown, and a guard tells of all."""

    def world(first: int, second: int) -> str:
        shown = {f"role-{number}": count for number, count in enumerate(roles)}
        people = {**shown, "principal": first, "staff": second}
        return repr(printed(CountTable({SCHOOL: people}, ()), sum(people.values())))

    here = world(principals, staff)
    for other in FEW:
        assert here in {world(other, second) for second in FEW}
        assert here in {world(first, other) for first in FEW}


@given(st.integers(5, 300), st.integers(400, 900), st.sampled_from(FEW))
def test_a_role_hidden_for_another_schools_sake_does_not_give_that_one_away(
    mine: int, largest: int, few: int
) -> None:
    """Of three schools the total and one are shown, and a finding tells of this one's."""
    worlds = set()
    for other in FEW:
        changed = mine + few - other  # so that the total stays
        people = {
            SCHOOL: {"pupil": changed},
            "ou-zalez": {"pupil": other},
            "ou-large": {"pupil": largest},
        }
        worlds.add(repr(printed(CountTable(people, ()), changed)))
    assert changed < 5 or len(worlds) == 1 or mine + few < 10


@given(st.integers(5, 300), st.sampled_from(FEW))
def test_who_goes_without_a_seat_is_not_told_by_a_school_of_the_same_tenant(
    larger: int, few: int
) -> None:
    """The table has their sum."""
    total = larger + few
    worlds = {
        short_told(total - other, [total - other, other], total, [Beside(total)])
        for other in FEW
        if total - other >= 5
    }
    assert worlds == {"≥ 5"}
    assert short_told(few, [larger, few], total, []) == "<5"


@pytest.mark.parametrize(("shown", "told_as"), [(30, 30), (None, "≈ 30")])
def test_a_school_alone_is_as_short_as_the_table_says(
    shown: int | None, told_as: int | str
) -> None:
    """What is shown there is no secret here."""
    assert short_told(30, [30], shown, []) == told_as


@given(st.integers(0, 900), st.integers(0, 900))
def test_a_sum_for_the_city_is_one_for_all_that_a_hidden_count_can_be(
    count: int, shown: int
) -> None:
    """Accounts beside people, and September beside licences in use."""
    beside = Beside(shown)
    assert len({nearest(n, [beside]) for n in beside.possible(count) if n >= 0}) <= 1
