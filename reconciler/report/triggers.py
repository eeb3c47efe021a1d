"""What a change follows from, in words; lines of files as links where there is a code host."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reconciler.errors import SourceLocation
from reconciler.model.trigger import Trigger
from reconciler.report.markdown import plain
from reconciler.report.texts import Texts


def triggers_text(triggers: Iterable[Trigger], texts: Texts) -> str:
    """All of them, in their order."""
    ordered = sorted(triggers, key=Trigger.sort_key)
    return "; ".join(texts.trigger(trigger) for trigger in ordered)


@dataclass(frozen=True, slots=True)
class LineLinks:
    """Where a code host shows a line: 'https://host/o/r/blob/SHA/{file}#L{line}'; '': nowhere."""

    pattern: str = ""

    def to(self, place: SourceLocation, text: str) -> str:
        """A Markdown link on a text; the text alone where there is no host."""
        if not self.pattern:
            return plain(text)
        # replaced one after the other: a file's name is never read as a placeholder
        before, _, after = self.pattern.partition("{file}")
        target = f"{before}{_encoded(place.file)}{after.replace('{line}', str(place.line))}"
        return f"[{plain(text)}](<{target.replace('>', '%3E').replace('<', '%3C')}>)"

    def trigger(self, trigger: Trigger, texts: Texts) -> str:
        """A trigger in Markdown."""
        text = texts.trigger(trigger)
        if trigger.place is None or not self.pattern:
            return plain(text)
        return self.to(trigger.place, text)


_AS_IT_IS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/")


def _encoded(path: str) -> str:
    """A path as it stands in an address."""
    return "".join(
        sign if sign in _AS_IT_IS else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in path
    )
