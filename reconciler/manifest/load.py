"""All manifests of a folder: read, checked against their schemas, every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from reconciler.errors import Fault, ManifestError
from reconciler.manifest import build, build_city, schema
from reconciler.manifest.city import Municipality
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.languages import in_order, languages_of
from reconciler.manifest.layouts import resolved
from reconciler.manifest.nodes import Node, read
from reconciler.manifest.scopes import scopes_of
from reconciler.manifest.types import SchoolManifest
from reconciler.model.near import near_facts

MUNICIPALITY = "municipality.yaml"
OLD_KEYS = ("neispuo", "district")
"""Keys of schools' files of before, which are facts now."""


@dataclass(frozen=True, slots=True)
class LoadedManifests:
    """A municipality's manifests, each sound in itself."""

    municipality: Municipality
    trees: Mapping[str, Node]
    """Schools by id, sorted."""
    layouts: Mapping[str, Node]
    """By id."""
    root: Node
    """The municipality's tree."""
    digest: str
    """SHA-256 of all files, hexadecimal."""
    merged: dict[tuple[str, int, str | None], SchoolManifest] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What `effective` made: a run asks for a school several times."""

    @property
    def schools(self) -> tuple[str, ...]:
        """Ids, sorted."""
        return tuple(self.trees)

    @property
    def orgs(self) -> Mapping[str, str]:
        """School → its organization's identifier in the rosters."""
        return {school: str(org_of(tree).value) for school, tree in self.trees.items()}

    @property
    def earlier(self) -> Mapping[str, str]:
        """Earlier id → the school that has it in `previously`."""
        return {
            str(old.value): school
            for school, tree in self.trees.items()
            if "previously" in tree.items
            for old in tree.items["previously"].members
        }


NOBODY: Mapping[str, frozenset[str]] = {}
"""No stack says whose a tenant is."""


def org_of(tree: Node) -> Node:
    """What joins a school to its roster: `roster.org`, else its fact `neispuo`, else its id."""
    written = tree.items["roster"].items.get("org") if "roster" in tree.items else None
    facts = tree.items["facts"].items if "facts" in tree.items else {}
    return written or facts.get("neispuo") or tree.items["id"]


def load(schools: Path, sharing: Mapping[str, frozenset[str]] = NOBODY) -> LoadedManifests:
    """Reads municipality.yaml, layouts/*.yaml and every school; ManifestError with all faults.

    `sharing` is a stack's: tenant → the schools that its entry names.
    """
    faults: list[Fault] = []
    root = _load_file(
        schools / MUNICIPALITY, f"{schools.name}/{MUNICIPALITY}", "municipality", faults
    )
    layouts = _all(schools / "layouts", f"{schools.name}/layouts", "layout", faults)
    trees = _all(schools, schools.name, "school", faults)
    languages = languages_of(root)
    layouts = {key: _named(tree, languages, faults) for key, tree in layouts.items()}
    trees = {key: _named(tree, languages, faults) for key, tree in trees.items()}
    root = None if root is None else _named(root, languages, faults)
    layouts, wrong = resolved(layouts)
    faults += wrong
    # after every file was read: one run reports the faults of all of them
    if faults or root is None:
        raise ManifestError(faults)
    paths = [schools / MUNICIPALITY, *(schools / "layouts").glob("*.yaml"), *schools.glob("*.yaml")]
    digest = sha256(b"\0".join(path.read_bytes() for path in sorted(set(paths)))).hexdigest()
    municipality = replace(build_city.municipality(root), scopes=scopes_of(root, trees, sharing))
    return LoadedManifests(municipality, trees, layouts, root, digest)


GOVERNING = ("scopes", "guards", "year", "rollout", "roster")
"""Parts of municipality.yaml that say what is allowed, and to whom."""


def governed_by(
    loaded: LoadedManifests, base: LoadedManifests, sharing: Mapping[str, frozenset[str]] = NOBODY
) -> LoadedManifests:
    """Manifests under what another version of municipality.yaml allows: a base's, not their own."""
    kept = {key: node for key, node in loaded.root.items.items() if key not in GOVERNING}
    kept |= {key: node for key, node in base.root.items.items() if key in GOVERNING}
    root = Node(loaded.root.place, kept, {**loaded.root.keys, **base.root.keys})
    scopes = scopes_of(root, loaded.trees, sharing)
    municipality = replace(build_city.municipality(root), scopes=scopes)
    return replace(loaded, root=root, municipality=municipality)


def load_municipality(schools: Path) -> Municipality:
    """municipality.yaml alone, so that a fault in a school's file stops nobody who needs no school.

    ManifestError with its faults.
    """
    faults: list[Fault] = []
    shown = f"{schools.name}/{MUNICIPALITY}"
    root = _load_file(schools / MUNICIPALITY, shown, "municipality", faults)
    if root is None:
        raise ManifestError(faults)
    return build_city.municipality(root)


def effective(
    loaded: LoadedManifests, school: str, year: int, day: str | None = None
) -> SchoolManifest:
    """One school merged with its layout, in the school year that ends in `year`, on an ISO day.

    None: whatever the day, so that all that is written is declared.
    """
    asked = (school, year, day)
    if asked not in loaded.merged:
        layout, tree = layout_and_school(loaded, school)
        loaded.merged[asked] = build.school_manifest(layout, tree, year, day)
    return loaded.merged[asked]


def layout_and_school(loaded: LoadedManifests, school: str) -> tuple[Node, Node]:
    """The two trees that make a school; ManifestError where one is missing."""
    if school not in loaded.trees:
        meant = {"school": school, **near_facts(school, loaded.schools)}
        raise ManifestError([Fault(ManifestCode.UNKNOWN_SCHOOL, None, meant)])
    tree = loaded.trees[school]
    named = tree.items["layout"]
    layout = loaded.layouts.get(str(named.value))
    if layout is None:
        facts = {"layout": str(named.value), **near_facts(str(named.value), loaded.layouts)}
        raise ManifestError([Fault(ManifestCode.UNKNOWN_LAYOUT, named.place, facts)])
    return layout, tree


def _all(folder: Path, shown: str, kind: str, faults: list[Fault]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == MUNICIPALITY:
            continue
        tree = _load_file(path, f"{shown}/{path.name}", kind, faults)
        if tree is None:
            continue
        declared = str(tree.items["id"].value)
        if declared != path.stem:
            place = tree.items["id"].place
            facts = {"id": declared, "file": path.name}
            faults.append(Fault(ManifestCode.WRONG_FILE_NAME, place, facts))
        found[path.stem] = tree
    return found


def _named(tree: Node, languages: tuple[str, ...], faults: list[Fault]) -> Node:
    """A file with its names in the municipality's order of languages."""
    ordered, missing = in_order(tree, languages)
    faults += missing
    return ordered


def _load_file(path: Path, shown: str, kind: str, faults: list[Fault]) -> Node | None:
    """A file's tree; None, with its faults added, where it is not sound."""
    tree, wrong = read(path, shown)
    if tree is not None and not wrong:
        tree, wrong = _of_today(tree, kind)
        wrong += schema.check(tree, kind)
    faults += wrong
    return None if wrong else tree


def _of_today(tree: Node, kind: str) -> tuple[Node, list[Fault]]:
    """A file without the keys that `reconciler upgrade` moves, each of them a fault."""
    old = [key for key in tree.items if kind == "school" and key in OLD_KEYS]
    facts = {"keys": ", ".join(old)}
    faults = [Fault(ManifestCode.OLD_KEY, tree.key_place(key), facts) for key in old[:1]]
    entries = {key: node for key, node in tree.items.items() if key not in old}
    return Node(tree.place, entries, tree.keys) if old else tree, faults
