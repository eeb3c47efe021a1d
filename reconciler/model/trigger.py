"""What made a change necessary: a line of a file, a list, a day, a hand, a run, a rule of ours.

A change may have several. They explain a plan to whoever reviews it and decide nothing, so they are
no part of a fingerprint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reconciler.errors import Facts, SourceLocation


class TriggerKind(StrEnum):
    """What a change follows from; the values are those of a plan file."""

    PROPOSED = "proposed"
    """A line that the pull request edits."""
    FILE = "file"
    """A line that was edited since the last complete apply."""
    FIRST = "first"
    """The school was never applied completely, so nothing is known of before."""
    ROSTER = "roster"
    """People came, left or changed in the list. Facts: role, added, removed; class where one."""
    ACCOUNTS = "accounts"
    """Accounts of people who are in the list came or went. Facts: added, removed."""
    DAY = "day"
    """An `effective` began or ended. Facts: day."""
    YEAR = "year"
    """The lists are those of another school year. Facts: year, in which it ends."""
    HAND = "hand"
    """Somebody else changed the tenant. Facts: how, what; who and at, where a log has it."""
    UNFINISHED = "unfinished"
    """An earlier run began it and did not finish. Facts: run; 0 where it is not known."""
    SEATS = "seats"
    """Licences were bought, came free or ran out."""
    PROGRAM = "program"
    """Nothing of the above: this version of the program derives something else from it."""
    UNRECORDED = "unrecorded"
    """A file or a list: the last apply did not record which."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One thing that a change follows from."""

    kind: TriggerKind
    place: SourceLocation | None = None
    """The line, where it is a file's."""
    facts: Facts = field(default_factory=dict)

    def sort_key(self) -> tuple[int, str, int, str]:
        """Triggers are sorted by kind, place and facts."""
        place = self.place or SourceLocation("", 0, 0)
        kinds = tuple(TriggerKind)
        return (kinds.index(self.kind), place.file, place.line, str(sorted(self.facts.items())))
