"""A school that gets another id, closes, leaves the files, or becomes part of another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from reconciler.errors import Fault, ManifestError
from reconciler.manifest import LoadedManifests
from reconciler.manifest.build import closes
from reconciler.manifest.edit import edited, flow_list
from reconciler.manifest.load import org_of
from reconciler.model.bounds import read_yaml
from reconciler.model.names import CLASS_LETTERS, LATIN_LETTERS
from reconciler.project.schools.add import TENANTS
from reconciler.project.schools.codes import SchoolCode
from reconciler.project.schools.edits import ProjectEdits

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

SIZES = "sandbox/sizes.yaml"
"""Sizes of invented schools, beside the schools' files."""
WAIVERS = "policies/waivers.yaml"


def rename(edits: ProjectEdits, loaded: LoadedManifests, old: str, new: str) -> None:
    """Gathers the edits after which all that carries the old id stays the school's."""
    tree = loaded.trees[old]
    joined_by_id = org_of(tree) is tree.items["id"]

    def renamed(data: CommentedMap) -> None:
        data["id"] = new
        place = list(data).index("id") + 1
        data.insert(place, "previously", [*data.pop("previously", ()), old])
        _compact(data, "previously")
        if joined_by_id:
            roster = data.pop("roster", {})
            data.insert(place + 1, "roster", {**roster, "org": old})
            _compact(data, "roster")

    text = edited(edits.text(edits.school(old)), renamed)
    edits.pending[edits.school(old)] = None
    edits.pending[edits.school(new)] = _named_in_comments(text, old, new)
    edits.change(edits.municipality, lambda data: _rescoped(data["scopes"], old, new))
    for path in edits.stacks():
        edits.change(path, lambda data: _renamed_in_stack(data, old, new, tree.items["tenants"]))
    _change_if_there(edits, SIZES, lambda data: _rekey(data["schools"], old, new))
    _rename_waivers(edits, old, new)


def _compact(data: CommentedMap, key: str) -> None:
    """Writes a value on one line."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq  # noqa: PLC0415  slow to load

    made: Any = (CommentedSeq if isinstance(data[key], list) else CommentedMap)(data[key])
    made.fa.set_flow_style()
    data[key] = made


def _named_in_comments(text: str, old: str, new: str) -> str:
    """A comment that says how to see the school says how to see it now."""
    return re.sub(rf"^(#.* show ){re.escape(old)}$", rf"\g<1>{new}", text, flags=re.MULTILINE)


def _rescoped(scopes: CommentedMap, old: str, new: str) -> None:
    """The same scope by the new id, with a root and addresses that were made of the old one."""
    made = {f"/{old}": f"/{new}", f"{old}-*": f"{new}-*"}
    for scope in scopes.get(old, {}).values():
        for name in ("orgUnits", "addresses"):
            scope[name] = made.get(scope[name], scope[name])
    _rekey(scopes, old, new)


def _rekey(data: CommentedMap, old: str, new: str) -> None:
    """Another key in the same place."""
    if old in data:
        place = list(data).index(old)
        data.insert(place, new, data.pop(old))


def _renamed_in_stack(data: CommentedMap, old: str, new: str, tenants: Any) -> None:
    """The tenant keeps its alias; the entry names the school, so that the default scope holds."""
    for alias, entry in data["config"][TENANTS].items():
        named = entry.get("schools", ())
        if old in named:
            named[list(named).index(old)] = new
        elif alias in tenants.items and alias == old:
            entry.setdefault("schools", flow_list([])).append(new)


def _change_if_there(edits: ProjectEdits, name: str, change: Any) -> None:
    path = edits.schools / name
    if path.is_file():
        edits.change(path, change)


def _rename_waivers(edits: ProjectEdits, old: str, new: str) -> None:
    path = edits.project.root / WAIVERS
    if not path.is_file():
        return

    def renamed(data: CommentedMap) -> None:
        for one in data["waivers"]:
            if one.get("school") == old:
                one["school"] = new

    edits.change(path, renamed)


def close(edits: ProjectEdits, loaded: LoadedManifests, school: str, *, licences: bool) -> None:
    """Gathers the edit after which everything of ours at the school may go, once acknowledged."""
    if closes(loaded.trees[school]):
        _refuse(SchoolCode.CLOSING_ALREADY, school)
    edits.change(edits.school(school), lambda data: _closing(data, licences=licences))


def _closing(data: CommentedMap, *, licences: bool) -> None:
    data.insert(list(data).index("id") + 1, "decommission", True)
    if licences:
        data["allow"] = {**data.get("allow", {}), "licences": ["prune"]}
        _compact(data, "allow")


def remove(edits: ProjectEdits, loaded: LoadedManifests, school: str) -> None:
    """Gathers the edits after which no file knows the school, which closes already."""
    tree = loaded.trees[school]
    if not closes(tree):
        _refuse(SchoolCode.NOT_CLOSING, school)
    edits.pending[edits.school(school)] = None
    edits.change(edits.municipality, lambda data: data["scopes"].pop(school, None))
    others = {
        alias
        for ident, one in loaded.trees.items()
        if ident != school
        for alias in one.items["tenants"].items
    }
    for path in edits.stacks():
        edits.change(path, lambda data: _out_of_stack(data, school, tree, others))
    _change_if_there(edits, SIZES, lambda data: data["schools"].pop(school, None))


def _out_of_stack(data: CommentedMap, school: str, tree: Any, others: Iterable[str]) -> None:
    """The school's own tenants go; a tenant that others live in stays without its name."""
    tenants = data["config"][TENANTS]
    for alias in tree.items["tenants"].items:
        if alias not in others:
            tenants.pop(alias, None)
        elif alias in tenants and school in tenants[alias].get("schools", ()):
            tenants[alias]["schools"].remove(school)


def merge(edits: ProjectEdits, loaded: LoadedManifests, gone: str, into: str) -> Mapping[str, str]:
    """Gathers the edits after which one school has the classes of both, and the other closes.

    Class of the school that closes → what it is called in the other one.
    """
    if gone == into:
        _refuse(SchoolCode.SAME, gone)
    if closes(loaded.trees[gone]):
        _refuse(SchoolCode.CLOSING_ALREADY, gone)
    if closes(loaded.trees[into]):
        _refuse(SchoolCode.CLOSING_ALREADY, into)
    letters, called = _joined(_classes(edits, gone), _classes(edits, into), loaded)
    edits.change(edits.school(into), lambda data: data["classes"].update(letters))
    edits.change(edits.school(gone), lambda data: _closing(data, licences=False))
    return called


def _classes(edits: ProjectEdits, school: str) -> dict[int, str]:
    data = read_yaml(edits.text(edits.school(school)))
    return {int(grade): str(letters) for grade, letters in data["classes"].items()}


def _joined(
    gone: Mapping[int, str], into: Mapping[int, str], loaded: LoadedManifests
) -> tuple[dict[int, str], dict[str, str]]:
    """Grade → letters of both; each class that comes gets the next free letter of its grade."""
    alphabet = CLASS_LETTERS if "bg" in loaded.municipality.languages else LATIN_LETTERS
    letters: dict[int, str] = {}
    called: dict[str, str] = {}
    for grade, own in sorted(gone.items()):
        there = into.get(grade, "")
        free = [one for one in alphabet if one not in there]
        new = "".join(free[: len(own)])
        called |= {f"{grade}{old}": f"{grade}{now}" for old, now in zip(own, new, strict=True)}
        letters[grade] = there + new
    return letters, called


def _refuse(code: SchoolCode, school: str) -> None:
    raise ManifestError([Fault(code, None, {"school": school})])
