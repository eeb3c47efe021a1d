"""A run in memory, for the tests of undo: planned, carried out, journalled, turned round."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reconciler.diff.compare import compare
from reconciler.diff.policy import SchoolPolicy
from reconciler.model.change import Action, Change
from reconciler.model.observation import Observation
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Group, OrgUnit, ResourceSet
from reconciler.model.states import EntryState
from reconciler.model.tenant import Tenant, Vendor
from reconciler.plan.order import ordered
from reconciler.providers.google.limits import LIMITS as GOOGLE
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from reconciler.undo.invert import invert
from reconciler.undo.journal import JournalledChange
from reconciler.undo.state import UndoContext
from tests.support.small import DOMAIN, POLICY, SCHOOL
from tests.support.vendor import carried_out

KEY = b"a key for tests"
MUNICIPALITY = "plovdiv"


@dataclass(frozen=True, slots=True)
class Done:
    """An entry of the journal."""

    change: Change
    state: EntryState = EntryState.APPLIED
    done: int = 1
    external_id: str | None = None


def entry(change: Change) -> Done:
    """A change that was carried out, with the id that tests/support/vendor.py gives."""
    thing, made = change.after, None
    if change.action is Action.CREATE and isinstance(thing, OrgUnit):
        made = f"new:{thing.path}"
    if change.action is Action.CREATE and isinstance(thing, Group):
        made = f"new:{thing.address}"
    return Done(change, external_id=made)


@dataclass(frozen=True, slots=True)
class Story:
    """One school before a run, what the run was to bring about, and under which rules."""

    before: Observation
    wanted: ResourceSet
    policy: SchoolPolicy = POLICY
    vendor: Vendor = Vendor.GOOGLE
    tenant: Tenant = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tenant", Tenant(SCHOOL, self.vendor, DOMAIN, "C01"))

    @property
    def context(self) -> UndoContext:
        """What undo knows of the school."""
        limits = GOOGLE if self.vendor is Vendor.GOOGLE else MICROSOFT
        return UndoContext(MUNICIPALITY, SCHOOL, self.tenant, "pilot", limits, 7)

    def changes(self) -> tuple[Change, ...]:
        """What the run did, in its order."""
        google = self.vendor is Vendor.GOOGLE
        policy = replace(self.policy, units_nest=google, one_role_each=google)
        return ordered(compare(self.wanted, self.before, policy).difference.changes)

    def after(self) -> Observation:
        """What the run left behind."""
        return self.carried(self.changes(), self.before)

    def undo(
        self, now: Observation | None = None, entries: tuple[JournalledChange, ...] | None = None
    ) -> SchoolPlan:
        """The inverse, for what is there now: as the run left it unless told otherwise."""
        done = tuple(map(entry, self.changes())) if entries is None else entries
        return invert(done, self.after() if now is None else now, self.context, KEY)

    def carried(self, changes: tuple[Change, ...], seen: Observation) -> Observation:
        """What is there once changes are carried out."""
        nest = self.vendor is Vendor.GOOGLE
        return carried_out(changes, seen, nest=nest, municipality=MUNICIPALITY)


def codes(plan: SchoolPlan) -> list[str]:
    """What is listed, as 'code subject'."""
    return [f"{finding.code} {finding.subject}" for finding in plan.findings]


def told(plan: SchoolPlan) -> list[str]:
    """What is planned, as 'action kind/key'."""
    return [f"{c.action} {c.address.kind}/{c.address.key}" for c in plan.changes]
