"""Every sentence that people read, in Bulgarian and English, from report/texts/<language>/*.ftl."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

from reconciler.errors import Facts, Fault
from reconciler.model.change import Reason
from reconciler.model.inert import inert
from reconciler.model.language import LANGUAGES, Language
from reconciler.model.near import NOTHING_NEAR
from reconciler.model.plan import Finding, Refusal
from reconciler.model.summary import MINUS
from reconciler.model.trigger import Trigger, TriggerKind
from reconciler.report.suggested import Repeat, children, mark_commands, repeated

__all__ = ["LANGUAGES", "Language", "Message", "Texts", "entries"]

FOLDER = Path(__file__).with_name("texts")
_NARROW_SPACE = "\u202f"
_WRITTEN = "WRITTEN"
"""The function that writes a fact inside a text."""


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
        self, language: Language, folder: Path = FOLDER, repeat: Repeat | None = None
    ) -> None:
        """`repeat` puts the options that were given into the commands that texts suggest."""
        self.language: Language = language
        self._repeat = repeat
        self._entries = entries(folder / language)
        self._bundle = _bundle(folder / language, language)

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
            "near" in needs for (ident, _), needs in self._entries.items() if ident == message_id
        ):
            return None
        return self._format("core-near", "", {"near": near})

    def attribute(self, message_id: str, name: str, facts: Mapping[str, str | float]) -> str:
        """An attribute of a message; LookupError where it is not there."""
        return self._format(message_id, name, facts)

    def has(self, message_id: str, attribute: str = "") -> bool:
        """Whether there is such a message, or such an attribute of it ('': its own text)."""
        return (message_id, attribute) in self._entries

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
        message = self.message(f"refusal-{refusal.guard}", self.in_words(facts))
        if not refusal.facts.get("recent"):
            return message
        recent = self.format("guard-recent", count=int(refusal.facts["recent"]))
        return Message(f"{message.text}; {recent}", message.hint)

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
        if trigger.kind is TriggerKind.HAND and facts.get("who"):
            message += "-known"
        return self.format(message, **facts)

    def rule(self, rule: str, part: str = "") -> str:
        """A rule's sentence, or its '-why' or '-source'; without a text: its id, or nothing."""
        message = f"rule-{rule}{part}"
        return self.format(message) if self.has(message) else ("" if part else rule)

    def number(self, value: float) -> str:
        """'33 200' with a narrow space; decimals after a comma in Bulgarian, a point in English."""
        return _written(value, self.language)

    def in_words(self, facts: Facts) -> Facts:
        """Our own enums in the language's words; faults quote what people wrote, so not there."""
        return {
            name: self.format(word) if self.has(word := f"report-word-{name}-{value}") else value
            for name, value in facts.items()
        }

    def _needs(self, message_id: str, attribute: str) -> frozenset[str]:
        found = self._entries.get((message_id, attribute))
        if found is None:
            name = f"{message_id}.{attribute}" if attribute else message_id
            raise LookupError(f"no text {name!r} in {self.language!r}")
        return found

    def _format(self, message_id: str, attribute: str, facts: Mapping[str, str | float]) -> str:
        # fluent would print the variable's name into the sentence
        missing = self._needs(message_id, attribute) - facts.keys()
        if missing:
            raise LookupError(f"text {message_id!r} needs the facts {sorted(missing)}")
        message = self._bundle.get_message(message_id)
        pattern = message.attributes[attribute] if attribute else message.value
        shown = {name: inert(value) for name, value in facts.items()}
        text, errors = self._bundle.format_pattern(pattern, shown)
        if errors:
            raise LookupError(f"text {message_id!r} in {self.language!r}: {errors}")
        return repeated(str(text), self._repeat)


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


def _written(value: float, language: str) -> str:
    integer, point, rest = f"{value:,}".partition(".")
    sign = "," if language == "bg" else "."
    return integer.replace(",", _NARROW_SPACE) + (sign + rest if point else "")


@cache
def _bundle(folder: Path, language: Language) -> FluentBundle:
    def written(value: Any) -> Any:
        return _written(value, language) if isinstance(value, int | float) else value

    bundle = FluentBundle([language], functions={_WRITTEN: written}, use_isolating=False)
    for resource in resources(folder):
        bundle.add_resource(resource)
    return bundle


@cache
def entries(folder: Path) -> Mapping[tuple[str, str], frozenset[str]]:
    """(message id, attribute or '') → the facts that its text names, of a language's files."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for message in (entry for resource in resources(folder) for entry in resource.body):
        if not isinstance(message, ast.Message):
            continue
        patterns = {attribute.id.name: attribute.value for attribute in message.attributes}
        for name, pattern in {"": message.value, **patterns}.items():
            if (message.id.name, name) in found:
                raise LookupError(f"{folder}: text {message.id.name!r} is written twice")
            found[message.id.name, name] = frozenset(_variables(pattern))
    return found


@cache
def resources(folder: Path) -> tuple[Any, ...]:
    """The parsed files of a language; LookupError where one is not whole."""
    parser = FluentParser()
    files = sorted(folder.glob("*.ftl"))
    resources = [(path, parser.parse(path.read_text("utf-8"))) for path in files]
    broken = [
        f"{path}: {entry.content[:60]!r}"
        for path, resource in resources
        for entry in resource.body
        if isinstance(entry, ast.Junk)
    ]
    # fluent skips what it cannot parse; a text that is missing must not go unnoticed
    if broken:
        raise LookupError("not messages: " + "; ".join(broken))
    for _, resource in resources:
        _write_numbers(resource)
        mark_commands(resource)
    return tuple(resource for _, resource in resources)


def _write_numbers(node: object) -> None:
    """Has each shown fact written by us: the library's own separators are not narrow spaces."""
    if isinstance(node, ast.Placeable) and isinstance(node.expression, ast.VariableReference):
        arguments = ast.CallArguments(positional=[node.expression])
        node.expression = ast.FunctionReference(ast.Identifier(_WRITTEN), arguments)
        return
    for child in children(node):
        _write_numbers(child)


def _variables(node: object) -> Iterator[str]:
    if isinstance(node, ast.VariableReference):
        yield node.id.name
    for child in children(node):
        yield from _variables(child)
