"""A rule's page: what it asks, why, where that comes from, where it is broken and waived."""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.report.site.wording import PageWording
from reconciler.reportfile.model import Report, ReportRule


@dataclass(frozen=True, slots=True)
class RulePage:
    """The page as plain strings."""

    id: str
    title: str
    why: str
    source: str
    level: str
    is_mandatory: bool
    count: str
    broken: tuple[tuple[str, str], ...]
    """Id and name of schools."""
    waived: tuple[str, ...]


def rule_page(report: Report, rule: ReportRule, wording: PageWording) -> RulePage:
    """One rule's page."""
    names = {school.id: wording.name(school.name) for school in report.schools}
    return RulePage(
        id=rule.id,
        title=wording.texts.rule(rule.id),
        why=wording.texts.rule(rule.id, "-why"),
        source=wording.texts.rule(rule.id, "-source"),
        level=wording.say(f"rule-{rule.level}"),
        is_mandatory=rule.level == "mandatory",
        count=wording.say("rule-count", broken=len(rule.broken)),
        broken=tuple((school, names.get(school, school)) for school in rule.broken),
        waived=tuple(
            wording.say(
                "rule-waiver",
                school=names.get(waiver.school, waiver.school),
                until=wording.day(waiver.until),
                owner=waiver.owner,
                reason=waiver.reason,
            )
            for waiver in rule.waived
        ),
    )
