"""A checkup for people and for machines: each line with its step, and who can take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reconciler.model.checkup import Check, CheckState, Checkup, Fixer, Use
from reconciler.model.document import document
from reconciler.model.inert import inert
from reconciler.model.probe import INFORMATION, ProbeAnswer, ProbeResult
from reconciler.report.checks import (
    before,
    by_step,
    detail,
    in_one_visit,
    step,
    title,
    told_together,
    uses,
    why,
    word,
)
from reconciler.report.texts import Texts

FORMAT_VERSION = 1
_INDENT = " " * 13
_FEW = 3
"""With more tenants than this, what is in order is counted and not listed."""


def render_doctor(checkups: Iterable[Checkup], texts: Texts, *, every: bool) -> str:
    """By tenant; `every`: also each line that is in order."""
    parts = list(checkups)
    full = every or len(parts) <= _FEW + 1
    lines = [line for one in parts for line in (*_lines(one, texts, full=full), "")]
    return "\n".join([*lines, *_summary(parts, texts)]) + "\n"


def doctor_document(checkups: Iterable[Checkup], texts: Texts) -> dict[str, Any]:
    """The same for machines, always with every line; its schema is schema/doctor.json."""
    return document("doctor", FORMAT_VERSION, {"checkups": [_data(one, texts) for one in checkups]})


def render_probe(tenant: str, result: ProbeResult, texts: Texts) -> str:
    """What a probe found in a tenant: a line for each assumption."""
    lines = [texts.format("probe-tenant", tenant=tenant)]
    for one in result.answers:
        state = {True: "yes", False: "no", None: "unknown"}[one.holds]
        if one.assumption in INFORMATION:
            state = "told"
        about = texts.format(f"probe-{one.assumption}")
        told = [texts.format("probe-seconds", count=one.seconds)] if one.seconds > 0 else []
        more = (
            f" ({', '.join([*told, str(inert(one.words))] if one.words else told)})"
            if told or one.words
            else ""
        )
        lines.append(f"  {texts.format(f'probe-state-{state}'):<10} {about}{more}")
    lines.append(texts.format("probe-sum", holds=sum(one.holds is True for one in result.answers)))
    if result.failed():
        lines.append(texts.format("probe-failed"))
    return "\n".join(lines) + "\n"


def probe_document(found: Mapping[str, ProbeResult], texts: Texts) -> dict[str, Any]:
    """The same of every tenant that was probed, for machines."""
    tenants = [
        {
            "tenant": tenant,
            "failed": bool(result.failed()),
            "answers": [_answer(one, texts) for one in result.answers],
        }
        for tenant, result in found.items()
    ]
    return document("probe", FORMAT_VERSION, {"tenants": tenants})


def _answer(answer: ProbeAnswer, texts: Texts) -> dict[str, Any]:
    return {
        "assumption": answer.assumption.value,
        "holds": answer.holds,
        "information": answer.assumption in INFORMATION,
        "seconds": answer.seconds if answer.seconds >= 0 else None,
        "words": answer.words,
        "text": texts.format(f"probe-{answer.assumption}"),
    }


def _lines(checkup: Checkup, texts: Texts, *, full: bool) -> Iterator[str]:
    head = "doctor-tenant" if checkup.tenant else "doctor-project"
    facts = {"tenant": checkup.tenant, "domain": checkup.domain, "vendor": checkup.vendor}
    yield texts.format(head, **facts)
    good = checkup.count(CheckState.OK)
    if not full and good:
        yield f"  {texts.format('doctor-state-ok'):<10} {texts.format('doctor-count', count=good)}"
    told = in_one_visit(told_together(checkup, texts).checks)
    for state in (CheckState.MISSING, CheckState.UNKNOWN, *([CheckState.OK] if full else [])):
        for together in by_step(told, state, texts):
            yield from _together(together, texts)


def _together(checks: list[Check], texts: Texts) -> Iterator[str]:
    for check in checks:
        yield f"  {word(check, texts):<10} {title(check, texts)}{uses(check, texts)}"
        yield from (f"{_INDENT}{line}" for line in detail(check, texts))
    (first, *_), count = checks, len(checks)
    city = texts.format("doctor-who-city")
    yield from _arrow(texts.format("doctor-first", who=city), before(first, texts))
    who = texts.format(f"doctor-who-{first.fixer}")
    yield from _arrow(texts.format("doctor-who", who=who, count=count), step(first, texts))


def _arrow(who: str, what: str) -> Iterator[str]:
    if not what:
        return
    first, *rest = what.split("\n")
    if first[0].islower():  # the end of this sentence; anything else begins one of its own
        yield f"{_INDENT}→ {who}: {first}"
    else:
        yield f"{_INDENT}→ {who}:"
        rest = [first, *rest]
    yield from (f"{_INDENT}  {line}" for line in rest)


def _summary(checkups: list[Checkup], texts: Texts) -> Iterator[str]:
    counts = {state.value: sum(one.count(state) for one in checkups) for state in CheckState}
    yield texts.format("doctor-summary", tenants=len(checkups) - 1, **counts)
    steps = [one for part in checkups for one in part.checks if one.state is CheckState.MISSING]
    if any(one.fixer is Fixer.ADMINISTRATOR for one in steps):
        yield texts.format("doctor-about-administrator")
    if counts[CheckState.UNKNOWN.value]:
        yield texts.format("doctor-about-unknown")


def _data(checkup: Checkup, texts: Texts) -> dict[str, Any]:
    return {
        "tenant": checkup.tenant,
        "vendor": checkup.vendor,
        "domain": checkup.domain,
        "checks": [_check(one, texts) for one in told_together(checkup, texts).checks],
    }


def _check(check: Check, texts: Texts) -> dict[str, Any]:
    return {
        "code": check.code.value,
        "state": check.state.value,
        "fixer": check.fixer.value,
        "uses": [use.value for use in Use if use in check.uses],
        "facts": dict(sorted(check.facts.items())),
        "text": title(check, texts),
        "why": why(check, texts),
        "before": before(check, texts),
        "step": step(check, texts),
        "faults": [texts.fault(one) for one in check.faults],
    }
