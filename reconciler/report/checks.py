"""How the lines of a checkup are told: which belong together, in which order, in whose words.

Rule: what one visit mends is one step. So all rights of an administrator's role that are not proved
are told together, also those that could not be asked yet, and there are as many ticks as lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

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
from reconciler.report.texts import Texts

TROUBLE: Mapping[CheckCode, str] = {
    CheckCode.EXPIRATION: "in-the-way",
    CheckCode.NAMING_POLICY: "in-the-way",
    CheckCode.DIRECTORY_SYNC: "in-the-way",
    CheckCode.GROUP_CREATION: "check",
    CheckCode.LABELS: "check",
}
"""What is missing by being there, and the word for it (doctor-state-…)."""
_SIGN_IN = frozenset(
    {CheckCode.SIMULATOR}
    | {CheckCode.CREDENTIALS, CheckCode.REACHED, CheckCode.SIGNING_ROLE, CheckCode.CLOCK}
    | {CheckCode.DELEGATION, CheckCode.SUBJECT, CheckCode.SUBJECT_ROLE, CheckCode.CUSTOMER}
    | {CheckCode.CONSENT, CheckCode.APP_DISABLED, CheckCode.ACCESS_POLICY}
)
_ROLE = (CheckCode.SUBJECT_ROLE, CheckCode.PRIVILEGE)
_BESIDE = "beside"
"""Why a right is told: it could not be asked yet, and is ticked in the same visit."""
_ABOVE = "above"
"""Why something is not known: a line above is asked for anyway, and tells it then."""
_BULLETS = {"ticks": "[x]", "asked": "•"}
"""The facts that are lists, and how their lines begin."""
SAME_STEP: Mapping[CheckCode, CheckCode] = {
    CheckCode.SCOPE: CheckCode.DELEGATION,
    CheckCode.PERMISSION: CheckCode.CONSENT,
    CheckCode.PRIVILEGE: CheckCode.SUBJECT_ROLE,
}
"""What is mended by the step of another line."""


def told_together(checkup: Checkup, texts: Texts) -> Checkup:
    """The same, where lines with one step tell all that it is for."""
    open_rights = [
        one
        for one in checkup.checks
        if one.code is CheckCode.PRIVILEGE and one.state is not CheckState.OK
    ]
    ticks = [_tick(one, texts) for one in open_rights]
    lacking: dict[object, list[str]] = {}
    for one in checkup.checks:
        if one.code is CheckCode.PERMISSION and one.state is CheckState.MISSING:
            lacking.setdefault(one.facts["app"], []).append(_name(one))
    role: Facts = {"ticks": " ".join(ticks), "count": len(ticks)}
    more: dict[CheckCode, Callable[[Check], Facts]] = {
        **dict.fromkeys(_ROLE, lambda _: role),
        CheckCode.CONSENT: lambda one: _asked(one, texts),
        CheckCode.PERMISSION: lambda one: {
            **_asked(one, texts),
            "lacking": ", ".join(lacking.get(one.facts["app"], [])),
        },
    }
    told = (
        replace(one, facts={**one.facts, **more[one.code](one)}) if one.code in more else one
        for one in checkup.checks
    )
    return replace(checkup, checks=tuple(told))


def in_one_visit(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Where a role is opened anyway, rights that could not be asked are told as its lines, too."""
    every = tuple(checks)
    if not any(one.code in _ROLE and one.state is CheckState.MISSING for one in every):
        return every
    return tuple(
        replace(
            one,
            state=CheckState.MISSING,
            fixer=Fixer.ADMINISTRATOR,
            facts={**one.facts, "why": _BESIDE},
        )
        if one.code is CheckCode.PRIVILEGE and one.state is CheckState.UNKNOWN
        else one
        for one in every
    )


def by_step(checks: Iterable[Check], state: CheckState, texts: Texts) -> Iterable[list[Check]]:
    """The lines in a state; those with the same step beside each other, so that it is told once.

    What stops most comes first, and of that the city's before the school's, which waits for it.
    """
    found: dict[tuple[str, str], list[Check]] = {}
    for check in sorted(checks, key=_weight):
        if check.state is state:
            found.setdefault((check.fixer, step(check, texts)), []).append(check)
    return found.values()


def _weight(check: Check) -> tuple[int, bool, bool]:
    deletes = check.code is CheckCode.EXPIRATION  # whoever waits loses groups by it
    if check.state is CheckState.OK:
        return 0, False, False  # in the order in which they were asked
    if missing_for_planning(check) or is_all(check):
        return 0, check.fixer is not Fixer.CITY, not deletes
    return (1 if Use.APPLY in check.uses else 2), check.fixer is not Fixer.CITY, not deletes


def word(check: Check, texts: Texts) -> str:
    """The state; of what is there and should not be, that it is in the way."""
    named = TROUBLE.get(check.code) if check.state is CheckState.MISSING else None
    unasked = CheckState.UNKNOWN if check.facts.get("why") == _BESIDE else check.state
    return texts.format(f"doctor-state-{named or unasked}")


def title(check: Check, texts: Texts) -> str:
    """What is looked at; of trouble, what it is."""
    name, facts = f"doctor-{check.code}", _facts(check, texts)
    if check.state is CheckState.MISSING and check.code in TROUBLE:
        return texts.attribute(name, "trouble", facts)
    return texts.format(name, **facts)


def why(check: Check, texts: Texts) -> str:
    """What is wrong, or why it is not known; '' where the title says all."""
    name = f"doctor-{check.code}"
    if check.state is CheckState.OK or not texts.has(name, check.state):
        return ""
    return texts.attribute(name, check.state, _facts(check, texts))


def step(check: Check, texts: Texts) -> str:
    """What to do; '' for what is in order."""
    part = {CheckState.MISSING: "step", CheckState.UNKNOWN: "ask"}.get(check.state)
    if part is None:
        return ""
    code = SAME_STEP.get(check.code, check.code)
    if part == "step":
        return _written(code, part, check, texts)
    if check.facts.get("why") == _ABOVE:
        return texts.format("doctor-ask")
    told = _written(check.code, part, check, texts)
    if check.code in (CheckCode.LABELS, CheckCode.PRIVILEGE):  # looked for and mended in one visit
        told = "\n".join(filter(None, (told, _written(code, "step", check, texts))))
    return told or texts.format("doctor-ask")


def asks(check: Check, texts: Texts) -> bool:
    """Whether somebody can look for what is not known."""
    return step(check, texts) not in ("", texts.format("doctor-ask"))


def before(check: Check, texts: Texts) -> str:
    """What the city does first, so that the step can be taken; '' where there is no such thing."""
    name = f"doctor-{check.code}"
    if check.state is not CheckState.MISSING or not texts.has(name, "before"):
        return ""
    return texts.attribute(name, "before", _facts(check, texts))


def uses(check: Check, texts: Texts) -> str:
    """What does not work without it, as the end of its line."""
    trouble = check.code in TROUBLE
    if check.state is CheckState.OK or trouble or not (check.uses or is_all(check)):
        return ""
    named = [texts.format(f"doctor-use-{use}") for use in Use if use in check.uses]
    told = [texts.format("doctor-use-all")] if is_all(check) else named
    return f"  ({texts.format('doctor-uses', uses=', '.join(told))})"


def is_all(check: Check) -> bool:
    """Whether nothing at all works without it."""
    return check.uses == frozenset(Use) or (not check.uses and check.code in _SIGN_IN)


def detail(check: Check, texts: Texts) -> Iterator[str]:
    """What stands below the line: why, and the faults with their places."""
    faults = [line for fault in check.faults for line in texts.fault(fault).split("\n")]
    yield from (line for line in (why(check, texts), *faults) if line)


def _facts(check: Check, texts: Texts) -> Facts:
    """With the permission in plain words, where it has some."""
    facts = dict(check.facts)
    short = str(facts.get("short") or facts.get("permission", ""))
    return {**facts, "plain": _plain(short, texts), "short": short}


def _plain(short: str, texts: Texts) -> str:
    name = f"doctor-permission-{short.replace('.', '-')}"
    return texts.format(name) if texts.has(name) else short


def _asked(check: Check, texts: Texts) -> Facts:
    """What the screen of consent has to list, sentence by sentence."""
    names, sentences = (str(check.facts[key]).split(";") for key in ("asks", "sentences"))
    told = [
        texts.format("doctor-sentence", sentence=sentence, plain=_plain(name, texts))
        for name, sentence in zip(names, sentences, strict=True)
    ]
    return {"asked": " ".join(f"• {one}" for one in told), "count": len(told)}


def _tick(check: Check, texts: Texts) -> str:
    where, plain = texts.format(f"doctor-tick-{_name(check)}"), _plain(_name(check), texts)
    return f"[x] {texts.format('doctor-tick', where=where, plain=plain)}"


def _name(check: Check) -> str:
    return str(check.facts["permission"])


def _written(code: CheckCode, part: str, check: Check, texts: Texts) -> str:
    """A part of a message with its facts, each tick and each sentence on a line of its own.

    Fluent writes no fact of more than 1,000 letters, so lists are put in afterwards.
    """
    if not texts.has(f"doctor-{code}", part):
        return ""
    facts = _facts(check, texts)
    lists = {name: str(facts[name]) for name in _BULLETS if name in facts}
    text = texts.attribute(
        f"doctor-{code}", part, {**facts, **{name: f"[[{name}]]" for name in lists}}
    )
    for name, listed in lists.items():
        bullet = _BULLETS[name]
        text = text.replace(f"[[{name}]]", listed.replace(f" {bullet}", f"\n{bullet}"))
    return text
