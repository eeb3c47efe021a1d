"""How numbers of people are told outside the report's tables, so that no hidden count comes out.

Findings, refusals and planned changes count the same people as the tables do. Exact, 345 pupils
less 12 without an account would tell how many of 335 licences are held by others. To the nearest
ten is not always enough: a number at the end of what rounds to 10 narrows what is left.

Premise: a reader sets a told number beside shown ones. What is between them may be a count that is
hidden. Rule: where it is, each value that this count can have must be told by the same word; else
the number is rounded to fifty, to a hundred, or told as 'at least 5'.

    345 pupils, 332 licences in use: x = 332 − 345 + n hold one beyond, so n is 14 to 17
    n = 14 would be told as 10, and 15 to 17 as 20: 'at least 5' tells nothing of x
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reconciler.reportfile.counts import FIGURES, ShownCounts
from reconciler.reportfile.model import SUPPRESSED_BELOW, Count
from reconciler.reportfile.suppress import rounded

ABOUT = "≈ "
"""How a number begins that is rounded."""
AT_LEAST = "≥ "
FEW = f"<{SUPPRESSED_BELOW}"
_BASES = (10, 50, 100)
_APART = ("certified", "trained")
"""Teachers counted once more."""


class Beside(NamedTuple):
    """What shown numbers make together; `hidden` counts of few people lie between it and another.

    One of `hidden` is 1 to 4, two are 2 to 8 together.
    """

    value: int
    hidden: int = 1

    def possible(self, count: int) -> range:
        """What a number may be as far as the hidden counts are not known; itself among them."""
        most = self.hidden * (SUPPRESSED_BELOW - 1)
        away = count - self.value
        if not self.hidden <= abs(away) <= most:
            return range(count, count + 1)
        if away > 0:
            return range(self.value + self.hidden, self.value + most + 1)
        return range(self.value - most, self.value - self.hidden + 1)


def told(count: int, beside: Iterable[Beside] = ()) -> str:
    """'<5', '≈ 10', '≥ 5', or '≥ 1' where even that it is few would tell something."""
    alike = _alike(count, beside)
    few = {n < SUPPRESSED_BELOW for n in alike}
    if len(few) > 1:
        return f"{AT_LEAST}1"
    if few == {True}:
        return FEW
    near = _nearest(alike)
    return f"{AT_LEAST}{SUPPRESSED_BELOW}" if near is None else f"{ABOUT}{near}"


def nearest(count: int, beside: Iterable[Beside] = ()) -> int | None:
    """To the nearest ten, fifty or hundred; 10 for fewer, but for 0; None: it cannot be told."""
    return _nearest(_alike(count, beside))


def short_told(
    count: int, there: Sequence[int], shown: Count, beside: Iterable[Beside]
) -> str | int:
    """How many go without a seat in one school; only as exact as the table of licences has it.

    `there` are the numbers of all schools that share the tenant; the table has the sum, and 43 less
    40 would be the other's 3.
    """
    if count < SUPPRESSED_BELOW:
        return FEW
    if any(each < SUPPRESSED_BELOW for each in there):
        return f"{AT_LEAST}{SUPPRESSED_BELOW}"
    return told(count, beside) if shown is None else count


def _alike(count: int, beside: Iterable[Beside]) -> set[int]:
    """All numbers that must be told as this one is; what is near to one of them is, too."""
    known = tuple(beside)
    alike, new = {count}, {count}
    while new:
        near = {max(n, 0) for one in known for each in new for n in one.possible(each)}
        new = near - alike
        alike |= new
    return alike


def _nearest(alike: set[int]) -> int | None:
    for base in _BASES:
        found = {rounded(n, base) for n in alike}
        # so few as round to 0 are no fifty
        if len(found) == 1 and (base == _BASES[0] or min(alike) > base // 2):
            return found.pop()
    return None


def beside_school(shown: ShownCounts, school: str, tenants: Iterable[str]) -> tuple[Beside, ...]:
    """What a reader can make of a school's shown numbers that one of its findings may be near to.

    A role's people and a licence's figure; their difference (who has no account); all its people;
    and a hidden role's share of the total.
    """
    people = shown.people.get(school, {})
    licences = [row for (tenant, _), row in shown.licences.items() if tenant in set(tenants)]
    roles = [count for count in people.values() if count is not None]
    figures = [row[name] for row in licences for name in FIGURES]
    seats = [count for count in figures if count is not None]
    return tuple(
        dict.fromkeys(
            [
                *map(Beside, roles),
                *map(Beside, seats),
                *(Beside(abs(role - seat)) for role in roles for seat in seats),
                *beside_everybody(people),
                *_shares(shown, school),
            ]
        )
    )


def beside_product(figures: Mapping[str, Count]) -> tuple[Beside, ...]:
    """The same of what is wanted of a product: what is used, and what is bought with what lacks."""
    used, bought, short = (figures.get(name) for name in ("used", "bought", "short"))
    found = [Beside(used)] if used is not None else []
    if bought is not None and short is not None:
        found.append(Beside(bought + short))
    return tuple(found)


def beside_everybody(people: Mapping[str, Count]) -> Iterator[Beside]:
    """All people of a school or a city, where some roles are hidden, or each of them is shown."""
    counts = [count for role, count in people.items() if role not in _APART]
    hidden = sum(count is None for count in counts)
    yield Beside(sum(count for count in counts if count is not None), hidden or 1)


def _shares(shown: ShownCounts, school: str) -> Iterator[Beside]:
    """What is left of a total for this school and one other, where both are hidden."""
    for role, total in shown.totals.items():
        if total is None or shown.people.get(school, {}).get(role, 0) is not None:
            continue
        counts = [one[role] for one in shown.people.values() if role in one]
        hidden = sum(count is None for count in counts) - 1
        if hidden > 0:
            yield Beside(total - sum(count for count in counts if count is not None), hidden)
