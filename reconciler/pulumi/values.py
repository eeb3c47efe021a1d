"""Plain JSON values to and from what the engine's protocol carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
