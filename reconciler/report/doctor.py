"""A checkup for people and for machines: each line with its step, and who can take it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from reconciler.errors import Facts
from reconciler.model.checkup import (
    Check,
    CheckCode,
    CheckState,
    Checkup,
    Fixer,
    Use,
    missing_for_planning,
)
from reconciler.model.document import document
from reconciler.model.inert import inert
from reconciler.model.probe import INFORMATION, ProbeAnswer, ProbeResult
from reconciler.report.texts import Texts

FORMAT_VERSION = 1
_INDENT = " " * 13
_TROUBLE: Mapping[CheckCode, str] = {
    CheckCode.NAMING_POLICY: "in-the-way",
    CheckCode.EXPIRATION: "in-the-way",
    CheckCode.DIRECTORY_SYNC: "in-the-way",
    CheckCode.GROUP_CREATION: "check",
    CheckCode.LABELS: "check",
}
"""What is missing by being there, and the word for it (doctor-state-…)."""
_SIGN_IN = frozenset(
    {CheckCode.CREDENTIALS, CheckCode.REACHED, CheckCode.SIGNING_ROLE, CheckCode.CLOCK}
    | {CheckCode.DELEGATION, CheckCode.SUBJECT, CheckCode.SUBJECT_ROLE, CheckCode.CUSTOMER}
    | {CheckCode.CONSENT, CheckCode.APP_DISABLED, CheckCode.ACCESS_POLICY}
)
_TICK = "[x]"
_FEW = 3
"""With more tenants than this, what is in order is counted and not listed."""


def render_doctor(checkups: Iterable[Checkup], texts: Texts, *, every: bool) -> str:
    """By tenant; `every`: also each line that is in order."""
    parts = list(checkups)
    full = every or len(parts) <= _FEW + 1
    lines = [line for one in parts for line in (*_lines(one, texts, full=full), "")]
    return "\n".join([*lines, *_summary(parts, texts)]) + "\n"


def render_letter(checkups: Iterable[Checkup], texts: Texts) -> str:
    """What each school's administrator is sent: their own steps, and how to be sure of them."""
    return "\n".join(line for one in checkups if one.tenant for line in _letter(one, texts)) + "\n"


def _letter(checkup: Checkup, texts: Texts) -> Iterator[str]:
    yield texts.format("doctor-letter-head", domain=checkup.domain, vendor=checkup.vendor)
    yield ""
    told = _told_together(checkup, texts)
    mine = [one for one in told.checks if one.fixer is Fixer.ADMINISTRATOR]
    if all(one.state is CheckState.OK for one in mine):
        yield texts.format("doctor-letter-nothing")
    for state in (CheckState.MISSING, CheckState.UNKNOWN):
        for together in _by_step(replace(told, checks=tuple(mine)), state, texts):
            yield from _together(together, texts)
    yield ""
    yield texts.format("doctor-letter-foot")
    yield ""


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
    checkup = _told_together(checkup, texts)
    for state in (CheckState.MISSING, CheckState.UNKNOWN, *([CheckState.OK] if full else [])):
        for together in _by_step(checkup, state, texts):
            yield from _together(together, texts)


def _told_together(checkup: Checkup, texts: Texts) -> Checkup:
    """The same, where lines with one step tell all that it is for: one visit, one tick after all.

    While a role's privileges are open, those that could not be asked yet are ticked as well.
    """
    ticks = [
        f"{_TICK} {texts.format('doctor-tick-' + str(one.facts['permission']))}"
        for one in checkup.checks
        if one.code is CheckCode.PRIVILEGE
        and (one.state is CheckState.MISSING or one.facts.get("why") == "above")
        and one.state is not CheckState.OK
    ]
    lacking: dict[object, list[str]] = {}
    for one in checkup.checks:
        if one.code is CheckCode.PERMISSION and one.state is CheckState.MISSING:
            lacking.setdefault(one.facts["app"], []).append(str(one.facts["short"]))
    more: dict[CheckCode, Callable[[Check], Facts]] = {
        CheckCode.PRIVILEGE: lambda _: {"ticks": " ".join(ticks)},
        CheckCode.PERMISSION: lambda one: {"lacking": ", ".join(lacking.get(one.facts["app"], []))},
    }
    told = (
        replace(one, facts={**one.facts, **more[one.code](one)}) if one.code in more else one
        for one in checkup.checks
    )
    return replace(checkup, checks=tuple(told))


def _by_step(checkup: Checkup, state: CheckState, texts: Texts) -> Iterable[list[Check]]:
    """The lines in a state; those with the same step beside each other, so that it is told once.

    What stops most comes first, and of that the city's before the school's, which waits for it.
    """
    found: dict[tuple[str, str], list[Check]] = {}
    for check in sorted(checkup.checks, key=_weight):
        if check.state is state:
            found.setdefault((check.fixer, _step(check, texts)), []).append(check)
    return found.values()


def _weight(check: Check) -> tuple[int, bool]:
    if check.state is CheckState.OK:
        return 0, False  # in the order in which they were asked
    if missing_for_planning(check) or _is_all(check):
        return 0, check.fixer is not Fixer.CITY
    return (1 if Use.APPLY in check.uses else 2), check.fixer is not Fixer.CITY


def _together(checks: list[Check], texts: Texts) -> Iterator[str]:
    for check in checks:
        yield f"  {_word(check, texts):<10} {_title(check, texts)}{_uses(check, texts)}"
        faults = [line for fault in check.faults for line in texts.fault(fault).split("\n")]
        yield from (f"{_INDENT}{line}" for line in (_why(check, texts), *faults) if line)
    if step := _step(checks[0], texts):
        who = texts.format(f"doctor-who-{checks[0].fixer}")
        first, *rest = step.split("\n")
        yield f"{_INDENT}→ {texts.format('doctor-who', who=who, count=len(checks))}: {first}"
        yield from (f"{_INDENT}  {line}" for line in rest)


def _word(check: Check, texts: Texts) -> str:
    """The state; of what is there and should not be, that it is in the way."""
    named = _TROUBLE.get(check.code) if check.state is CheckState.MISSING else None
    return texts.format(f"doctor-state-{named or check.state}")


def _title(check: Check, texts: Texts) -> str:
    name, facts = f"doctor-{check.code}", _facts(check, texts)
    if check.state is CheckState.MISSING and check.code in _TROUBLE:
        return texts.attribute(name, "trouble", facts)
    return texts.format(name, **facts)


def _why(check: Check, texts: Texts) -> str:
    """What is wrong, or why it is not known; '' where the title says all."""
    name = f"doctor-{check.code}"
    if check.state is CheckState.OK or not texts.has(name, check.state):
        return ""
    return texts.attribute(name, check.state, _facts(check, texts))


def _step(check: Check, texts: Texts) -> str:
    """What to do; '' for what is in order."""
    part = {CheckState.MISSING: "step", CheckState.UNKNOWN: "ask"}.get(check.state)
    name = f"doctor-{check.code}"
    if part is None:
        return ""
    if not texts.has(name, part):
        return texts.format("doctor-ask") if part == "ask" else ""
    # a fact is one line; each tick stands on its own
    return texts.attribute(name, part, _facts(check, texts)).replace(f" {_TICK}", f"\n{_TICK}")


def _facts(check: Check, texts: Texts) -> Facts:
    """With the permission in plain words, where it has some."""
    facts = dict(check.facts)
    short = str(facts.get("short") or facts.get("permission", ""))
    word = f"doctor-permission-{short.replace('.', '-')}"
    return {**facts, "plain": texts.format(word) if texts.has(word) else short, "short": short}


def _uses(check: Check, texts: Texts) -> str:
    trouble = check.state is CheckState.MISSING and check.code in _TROUBLE
    if check.state is CheckState.OK or trouble or not (check.uses or _is_all(check)):
        return ""
    named = [texts.format(f"doctor-use-{use}") for use in Use if use in check.uses]
    told = [texts.format("doctor-use-all")] if _is_all(check) else named
    return f"  ({texts.format('doctor-uses', uses=', '.join(told))})"


def _is_all(check: Check) -> bool:
    """Whether nothing at all works without it."""
    return check.uses == frozenset(Use) or (not check.uses and check.code in _SIGN_IN)


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
        "checks": [_check(one, texts) for one in _told_together(checkup, texts).checks],
    }


def _check(check: Check, texts: Texts) -> dict[str, Any]:
    return {
        "code": check.code.value,
        "state": check.state.value,
        "fixer": check.fixer.value,
        "uses": [use.value for use in Use if use in check.uses],
        "facts": dict(sorted(check.facts.items())),
        "text": _title(check, texts),
        "why": _why(check, texts),
        "step": _step(check, texts),
        "faults": [texts.fault(one) for one in check.faults],
    }
