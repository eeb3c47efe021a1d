"""How long a ledger keeps what it holds: `ledger: {keep: {journal: 400 days, findings: 3 years}}`.

Example: on 30 November 2026 what is kept for 3 years goes where it is of before 30 November 2023.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as people write it."""

    count: int
    unit: str
    """'days', 'months' or 'years'."""

    @classmethod
    def of(cls, text: str) -> Period:
        """'400 days', '1 year'; the schema saw that it is one."""
        count, unit = text.split()
        return cls(int(count), unit if unit.endswith("s") else f"{unit}s")

    def before(self, day: str) -> str:
        """The ISO day that lies so long before another one."""
        at = date.fromisoformat(day)
        if self.unit == "days":
            return (at - timedelta(days=self.count)).isoformat()
        months = at.year * 12 + at.month - 1 - self.count * (12 if self.unit == "years" else 1)
        year, month = divmod(months, 12)
        # 31 May less a month is the last of April
        last = monthrange(year, month + 1)[1]
        return date(year, month + 1, min(at.day, last)).isoformat()


@dataclass(frozen=True, slots=True)
class Keep:
    """How long each sort is kept; None: for ever."""

    journal: Period | None = None
    findings: Period | None = None
    reports: Period | None = None

    def until(self, day: str) -> Cutoffs:
        """The days before which something goes, seen from an ISO day."""
        return Cutoffs(*(None if one is None else one.before(day) for one in self._periods))

    @property
    def _periods(self) -> tuple[Period | None, ...]:
        return (self.journal, self.findings, self.reports)


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """ISO days: what is of before them goes; None: nothing does."""

    journal: str | None = None
    findings: str | None = None
    reports: str | None = None
