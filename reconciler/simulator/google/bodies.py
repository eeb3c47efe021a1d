"""Reading a request's JSON body: strict about names and types, as Google's front end is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from reconciler.simulator.google.errors import GoogleError, invalid
from reconciler.simulator.google.shapes import SHAPES


def read(body: bytes, shape: str) -> dict[str, Any]:
    """The JSON object, every name in it known to the shape; GoogleError 400 otherwise."""
    if not body:
        return {}
    try:
        value = json.loads(body)
        if b"\\u" in body:
            # An escape can spell half a character, which no answer could be encoded with.
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise GoogleError(400, "parseError", "Parse Error") from None
    if not isinstance(value, dict):
        raise GoogleError(400, "parseError", "Parse Error")
    check(value, shape)
    return value


def check(value: Any, shape: str) -> None:
    """Refuses a name that the shape does not have, at any depth that is known."""
    known = SHAPES.get(shape)
    if known is None:
        return
    if isinstance(value, list):
        for item in value:
            check(item, shape)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in known:
                raise _unknown(name)
            if known[name]:
                check(part, known[name])


def text(body: Mapping[str, Any], name: str) -> str | None:
    """A string property; None when it is absent or null; GoogleError 400 for another type."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise invalid(name)
    return value


def flag(body: Mapping[str, Any], name: str) -> bool | None:
    """A boolean property; None when it is absent or null; GoogleError 400 for another type."""
    value = body.get(name)
    if value is not None and not isinstance(value, bool):
        raise invalid(name)
    return value


def inner(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    """An object; {} when it is absent or null; GoogleError 400 for another type."""
    value = body.get(name) or {}
    if not isinstance(value, dict):
        raise invalid(name)
    return value


def objects(body: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of objects; [] when it is absent or null; GoogleError 400 for another type."""
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise invalid(name)
    return value


def _unknown(name: str) -> GoogleError:
    message = f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.'
    return GoogleError(400, "badRequest", message)
