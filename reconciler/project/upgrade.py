"""Manifests of before, written as this version reads them; comments and untouched lines stay.

Steps, each of which leaves alone what is as it should be:
- a school's `neispuo` and `district` become its `facts`;
- municipality.yaml asks for both facts, as the program itself did before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reconciler.errors import ManifestError
from reconciler.manifest.edit import edited, flow, section
from reconciler.manifest.load import MUNICIPALITY, OLD_KEYS
from reconciler.manifest.nodes import read
from reconciler.project.writing import write_files

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

_SPECS: dict[str, dict[str, Any]] = {
    "neispuo": {
        "title": {"bg": "Код по НЕИСПУО", "en": "NEISPUO code"},
        "required": True,
        "pattern": "[0-9]{6,7}",
    },
    "district": {
        "title": {"bg": "Район", "en": "District"},
        "required": True,
    },
}


def upgrade(schools: Path) -> tuple[Path, ...]:
    """Rewrites the files of a manifests' folder that are of before; which ones, sorted.

    ManifestError where a file is no YAML, OSError where one cannot be written: then none is.
    """
    written = dict(_upgraded(schools))
    write_files(written)
    return tuple(sorted(written))


def _upgraded(schools: Path) -> Iterator[tuple[Path, str]]:
    old: set[str] = set()
    files = [path for path in sorted(schools.glob("*.yaml")) if path.name != MUNICIPALITY]
    for path in files:
        found = _keys(path, schools) & set(OLD_KEYS)
        old |= found
        if found:
            yield path, edited(path.read_text("utf-8"), _facts_of_school)
    root = schools / MUNICIPALITY
    if old and "facts" not in _keys(root, schools):
        yield root, edited(root.read_text("utf-8"), _asking_for(old))


def _keys(path: Path, schools: Path) -> frozenset[str]:
    tree, faults = read(path, f"{schools.name}/{path.name}")
    if tree is None or faults:
        raise ManifestError(faults)
    return frozenset(tree.items)


def _facts_of_school(school: CommentedMap) -> None:
    old = {key: school[key] for key in OLD_KEYS if key in school}
    place = min(list(school).index(key) for key in old)
    for key in old:
        del school[key]
    stated = school.pop("facts", None)
    facts = flow({**old, **(stated or {})})
    school.insert(place, "facts", facts)


def _asking_for(keys: set[str]) -> Callable[[CommentedMap], None]:
    def change(root: CommentedMap) -> None:
        specs = section({key: _spec(key) for key in OLD_KEYS if key in keys})
        root.insert(list(root).index("name") + 1, "facts", specs)

    return change


def _spec(key: str) -> CommentedMap:
    spec = dict(_SPECS[key])
    spec["title"] = flow(spec["title"])
    return flow(spec)
