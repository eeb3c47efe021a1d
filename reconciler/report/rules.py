"""What the rules find, as text and as JSON; with each rule's words in a language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from reconciler.model.plan import Finding, Level
from reconciler.report.texts import Texts

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One run of all rules over the schools of a stack."""

    stack: str
    day: str
    """ISO day that waivers were read for."""
    rules: Mapping[str, Level]
    """By rule id, sorted."""
    schools: int
    """How many schools were checked."""
    findings: tuple[Finding, ...]
    """In the order of findings."""
    unread: tuple[str, ...] = ()
    """Schools that could not be checked, sorted."""

    def count(self, level: Level) -> int:
        """How many findings are of a level."""
        return sum(finding.level is level for finding in self.findings)


def render_check(checked: CheckResult, texts: Texts) -> str:
    """Findings by school with place, rule and cure; the last line sums them up."""
    lines: list[str] = []
    for (school, tenant), found in groupby(
        checked.findings, lambda item: (item.school, item.tenant)
    ):
        apart = texts.format("check-school", school=school, tenant=tenant)
        lines.append(school if school == tenant else apart)
        lines += [*(line for finding in found for line in _lines(finding, texts)), ""]
    if checked.unread:
        lines += [texts.format("check-unread", schools=", ".join(checked.unread)), ""]
    return "\n".join([*lines, _summary(checked, texts)]) + "\n"


def render_check_json(checked: CheckResult, texts: Texts) -> str:
    """The same for machines; `text`, `cure`, `title`, `why`, `source` are in the language."""
    data = {
        "format_version": FORMAT_VERSION,
        "stack": checked.stack,
        "day": checked.day,
        "schools": checked.schools,
        "unread": list(checked.unread),
        "rules": [_rule(name, level, texts) for name, level in checked.rules.items()],
        "findings": [_finding(finding, texts) for finding in checked.findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _lines(finding: Finding, texts: Texts) -> Iterator[str]:
    message = texts.found(finding)
    level = texts.format(f"check-{finding.level}")
    where = "" if finding.place is None else f"{finding.place}: "
    yield f"  {where}{finding.code} ({level}): {message.text}"
    if message.hint is not None:
        yield f"    {message.hint}"


def _summary(checked: CheckResult, texts: Texts) -> str:
    known = {"schools": checked.schools, "rules": len(checked.rules)}
    if not checked.findings:
        return texts.format("check-none", **known)
    counts = {level.value: checked.count(level) for level in Level}
    return texts.format("check-summary", **known, **counts)


def _rule(name: str, level: Level, texts: Texts) -> dict[str, Any]:
    return {
        "id": name,
        "level": level.value,
        "title": texts.format(f"rule-{name}"),
        "why": texts.format(f"rule-{name}-why"),
        "source": texts.format(f"rule-{name}-source"),
    }


def _finding(finding: Finding, texts: Texts) -> dict[str, Any]:
    message = texts.found(finding)
    return {
        "rule": finding.code.value,
        "level": finding.level.value,
        "school": finding.school,
        "tenant": finding.tenant,
        "subject": finding.subject,
        "facts": dict(sorted(finding.facts.items())),
        "place": None if finding.place is None else asdict(finding.place),
        "text": message.text,
        "cure": message.hint,
    }
