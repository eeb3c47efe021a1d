"""A project that was read and checked: everything a run works with before a tenant is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from reconciler.compliance.rule import Rulebook
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.ledger import Ledger
from reconciler.manifest import LoadedManifests
from reconciler.manifest.types import Stack
from reconciler.model.plan import PlanInputs
from reconciler.model.tenant import Tenant
from reconciler.providers.base import Provider
from reconciler.roster import Rosters


@dataclass(frozen=True, slots=True)
class ProjectContext:
    """Everything that was read before any tenant is asked."""

    stack: Stack
    loaded: LoadedManifests
    rosters: Rosters
    key: bytes
    """The pseudonym key."""
    make: Callable[[Tenant], Provider]
    ledger: Ledger
    keyring: KeyRing
    day: str
    """ISO date that is planned for."""
    today: str
    """ISO date that it is."""
    rulebook: Rulebook = field(default_factory=Rulebook)
    """The rules of policies/."""

    def inputs(self) -> PlanInputs:
        """What a plan of this project is made from."""
        rosters = self.rosters.by_school.items()
        return PlanInputs(
            day=self.day,
            manifests=self.loaded.digest,
            rosters=tuple(sorted((school, roster.digest) for school, roster in rosters)),
            key_id=self.keyring.key_id,
        )
