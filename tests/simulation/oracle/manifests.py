"""What a school's file declares on a day: its layout merged in, templates written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tests.simulation.oracle.people import LETTERS

Tree = dict[str, Any]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit, a group or a licence as it stands in the file."""

    key: str
    body: Mapping[str, Any]
    values: Mapping[str, str] = field(default_factory=dict)
    """What placeholders stand for in this one."""
    state: str = "now"
    """now, early (its first day is to come) or over."""

    def get(self, name: str) -> Any:
        """A field, None where it is not written."""
        return self.body.get(name)

    def text(self, value: str) -> str:
        """A text with its placeholders filled in."""
        for name, put in self.values.items():
            value = value.replace(f"{{{name}}}", put)
        return value

    @property
    def title(self) -> str:
        """The Bulgarian name."""
        name = self.body.get("name", "")
        return self.text(name["bg"] if isinstance(name, dict) else name)

    @property
    def previously(self) -> tuple[str, ...]:
        """Earlier keys."""
        return tuple(self.text(one) for one in self.body.get("previously", ()))


@dataclass(frozen=True, slots=True)
class School:
    """One school's effective manifest on one day."""

    id: str
    tenants: Mapping[str, str]
    units: Mapping[str, Entry]
    groups: Mapping[str, Entry]
    licences: Mapping[str, Entry]
    ignore: tuple[str, ...]
    prune: frozenset[str]
    decommission: bool
    previously: tuple[str, ...]
    scopes: Mapping[str, Mapping[str, Any]]

    def entries(self, kind: str) -> Mapping[str, Entry]:
        """The entries of a kind: group or orgunit."""
        return self.groups if kind == "group" else self.units

    def now(self, kind: str) -> dict[str, Entry]:
        """Those that are declared today."""
        if self.decommission:
            return {}
        return {key: one for key, one in self.entries(kind).items() if one.state == "now"}

    def ignores(self, kind: str, name: str) -> bool:
        """Whether a pattern covers an address' local part, or a path in the tenant."""
        if kind == "group":
            local = name.partition("@")[0]
            return any(fnmatchcase(f"groups/{local}", one) for one in self.ignore)
        return any(fnmatchcase(f"orgUnits{name}", one) for one in self.ignore)

    def meant_by(self, kind: str, key: str) -> Entry | None:
        """The entry that a mark's key means: by its key, else by who was called so."""
        entries = self.entries(kind)
        if key in entries:
            return entries[key]
        for one in entries.values():
            if key in one.previously:
                return one
        if kind == "group":
            return None
        # A unit's children follow it: what was below the earlier key is below the new one.
        for one in entries.values():
            for old in one.previously:
                earlier = f"{one.key.rpartition('/')[0]}/{old}".strip("/")
                for above in {old, earlier}:
                    if key.startswith(f"{above}/"):
                        return self.meant_by(kind, f"{one.key}{key[len(above) :]}")
        return None

    def address(self, entry: Entry, domain: str) -> str:
        """A group's address."""
        return f"{entry.text(entry.get('address') or entry.key)}@{domain}".lower()

    def path(self, key: str, tenant: str) -> str:
        """A unit's path."""
        return f"{self.scopes[tenant]['orgUnits'].rstrip('/')}/{key}".lower()


@dataclass(frozen=True, slots=True)
class Town:
    """All manifests on one day."""

    id: str
    schools: Mapping[str, School]
    products: Mapping[str, Mapping[str, Any]]

    def at(self, tenant: str) -> list[School]:
        """The schools of a tenant."""
        return [school for school in self.schools.values() if tenant in school.tenants]

    def owner(self, mark_school: str) -> School | None:
        """The school that a mark's school is today."""
        found = [
            school
            for school in self.schools.values()
            if mark_school == school.id or mark_school in school.previously
        ]
        return found[0] if found else None


def read(folder: Path, day: str, year: int) -> Town:
    """Everything in the folder of manifests."""
    town = _load(folder / "municipality.yaml")
    schools = {}
    for file in sorted(folder.glob("*.yaml")):
        if file.stem == "municipality":
            continue
        own = _load(file)
        layout = _load(folder / "layouts" / f"{own['layout']}.yaml")
        schools[own["id"]] = _school(own, layout, town["scopes"].get(own["id"], {}), (day, year))
    return Town(town["id"], schools, town["products"])


def _load(file: Path) -> Tree:
    return deepcopy(_parsed(file.read_text("utf-8")))


@lru_cache(400)
def _parsed(text: str) -> Tree:
    loaded: Tree = yaml.load(text, _LOADER)
    return loaded


def _school(own: Tree, layout: Tree, scopes: Tree, when: tuple[str, int]) -> School:
    for path in own.get("without", ()):
        kind, _, key = path.partition("/")
        _strike(layout[kind], key)
    both = {
        kind: _merged(layout.get(kind, {}), own.get(kind, {}))
        for kind in ("orgUnits", "groups", "licences")
    }
    classes = own["classes"]
    allow = own.get("allow", {})
    return School(
        own["id"],
        own["tenants"],
        {one.key: one for one in _units("", both["orgUnits"], classes, when)},
        {one.key: one for one in _groups(both["groups"], classes, when)},
        {key: Entry(key, one, {}, _state(one, when[0])) for key, one in both["licences"].items()},
        tuple(own.get("ignore", ())),
        frozenset(kind for kind, actions in allow.items() if "prune" in actions),
        own.get("decommission", False),
        tuple(own.get("previously", ())),
        scopes,
    )


def _strike(tree: Tree, key: str) -> None:
    if key in tree:
        del tree[key]
        return
    above, _, rest = key.partition("/")
    _strike(tree[above]["orgUnits"], rest)


def _merged(under: Any, over: Any) -> Any:
    if isinstance(under, dict) and isinstance(over, dict):
        both = {key: _merged(under[key], over[key]) for key in under if key in over}
        return {**under, **over, **both}
    return over


def _state(body: Mapping[str, Any], day: str) -> str:
    span = body.get("effective") or {}
    if span.get("from") and day < span["from"]:
        return "early"
    return "over" if span.get("until") and day > span["until"] else "now"


def _units(
    above: str, tree: Tree, classes: Mapping[Any, str], when: tuple[str, int], outer: str = "now"
) -> Iterator[Entry]:
    day, year = when
    for name, body in tree.items():
        state = _state(body, day) if outer == "now" else outer
        spread: list[dict[str, str]] = [{}]
        if body.get("forEach") == "graduates":
            spread = [{"graduates": str(year + 12 - int(grade))} for grade in sorted(classes)]
        for values in spread:
            entry = Entry("", body, values, state)
            key = f"{above}{entry.text(str(name))}"
            yield Entry(key, body, values, state)
            yield from _units(f"{key}/", body.get("orgUnits", {}), classes, when, state)


def _groups(tree: Tree, classes: Mapping[Any, str], when: tuple[str, int]) -> Iterator[Entry]:
    day, year = when
    for name, body in tree.items():
        state = _state(body, day)
        if body.get("forEach") != "class":
            yield Entry(str(name), body, {}, state)
            continue
        for grade, letter in each_class(classes):
            values = {"class": f"{grade}{letter}", "cohort": cohort(grade, letter, year)}
            entry = Entry("", body, values, state)
            yield Entry(entry.text(str(name)), body, values, state)


def each_class(classes: Mapping[Any, str]) -> Iterator[tuple[int, str]]:
    """Grade and letter of each class."""
    for grade, letters in classes.items():
        yield from ((int(grade), letter) for letter in letters)


def cohort(grade: int, letter: str, year: int) -> str:
    """A class by its year of graduation."""
    return f"{year + 12 - grade}{LETTERS[letter]}"
