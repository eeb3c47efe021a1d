"""The counts of people in a report, and which of them are shown.

One table over everything that a report publishes: people by school and role, licences by tenant and
product, and the totals of both. All sums between them go to `suppress`, so that no page, table or
file of the report gives away what another one hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconciler.model.seats import Seats
from reconciler.reportfile.model import SUPPRESSED_BELOW, Count
from reconciler.reportfile.suppress import hidden_cells

_Cell = tuple[str, str, str]
"""('people', school, role), ('licence', tenant, product/figure); a total has '' in the middle."""
FIGURES = ("used", "wanted", "short")


@dataclass(frozen=True, slots=True)
class CountTable:
    """What there is to count, before anything is left out."""

    people: Mapping[str, Mapping[str, int]]
    """School → role → people."""
    seats: tuple[Seats, ...]


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """The same with None where a count must not be shown."""

    people: Mapping[str, Mapping[str, Count]]
    """School → role → people."""
    licences: Mapping[tuple[str, str], Mapping[str, Count]]
    """Tenant and product → figure → people."""
    totals: Mapping[str, Count]
    """Role → people of all schools."""
    products: Mapping[str, Mapping[str, Count]]
    """Product → bought and each figure over all tenants; bought None: some stack does not say."""


def shown_counts(table: CountTable) -> ShownCounts:
    """Leaves out every count of few people, and what would give one away."""
    licences = _by_tenant(table.seats)
    cells = _people_cells(table.people) | _licence_cells(licences)
    relations = [*_sums(cells), *_differences(licences), *_only_trained(table.people)]
    hidden = hidden_cells(cells, relations, lambda cell: cell[2].endswith(("/used", "/short")))

    def shown(cell: _Cell) -> Count:
        return None if cell in hidden else cells[cell]

    return ShownCounts(
        people={
            school: {role: shown(("people", school, role)) for role in counts}
            for school, counts in table.people.items()
        },
        licences={
            (tenant, product): {
                figure: shown(("licence", tenant, f"{product}/{figure}")) for figure in FIGURES
            }
            for tenant, product in licences
        },
        totals={
            role: shown(("people", "", role))
            for kind, school, role in cells
            if (kind, school) == ("people", "")
        },
        products={
            product: {
                "bought": _bought(licences, product),
                **{figure: shown(("licence", "", f"{product}/{figure}")) for figure in FIGURES},
            }
            for product in sorted({product for _, product in licences})
        },
    )


@dataclass(frozen=True, slots=True)
class _Licence:
    bought: int | None
    used: int
    wanted: int
    short: int

    def figures(self) -> Mapping[str, int]:
        return {"used": self.used, "wanted": self.wanted, "short": self.short}


def _by_tenant(seats: Iterable[Seats]) -> Mapping[tuple[str, str], _Licence]:
    """Schools that share a tenant share its bought and used seats; what they want adds up."""
    found: dict[tuple[str, str], _Licence] = {}
    for row in seats:
        key = (row.tenant, row.product)
        before = found.get(key, _Licence(row.purchased, row.consumed, 0, 0))
        wanted, short = before.wanted + row.wanted, before.short + row.short
        found[key] = _Licence(row.purchased, row.consumed, wanted, short)
    return found


def _bought(licences: Mapping[tuple[str, str], _Licence], product: str) -> Count:
    bought = [row.bought for (_, name), row in licences.items() if name == product]
    known = [count for count in bought if count is not None]
    return sum(known) if len(known) == len(bought) else None


def _people_cells(people: Mapping[str, Mapping[str, int]]) -> dict[_Cell, int]:
    cells = {
        ("people", school, role): count
        for school, counts in people.items()
        for role, count in counts.items()
    }
    return cells | _totals(cells)


def _licence_cells(licences: Mapping[tuple[str, str], _Licence]) -> dict[_Cell, int]:
    cells = {
        ("licence", tenant, f"{product}/{figure}"): count
        for (tenant, product), row in licences.items()
        for figure, count in row.figures().items()
    }
    return cells | _totals(cells)


def _totals(cells: Mapping[_Cell, int]) -> dict[_Cell, int]:
    found: dict[_Cell, int] = {}
    for (kind, _, name), count in cells.items():
        found[kind, "", name] = found.get((kind, "", name), 0) + count
    return found


def _sums(cells: Mapping[_Cell, int]) -> list[dict[_Cell, int]]:
    """Each total is the sum of its parts."""
    relations: dict[_Cell, dict[_Cell, int]] = {}
    for kind, whose, name in cells:
        total = (kind, "", name)
        coefficient = 1 if whose else -1
        relations.setdefault(total, {})[kind, whose, name] = coefficient
    return list(relations.values())


def _differences(licences: Mapping[tuple[str, str], _Licence]) -> Iterable[dict[_Cell, int]]:
    """What a reader works out between figures that stand side by side, where it is of few people.

    - bought is shown, so what is wanted and what is short say how many seats others hold;
    - used less wanted are those who hold one beyond the audience, or have none yet.
    """
    for (tenant, product), row in licences.items():
        used, wanted, short = (("licence", tenant, f"{product}/{name}") for name in FIGURES)
        beyond = row.used - row.wanted
        if 0 < abs(beyond) < SUPPRESSED_BELOW:
            yield {used: 1, wanted: -1, ("licence", tenant, f"{product}/beyond"): -1}
        if row.bought is None or not row.short:
            continue
        others = row.bought - (row.wanted - row.short)
        if not others:
            yield {wanted: 1, short: -1}
        elif others < SUPPRESSED_BELOW:
            yield {wanted: 1, short: -1, ("licence", tenant, f"{product}/others"): 1}


def _only_trained(people: Mapping[str, Mapping[str, int]]) -> Iterable[dict[_Cell, int]]:
    """Whoever is certified is trained, so that the difference counts people, too."""
    for school, counts in people.items():
        trained, certified = (("people", school, name) for name in ("trained", "certified"))
        if 0 < counts.get("trained", 0) - counts.get("certified", 0) < SUPPRESSED_BELOW:
            yield {trained: 1, certified: -1, ("people", school, "only-trained"): -1}
