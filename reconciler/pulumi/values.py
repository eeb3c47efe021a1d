"""Plain JSON values: to and from the engine's protocol, and the paths where two differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from pulumi.provider.experimental.property_value import Computed, PropertyValue

JsonObject = Mapping[str, Any]


def to_protocol(data: JsonObject) -> dict[str, PropertyValue]:
    """A map for the engine; numbers travel as floats."""
    return {name: _packed(value) for name, value in data.items()}


def _packed(value: Any) -> PropertyValue:
    if isinstance(value, Mapping):
        return PropertyValue(to_protocol(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return PropertyValue([_packed(item) for item in value])
    if isinstance(value, int) and not isinstance(value, bool):
        return PropertyValue(float(value))
    return PropertyValue(value)


def from_protocol(data: Mapping[str, PropertyValue]) -> dict[str, Any]:
    """The same back; whole numbers as int, and what is not known yet as None."""
    return {name: _unpacked(value) for name, value in data.items()}


def _unpacked(value: PropertyValue) -> Any:
    inner = value.value
    if isinstance(inner, Mapping):
        return from_protocol(inner)
    if isinstance(inner, Computed):
        return None
    if isinstance(inner, Sequence) and not isinstance(inner, str):
        return [_unpacked(item) for item in inner]
    if isinstance(inner, float) and inner.is_integer():
        return int(inner)
    return inner


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
