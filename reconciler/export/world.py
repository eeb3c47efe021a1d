"""What an export works from: one tenant as it was observed, with its schools, and who says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from reconciler.compliance.rule import Rulebook
from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import AccountDirectory, Desired, SchoolContext
from reconciler.desired.members import MemberResolver
from reconciler.desired.placements import without_conflicts
from reconciler.manifest import LoadedManifests, effective
from reconciler.manifest.nodes import Node
from reconciler.model.names import folded
from reconciler.model.observation import Observation, ObservedGroup, ObservedUnit
from reconciler.model.resources import Member, MemberType
from reconciler.model.tenant import Mode


@dataclass(frozen=True, slots=True)
class ExportInput:
    """One tenant, and everything that was read before it."""

    loaded: LoadedManifests
    contexts: Sequence[SchoolContext]
    """All schools of the tenant."""
    observation: Observation
    day: str
    year: int
    elsewhere: frozenset[str] = frozenset()
    """Addresses of everybody on any list of the municipality."""
    rulebook: Rulebook = field(default_factory=Rulebook)
    """The rules of policies/."""

    def with_trees(self, trees: Mapping[str, Node]) -> ExportInput:
        """The same with other files of some schools."""
        loaded = replace(self.loaded, trees={**self.loaded.trees, **trees})
        contexts = tuple(
            replace(one, manifest=effective(loaded, one.manifest.id, self.year, self.day))
            for one in self.contexts
        )
        return replace(self, loaded=loaded, contexts=contexts)

    def compiled(self) -> tuple[Desired, ...]:
        """What the files of all schools mean in the tenant."""
        return compile_tenant(self.contexts, self.observation)

    def resolvers(self) -> Mapping[str, MemberResolver]:
        """School → what turns its audiences into members."""
        directory = AccountDirectory.of(self.observation, self.contexts)
        claims = without_conflicts(self.contexts, directory).values()
        pupils = frozenset().union(*(matched.pupils() for _, matched, _ in claims))
        return {
            context.manifest.id: MemberResolver(
                context,
                directory,
                matched,
                places.people_of,
                {spec.key: spec for spec in context.manifest.groups},
                pupils,
            )
            for context, matched, places in claims
        }

    @property
    def staying(self) -> frozenset[Member]:
        """Accounts that no audience takes out of anything: suspended ones, and guests."""
        accounts = self.observation.accounts
        return frozenset(
            Member(MemberType.ACCOUNT, one.id) for one in accounts if one.suspended or one.guest
        )


def in_scope_groups(context: SchoolContext, observation: Observation) -> tuple[ObservedGroup, ...]:
    """The groups whose addresses a school's file may declare, by address."""
    pattern = context.scope.addresses
    found = (g for g in observation.groups if fnmatchcase(g.address.partition("@")[0], pattern))
    return tuple(sorted(found, key=lambda one: (one.address, one.id)))


def in_scope_units(context: SchoolContext, observation: Observation) -> tuple[ObservedUnit, ...]:
    """The units below a school's root, parents first."""
    root = f"{folded(context.scope.root).rstrip('/')}/"
    found = (unit for unit in observation.units if unit.path.startswith(root))
    return tuple(sorted(found, key=lambda one: (one.path.count("/"), one.path, one.id)))


def managed_tenants(context: SchoolContext) -> list[str]:
    """The tenants in which a school's file may change anything."""
    modes = context.manifest.tenants
    return sorted(alias for alias, one in modes.items() if one.stricter().mode is Mode.MANAGE)


def is_watched(context: SchoolContext) -> bool:
    """Whether a school is only observed in this tenant, and its file is about another."""
    managed = managed_tenants(context)
    return bool(managed) and context.tenant.alias not in managed
