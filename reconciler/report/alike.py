"""Schools that a pull request changes alike: one row with a count, and the exceptions by name.

Premise: one line of a layout changes 52 schools, and 52 rows hide the one that differs.

Rule: two schools are alike where the same things of them change in the same way. What differs from
school to school by itself does not count: the school's id, its classes and years of graduation, the
number of people. Refusals count: a school that a guard stops is never hidden among others.

Example: `group teachers: settings.post members → owners` in 51 schools, and in ou-b the same and a
new club: a row for 51, and a row for ou-b.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconciler.model.change import Action, Change, MembershipDelta
from reconciler.model.proposal import ProposedSchool
from reconciler.model.summary import delta_counts

_CLASS = re.compile(r"(?<!\w)\d{1,2}[а-яa-z](?!\w)")
_COHORT = re.compile(r"20\d\d[a-z]?")
Likeness = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AlikeSchools:
    """Schools that are changed alike, in the plan's order."""

    schools: tuple[ProposedSchool, ...]

    @property
    def sample(self) -> ProposedSchool:
        """The first of them."""
        return self.schools[0]

    @property
    def proposed(self) -> tuple[Change, ...]:
        """Everything that is proposed in them."""
        return tuple(change for school in self.schools for change in school.proposed)

    @property
    def refusals(self) -> int:
        """How many refusals stop them."""
        return sum(len(school.plan.refusals) for school in self.schools)

    def rank(self) -> tuple[int, int, int, int]:
        """The worse, the smaller: refusals, then deletions, then people who leave, then size."""
        changes = self.proposed
        deleted = sum(change.action is Action.DELETE for change in changes)
        leaving = sum(
            delta_counts(c.delta)[1] for c in changes if isinstance(c.delta, MembershipDelta)
        )
        return (-self.refusals, -deleted, -leaving, -len(changes))


def alike(schools: Iterable[ProposedSchool]) -> tuple[AlikeSchools, ...]:
    """The schools by likeness, worst first."""
    found: dict[tuple[str, Likeness, frozenset[str]], list[ProposedSchool]] = {}
    for school in schools:
        found.setdefault(_likeness(school), []).append(school)
    groups = [AlikeSchools(tuple(some)) for some in found.values()]
    return tuple(sorted(groups, key=lambda group: (group.rank(), -len(group.schools))))


def _likeness(school: ProposedSchool) -> tuple[str, Likeness, frozenset[str]]:
    changes = (*school.proposed, *school.settled)
    return (
        school.plan.vendor.value,
        frozenset(change_likeness(change, school) for change in changes),
        frozenset(refusal.guard for refusal in school.plan.refusals),
    )


def change_likeness(change: Change, school: ProposedSchool) -> tuple[str, ...]:
    """What a change has in common with the same change of another school or class."""
    own = (school.plan.school, school.plan.tenant)
    fields = (f"{f.name}={f.before!r}>{f.after!r}" for f in change.fields)
    parts = (change.address.kind.value, change.address.key, change.action.value, *fields)
    added, removed = delta_counts(change.delta)
    signs = "+" * bool(added) + "-" * bool(removed)
    return (*(_common(part, own) for part in parts), signs)


def _common(text: str, own: Sequence[str]) -> str:
    for name in own:
        text = text.replace(name, "{school}")
    text = re.sub(r"@[\w.-]+", "@", text)
    return _COHORT.sub("{year}", _CLASS.sub("{class}", text))
