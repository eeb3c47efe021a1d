"""Executes an approved plan: tenants in parallel, each in the order of its changes.

Premise: what a change depends on may fail, and a lost answer may hide a success.

Rule: the journal has a phase before any of it is sent. A change that needs something which failed,
or whose outcome is unknown, is not sent and ends as `blocked`. Tenants do not wait for each other.

Example: the group 5a could not be created. Its members are blocked; the group 5b and its members
go on. The next run plans both changes of 5a again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reconciler.apply.reporting import JournalReporter, JournalSink, OnOutcome
from reconciler.errors import Code, Fault, TenantError
from reconciler.model.change import Action, Change, MembershipDelta
from reconciler.model.observation import Account, Observation
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Address, Group, MemberRole, Membership, MemberType, OrgUnit
from reconciler.model.states import Outcome, Result
from reconciler.model.stopping import workers
from reconciler.plan.forecast import items
from reconciler.plan.order import needs, phases
from reconciler.plan.shield import NameShield
from reconciler.providers.base import ChangeBatch, Provider

OUTSIDERS = "outsiders"
WORKERS = 4
"""Tenants written at once."""


class RunCode(Code):
    """Why a change was not tried (fault-…)."""

    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class TenantSession:
    """One tenant's provider and the observation that its plan was made from."""

    provider: Provider
    observation: Observation
    municipality: str
    files: Mapping[str, str]
    """School → its file, as marks show it."""
    products: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Declared products → how the vendor calls them."""
    shield: NameShield = field(default_factory=NameShield)
    """Without which nothing of it is told."""


class Runner:
    """Executes approved changes. Lives over the waves of a run and keeps the ids of new objects."""

    def __init__(
        self, sessions: Mapping[str, TenantSession], journal: JournalSink, on_outcome: OnOutcome
    ) -> None:
        self._tenants = {
            alias: _Tenant(tenant_session, _reporter(alias, journal, on_outcome, tenant_session))
            for alias, tenant_session in sessions.items()
        }

    def run(self, schools: Iterable[SchoolPlan]) -> tuple[Outcome, ...]:
        """Executes every change of these schools; one outcome each, by tenant and in order.

        LedgerError where the journal cannot be written or a lease is lost; nothing more is sent.
        """
        by_tenant: dict[str, list[Change]] = {}
        for school in schools:
            by_tenant.setdefault(school.tenant, []).extend(school.changes)
        with workers(WORKERS, "apply") as pool:
            done = pool.map(
                lambda alias: self._tenants[alias].run(by_tenant[alias]), sorted(by_tenant)
            )
            return tuple(outcome for outcomes in done for outcome in outcomes)


def _reporter(
    alias: str, journal: JournalSink, on_outcome: OnOutcome, session: TenantSession
) -> JournalReporter:
    """Vendors' answers name what they are about: it is told without names of persons."""
    return JournalReporter(alias, journal, lambda one: on_outcome(session.shield.outcome(one)))


@dataclass(slots=True)
class _Tenant:
    """One tenant's run: the ids of what was created, and what failed so far."""

    session: TenantSession
    reporter: JournalReporter
    failed: set[Address] = field(default_factory=set)
    held: set[Address] = field(default_factory=set)
    """What the vendor refused for good, and what needs it."""
    accounts: dict[str, Account] = field(default_factory=dict)
    group_ids: dict[str, str] = field(default_factory=dict)
    unit_ids: dict[str, str] = field(default_factory=dict)
    owners: dict[str, tuple[str, ...]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    """Addresses of groups that take no outsiders."""

    def __post_init__(self) -> None:
        observation = self.session.observation
        self.accounts = {account.id: account for account in observation.accounts}
        self.group_ids = {group.address: group.id for group in observation.groups}
        self.unit_ids = {unit.path: unit.id for unit in observation.units}
        self.closed = {
            group.address
            for group in observation.groups
            if group.settings is not None and group.settings.get(OUTSIDERS) is False
        }

    def run(self, changes: Sequence[Change]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        shown = {(change.address, change.action): change for change in changes}
        really = [change.really for change in changes]
        self.owners |= coming_owners(really)
        for phase in phases(really):
            # before anything of it is sent: what a killed run leaves says what may have been done
            meant = [shown[change.address, change.action] for change in phase]
            self.reporter.journal.intend(self.reporter.tenant, meant)
            ready = tuple(change for change in phase if self._blocker(change) is None)
            outcomes += [self._blocked(change) for change in phase if self._blocker(change)]
            done = self._execute(ready) if ready else ()
            # outcomes that came after the last request, such as those of blocked changes
            self.reporter.journal.flush(self.reporter.tenant)
            for change, outcome in zip(ready, done, strict=True):
                self._learn(change, outcome)
            outcomes += done
        return [self.session.shield.outcome(outcome) for outcome in outcomes]

    def _execute(self, changes: tuple[Change, ...]) -> tuple[Outcome, ...]:
        """Executes changes; a tenant that cannot be written at all fails them all."""
        try:
            return self.session.provider.execute(self._work(changes), self.reporter)
        except TenantError as error:
            outcomes = tuple(
                Outcome(c.address, c.action, Result.FAILED, 0, items(c), None, error.faults)
                for c in changes
            )
            for outcome in outcomes:
                self.reporter.done(outcome)
            return outcomes

    def _work(self, changes: tuple[Change, ...]) -> ChangeBatch:
        return ChangeBatch(
            changes=changes,
            municipality=self.session.municipality,
            files=self.session.files,
            products=self.session.products,
            accounts=self.accounts,
            group_ids=self.group_ids,
            owners=self.owners,
            outsider_ids={g.id: g.outsiders for g in self.session.observation.groups},
            unit_ids=self.unit_ids,
            closed=frozenset(self.closed),
        )

    def _blocker(self, change: Change) -> Address | None:
        """What a change needs and has failed, if anything."""
        missing = self.failed | self.held
        return next((needed for needed in needs(change) if needed in missing), None)

    def _blocked(self, change: Change) -> Outcome:
        blocker = self._blocker(change)
        fault = Fault(RunCode.BLOCKED, None, {"what": str(blocker)})
        is_held = blocker in self.held
        (self.held if is_held else self.failed).add(change.address)
        result, wanted = Result.HELD if is_held else Result.BLOCKED, items(change)
        outcome = Outcome(change.address, change.action, result, 0, wanted, None, (fault,))
        self.reporter.done(outcome)
        return outcome

    def _learn(self, change: Change, outcome: Outcome) -> None:
        """Remembers ids for what comes after, and failures for what depends on them."""
        # an unknown outcome counts as a failure here: what may not exist must not be filled
        if outcome.result in (Result.FAILED, Result.UNKNOWN):
            self.failed.add(change.address)
        elif outcome.result is Result.HELD and (
            change.action is Action.CREATE or any(field.is_setting for field in change.fields)
        ):
            self.held.add(change.address)
        made = outcome.external_id or (change.target.id if change.target else None)
        if made is None:
            return
        if isinstance(change.after, Group):
            self.group_ids[change.after.address] = made
            if change.after.settings.get(OUTSIDERS) is False:
                self.closed.add(change.after.address)
        if isinstance(change.after, OrgUnit):
            self.unit_ids[change.after.path] = made


def coming_owners(changes: Iterable[Change]) -> dict[str, tuple[str, ...]]:
    """The accounts that come to own each group, by its address."""
    return {
        change.after.group: tuple(
            entry.member.ref
            for entry in change.delta.add
            if entry.role is MemberRole.OWNER and entry.member.type is MemberType.ACCOUNT
        )
        for change in changes
        if isinstance(change.after, Membership) and isinstance(change.delta, MembershipDelta)
    }
