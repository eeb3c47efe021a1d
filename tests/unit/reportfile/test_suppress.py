"""No count of few people is shown, and none comes back by subtraction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reconciler.reportfile.suppress import hidden_cells


def total(*parts: str, of: str) -> dict[str, int]:
    """Of = the sum of the parts."""
    return {**dict.fromkeys(parts, 1), of: -1}


def can_differ(hidden: frozenset[str], relations: Sequence[Mapping[str, int]], cell: str) -> bool:
    """Whether other values of the hidden cells, that one too, make the same sums.

    Solved the other way round than the product does: is there a solution of the relations over
    the hidden cells, with 0 on the right, in which this cell is 1?
    """
    names = [cell, *sorted(hidden - {cell})]
    rows = [[Fraction(relation.get(name, 0)) for name in names] for relation in relations]
    # cell = 1 goes to the right-hand side
    system = [[*row[1:], -row[0]] for row in rows if any(row)]
    width = len(names) - 1
    for column in range(width):
        pivot = next((row for row in system if row[column]), None)
        if pivot is None:
            continue
        system.remove(pivot)
        system = [
            [
                value - row[column] / pivot[column] * base
                for value, base in zip(row, pivot, strict=True)
            ]
            for row in system
        ]
    return all(any(row[:-1]) or not row[-1] for row in system)


def test_a_count_under_five_is_hidden_and_zero_is_shown() -> None:
    """Nobody is a number of people that points at nobody."""
    assert hidden_cells({"a": 4, "b": 5, "c": 0}, []) == {"a"}


def test_one_hidden_part_of_a_sum_takes_the_smallest_other_along() -> None:
    """Else the subtraction gives it back."""
    cells = {"a": 40, "b": 49, "c": 3, "all": 92}
    assert hidden_cells(cells, [total("a", "b", "c", of="all")]) == {"a", "c"}


def test_small_parts_alone_get_a_larger_companion() -> None:
    """Two parts under five that make 2 are 1 each."""
    cells = {"a": 40, "b": 1, "c": 1, "all": 42}
    assert hidden_cells(cells, [total("a", "b", "c", of="all")]) == {"a", "b", "c"}


def test_a_sum_without_another_part_is_hidden_itself() -> None:
    """One school, one number: its total says the same."""
    assert hidden_cells({"a": 3, "all": 3}, [total("a", of="all")]) == {"a", "all"}


def test_what_is_short_does_not_come_back_from_what_was_bought() -> None:
    """25 wanted and 23 bought are 2 short."""
    cells = {"wanted": 25, "short": 2}
    assert hidden_cells(cells, [{"wanted": 1, "short": -1}]) == {"wanted", "short"}


def test_a_table_of_two_directions_is_solved_as_a_whole() -> None:
    """Rows and columns together give away what neither does alone."""
    cells = {"aa": 3, "ab": 20, "ba": 30, "bb": 40, "a": 23, "b": 70, "A": 33, "B": 60}
    relations = [
        total("aa", "ab", of="a"),
        total("ba", "bb", of="b"),
        total("aa", "ba", of="A"),
        total("ab", "bb", of="B"),
    ]
    hidden = hidden_cells(cells, relations)
    assert all(can_differ(hidden, relations, cell) for cell in hidden)


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[str, int], list[dict[str, int]]]:
    """Schools by roles with totals of both directions and one of all."""
    schools, roles = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    count = st.one_of(st.integers(0, 6), st.integers(0, 900))
    cells = {f"{s}/{r}": draw(count) for s in range(schools) for r in range(roles)}
    relations = []
    for s in range(schools):
        parts = [f"{s}/{r}" for r in range(roles)]
        cells[f"{s}/"] = sum(cells[part] for part in parts)
        relations.append(total(*parts, of=f"{s}/"))
    for r in range(roles):
        parts = [f"{s}/{r}" for s in range(schools)]
        cells[f"/{r}"] = sum(cells[part] for part in parts)
        relations.append(total(*parts, of=f"/{r}"))
    return cells, relations


@given(tables())
def test_no_hidden_cell_has_one_possible_value(
    table: tuple[dict[str, int], list[dict[str, int]]],
) -> None:
    """Whatever the numbers are."""
    cells, relations = table
    hidden = hidden_cells(cells, relations)
    assert {cell for cell, count in cells.items() if 0 < count < 5} <= hidden
    assert all(can_differ(hidden, relations, cell) for cell in hidden)
