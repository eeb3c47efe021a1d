"""Opens a pull request: the base's project, and the head's manifests under what the base allows.

Rule: of the head only manifests are read (municipality, layouts, schools), and levels and waivers
to compare them. Its Python, its stacks and its scopes are compared as bytes or as data and never
used. A school or a tenant that the base does not know yet is planned after the merge, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reconciler.errors import ManifestError
from reconciler.manifest import CheckOptions, LoadedManifests, check, load
from reconciler.manifest.entry_edits import ManifestVersions
from reconciler.manifest.limits import limits
from reconciler.manifest.line_edits import folder_edits
from reconciler.manifest.load import governed_by, layout_and_school
from reconciler.manifest.merge import merged
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import GuardLimit, Stack
from reconciler.model.proposal import Governance
from reconciler.model.tenant import Tenant
from reconciler.plan.guards import DEFAULTS
from reconciler.project.context import POLICIES, ProjectContext, open_project
from reconciler.project.governance import GovernanceKind, GovernedSide, governance
from reconciler.project.open import Project
from reconciler.project.proposed import proposed_schools, require_plain_folder
from reconciler.project.pupils import pupil_faults
from reconciler.roster import Rosters
from reconciler.rules.load import declared_rulebook


@dataclass(frozen=True, slots=True)
class PullRequestContext:
    """Both sides of a pull request, each as a project to plan."""

    base: ProjectContext
    head: ProjectContext
    """The base's stack, rules, levels, waivers, scopes and guards; the head's manifests."""
    versions: ManifestVersions
    governance: tuple[Governance, ...]


def open_pull_request(
    project: Project, head: Path, stack_name: str, day: str
) -> PullRequestContext:
    """The two sides for an ISO day; `project` is the trusted one, `head` a folder of files.

    ManifestError with every fault of the head's manifests. Opens the ledger, which the caller
    closes.
    """
    base = open_project(project, stack_name, day)
    try:
        return _opened(project, head, base)
    except BaseException:
        base.ledger.close()
        raise


def _opened(project: Project, head: Path, base: ProjectContext) -> PullRequestContext:
    schools = proposed_schools(project.files, base.stack.schools, head)
    require_plain_folder(head, POLICIES, "*.yaml")
    require_plain_folder(head, "stacks", "*")
    own = load(schools, base.stack.sharing)
    sides = _sides(project.files, head, base, own)
    known, unknown = _known(own, base)
    governed = with_base_guards(governed_by(known, base.loaded, base.stack.sharing), base.loaded)
    stack = _narrowed(replace(base.stack, schools=schools), governed)
    rosters = _rosters(project, stack, governed, base)
    faults = (
        *check(governed, stack.tenants, rosters.year, CheckOptions(base.day, DEFAULTS)),
        *pupil_faults(schools, rosters),
    )
    if faults:
        raise ManifestError(faults)
    changed = (*governance(*sides), *unknown)
    edits = folder_edits(base.stack.schools, schools)
    return PullRequestContext(
        base,
        replace(base, stack=stack, loaded=governed, rosters=rosters),
        ManifestVersions(base.loaded, governed, edits, rosters.year, base.day),
        changed,
    )


def _sides(
    trusted: Path, head: Path, base: ProjectContext, own: LoadedManifests
) -> tuple[GovernedSide, GovernedSide]:
    rulebook = declared_rulebook(head / POLICIES, base.rulebook, own.schools)
    return (
        GovernedSide(trusted, base.loaded, base.rulebook, _written_guards(base.loaded)),
        GovernedSide(head, own, rulebook, _written_guards(own)),
    )


def _written_guards(loaded: LoadedManifests) -> Mapping[str, Mapping[str, GuardLimit]]:
    return {school: limits(_guards_node(loaded, school)) for school in loaded.schools}


def _guards_node(loaded: LoadedManifests, school: str) -> Node | None:
    return merged(*layout_and_school(loaded, school)).items.get("guards")


def with_base_guards(head: LoadedManifests, base: LoadedManifests) -> LoadedManifests:
    """The head's schools with the limits that the base's files give them, and no others."""
    layouts = {key: _with(tree, "guards", None) for key, tree in head.layouts.items()}
    trees = {}
    for school, tree in head.trees.items():
        kept = _guards_node(base, school) if school in base.trees else None
        trees[school] = _with(tree, "guards", kept)
    return replace(head, layouts=layouts, trees=trees)


def _with(tree: Node, key: str, node: Node | None) -> Node:
    items = {name: one for name, one in tree.items.items() if name != key}
    return Node(tree.place, items if node is None else {**items, key: node}, tree.keys)


def _known(
    head: LoadedManifests, base: ProjectContext
) -> tuple[LoadedManifests, tuple[Governance, ...]]:
    """The head without schools in tenants that the base's stack or scopes do not know."""
    scoped = governed_by(head, base.loaded, base.stack.sharing).municipality.scopes
    trees, told = dict[str, Node](), list[Governance]()
    for school, tree in head.trees.items():
        aliases = tree.items["tenants"].items
        inside = {scope.tenant for scope in scoped.get(school, ())} & base.stack.tenants.keys()
        missing = sorted(aliases.keys() - inside)
        if not missing:
            trees[school] = tree
            continue
        if school in base.loaded.trees:
            trees[school] = base.loaded.trees[school]
        facts = {"school": school, "tenant": ", ".join(missing)}
        place = tree.items["tenants"].key_place(missing[0])
        told.append(Governance(GovernanceKind.SCHOOL, facts, place))
    return replace(head, trees=trees), tuple(told)


def _narrowed(stack: Stack, loaded: LoadedManifests) -> Stack:
    """The stack without tenants that the head does not have: that is no fault of its files."""
    used = {alias for tree in loaded.trees.values() for alias in tree.items["tenants"].items}
    return replace(stack, tenants=dict(_tenants(stack, loaded, used)))


def _tenants(stack: Stack, loaded: LoadedManifests, used: set[str]) -> Iterator[tuple[str, Tenant]]:
    for alias, tenant in stack.tenants.items():
        if alias in used:
            schools = frozenset(
                school
                for school in tenant.schools
                if school in loaded.trees and alias in loaded.trees[school].items["tenants"].items
            )
            yield alias, replace(tenant, schools=schools)


def _rosters(
    project: Project, stack: Stack, loaded: LoadedManifests, base: ProjectContext
) -> Rosters:
    """The base's lists, read anew only where the head asks for others."""
    same = (loaded.orgs, loaded.earlier) == (base.loaded.orgs, base.loaded.earlier)
    same = same and loaded.municipality.languages == base.loaded.municipality.languages
    return base.rosters if same else project.rosters(stack, loaded, base.day)
