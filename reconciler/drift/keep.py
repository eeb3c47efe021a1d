"""What others changed in a tenant as an edit of the school's file: the choice "keep".

Premise: drift is either put back by the next apply or wanted, and then the file should say so. Not
everything can be said: files name no people, and an entry of a template stands for all its classes.

Rule, for each drifted change of a school:
- a field of a unit or group: the file gets the tenant's value (name, label, address, a setting);
- members whom somebody added: `extraMembers: keep`, which takes nobody out;
- a unit or group that somebody deleted: `without`, or its own entry goes;
- anything else is left over, with the reason.
Comments and untouched lines stay (see `manifest.edit`).

Example: somebody renamed `teachers` to "Staff": the file gets `groups: {teachers: {name: …}}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reconciler.manifest.edit import edited, flow, section
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import SchoolManifest
from reconciler.model.change import Action, Change, ChangeCause, FieldChange, MembershipDelta
from reconciler.model.resources import Kind

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

_BY_HAND = frozenset({ChangeCause.DRIFT, ChangeCause.CONFIG_AND_DRIFT})
_SECTIONS = {Kind.ORG_UNIT: "orgUnits", Kind.GROUP: "groups", Kind.MEMBERSHIP: "groups"}
_SETTING = "settings."


class KeepReason(StrEnum):
    """Why something cannot be kept by a file (keep-left-…)."""

    PEOPLE = "people"
    """Files name no people."""
    TEMPLATE = "template"
    """Its entry stands for several."""
    FIELD = "field"
    """No key of a file says this."""
    PERSON = "person"
    """It is called after a person now, and files name no people."""
    MARK = "mark"
    """Our mark was taken off, or put on something that no file declares."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something that others did and no file can say."""

    change: Change
    reason: KeepReason
    field: str = ""


@dataclass(frozen=True, slots=True)
class SchoolFile:
    """A school's file as it is, and what it comes to."""

    text: str
    own: Node
    """Its tree."""
    merged: Node
    """With its layout, templates not written out."""
    manifest: SchoolManifest
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepResult:
    """The file as it would keep what others did; the same text where it keeps nothing."""

    text: str
    kept: tuple[Change, ...]
    left: tuple[LeftOver, ...]


def keep(changes: Iterable[Change], file: SchoolFile) -> KeepResult:
    """A school's file with what others changed in its tenant, as far as a file can say it."""
    keeper = _Keeper(file)
    for change in changes:
        if change.origin in _BY_HAND:
            keeper.take(change)
    text = edited(file.text, keeper.write) if keeper.wanted else file.text
    return KeepResult(text, tuple(keeper.kept), tuple(keeper.left))


@dataclass(frozen=True, slots=True)
class _Edit:
    """One key of one entry."""

    kind: Kind
    key: str
    path: tuple[str, ...]
    """Below the entry: ('settings', 'post'); () takes the entry away."""
    value: Any = None


class _Keeper:
    """Collects the edits of one file."""

    def __init__(self, file: SchoolFile) -> None:
        self._file = file
        self.wanted: list[_Edit] = []
        self.kept: list[Change] = []
        self.left: list[LeftOver] = []
        self._gone: set[str] = set()

    def take(self, change: Change) -> None:
        """Adds a change's edits, or why there are none; with a group go its members."""
        if change.address.kind is Kind.MEMBERSHIP and change.address.key in self._gone:
            return
        edits, left = list(self._edits(change)), list(self._left(change))
        self.wanted += edits
        self.left += left
        if edits:
            self.kept.append(change)
        if any(not one.path for one in edits):
            self._gone.add(change.address.key)

    def _edits(self, change: Change) -> Iterator[_Edit]:
        kind, key = change.address.kind, change.address.key
        if not self._is_written(kind, key):
            return
        if isinstance(change.delta, MembershipDelta):
            if change.drifted and "+" in change.drifted[0]:
                yield _Edit(kind, key, ("extraMembers",), "keep")
        elif change.action is Action.CREATE and change.origin is ChangeCause.DRIFT:
            yield _Edit(kind, key, ())
        elif change.action is Action.UPDATE:
            for field in change.fields:
                path = self._path(kind, field) if field.name in change.drifted else ()
                if path and not change.hides(field):
                    yield _Edit(kind, key, path, self._value(field))

    def _left(self, change: Change) -> Iterator[LeftOver]:
        kind, key = change.address.kind, change.address.key
        if kind in (Kind.PLACEMENT, Kind.LICENCE):
            yield LeftOver(change, KeepReason.PEOPLE)
        elif change.action is Action.ADOPT or change.action.is_removal:
            yield LeftOver(change, KeepReason.MARK)
        elif not self._is_written(kind, key):
            yield LeftOver(change, KeepReason.TEMPLATE)
        elif isinstance(change.delta, MembershipDelta):
            if any("−" in one or "~" in one for one in change.drifted):
                yield LeftOver(change, KeepReason.PEOPLE)
        else:
            for field in change.fields:
                if field.name not in change.drifted:
                    continue
                if change.hides(field):
                    yield LeftOver(change, KeepReason.PERSON, field.name)
                elif not self._path(kind, field):
                    yield LeftOver(change, KeepReason.FIELD, field.name)

    def _is_written(self, kind: Kind, key: str) -> bool:
        """Whether an entry has the key itself, and not a template's."""
        return kind in _SECTIONS and _at(self._file.merged, _steps(kind, key)) is not None

    def _path(self, kind: Kind, field: FieldChange) -> tuple[str, ...]:
        """The key of a file for a field; () where there is none."""
        if field.before is None:
            return ()
        if field.name.startswith(_SETTING):
            return ("settings", field.name.removeprefix(_SETTING))
        if kind is Kind.GROUP:
            return {"name": ("name",), "address": ("address",)}.get(field.name, ())
        return ("name",) if field.name == "label" else ()

    def _value(self, field: FieldChange) -> Any:
        if field.name == "address":
            return str(field.before).partition("@")[0]
        return field.before

    def write(self, content: CommentedMap) -> None:
        """Does every edit."""
        for one in self.wanted:
            steps = _steps(one.kind, one.key)
            if not one.path:
                self._take_away(content, steps)
                continue
            entry = _entry(content, steps)
            if one.path == ("name",):
                entry["name"] = self._named(one, entry.get("name"))
                continue
            for step in one.path[:-1]:
                if step not in entry:
                    entry[step] = flow({})
                entry = entry[step]
            entry[one.path[-1]] = one.value

    def _take_away(self, content: CommentedMap, steps: tuple[str, ...]) -> None:
        """An entry of the file's own goes; one of the layout is not wanted."""
        above = _at_map(content, steps[:-1])
        if above is not None and steps[-1] in above:
            del above[steps[-1]]
        if _at(self._file.own, steps) is None or self._has_layout(steps):
            keys = "/".join(step for step in steps if step != "orgUnits")
            path = f"{steps[0]}/{keys.removeprefix(f'{steps[0]}/')}"
            content["without"] = [*content.get("without", ()), path]

    def _has_layout(self, steps: tuple[str, ...]) -> bool:
        """Whether something of an entry comes from another file than the school's."""
        found = _at(self._file.merged, steps)
        files = {node.place.file for node in found.walk()} if found is not None else set()
        return bool(files - {self._file.own.place.file})

    def _named(self, one: _Edit, written: Any) -> Any:
        """A name in the first language; those in others stay."""
        first, *others = self._file.languages
        if isinstance(written, Mapping):
            written[first] = one.value  # type: ignore[index]  # ruamel's map
            return written
        if not others:
            return one.value
        known = self._in_others(one)
        return flow({first: one.value, **{key: known.get(key, one.value) for key in others}})

    def _in_others(self, one: _Edit) -> Mapping[str, str]:
        manifest = self._file.manifest
        if one.kind is Kind.GROUP:
            names = [group.name for group in manifest.groups if group.key == one.key]
        else:
            names = [unit.name for unit in manifest.units if unit.key == one.key and unit.name]
        return dict(names[0].others) if names else {}


def _steps(kind: Kind, key: str) -> tuple[str, ...]:
    """Where an entry stands: ('groups', 'a'), ('orgUnits', 'a', 'orgUnits', 'b')."""
    if kind is Kind.ORG_UNIT:
        return tuple(step for part in key.split("/") for step in ("orgUnits", part))
    return (_SECTIONS[kind], key)


def _at(node: Node, steps: Iterable[str]) -> Node | None:
    found: Node | None = node
    for step in steps:
        found = None if found is None else found.items.get(step)
    return found


def _at_map(content: CommentedMap, steps: Iterable[str]) -> CommentedMap | None:
    found: Any = content
    for step in steps:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else None


def _entry(content: CommentedMap, steps: Iterable[str]) -> CommentedMap:
    """The entry's map, made where it is not there."""
    found = content
    for step in steps:
        if found.get(step) is None:
            found[step] = section({})
        found = found[step]
    return found
