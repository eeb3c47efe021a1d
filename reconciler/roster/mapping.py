"""The mapping file of a table of a school's own: which column is what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from reconciler.errors import Facts, Fault, SourceLocation
from reconciler.model.bounds import DEEPEST, LARGEST, oddities
from reconciler.model.json_data import read_json
from reconciler.model.people import Role
from reconciler.roster.codes import RosterCode

MAPPING = "roster.yaml"
"""Its name, beside the tables of one school or above the folders of all."""
_SCHEMA = Path(__file__).with_name("schema") / "mapping.json"
_ROLE_DEPTH = 2
"""Keys above a table that says of nobody what they are."""
PERSONAL = ("егн", "лнч", "egn", "personal number", "personalno", "снилс")
"""Headings of personal numbers, in lower case; no such column is ever an id."""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One table: where it lies and which of its columns is what; None: there is none."""

    file: str
    """Pattern of file names."""
    sheet: str
    """Pattern of names of sheets."""
    role: Role | None
    """The role of everyone in it."""
    columns: Mapping[str, str]
    """What it is → the column's heading."""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """Words of the role column in lower case → role."""
    parents: tuple[str, ...] = ()
    """Headings of columns with addresses of parents."""
    active: frozenset[str] | None = None
    """Words of the status column, in lower case, of rows that count."""
    class_from_sheet: bool = False


@dataclass(frozen=True, slots=True)
class RosterMapping:
    """A whole mapping file."""

    year: int
    """The calendar year in which the school year of the tables ends."""
    tables: tuple[TableMapping, ...]
    exported: str = ""
    place: SourceLocation = field(default_factory=lambda: SourceLocation(MAPPING, 1, 1))


def read_mapping(text: str, file: str) -> RosterMapping | tuple[Fault, ...]:
    """A mapping, or everything that is wrong with it by line."""
    if len(text) > LARGEST:
        return (_bad(_top(file), "large", LARGEST),)
    try:
        odd = [_bad(_at(mark, file), oddity, DEEPEST) for oddity, mark, _ in oddities(text)]
        if odd:
            return tuple(odd)
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.load(text, Loader=_Loader)  # noqa: S506  a SafeLoader
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return (_bad(SourceLocation(file, line, 1), "yaml"),)
    except yaml.YAMLError as error:
        return (_bad(_at(getattr(error, "problem_mark", None), file), "yaml"),)
    faults = tuple(_faults(value, tree, file))
    return faults or _mapping(value, file)


class _Loader(yaml.SafeLoader):
    """Knows the place of a scalar that is no value, such as the day 2026-99-99."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, TypeError, OverflowError) as error:
            mark = node.start_mark
            raise yaml.constructor.ConstructorError(None, None, "no value", mark) from error


def _bad(place: SourceLocation, problem: str, limit: int = 0) -> Fault:
    facts: Facts = {"problem": problem, "key": "", "limit": limit}
    return Fault(RosterCode.BAD_MAPPING, place, facts)


def _at(mark: Any, file: str) -> SourceLocation:
    return SourceLocation(file, mark.line + 1, mark.column + 1) if mark else _top(file)


def _top(file: str) -> SourceLocation:
    return SourceLocation(file, 1, 1)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(read_json(_SCHEMA.read_text("utf-8")))


def _faults(value: Any, tree: yaml.Node | None, file: str) -> Iterator[Fault]:
    for error in sorted(_validator().iter_errors(value), key=lambda one: list(one.absolute_path)):
        problem, key = _problem(error)
        place = _place(tree, [*error.absolute_path], file)
        yield Fault(RosterCode.BAD_MAPPING, place, {"problem": problem, "key": key, "limit": 0})
    if not isinstance(value, dict):
        return
    for number, table in enumerate(value.get("tables") or ()):
        heading = str((table.get("columns") or {}).get("id", "")) if isinstance(table, dict) else ""
        if heading.strip().casefold() in PERSONAL:
            place = _place(tree, ["tables", number, "columns", "id"], file)
            yield Fault(RosterCode.PERSONAL_NUMBERS, place)


def _problem(error: ValidationError) -> tuple[str, str]:
    """What is wrong, as a word of the texts, and the key that it is about."""
    keys = [str(step) for step in error.absolute_path if isinstance(step, str)]
    value: Any = error.instance
    asked: Any = error.validator_value
    if error.validator == "additionalProperties":
        known = set(error.schema.get("properties", {})) if isinstance(error.schema, dict) else set()
        strange = sorted(map(str, set(value) - known))
        return "unknown", strange[0] if strange else ""
    if error.validator == "required":
        absent = [key for key in asked if key not in value]
        return "missing", absent[0] if absent else ""
    if error.validator == "anyOf" and error.context and len(keys) < _ROLE_DEPTH:
        return "missing", "role"
    return "form", keys[-1] if keys else ""


def _place(tree: yaml.Node | None, path: list[str | int], file: str) -> SourceLocation:
    node = tree
    for step in path:
        inner = _step(node, step)
        if inner is None:
            break
        node = inner
    mark = node.start_mark if node is not None else None
    return SourceLocation(file, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)


def _step(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _mapping(value: dict[str, Any], file: str) -> RosterMapping:
    tables = tuple(_table(one) for one in value["tables"])
    exported = str(value.get("exported", ""))
    return RosterMapping(value["schoolYear"], tables, exported, SourceLocation(file, 1, 1))


def _table(one: dict[str, Any]) -> TableMapping:
    columns = {key: str(name) for key, name in one["columns"].items() if key != "parents"}
    parents = one["columns"].get("parents", [])
    active = one.get("active")
    return TableMapping(
        file=str(one.get("file", "*")),
        sheet=str(one.get("sheet", "*")),
        role=Role(one["role"]) if "role" in one else None,
        columns=columns,
        roles={
            str(word).strip().casefold(): Role(role) for word, role in one.get("roles", {}).items()
        },
        parents=tuple(map(str, parents if isinstance(parents, list) else [parents])),
        active=None if active is None else frozenset(str(w).strip().casefold() for w in active),
        class_from_sheet=one.get("classFrom") == "sheet",
    )
