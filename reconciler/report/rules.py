"""What the rules find, as text and as JSON; with each rule's words in a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from reconciler.model.document import document
from reconciler.model.plan import Finding, Level
from reconciler.model.proposal import Governance
from reconciler.report.markdown import plain
from reconciler.report.texts import Texts
from reconciler.report.triggers import LineLinks

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
    declared_alone: bool = False
    """Whether no roster and no tenant was read."""
    governance: tuple[Governance, ...] = ()
    """What a pull request changes of that which decides about it."""

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
    lines += [governed_text(one, texts) for one in checked.governance]
    if checked.declared_alone:
        lines.append(texts.format("check-declared-alone"))
    return "\n".join([*lines, _summary(checked, texts)]) + "\n"


def render_check_markdown(
    checked: CheckResult, texts: Texts, links: LineLinks, limit: int = 65_000
) -> str:
    """The same as a comment: what it allows itself, findings by weight, and what was not read."""
    ordered = sorted(
        checked.findings, key=lambda one: (one.level is not Level.MANDATORY, one.sort_key())
    )
    head = [f"### {_summary(checked, texts)}"]
    head += [f"> {plain(governed_text(one, texts))}" for one in checked.governance]
    if checked.declared_alone:
        head.append(f"> {plain(texts.format('check-declared-alone'))}")
    rows = [_bullet(finding, texts, links) for finding in ordered]
    room = limit - sum(len(part) + 2 for part in head) - _MARGIN
    shown: list[str] = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            break
        shown.append(row)
    more = len(rows) - len(shown)
    left = [f"- {plain(texts.format('plan-and-more', count=more))}"] if more else []
    return "\n\n".join([*head, "\n".join([*shown, *left])]).rstrip() + "\n"


_MARGIN = 300


def _bullet(finding: Finding, texts: Texts, links: LineLinks) -> str:
    place, message = finding.place, texts.found(finding)
    where = links.to(place, f"{place.file}:{place.line}") if place else plain(finding.school)
    level = texts.format(f"check-{finding.level}")
    cure = f" {plain(message.hint)}" if message.hint else ""
    return f"- {where}: **{plain(finding.code.value)}** ({level}): {plain(message.text)}{cure}"


def governed_text(one: Governance, texts: Texts) -> str:
    """Whether it allows more or less, and what: 'rule x: mandatory → advisory'."""
    how = texts.format("comment-weakens" if one.weakens else "comment-changes")
    facts = {name: _in_words(value, texts) for name, value in one.facts.items()}
    text = f"{how} · {texts.format(f'comment-governance-{one.what}', **facts)}"
    if not one.facts.get("breaches"):
        return text
    return f"{text} {texts.format('comment-lets-through', count=int(one.facts['breaches']))}"


def _in_words(value: str | int, texts: Texts) -> str | int:
    """A level in the language's words; whatever else somebody wrote as it is."""
    return texts.format(f"comment-level-{value}") if value in {*Level} else value


def check_document(checked: CheckResult, texts: Texts) -> dict[str, Any]:
    """The same for machines; `text`, `cure`, `title`, `why`, `source` are in the language."""
    data = {
        "stack": checked.stack,
        "day": checked.day,
        "schools": checked.schools,
        "unread": list(checked.unread),
        "declared_alone": checked.declared_alone,
        "rules": [_rule(name, level, texts) for name, level in checked.rules.items()],
        "findings": [_finding(finding, texts) for finding in checked.findings],
        "governance": [_governed(one, texts) for one in checked.governance],
    }
    return document("check", FORMAT_VERSION, data)


def _governed(one: Governance, texts: Texts) -> dict[str, Any]:
    place = None if one.place is None else asdict(one.place)
    facts = dict(sorted(one.facts.items()))
    about = {"what": one.what, "weakens": one.weakens, "facts": facts, "place": place}
    return {**about, "text": governed_text(one, texts)}


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
