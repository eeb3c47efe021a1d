"""How many licences are wanted once classes have moved on, as far as today's lists can tell.

Premise: whoever is in the last grade of a school leaves it, everybody else moves up, and as many
begin as began this year. Staff stay as they are. It is told to the nearest ten: the future is not
known better, and a small difference from today would count people.

    wanted now          446 pupils, 40 of them in the last grade, 52 in the first
    wanted in September 446 − 40 + 52 = 458, told as 460
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reconciler.desired.context import SchoolContext
from reconciler.manifest.types import Audience, LicenceSpec
from reconciler.model.people import Role
from reconciler.model.seats import Seats
from reconciler.reportfile.model import Count
from reconciler.reportfile.told import beside_product, nearest


def september(
    contexts: Iterable[SchoolContext],
    seats: Iterable[Seats],
    shown: Mapping[str, Mapping[str, Count]],
) -> dict[str, int]:
    """Product → licences wanted in September, rounded; 10 also for fewer, but for 0.

    `shown` are the figures of products that stand beside it; left out is what would tell of them
    more than they do.
    """
    wanted: Counter[str] = Counter()
    for row in seats:
        wanted[row.product] += row.wanted
    for context in contexts:
        for spec in context.manifest.licences:
            if spec.product in wanted:
                wanted[spec.product] += _growth(spec, context)
    told = {
        product: nearest(count, beside_product(shown.get(product, {})))
        for product, count in sorted(wanted.items())
    }
    return {product: count for product, count in told.items() if count is not None}


def _growth(spec: LicenceSpec, context: SchoolContext) -> int:
    """How many more there will be of whom a licence is for."""
    if context.roster is None or not context.manifest.classes:
        return 0
    pupils = [person for person in context.roster.people if Role.PUPIL in person.roles]
    grades = Counter(person.grade for person in pupils if person.grade is not None)
    classes = Counter(name for person in pupils for name in person.classes)
    first, last = min(context.manifest.classes), max(context.manifest.classes)
    counts = _Counts(grades, classes, first, last)
    return sum(counts.growth(item) for item in _audience(spec, context))


def _audience(spec: LicenceSpec, context: SchoolContext) -> tuple[Audience, ...]:
    """Whom it is for; where a group carries it, the group's members."""
    if spec.through is None:
        return spec.audience
    groups = (group for group in context.manifest.groups if group.key == spec.through)
    return next((group.members or () for group in groups), ())


class _Counts:
    """Pupils of one school by grade and class."""

    def __init__(
        self, grades: Mapping[int, int], classes: Mapping[str, int], first: int, last: int
    ) -> None:
        self._grades, self._classes, self._first, self._last = grades, classes, first, last

    def growth(self, item: Audience) -> int:
        if item.role not in (Role.PUPIL, None) or item.unit or item.group or item.address:
            return 0
        if item.klass is not None:
            below = self._below(item.klass)
            return self._classes.get(below, 0) - self._classes.get(item.klass, 0) if below else 0
        if item.grade is not None:
            below_grade = max(item.grade - 1, self._first)
            return self._grades.get(below_grade, 0) - self._grades.get(item.grade, 0)
        if item.role is Role.PUPIL and item.graduates is None:
            return self._grades.get(self._first, 0) - self._grades.get(self._last, 0)
        return 0

    def _below(self, name: str) -> str:
        """'4а' for '5а'; '' for a class of the first grade, which as many begin anew."""
        digits = "".join(sign for sign in name if sign.isdigit())
        grade = int(digits or 0)
        return f"{grade - 1}{name[len(digits) :]}" if grade > self._first else ""
