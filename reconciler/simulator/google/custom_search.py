"""Searching in customSchemas: texts, booleans, numbers and dates, one value or several."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from reconciler.simulator.google.clauses import Clause, bad_query
from reconciler.simulator.google.records import User

_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}
)


def custom_test(clause: Clause) -> Callable[[User], bool]:
    """The test of a clause such as `School.grade>=5` or `School.since:[2024-01-01,2025-01-01]`."""
    schema, _, field = clause.field.partition(".")
    passes = _passes(clause)

    def test(user: User) -> bool:
        fields = (user.custom or {}).get(schema, {})
        return any(passes(value) for value in _values(fields.get(field)))

    return test


def _passes(clause: Clause) -> Callable[[str], bool]:
    if clause.operator == ":" and clause.value.startswith("["):
        low, comma, high = clause.value.strip("[]").partition(",")
        if not comma:
            raise bad_query()
        return lambda value: _ordered(">=", value, low) and _ordered("<=", value, high)
    if clause.operator in _ORDERS:
        return lambda value: _ordered(clause.operator, value, clause.value)
    return clause.fits


def _ordered(sign: str, have: str, want: str) -> bool:
    try:
        return _ORDERS[sign](float(have), float(want))
    except ValueError:
        # Dates: the vendor writes them so that their letters sort as they do.
        return _ORDERS[sign](have, want.strip())


def _values(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one.get("value")) for one in value if isinstance(one, dict)]
    if isinstance(value, bool):
        return [str(value).lower()]
    return [] if value is None else [str(value)]
