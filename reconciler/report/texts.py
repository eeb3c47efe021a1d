"""Every sentence that people read, in Bulgarian and English, from report/texts/<language>/*.ftl."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reconciler.errors import Facts, Fault
from reconciler.model.change import Reason
from reconciler.model.inert import inert
from reconciler.model.language import LANGUAGES, Language
from reconciler.model.near import NOTHING_NEAR
from reconciler.model.plan import Finding, Refusal
from reconciler.model.summary import MINUS
from reconciler.model.trigger import Trigger, TriggerKind
from reconciler.report.catalogue import catalogue, written
from reconciler.report.suggested import Repeat, repeated

__all__ = ["LANGUAGES", "Agreeing", "Language", "Message", "Texts"]

FOLDER = Path(__file__).with_name("texts")


class Agreeing(StrEnum):
    """Where somebody who reads a refusal can agree to it."""

    COMMAND = "command"
    JOB = "job"
    """The job of a code host, under a pull request."""
    PULUMI = "pulumi"


_FOR_THE_TENANT = frozenset({"tenant-left", "tenant-unprobed"})
_FOR_ALL = frozenset({"ledger-is-new"})
"""Guards of a school that somebody agrees to once, for more than the school."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message's sentence, and what to do about it where that is known."""

    text: str
    hint: str | None = None

    def __str__(self) -> str:
        return self.text if self.hint is None else f"{self.text}\n  {self.hint}"


class Texts:
    """The texts of one language; a missing message, attribute or fact is a LookupError."""

    def __init__(
        self,
        language: Language,
        folder: Path = FOLDER,
        repeat: Repeat | None = None,
        agreeing: Agreeing = Agreeing.COMMAND,
    ) -> None:
        """`repeat` puts the options that were given into the commands that texts suggest."""
        self.language: Language = language
        self._repeat = repeat
        self._agreeing = agreeing
        self._catalogue = catalogue(folder / language, language)

    def format(self, message_id: str, **facts: str | float) -> str:
        """A message with its facts; whole numbers and decimals are written as the language does."""
        return self._format(message_id, "", facts)

    def message(self, message_id: str, facts: Facts) -> Message:
        """A message and its hint; a hint whose facts are not there is left out."""
        facts = {**facts, **_said(facts)}
        hint = None
        if self.has(message_id, "hint") and self._needs(message_id, "hint") <= facts.keys():
            hint = self._format(message_id, "hint", facts)
        meant = self._meant(message_id, facts)
        return Message(
            self._format(message_id, "", facts),
            f"{meant}\n  {hint}" if meant and hint else meant or hint,
        )

    def _meant(self, message_id: str, facts: Facts) -> str | None:
        """'Did you mean …?' for every name that there is not, unless its own text says so."""
        near = facts.get("near", NOTHING_NEAR)
        if near == NOTHING_NEAR or any(
            "near" in facts for facts in self._catalogue.needs(message_id).values()
        ):
            return None
        return self._format("core-near", "", {"near": near})

    def attribute(self, message_id: str, name: str, facts: Mapping[str, str | float]) -> str:
        """An attribute of a message; LookupError where it is not there."""
        return self._format(message_id, name, facts)

    def has(self, message_id: str, attribute: str = "") -> bool:
        """Whether there is such a message, or such an attribute of it ('': its own text)."""
        return attribute in self._catalogue.needs(message_id)

    def fault(self, fault: Fault) -> str:
        """'place: text', and on a second line what to do."""
        message = str(self.message(f"fault-{fault.code}", fault.facts))
        return message if fault.place is None else f"{fault.place}: {message}"

    def refusal(self, refusal: Refusal) -> str:
        """A guard's no with its numbers, and on a second line the way on."""
        return str(self.refused(refusal))

    def refused(self, refusal: Refusal) -> Message:
        """The same, sentence and way on apart."""
        facts = {"school": refusal.school, "tenant": refusal.tenant, **refusal.facts}
        agree = {"agree": self._agree(refusal)} if self.can_be_agreed_to(refusal) else {}
        message = self.message(f"refusal-{refusal.guard}", {**self.in_words(facts), **agree})
        if not refusal.facts.get("recent"):
            return message
        recent = self.format("guard-recent", count=int(refusal.facts["recent"]))
        return Message(f"{message.text}; {recent}", message.hint)

    def can_be_agreed_to(self, refusal: Refusal) -> bool:
        """Whether its way on is a person's word; a conflict or a rule has another."""
        message = f"refusal-{refusal.guard}"
        return self.has(message, "hint") and "agree" in self._needs(message, "hint")

    def _agree(self, refusal: Refusal) -> str:
        """'reconciler apply --acknowledge last-owner:ou-a --reason "…"', or the same elsewhere."""
        subject = refusal.school or refusal.tenant
        if self._agreeing is not Agreeing.JOB:  # its table has a line for each school
            subject = refusal.tenant if refusal.guard in _FOR_THE_TENANT else subject
            subject = "" if refusal.guard in _FOR_ALL else subject
        name = f"{refusal.guard}:{subject}" if subject else refusal.guard
        return self.format(f"guard-agree-{self._agreeing}", name=name)

    def finding(self, finding: Finding) -> str:
        """What a person should know or settle, and on a second line how."""
        return str(self.found(finding))

    def found(self, finding: Finding) -> Message:
        """The same, sentence and cure apart."""
        named = {"school": finding.school, "tenant": finding.tenant, "subject": finding.subject}
        if not self.has(f"finding-{finding.code}") and finding.place is not None:
            # a row of a list is identified by its fault and its place
            message = self.message(f"fault-{finding.code}", finding.facts)
            return Message(f"{finding.place}: {message.text}", message.hint)
        return self.message(f"finding-{finding.code}", self.in_words({**named, **finding.facts}))

    def reason(self, reason: Reason) -> str:
        """Why something is planned or not known."""
        return self._format(f"reason-{reason.code}", "", self.in_words(reason.facts))

    def trigger(self, trigger: Trigger) -> str:
        """What a change follows from: 'schools/ou-a.yaml:21', 'roster: teachers +2 −1'."""
        facts: dict[str, str | int] = {**trigger.facts}
        if trigger.kind in (TriggerKind.PROPOSED, TriggerKind.FILE):
            if trigger.place is None:
                return self.format("trigger-file-nowhere")
            facts["removed"] = "yes" if facts.get("removed") else "no"
            facts |= {"file": trigger.place.file, "line": trigger.place.line}
        message = f"trigger-{trigger.kind}"
        if trigger.kind in (TriggerKind.ROSTER, TriggerKind.ACCOUNTS):
            word = f"trigger-role-{facts.get('role')}"
            known = word if self.has(word) else "trigger-role-people"
            message += "-class" if "class" in facts else ""
            facts |= {"role": self.format(known), "count": _signed(facts)}
        if trigger.kind is TriggerKind.YEAR:
            facts = {"from": str(int(facts["year"]) - 1), "year": str(facts["year"])}
        if trigger.kind is TriggerKind.HAND:
            facts["what"] = ", ".join(self.field(one) for one in str(facts["what"]).split(", "))
            message += "-known" if facts.get("who") else ""
        return self.format(message, **facts)

    def rule(self, rule: str, part: str = "") -> str:
        """A rule's sentence, or its '-why' or '-source'; without a text: its id, or nothing."""
        message = f"rule-{rule}{part}"
        return self.format(message) if self.has(message) else ("" if part else rule)

    def field(self, name: str) -> str:
        """A field of something in a tenant; a setting is called as it is in a manifest."""
        message = f"field-{name}"
        return self.format(message) if self.has(message) else name

    def number(self, value: float) -> str:
        """'33 200' with a narrow space; decimals after a comma in Bulgarian, a point in English."""
        return written(value, self.language)

    def in_words(self, facts: Facts) -> Facts:
        """Our own enums in the language's words; faults quote what people wrote, so not there."""
        return {
            name: self.format(word) if self.has(word := f"report-word-{name}-{value}") else value
            for name, value in facts.items()
        }

    def _needs(self, message_id: str, attribute: str) -> frozenset[str]:
        found = self._catalogue.needs(message_id).get(attribute)
        if found is None:
            name = f"{message_id}.{attribute}" if attribute else message_id
            raise LookupError(f"no text {name!r} in {self.language!r}")
        return found

    def _format(self, message_id: str, attribute: str, facts: Mapping[str, str | float]) -> str:
        # fluent would print the variable's name into the sentence
        missing = self._needs(message_id, attribute) - facts.keys()
        if missing:
            raise LookupError(f"text {message_id!r} needs the facts {sorted(missing)}")
        shown = {name: inert(value) for name, value in facts.items()}
        text = self._catalogue.format(message_id, attribute, shown)
        return repeated(text, self._repeat)


def _signed(facts: Facts) -> str:
    """'+2 −1' of what was added and removed; '' where both are nothing."""
    signed = (("+", facts.get("added", 0)), (MINUS, facts.get("removed", 0)))
    return " ".join(f"{sign}{count}" for sign, count in signed if count)


def _said(facts: Facts) -> Facts:
    """' (403 quotaExceeded)' of a vendor's answer; '' where there was none."""
    if "status" not in facts or "answer" not in facts:
        return {}
    words = [str(facts[name]) for name in ("status", "answer") if facts[name]]
    return {"said": f" ({' '.join(words)})" if words else ""}
