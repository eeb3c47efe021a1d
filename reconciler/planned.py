"""What the pipeline works with and hands on: a setting, a look at tenants, a plan, a way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reconciler.apply.notes import Journal
from reconciler.apply.rollout import Way
from reconciler.apply.run import Hand
from reconciler.apply.steps import Steps
from reconciler.compliance.rule import Rulebook
from reconciler.desired.context import Desired, SchoolInTenant
from reconciler.desired.reach import Reach
from reconciler.errors import TenantError
from reconciler.ledger.ledger import Ledger
from reconciler.ledger.seal import Seal
from reconciler.manifest import Loaded
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import Stack
from reconciler.model.observation import Observation, RouteCount, Scope
from reconciler.model.pins import Pins
from reconciler.model.plan import Plan, TenantFailure
from reconciler.model.tenant import Tenant
from reconciler.observed.collect import summed
from reconciler.plan.undo.build import Undone
from reconciler.providers.base import Provider
from reconciler.roster import Rosters

Inside = Mapping[str, Sequence[SchoolInTenant]]
"""Tenant → its schools."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run works with: everything that was read before any tenant is asked."""

    stack: Stack
    loaded: Loaded
    rosters: Rosters
    key: bytes
    """The pseudonym key."""
    make: Callable[[Tenant], Provider]
    ledger: Ledger
    seal: Seal
    day: str
    """ISO date that is planned for."""
    today: str
    """ISO date that it is."""
    book: Rulebook = field(default_factory=Rulebook)
    """The rules of policies/."""

    def pins(self) -> Pins:
        """What a plan of this setting is made from."""
        rosters = self.rosters.by_school.items()
        return Pins(
            day=self.day,
            manifests=self.loaded.digest,
            rosters=tuple(sorted((school, roster.digest) for school, roster in rosters)),
            key_id=self.seal.key_id,
        )


@dataclass(frozen=True, slots=True)
class View:
    """The tenants in reach as they are: what each can be written with, and which were not read."""

    inside: Inside
    hands: Mapping[str, Hand]
    failures: tuple[TenantFailure, ...]

    def requests(self) -> tuple[RouteCount, ...]:
        """What looking took, over all tenants."""
        return summed(row for hand in self.hands.values() for row in hand.observation.requests)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, the hands that could carry it out, and the schools by tenant that it is of."""

    plan: Plan
    reach: Reach
    hands: Mapping[str, Hand] = field(default_factory=dict)
    inside: Inside = field(default_factory=dict)
    desired: Mapping[tuple[str, str], Desired] = field(default_factory=dict)
    """By school and tenant; empty for the plan of an undo."""
    undone: Undone | None = None
    """The run that it puts back, for the plan of an undo."""


@dataclass(frozen=True, slots=True)
class Doing:
    """How an approved plan is carried out: where it is journalled and told, and how far it goes."""

    journal: Journal
    steps: Steps
    way: Way = field(default_factory=Way)
    seen: Callable[[Planned], None] = lambda _fresh: None
    """Given every look after a write, the last one of a wave last."""


def failures(
    inside: Inside, seen: Mapping[str, Observation | TenantError]
) -> tuple[TenantFailure, ...]:
    """The tenants that could not be read, with the schools whose plan is missing for it."""
    return tuple(
        TenantFailure(alias, tuple(context.manifest.id for context in schools), answer.faults)
        for alias, schools in inside.items()
        if isinstance(answer := seen[alias], TenantError)
    )


def joined(one: Scope, other: Scope) -> Scope:
    """What either looks at."""
    return Scope(
        roots=one.roots | other.roots,
        addresses=one.addresses | other.addresses,
        products={**other.products, **one.products},
        named=one.named | other.named,
        marks=one.marks | other.marks,
        unit_marks=one.unit_marks | other.unit_marks,
    )


def declared(loaded: Loaded) -> frozenset[tuple[str, str]]:
    """Every school and tenant that the manifests name, however narrow a run is.

    By earlier ids, too: a school that is called otherwise now has not vanished.
    """
    named = [*((school, school) for school in loaded.trees), *loaded.earlier.items()]
    return frozenset((s, alias) for s, now in named for alias in _aliases(loaded.trees[now]))


def tenants_in(loaded: Loaded, reach: Reach) -> tuple[str, ...]:
    """The tenants that a run of this reach looks at, sorted."""
    found = {
        alias
        for school, tree in loaded.trees.items()
        for alias in _aliases(tree)
        if reach.covers(school, str(tree.items["wave"].value), alias)
    }
    return tuple(sorted(found))


def _aliases(tree: Node) -> Mapping[str, Node]:
    return tree.items["tenants"].items
