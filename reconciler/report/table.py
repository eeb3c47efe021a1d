"""Aligned rows and their colours, for terminals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from reconciler.report.rows import ChangeRow, ChangeSymbol
from reconciler.report.texts import Texts

_COLOURS = {
    ChangeSymbol.CREATE: "green",
    ChangeSymbol.RENAME: "cyan",
    ChangeSymbol.ADOPT: "blue",
    ChangeSymbol.UPDATE: "yellow",
    ChangeSymbol.DROP: "red",
}
_NAME_AT_MOST = 44
_DETAIL_AT_MOST = 48


@dataclass(frozen=True, slots=True)
class Style:
    """Colours when asked for, plain text otherwise."""

    colour: bool

    def title(self, text: str) -> str:
        """A heading."""
        return click.style(text, bold=True) if self.colour else text

    def name(self, text: str) -> str:
        """A school's name."""
        return self.title(text)

    def muted(self, text: str) -> str:
        """What explains and may be overlooked."""
        return click.style(text, dim=True) if self.colour else text

    def bad(self, text: str) -> str:
        """What stands in the way."""
        return click.style(text, fg="red", bold=True) if self.colour else text

    def sign(self, sign: ChangeSymbol) -> str:
        """A row's sign."""
        return click.style(sign.value, fg=_COLOURS[sign]) if self.colour else sign.value


@dataclass(frozen=True, slots=True)
class Widths:
    """Columns of rows, in characters."""

    kind: int
    name: int
    detail: int
    kinds: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, rows: Sequence[ChangeRow], texts: Texts) -> Widths:
        """Wide enough for most rows; a very long name or detail pushes its own line only."""
        kinds = {row.kind.value: texts.format(f"plan-kind-{row.kind}") for row in rows}
        kind = max((len(word) for word in kinds.values()), default=0)
        names = [len(row.name) - (kind + 1 if row.brief else 0) for row in rows]
        details = [len(row.details[0]) for row in rows if row.details]
        return cls(
            kind=kind,
            name=min(max(names, default=0), _NAME_AT_MOST),
            detail=min(max(details, default=0), _DETAIL_AT_MOST),
            kinds=tuple(sorted(kinds.items())),
        )


def row_lines(row: ChangeRow, widths: Widths, paint: Style, width: int) -> Iterator[str]:
    """A row's lines: the first with its reason, if that fits; then details and revealed people."""
    label_width = widths.kind + 1 + widths.name
    kind = f"{dict(widths.kinds)[row.kind.value]:<{widths.kind}} "
    label = row.name if row.brief else kind + row.name
    first, *others = row.details or ("",)
    body = f"{label:<{label_width}}  {first:<{widths.detail}}"
    why = _why(row, width - len(body) - len("    + ") - 2)
    text = f"{body}  {paint.muted(why)}" if why else body
    yield f"    {paint.sign(row.sign)} {text}".rstrip()
    indent = " " * (len("    + ") + label_width + 2)
    yield from (f"{indent}{other}" for other in others)
    yield from (f"        {person}" for person in row.people)


def _why(row: ChangeRow, room: int) -> str:
    """The reason and its place, as much as there is room for; `reconciler why` has all of it."""
    both = f"{row.why}  {row.place}".strip()
    return next((text for text in (both, row.why, row.place) if len(text) <= room), "")
