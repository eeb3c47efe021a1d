"""What stands in the way of a plan, and what a person should know of it, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reconciler.errors import Facts
from reconciler.model.plan import Finding, Plan, Refusal, SchoolPlan
from reconciler.model.tenant import TenantFailure
from reconciler.report.tally import unknown_rows
from reconciler.report.texts import Texts

_NAMED_AT_MOST = 3


def failed(failure: TenantFailure, texts: Texts) -> str:
    """A tenant that could not be read, and which schools' plan is missing for it."""
    if not failure.schools:
        return texts.format("plan-failed-nobody", tenant=failure.tenant)
    schools = some(failure.schools, texts)
    return texts.format("plan-failed", tenant=failure.tenant, schools=schools)


def some(names: Sequence[str], texts: Texts) -> str:
    """The first three names, and how many more there are."""
    shown = ", ".join(names[:_NAMED_AT_MOST])
    more = len(names) - _NAMED_AT_MOST
    return shown if more <= 0 else f"{shown} {texts.format('plan-and-more', count=more)}"


def finding_lines(plan: Plan, texts: Texts, *, where: bool) -> list[str]:
    """One finding of each code in words, with how many more there are like it, the most first."""
    by_code: dict[str, list[Finding]] = {}
    for school in plan.schools:
        for finding in school.findings:
            by_code.setdefault(finding.code.value, []).append(finding)
    lines: list[str] = []
    for code, alike in sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0])):
        first = alike[0]
        about: Facts = {"school": first.school, "code": code, "more": len(alike) - 1}
        lines.append(texts.format("plan-finding", text=texts.found(first).text, **about))
    if lines and where:
        lines.append(texts.format("plan-findings-where"))
    return lines


def failure_lines(plan: Plan, texts: Texts) -> list[str]:
    """Tenants that could not be read, by name, with what was wrong."""
    lines: list[str] = []
    for failure in plan.failures:
        lines.append(failed(failure, texts))
        lines += indented((texts.fault(fault) for fault in failure.faults), 2)
    return lines


def refusal_lines(plan: Plan, texts: Texts) -> list[str]:
    """Refusals with the way on: of the whole plan, of tenants, then by school."""
    lines: list[str] = []
    for refusal in plan.refusals:
        lines.append(_whom(refusal, texts))
        lines += indented([texts.refusal(refusal)], 2)
    for school in plan.schools:
        if school.refusals:
            lines.append(named(school))
            lines += indented((texts.refusal(refusal) for refusal in school.refusals), 2)
    return lines


def _whom(refusal: Refusal, texts: Texts) -> str:
    """Whom a refusal of more than one school holds back."""
    if refusal.tenant:
        return texts.format("plan-refused-tenant", tenant=refusal.tenant)
    return texts.format("plan-refused-all")


def unknown_lines(plan: Plan, texts: Texts) -> list[str]:
    """What could not be compared, by school, kind and reason."""
    lines: list[str] = []
    for school in plan.schools:
        for row in unknown_rows(school, texts):
            things = texts.format(f"plan-many-{row.kind}", count=row.count)
            text = texts.format("plan-unknown-row", school=named(school), things=things)
            lines.append(f"{text}: {row.reason}")
    return lines


def held_lines(plan: Plan, texts: Texts) -> list[str]:
    """What the vendor refused for good, by school: where it is declared, since when, what to do."""
    lines: list[str] = []
    for school in plan.schools:
        found = [finding for finding in school.findings if finding.is_held]
        if found:
            lines.append(named(school))
            lines += indented((_placed(finding, texts) for finding in found), 2)
    return lines


def _placed(finding: Finding, texts: Texts) -> str:
    place = f"{finding.place}: " if finding.place else ""
    return f"{place}{texts.finding(finding)}"


def named(school: SchoolPlan) -> str:
    """A school, and its tenant where that has another name."""
    same = school.tenant == school.school
    return school.school if same else f"{school.school} ({school.tenant})"


def indented(texts: Iterable[str], by: int) -> Iterator[str]:
    """Each line of each text, moved in."""
    for text in texts:
        yield from (" " * by + line for line in text.splitlines())
