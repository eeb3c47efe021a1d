"""What a plan starts from besides files, lists and tenants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reconciler.drift.triggers import ManifestOn
from reconciler.model.baseline import Baseline
from reconciler.model.mark import FormerKeys
from reconciler.model.probe import StoredProbe
from reconciler.model.removals import RecentRemovals
from reconciler.model.school import SchoolRef
from reconciler.plan.refusal_inputs import RefusalMemory


@dataclass(frozen=True, slots=True)
class PriorState:
    """What the ledger knows: prior state, besides manifests, rosters and observed tenants."""

    key: bytes
    """The pseudonym key, which fingerprints are made with."""
    day: str = ""
    """ISO day that is planned for; '': no rollover window applies, rosters have no age."""
    today: str = ""
    """ISO day on which the ages of rosters are counted; '': `day`. They differ in a preview."""
    baselines: Mapping[SchoolRef, Baseline] = field(default_factory=dict)
    """Of this stack, by school and tenant, under today's ids (see `renames`)."""
    recent: RecentRemovals = field(default_factory=RecentRemovals)
    """What runs took away within the guards' window."""
    known: frozenset[SchoolRef] | None = None
    """Schools, under today's ids, that the ledger has ever had to do with; None: not asked."""
    probes: Mapping[str, StoredProbe] = field(default_factory=dict)
    """The newest probe of each tenant."""
    unfinished: frozenset[str] = frozenset()
    """Addresses of what an earlier run began and did not finish."""
    begun: Mapping[str, int] = field(default_factory=dict)
    """The same, each with that run."""
    manifest_on: ManifestOn | None = None
    """A school's files as they would be read in another school year, on another day."""
    former: Mapping[SchoolRef, FormerKeys] = field(default_factory=dict)
    """What units and groups were called before runs renamed them, under schools' ids of today."""
    pseudonym: Callable[[str], str] = str
    """The keyed hash of a sourcedId that the baselines use; not called without a baseline."""
    refusals: RefusalMemory = field(default_factory=RefusalMemory)
    """What vendors refused for good."""
