"""What a probe found out of a vendor's assumptions, on things that it made and took away again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PROBE = "reconciler-probe"
"""The school in the marks of what a probe makes; no school may be called so."""
FRESH_DAYS = 90
"""For so long a probe answers for a tenant."""


class Assumption(StrEnum):
    """What we take for granted of a vendor, and nothing public proves."""

    MARK_WRITTEN = "mark-written"
    """A group that is made with its mark has it."""
    MARK_LISTED = "mark-listed"
    """The ordinary listing shows it."""
    MARK_REPLACED = "mark-replaced"
    """It can be replaced the way that we do it, and nothing of the old one stays."""
    MARK_SWAPPED = "mark-swapped"
    """Google: one request can do both; we do not rely on it."""
    MARK_REMOVED = "mark-removed"
    DESCRIPTION_LISTED = "description-listed"
    """Google: the listing shows a mark that stands in the description."""
    SETTINGS_AT_ONCE = "settings-at-once"
    """Google: the settings of a new group can be read right after it is made."""
    CLOSED_AT_FIRST = "closed-at-first"
    """Before anything is set, nobody outside of the group reads what is in it."""
    OPTIONS_KEPT = "options-kept"
    """Microsoft: what is taken only at creation is there at the first read."""
    UNIT_MARK_LISTED = "unit-mark-listed"
    UNIT_MARK_REPLACED = "unit-mark-replaced"
    UNIT_MARK_REMOVED = "unit-mark-removed"
    UNIT_MEMBERS_PAGED = "unit-members-paged"
    """Microsoft: a unit's members can be asked for with $select and $top."""
    LISTED_SOON = "listed-soon"
    """A new group is in the listing within a minute."""
    NESTED = "nested"
    """A group that was made a moment ago can be a member of another."""
    USERS_ALONE = "users-alone"
    """Microsoft: a Microsoft 365 group refuses a group as a member."""
    BIN_MAIL = "bin-mail"
    """Microsoft: a deleted Microsoft 365 group is in the recycle bin."""
    BIN_SECURITY = "bin-security"
    """Microsoft: a deleted security group is, too."""
    REMOVED = "removed"
    """Nothing of the probe is left."""


INFORMATION = frozenset({Assumption.MARK_SWAPPED})
"""Told, and of no consequence either way."""


@dataclass(frozen=True, slots=True)
class ProbeAnswer:
    """One assumption: whether it holds (None: it could not be asked), and in which words."""

    assumption: Assumption
    holds: bool | None
    seconds: int = -1
    """How long it took to show; -1: that is not the question."""
    words: str = ""
    """The vendor's own words for a setting or an error; never a text of somebody's."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of a probe, without anything that it was about."""

    assumption: Assumption
    method: str
    route: str
    """A template."""
    status: int
    word: str
    """The vendor's word for an error."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """Every answer, and the requests behind them."""

    answers: tuple[ProbeAnswer, ...]
    exchanges: tuple[Exchange, ...]

    def failed(self) -> tuple[ProbeAnswer, ...]:
        """The assumptions that do not hold, or could not be asked."""
        return tuple(
            one for one in self.answers if not one.holds and one.assumption not in INFORMATION
        )


@dataclass(frozen=True, slots=True)
class StoredProbe:
    """A probe as the ledger keeps it."""

    tenant: str
    at: str
    """ISO time in UTC."""
    run: int
    answers: tuple[ProbeAnswer, ...]
