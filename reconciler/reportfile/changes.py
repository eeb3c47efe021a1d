"""What changed between two reports: new, settled, still open, waived."""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.reportfile.model import ReportItem, ReportSchool


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """Items of a later report against an earlier one; `fixed` are the earlier one's."""

    new: tuple[ReportItem, ...]
    fixed: tuple[ReportItem, ...]
    open: tuple[ReportItem, ...]


def changes_since(before: ReportSchool, now: ReportSchool) -> ReportChanges:
    """One school's items. What a school that cannot be read had is still open, not fixed."""
    earlier, later = ({item.key for item in school.items} for school in (before, now))
    unread = {tenant.alias for tenant in now.tenants if not tenant.read}
    gone = tuple(item for item in before.items if item.key not in later)
    return ReportChanges(
        new=tuple(item for item in now.items if item.key not in earlier),
        fixed=tuple(item for item in gone if item.tenant not in unread),
        open=(
            *(item for item in now.items if item.key in earlier),
            *(item for item in gone if item.tenant in unread),
        ),
    )
