"""Everything that a report publishes, solved as one linear system: no small count comes out.

The relations are written here from what a reader sees on the pages, not taken from the product:
every role adds up over the schools; every figure of a licence adds up over the tenants; bought,
wanted and short stand side by side, and so do used and wanted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.seats import Seats
from reconciler.reportfile.counts import FIGURES, CountTable, ShownCounts, shown_counts
from tests.unit.reportfile.test_suppress import can_differ

Cell = str
Relation = Mapping[Cell, int]


@st.composite
def tables(draw: st.DrawFn) -> CountTable:
    """Schools with people by role, and licences in tenants of which some are short."""
    count = st.one_of(st.integers(0, 7), st.integers(0, 400))
    schools = [f"ou-{letter}" for letter in "abcdef"[: draw(st.integers(1, 6))]]
    roles = ("pupil", "teacher", "staff", "certified")[: draw(st.integers(1, 4))]
    people = {school: {role: draw(count) for role in roles} for school in schools}
    seats = []
    for school in schools:
        for product in ("plus", "a1")[: draw(st.integers(0, 2))]:
            bought, wanted, others = draw(count), draw(count), draw(st.integers(0, 6))
            free = max(0, bought - others)
            short = max(0, wanted - free)
            used = min(bought, min(wanted, free) + others)
            seats.append(Seats(product, school, bought, used, wanted, used, short))
    return CountTable(people, tuple(seats))


def cells_of(table: CountTable, shown: ShownCounts) -> dict[Cell, tuple[int, int | None]]:
    """Every published cell: what it is, and what is shown."""
    found: dict[Cell, tuple[int, int | None]] = {}
    for school, counts in table.people.items():
        for role, count in counts.items():
            found[f"{school}/{role}"] = (count, shown.people[school][role])
    for role, total in shown.totals.items():
        found[f"all/{role}"] = (sum(one[role] for one in table.people.values()), total)
    for row in table.seats:
        numbers = {"used": row.consumed, "wanted": row.wanted, "short": row.short}
        for name, count in numbers.items():
            given_out = shown.licences[row.tenant, row.product][name]
            found[f"{row.tenant}/{row.product}/{name}"] = (count, given_out)
    for product, figures in shown.products.items():
        whose = [row.tenant for row in table.seats if row.product == product]
        for name in FIGURES:
            total = sum(found[f"{tenant}/{product}/{name}"][0] for tenant in whose)
            found[f"all/{product}/{name}"] = (total, figures[name])
    return found


def relations_of(table: CountTable) -> Sequence[Relation]:
    """What a reader can set up; a constant on the right is known."""
    roles = {role for counts in table.people.values() for role in counts}
    found: list[Relation] = [
        {**{f"{school}/{role}": 1 for school in table.people}, f"all/{role}": -1} for role in roles
    ]
    for product in {row.product for row in table.seats}:
        rows = [row for row in table.seats if row.product == product]
        for name in FIGURES:
            parts = {f"{row.tenant}/{product}/{name}": 1 for row in rows}
            found.append({**parts, f"all/{product}/{name}": -1})
    for row in table.seats:
        prefix = f"{row.tenant}/{row.product}"
        if row.short:  # bought = wanted − short + what others hold
            others = (row.purchased or 0) - (row.wanted - row.short)
            extra = {f"{prefix}/others": 1} if 0 < others < 5 else {}
            if others < 5:
                found.append({f"{prefix}/wanted": 1, f"{prefix}/short": -1, **extra})
        if 0 < abs(row.consumed - row.wanted) < 5:
            found.append({f"{prefix}/used": 1, f"{prefix}/wanted": -1, f"{prefix}/beyond": -1})
    return found


@given(tables())
def test_no_small_count_of_a_report_can_be_worked_out(table: CountTable) -> None:
    """Nor one that is published nowhere: who holds a licence beyond the audience."""
    shown = shown_counts(table)
    cells = cells_of(table, shown)
    relations = relations_of(table)
    for count, told in cells.values():
        assert told is None or (told == count and not 0 < told < 5)
    unseen = {cell for relation in relations for cell in relation if cell not in cells}
    hidden = frozenset({cell for cell, (_, told) in cells.items() if told is None} | unseen)
    small = {cell for cell, (count, _) in cells.items() if 0 < count < 5} | unseen
    assert [cell for cell in small if not can_differ(hidden, relations, cell)] == []
