"""A project that was read and checked: everything a run works with before a tenant is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from reconciler.compliance.rule import Rulebook
from reconciler.errors import ManifestError
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.ledger import Ledger, open_ledger
from reconciler.manifest import (
    CheckOptions,
    LoadedManifests,
    check,
    load,
    load_municipality,
    require_shared_ledger,
    require_simulator,
)
from reconciler.manifest.city import Stack
from reconciler.model.freeze import Freeze
from reconciler.model.plan import PlanInputs
from reconciler.model.tenant import Tenant
from reconciler.plan.guards import DEFAULTS
from reconciler.project.caller import today
from reconciler.project.open import Project
from reconciler.project.pupils import pupil_faults
from reconciler.providers.base import Provider
from reconciler.providers.pacing import QuotaPool
from reconciler.providers.registry import make
from reconciler.roster import Rosters
from reconciler.rules.load import load_rulebook

POLICIES = "policies"
"""The folder of the rules, beside Pulumi.yaml."""


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

    def freezes(self) -> tuple[Freeze, ...]:
        """Every stop of writing that holds today: the stack's, then the ledger's."""
        return holding_freezes(self.stack, self.ledger, self.today)

    def inputs(self) -> PlanInputs:
        """What a plan of this project is made from."""
        rosters = self.rosters.by_school.items()
        return PlanInputs(
            day=self.day,
            manifests=self.loaded.digest,
            rosters=tuple(sorted((school, roster.digest) for school, roster in rosters)),
            key_id=self.keyring.key_id,
        )


def holding_freezes(stack: Stack, ledger: Ledger, day: str) -> tuple[Freeze, ...]:
    """Every stop of writing that holds on an ISO day: the stack's, then the ledger's."""
    ours = stack.frozen
    holds = ours is not None and (ours.until is None or ours.until >= day)
    return (*((ours,) if ours is not None and holds else ()), *ledger.freezes())


def open_project(project: Project, stack_name: str, day: str) -> ProjectContext:
    """A stack's context for an ISO day, checked; every fault of the manifests at once.

    Opens the ledger, which the caller closes.
    """
    stack = project.stack(stack_name)
    require_simulator(stack)
    require_shared_ledger(stack)
    loaded = load(stack.schools, stack.sharing)
    rosters = project.rosters(stack, loaded, day)
    faults = (
        *check(loaded, stack.tenants, rosters.year, CheckOptions(day, DEFAULTS)),
        *pupil_faults(stack.schools, rosters),
    )
    if faults:
        raise ManifestError(faults)
    key = project.key(stack)
    keyring = KeyRing(key, loaded.municipality.id)
    rulebook = load_rulebook(project.files / POLICIES, loaded.schools)
    ledger = _opened(project, stack, keyring)
    making = _maker(stack, ledger)
    return ProjectContext(
        stack, loaded, rosters, key, making, ledger, keyring, day, today(), rulebook
    )


def _maker(stack: Stack, ledger: Ledger) -> Callable[[Tenant], Provider]:
    """Makes providers; over a ledger on a server all runs keep the vendors' quotas together.

    Where its role may only read, a run takes nothing there and keeps within its own share.
    """
    if not ledger.on_server:
        return make
    shared = ledger.shared_quotas(stack.read_share)
    return partial(make, quotas=shared or QuotaPool(stack.read_share))


def open_stack_ledger(project: Project, stack_name: str) -> Ledger:
    """A stack's ledger alone, which the caller closes: asks for no roster and no tenant."""
    stack = project.stack(stack_name)
    require_shared_ledger(stack)
    keyring = KeyRing(project.key(stack), load_municipality(stack.schools).id)
    return _opened(project, stack, keyring)


def _opened(project: Project, stack: Stack, keyring: KeyRing) -> Ledger:
    """A stack that is not production's keeps its runs in the sandbox, unless it says where."""
    own = f"sqlite:///{project.root / '.sandbox' / 'ledger.sqlite'}"
    return open_ledger(stack.ledger or own, keyring)
