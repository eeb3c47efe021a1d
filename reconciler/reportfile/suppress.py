"""Which counts of people must not be shown, so that no small one can be worked out again.

A count of fewer than five people is left out (primary suppression). That is not enough: where 92
pupils of three schools are shown as 40, 49 and '<5', the subtraction gives the 3. So further cells
are left out (complementary suppression) until

- no cell that is left out is determined by the sums that are shown, and
- no sum has only small cells left out: two cells under five that make 2 are 1 each.

Sums are linear relations between cells. The first condition is decided exactly: a cell is
determined when its unit vector lies in the row space of the relations over the hidden cells.

    cells      {a: 40, b: 49, c: 3, all: 92}
    relations  [{a: 1, b: 1, c: 1, all: -1}]
    hidden     {c, a}: of the others, `a` is the smallest
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import gcd
from typing import TypeVar

from reconciler.reportfile.model import SUPPRESSED_BELOW

Cell = TypeVar("Cell", bound=Hashable)


def rounded(count: int, base: int = 10) -> int:
    """A number of people to the nearest ten, or other base; the base also for fewer, but for 0."""
    return (round(count / base) * base or base) if count > 0 else 0


def hidden_cells(
    cells: Mapping[Cell, int],
    relations: Sequence[Mapping[Cell, int]],
    spared: Callable[[Cell], bool] = lambda _: False,
) -> frozenset[Cell]:
    """The cells to leave out. A relation is cell → coefficient, and its sum is known to readers.

    Its cells may be missing in `cells`: then they are shown nowhere and count as hidden. Cells that
    are `spared` are left out for the sake of others only where no other cell would do.
    """
    cells = dict(sorted(cells.items(), key=lambda pair: (spared(pair[0]), pair[1])))
    small = {cell for cell, count in cells.items() if 0 < count < SUPPRESSED_BELOW}
    unseen = {cell for relation in relations for cell in relation if cell not in cells}
    hidden = small | unseen
    while companions := _companions(hidden, small, cells, relations):
        hidden |= companions
    return frozenset(hidden - unseen)


def _companions(
    hidden: set[Cell],
    small: set[Cell],
    cells: Mapping[Cell, int],
    relations: Sequence[Mapping[Cell, int]],
) -> set[Cell]:
    """Further cells to leave out: the smallest that counts anybody of each relation at fault.

    A cell may be determined by several relations together, and its own be hidden whole. Then it is
    the smallest of any relation that a hidden cell is in.
    """
    determined = determined_cells(hidden, relations)
    chosen: set[Cell] = set()
    mended: set[Cell] = set()  # one companion may free all that hangs together, so look again
    for relation in relations:
        unknown = relation.keys() & hidden
        only_small = bool(unknown) and unknown <= small
        shown = _shown([relation], hidden, cells)
        met = (chosen & relation.keys()) | (mended & unknown)
        if (only_small or unknown & determined) and shown and not met:
            chosen.add(shown[0])
            mended |= unknown
    if determined and not chosen:
        touched = [relation for relation in relations if relation.keys() & hidden]
        chosen.update(_shown(touched, hidden, cells)[:1])
    return chosen


def _shown(
    relations: Iterable[Mapping[Cell, int]], hidden: set[Cell], cells: Mapping[Cell, int]
) -> list[Cell]:
    """Cells of the relations that are shown and count anybody, in the order of `cells`."""
    found = {cell for relation in relations for cell in relation if cell not in hidden}
    return [cell for cell in cells if cell in found and cells[cell] > 0]


def determined_cells(
    hidden: Iterable[Cell], relations: Iterable[Mapping[Cell, int]]
) -> frozenset[Cell]:
    """Hidden cells with one possible value, whatever the others are."""
    columns = sorted(hidden, key=repr)
    rows = [
        [relation.get(cell, 0) for cell in columns]
        for relation in relations
        if any(cell in relation for cell in columns)
    ]
    reduced = _reduced(rows, len(columns))
    alone = ([index for index, value in enumerate(row) if value] for row in reduced)
    return frozenset(columns[indices[0]] for indices in alone if len(indices) == 1)


def _reduced(rows: list[list[int]], width: int) -> list[list[int]]:
    """The reduced row echelon form, each row times a whole number.

    A row is a multiple of a unit vector where that lies in the row space. Whole numbers are exact,
    and ten times as fast as fractions; each row is divided by what its numbers have in common.
    """
    top = 0
    for column in range(width):
        pivot = next((row for row in range(top, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        leading = rows[top]
        for row, values in enumerate(rows):
            if row != top and values[column]:
                lead, factor = leading[column], values[column]
                pairs = zip(values, leading, strict=True)
                left = [lead * value - factor * above for value, above in pairs]
                common = gcd(*left) or 1
                rows[row] = [value // common for value in left]
        top += 1
    return rows[:top]
