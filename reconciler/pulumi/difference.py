"""Where two plain values differ, as the property paths that the engine shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

_WORD = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


class DiffKind(StrEnum):
    """What becomes of the value at a path."""

    ADD = "add"
    DELETE = "delete"
    UPDATE = "update"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, DiffKind]:
    """Path → what becomes of it; a map that comes or goes whole is one path."""
    return dict(_maps("", before, after))


def _maps(
    path: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, DiffKind]]:
    for name in sorted(before.keys() | after.keys()):
        below = joined(path, name)
        if name not in before:
            yield below, DiffKind.ADD
        elif name not in after:
            yield below, DiffKind.DELETE
        else:
            yield from _values(below, before[name], after[name])


def _values(path: str, before: Any, after: Any) -> Iterator[tuple[str, DiffKind]]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _maps(path, before, after)
    elif before != after:
        yield path, DiffKind.UPDATE


def joined(path: str, name: str) -> str:
    """A path with one more name, quoted where the engine needs it."""
    if not _WORD.fullmatch(name):
        quoted = name.replace('"', r"\"")
        return f'{path}["{quoted}"]'
    return f"{path}.{name}" if path else name
