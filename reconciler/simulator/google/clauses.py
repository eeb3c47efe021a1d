"""The vendor's search language: clauses of field, operator and value, joined by spaces as AND."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reconciler.simulator.google.errors import GoogleError, invalid

_CLAUSE = re.compile(
    r"""\s*(?:(?P<field>[A-Za-z]\w*(?:\.\w+)?)(?P<operator>>=|<=|=|:|>|<))?
    (?P<value>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^\s'"\[][^\s]*?)
    (?P<star>\*?)(?=\s|$)""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One test; the field is '' where only a value stands, the operator is ':*' for a prefix."""

    field: str
    operator: str
    value: str

    def fits(self, text: str) -> bool:
        """Whether a text passes: whole for '=', a part for ':', a beginning for ':*'."""
        have, want = text.casefold(), self.value.casefold()
        if self.operator == "=":
            return have == want
        return have.startswith(want) if self.operator == ":*" else want in have

    def is_true(self) -> bool:
        """The value as a boolean; GoogleError 400 when it is none or is not asked for with '='."""
        value = self.value.lower()
        if self.operator != "=" or value not in ("true", "false"):
            raise bad_query()
        return value == "true"


@lru_cache(maxsize=256)
def parse(query: str) -> tuple[Clause, ...]:
    """The clauses of a query; GoogleError 400 where it cannot be read."""
    clauses, at, text = [], 0, query.strip()
    while at < len(text):
        match = _CLAUSE.match(text, at)
        if match is None:
            raise bad_query()
        clauses.append(_clause(match))
        at = match.end()
    if not clauses:
        raise bad_query()
    return tuple(clauses)


def _clause(match: re.Match[str]) -> Clause:
    operator, value = match["operator"] or "", match["value"]
    if match["star"]:
        if operator != ":":
            raise bad_query()
        operator = ":*"
    elif not operator and value[0] not in "'\"" and set(value) & set("=:<>"):
        # A test that was mistyped, such as `name=`, is no bare word.
        raise bad_query()
    if value[0] in "'\"":
        value = _ESCAPED.sub(r"\1", value[1:-1])
    return Clause(match["field"] or "", operator, value)


def bad_query() -> GoogleError:
    """400 for a query that the vendor does not understand."""
    return invalid("query")
