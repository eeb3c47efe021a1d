"""Opens a pull request: the base's project, and the head's manifests under what the base allows.

Rule: of the head only manifests are read (municipality, layouts, schools), and levels and waivers
to compare them. Its Python, its stacks and its scopes are compared as bytes or as data and never
used. A school or a tenant that the base does not know yet is planned after the merge, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reconciler.compliance.rule import Rulebook
from reconciler.errors import Fault, ManifestError
from reconciler.manifest import CheckOptions, LoadedManifests, check, load
from reconciler.manifest.city import Stack
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.entry_edits import ManifestVersions
from reconciler.manifest.limits import limits
from reconciler.manifest.line_edits import folder_edits
from reconciler.manifest.load import governed_by, layout_and_school
from reconciler.manifest.merge import merged
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import GuardLimit
from reconciler.model.proposal import Governance
from reconciler.model.tenant import Tenant
from reconciler.plan.guards import DEFAULTS
from reconciler.project.context import POLICIES, ProjectContext, open_project
from reconciler.project.governance import GovernanceKind, GovernedSide, governance
from reconciler.project.open import Project
from reconciler.project.proposed import proposed_schools, require_plain_folder
from reconciler.project.pupils import pupil_faults
from reconciler.project.revision import RevisionCode
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
    declared: Rulebook = field(default_factory=Rulebook)
    """The base's rules with the head's levels and waivers: what will hold after the merge."""


@dataclass(frozen=True, slots=True)
class TrustedSide:
    """What of the base decides: its files, stack, manifests and rules."""

    files: Path
    stack: Stack
    loaded: LoadedManifests
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class GovernedHead:
    """The head's manifests as the base governs them, and what of that it changes."""

    stack: Stack
    """The base's, without tenants that the head does not have."""
    loaded: LoadedManifests
    governance: tuple[Governance, ...]
    declared: Rulebook
    """The base's rules with the head's levels and waivers."""


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
    trusted = TrustedSide(project.files, base.stack, base.loaded, base.rulebook)
    governed = governed_head(trusted, head)
    stack, loaded = governed.stack, governed.loaded
    rosters = _rosters(project, stack, loaded, base)
    faults = (
        *check(loaded, stack.tenants, rosters.year, CheckOptions(base.day, DEFAULTS)),
        *pupil_faults(stack.schools, rosters),
    )
    if faults:
        raise ManifestError([*faults, *scopes_first(faults, governed.governance)])
    edits = folder_edits(base.stack.schools, stack.schools)
    return PullRequestContext(
        base,
        replace(base, stack=stack, loaded=loaded, rosters=rosters),
        ManifestVersions(base.loaded, loaded, edits, rosters.year, base.day),
        governed.governance,
        governed.declared,
    )


def scopes_first(faults: Iterable[Fault], changed: Iterable[Governance]) -> Iterator[Fault]:
    """Where the head's own scopes would allow what the base's do not: those are merged first."""
    if any(fault.code in _OUTSIDE for fault in faults):
        for one in changed:
            if one.what == GovernanceKind.SCOPE and one.weakens:
                facts = {"school": str(one.facts["school"])}
                yield Fault(RevisionCode.SCOPE_FIRST, one.place, facts)


_OUTSIDE = frozenset(
    {
        ManifestCode.OUTSIDE_ADDRESSES,
        ManifestCode.OUTSIDE_UNITS,
        ManifestCode.OUTSIDE_PRODUCTS,
        ManifestCode.OUTSIDE_NAMES,
        ManifestCode.OUTSIDE_SEATS,
    }
)


def governed_head(trusted: TrustedSide, head: Path) -> GovernedHead:
    """Reads the head's manifests; ManifestError with all faults of each file by itself."""
    schools = proposed_schools(trusted.files, trusted.stack.schools, head)
    require_plain_folder(head, POLICIES, "*.yaml")
    require_plain_folder(head, "stacks", "*")
    own = load(schools, trusted.stack.sharing)
    sides = _sides(trusted, head, own)
    known, unknown = _known(own, trusted)
    governed = governed_by(known, trusted.loaded, trusted.stack.sharing)
    loaded = with_base_guards(governed, trusted.loaded)
    stack = _narrowed(replace(trusted.stack, schools=schools), loaded)
    return GovernedHead(stack, loaded, (*governance(*sides), *unknown), sides[1].rulebook)


def _sides(
    trusted: TrustedSide, head: Path, own: LoadedManifests
) -> tuple[GovernedSide, GovernedSide]:
    rulebook = declared_rulebook(head / POLICIES, trusted.rulebook, own.schools)
    guards = _written_guards(trusted.loaded)
    return (
        GovernedSide(trusted.files, trusted.loaded, trusted.rulebook, guards),
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
    head: LoadedManifests, base: TrustedSide
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
