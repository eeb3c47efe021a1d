"""The letter to a school's administrator, who has never heard of scopes: own steps, and no more.

Premise: whoever is let in sees every account, and a letter can come from anybody. So the numbers
that are to be compared by phone stand before the first address, and nothing has to be done at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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
from reconciler.report.site.wording import PageWording
from reconciler.report.texts import Texts
from reconciler.reportfile.model import Name, Office

_NUMBERED = {
    **dict.fromkeys((CheckCode.DELEGATION, CheckCode.SCOPE), "google"),
    **dict.fromkeys((CheckCode.CONSENT, CheckCode.PERMISSION), "microsoft"),
    **dict.fromkeys((CheckCode.APP_DISABLED, CheckCode.ACCESS_POLICY), "microsoft"),
}
"""The lines that name the city's program by a number, and whose kind of number that is."""


class LetterPart(StrEnum):
    """What a line of a letter is, for whoever prints it."""

    TITLE = "title"
    TEXT = "text"
    POINT = "point"
    """A line of its own below what it belongs to: a number, a step, a tick."""
    MATTER = "matter"
    """The number by which the school answers."""
    WHAT = "what"
    """What a matter is about."""
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One line; an address in it is whole."""

    part: LetterPart
    text: str = ""


@dataclass(frozen=True, slots=True)
class LetterHead:
    """When a letter is made and who sends it, as far as that is known."""

    day: str = ""
    """ISO; '' in letters without a day."""
    municipality: Name = field(default_factory=dict)
    contacts: Mapping[str, Name] = field(default_factory=dict)
    """Office → how to reach it; a letter is from the first of ours that has an entry."""


_OFFICES = (Office.CITY, Office.CITY_IT)
_NOBODY = LetterHead()
_GAP = LetterLine(LetterPart.GAP)
_PRINTED = {LetterPart.POINT: "   {}", LetterPart.MATTER: "── {} ──"}
_RULE = "─" * 10


def render_letter(checkups: Iterable[Checkup], texts: Texts, head: LetterHead = _NOBODY) -> str:
    """What each school's administrator is sent: their own steps, and how to be sure of them."""
    lines = [line for one in checkups if one.tenant for line in letter_lines(one, texts, head)]
    return "\n".join(_PRINTED.get(line.part, "{}").format(line.text) for line in lines) + "\n"


def has_matters(checkup: Checkup, texts: Texts) -> bool:
    """Whether the school has anything to do or to answer."""
    return bool(checkup.tenant and _matters(_mine(checkup, texts), texts))


def letter_lines(
    checkup: Checkup, texts: Texts, head: LetterHead = _NOBODY
) -> Iterator[LetterLine]:
    """The letter of one tenant, line by line."""
    mine = _mine(checkup, texts)
    matters = _matters(mine, texts)
    vendor = checkup.vendor
    to = texts.format("doctor-letter-to", domain=checkup.domain, vendor=vendor)
    wording = PageWording(texts, {}, head.contacts)
    yield from _lines(LetterPart.TITLE, to)
    yield from _sender(head, wording)
    yield _GAP
    if not matters:
        yield from _lines(LetterPart.TEXT, texts.format("doctor-letter-nothing"))
        yield _GAP
        return
    yield from _introduction(mine, len(matters), vendor, texts)
    for number, checks in enumerate(matters, start=1):
        yield _GAP
        numbered = texts.format("doctor-letter-matter", number=number, count=len(matters))
        yield LetterLine(LetterPart.MATTER, numbered)
        yield from _matter(checks, texts)
    yield _GAP
    yield LetterLine(LetterPart.GAP, _RULE)
    yield from _lines(LetterPart.TEXT, texts.format("doctor-letter-foot"))
    asked = [wording.office(office) for office in _OFFICES if wording.contact(office)]
    if asked:
        yield from _lines(LetterPart.TEXT, wording.say("questions", who="; ".join(asked)))
    yield _GAP


def _sender(head: LetterHead, wording: PageWording) -> Iterator[LetterLine]:
    """The day beside a place for the city's own number, and who writes."""
    say = wording.texts.format
    if head.day:
        day = wording.date(head.day)
        yield LetterLine(LetterPart.TEXT, say("doctor-letter-number", day=day))
    name = wording.name(head.municipality)
    if name:
        office = next((one.value for one in _OFFICES if wording.contact(one)), "none")
        told = say("doctor-letter-from", municipality=name, office=office)
        yield LetterLine(LetterPart.TEXT, told)


def _introduction(mine: list[Check], count: int, vendor: str, texts: Texts) -> Iterator[LetterLine]:
    """What it is about, how to be sure of it, and how addresses are opened."""
    expiring = (one.state.value for one in mine if one.code is CheckCode.EXPIRATION)
    head = texts.format("doctor-letter-head", count=count, expiration=next(expiring, "ok"))
    yield from _lines(LetterPart.TEXT, head)
    yield _GAP
    sure = texts.format("doctor-letter-sure", numbers=_compared(mine))
    yield from _lines(LetterPart.TEXT, sure)
    yield from _numbers(mine, texts)
    yield _GAP
    yield from _lines(LetterPart.TEXT, texts.format("doctor-letter-how", vendor=vendor))


def _compared(mine: list[Check]) -> str:
    """Which of the numbers below are read out on the phone."""
    kinds = {_NUMBERED[one.code] for one in mine if one.code in _NUMBERED}
    if "microsoft" in kinds:
        return "app"
    account = any("subject" in one.facts for one in mine)
    if "google" in kinds:
        return "both" if account else "client"
    return "account" if account else "none"


def _lines(part: LetterPart, text: str) -> Iterator[LetterLine]:
    yield from (LetterLine(part, line) for line in text.split("\n"))


def _mine(checkup: Checkup, texts: Texts) -> list[Check]:
    told = in_one_visit(told_together(checkup, texts).checks)
    return [one for one in told if _is_mine(one, texts)]


def _matters(mine: list[Check], texts: Texts) -> list[list[Check]]:
    states = (CheckState.MISSING, CheckState.UNKNOWN)
    return [one for state in states for one in by_step(mine, state, texts)]


def _is_mine(check: Check, texts: Texts) -> bool:
    """Whether the school can do something about it, or look for the city."""
    if check.fixer is not Fixer.ADMINISTRATOR or check.state is CheckState.OK:
        return False
    return check.state is CheckState.MISSING or asks(check, texts)


def _numbers(checks: list[Check], texts: Texts) -> Iterator[LetterLine]:
    """What the city reads out on the phone, numbers and the account; each once."""
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
    subjects = (one.facts["subject"] for one in checks if "subject" in one.facts)
    told += [texts.format("doctor-letter-subject", subject=subject) for subject in subjects]
    yield from (LetterLine(LetterPart.POINT, line) for line in dict.fromkeys(told))


def _matter(checks: list[Check], texts: Texts) -> Iterator[LetterLine]:
    rights = [one for one in checks if one.code is CheckCode.PRIVILEGE]
    for check in checks:
        if check.code is not CheckCode.PRIVILEGE:
            what = f"{_word(check, texts)}: {title(check, texts)}{uses(check, texts)}"
            yield LetterLine(LetterPart.WHAT, what)
            yield from (LetterLine(LetterPart.POINT, line) for line in detail(check, texts))
    if rights:  # what each is for stands beside its tick
        subject = rights[0].facts["subject"]
        told = texts.format("doctor-letter-rights", subject=subject, count=len(rights))
        yield LetterLine(LetterPart.WHAT, f"{_word(rights[0], texts)}: {told}")
    yield from _lines(LetterPart.TEXT, texts.format("doctor-letter-do"))
    yield from _lines(LetterPart.POINT, step(checks[0], texts))


def _word(check: Check, texts: Texts) -> str:
    """A line that is not known asks the school to look."""
    unknown = check.state is CheckState.UNKNOWN
    return texts.format("doctor-state-check") if unknown else word(check, texts)
