"""What changed between two reports: new, settled, still open, waived.

`report --since DAY` puts it into the report before anything is rendered, so that every format tells
the same. A report that the ledger keeps has none.
"""

from __future__ import annotations

from dataclasses import replace

from reconciler.reportfile.model import (
    ItemKind,
    Report,
    ReportChanges,
    ReportDifference,
    ReportSchool,
)

WAIVED = "rule-waived"


def with_changes(report: Report, earlier: Report) -> Report:
    """The report with what is new, settled and still open of each school that both have."""
    schools = []
    for school in report.schools:
        before = earlier.school(school.id)
        if before is None:
            schools.append(replace(school, changes=None))
            continue
        aged = _aged(before, school, earlier.day)
        schools.append(replace(aged, changes=changes_since(before, aged, earlier.day)))
    return replace(report, schools=tuple(schools), since=earlier.day)


def _aged(before: ReportSchool, now: ReportSchool, day: str) -> ReportSchool:
    """What the earlier report had stands since its day at the latest."""
    earlier = {item.key for item in before.items}
    return replace(
        now,
        items=tuple(
            replace(item, since=min(item.since, day)) if item.key in earlier else item
            for item in now.items
        ),
    )


def changes_since(before: ReportSchool, now: ReportSchool, day: str) -> ReportChanges:
    """One school's items. What a school that cannot be read had is still open, not fixed."""
    earlier, later = ({item.key for item in school.items} for school in (before, now))
    unread = {tenant.alias for tenant in now.tenants if not tenant.read}
    gone = tuple(item for item in before.items if item.key not in later)
    differing = {_key(one) for one in now.differences}
    return ReportChanges(
        since=day,
        new=tuple(item for item in now.items if item.key not in earlier),
        fixed=tuple(item for item in gone if item.tenant not in unread),
        open=(
            *(item for item in now.items if item.key in earlier),
            *(item for item in gone if item.tenant in unread),
        ),
        waived=tuple(item for item in now.items if _is_waived(item.kind, item.code)),
        settled=tuple(
            one
            for one in before.differences
            if one.tenant not in unread and _key(one) not in differing
        ),
        groups=_more_groups(before, now),
    )


def _is_waived(kind: ItemKind, code: str) -> bool:
    return kind is ItemKind.RULE and code == WAIVED


def _key(one: ReportDifference) -> tuple[str, str, str, str]:
    return (one.tenant, one.kind, one.key, one.action)


def _more_groups(before: ReportSchool, now: ReportSchool) -> int:
    known = "group" in before.declared and "group" in now.declared
    return now.declared["group"] - before.declared["group"] if known else 0
