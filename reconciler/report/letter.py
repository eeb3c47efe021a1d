"""The letter to a school's administrator, who has never heard of scopes: own steps, and no more.

Premise: whoever is let in sees every account, and a letter can come from anybody. So the numbers
that are to be compared by phone stand before the first address, and nothing has to be done at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reconciler.model.checkup import Check, CheckCode, CheckState, Checkup, Fixer
from reconciler.report.checks import (
    asks,
    by_step,
    detail,
    in_one_visit,
    step,
    title,
    told_together,
    uses,
    word,
)
from reconciler.report.texts import Texts

_NUMBERED = {
    **dict.fromkeys((CheckCode.DELEGATION, CheckCode.SCOPE), "google"),
    **dict.fromkeys((CheckCode.CONSENT, CheckCode.PERMISSION), "microsoft"),
    **dict.fromkeys((CheckCode.APP_DISABLED, CheckCode.ACCESS_POLICY), "microsoft"),
}
"""The lines that name the city's program by a number, and whose kind of number that is."""
_INDENT = "   "


def render_letter(checkups: Iterable[Checkup], texts: Texts) -> str:
    """What each school's administrator is sent: their own steps, and how to be sure of them."""
    return "\n".join(line for one in checkups if one.tenant for line in _letter(one, texts)) + "\n"


def _letter(checkup: Checkup, texts: Texts) -> Iterator[str]:
    yield texts.format("doctor-letter-to", domain=checkup.domain, vendor=checkup.vendor)
    yield ""
    told = in_one_visit(told_together(checkup, texts).checks)
    mine = [one for one in told if _is_mine(one, texts)]
    states = (CheckState.MISSING, CheckState.UNKNOWN)
    matters = [one for state in states for one in by_step(mine, state, texts)]
    if not matters:
        yield texts.format("doctor-letter-nothing")
        yield ""
        return
    yield texts.format("doctor-letter-head", count=len(matters))
    yield ""
    yield texts.format("doctor-letter-sure")
    yield from _numbers(mine, texts)
    yield ""
    yield texts.format("doctor-letter-how")
    for number, checks in enumerate(matters, start=1):
        yield ""
        yield texts.format("doctor-letter-matter", number=number, count=len(matters))
        yield from _matter(checks, texts)
    yield ""
    yield texts.format("doctor-letter-foot")
    yield ""


def _is_mine(check: Check, texts: Texts) -> bool:
    """Whether the school can do something about it, or look for the city."""
    if check.fixer is not Fixer.ADMINISTRATOR or check.state is CheckState.OK:
        return False
    return check.state is CheckState.MISSING or asks(check, texts)


def _numbers(checks: Iterable[Check], texts: Texts) -> Iterator[str]:
    """What the city reads out on the phone; each number once."""
    told = [
        texts.format(
            f"doctor-letter-{_NUMBERED[one.code]}",
            client=one.facts["client"],
            account=one.facts.get("account", "-"),
            app=one.facts.get("app", "-"),
        )
        for one in checks
        if one.code in _NUMBERED and one.state is not CheckState.OK
    ]
    yield from (f"{_INDENT}{line}" for line in dict.fromkeys(told))


def _matter(checks: list[Check], texts: Texts) -> Iterator[str]:
    rights = [one for one in checks if one.code is CheckCode.PRIVILEGE]
    for check in checks:
        if check.code is not CheckCode.PRIVILEGE:
            yield f"{_word(check, texts)}: {title(check, texts)}{uses(check, texts)}"
            yield from (f"{_INDENT}{line}" for line in detail(check, texts))
    if rights:  # what each is for stands beside its tick
        subject = rights[0].facts["subject"]
        told = texts.format("doctor-letter-rights", subject=subject, count=len(rights))
        yield f"{_word(rights[0], texts)}: {told}"
    yield texts.format("doctor-letter-do")
    yield from (f"{_INDENT}{line}" for line in step(checks[0], texts).split("\n"))


def _word(check: Check, texts: Texts) -> str:
    """A line that is not known asks the school to look."""
    unknown = check.state is CheckState.UNKNOWN
    return texts.format("doctor-state-check") if unknown else word(check, texts)
