"""Faults as JSON: what is printed in the place of an answer, or as a part of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from reconciler.errors import Fault, SentSoFar, SourceLocation
from reconciler.model.document import document
from reconciler.report.texts import Message, Texts

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class EndedCommand:
    """A command that faults, a refusal or a signal ended."""

    command: str
    """Its words: 'history show'."""
    exit: int
    faults: tuple[Mapping[str, Any], ...] = ()
    """As `fault_entries` has them."""
    sent: SentSoFar | None = None
    """What the journal proves; None: none was asked."""
    again: str | None = None
    """The command to run again, where it was stopped."""
    answer: Mapping[str, Any] | None = None
    """What it would have printed, as far as it came."""


def faults_document(ended: EndedCommand) -> dict[str, Any]:
    """The JSON document of a command that did not come to its own."""
    data = {
        "command": ended.command,
        "exit": ended.exit,
        "faults": list(ended.faults),
        "sent": None if ended.sent is None else asdict(ended.sent),
        "again": ended.again,
        "answer": None if ended.answer is None else dict(ended.answer),
    }
    return document("faults", FORMAT_VERSION, data)


def fault_entries(faults: Iterable[Fault], texts: Texts) -> list[dict[str, Any]]:
    """Each with its code, its place and its message; of the facts only what the message says."""
    return [
        fault_entry(one.code.value, texts.message(f"fault-{one.code}", one.facts), one.place)
        for one in faults
    ]


def fault_entry(code: str, message: Message, place: SourceLocation | None = None) -> dict[str, Any]:
    """One fault; file, line and column are null where it has no place."""
    where = asdict(place) if place else dict.fromkeys(("file", "line", "column"))
    hint = None if message.hint is None else "\n".join(map(str.strip, message.hint.split("\n")))
    return {"code": code, **where, "message": message.text, "hint": hint}
