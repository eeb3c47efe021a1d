"""Texts that people typed in a tenant, wherever they stand in a plan's data.

A name of a person among them is shown as a pseudonym (see `plan.shield`), and may be shown again on
a person's own terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from reconciler.errors import SourceLocation
from reconciler.model.resources import Address

T = TypeVar("T")
PSEUDONYM = "person-"
"""What a pseudonym of a name begins with."""
_SHOWN = re.compile(rf"{PSEUDONYM}[0-9a-f]{{8}}")


def revealed(value: T, names: Mapping[str, str] | None) -> T:
    """Data with the names that pseudonyms stand for; names of accounts among them are ignored."""
    if not any(token.startswith(PSEUDONYM) for token in names or ()):
        return value
    known: Mapping[str, str] = names or {}
    shown: T = mapped(value, lambda text: _SHOWN.sub(lambda one: known.get(one[0], one[0]), text))
    return shown


def mapped(value: Any, text: Callable[[str], str]) -> Any:
    """Data with each text in it mapped, the very same where nothing is another.

    Enums and what names our own things stay.
    """
    if type(value) is str:
        return text(value)
    if isinstance(value, SourceLocation):
        return value
    if isinstance(value, Address):
        return _of_address(value, text)
    if isinstance(value, tuple | frozenset):
        return _of_many(value, text)
    return _of_fields(value, text)


def _of_fields(value: Any, text: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        found: dict[Any, Any] = dict(value)
    elif is_dataclass(value):
        found = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
    else:
        return value
    told = {name: mapped(one, text) for name, one in found.items()}
    if all(told[name] is found[name] for name in found):
        return value
    return told if isinstance(value, Mapping) else replace(value, **told)


def _of_address(address: Address, text: Callable[[str], str]) -> Address:
    """Keys are ours, but for the path of a unit that has none: an undo moves people back there."""
    if not address.key.startswith("/"):
        return address
    key = text(address.key)
    return address if key == address.key else address._replace(key=key)


def _of_many(values: Any, text: Callable[[str], str]) -> Any:
    pairs = [(one, mapped(one, text)) for one in values]
    if all(told is one for one, told in pairs):
        return values
    many = [told for _, told in pairs]
    named = getattr(values, "_fields", None)
    return type(values)(*many) if named else type(values)(many)
