"""The state of one school's undo: what is observed now, and what is planned so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.diff.policy import is_ignored
from reconciler.diff.result import Difference
from reconciler.diff.units import UnitRenames
from reconciler.errors import Code, Facts
from reconciler.model.change import Action, Change, Reason, ReasonCode
from reconciler.model.limits import VendorLimits
from reconciler.model.mark import Mark
from reconciler.model.observation import Account, Listing, Observation, ObservedGroup, ObservedUnit
from reconciler.model.plan import Finding, Level
from reconciler.model.resources import Address, Kind, Member, MemberType
from reconciler.model.states import EntryState
from reconciler.model.tenant import Tenant
from reconciler.undo.journal import JournalledChange

ObservedObject = ObservedUnit | ObservedGroup


class UndoCode(Code):
    """What an undo cannot restore, or leaves alone: codes of findings (finding-…)."""

    CHANGED_SINCE = "undo-changed-since"
    PEOPLE_CHANGED_SINCE = "undo-people-changed-since"
    PEOPLE_GONE = "undo-people-gone"
    NOWHERE = "undo-nowhere"
    GONE = "undo-gone"
    NOT_OURS = "undo-not-ours"
    RENAMED_SINCE = "undo-renamed-since"
    THERE_AGAIN = "undo-there-again"
    TAKEN = "undo-taken"
    NO_PARENT = "undo-no-parent"
    NOT_EMPTY = "undo-not-empty"
    UNIT_MADE_ANEW = "undo-unit-made-anew"
    GROUP_MADE_ANEW = "undo-group-made-anew"
    CONTENT_GOES = "undo-content-goes"
    ALIAS_STAYS = "undo-alias-stays"
    NOT_RECORDED = "undo-not-recorded"
    NO_SEATS = "undo-no-seats"
    AUTOMATIC = "undo-automatic"
    SUSPENDED = "undo-suspended"
    IGNORED = "undo-ignored"
    LICENCE_FIRST = "undo-licence-first"


class UndoFault(Code):
    """Why a run cannot be undone (fault-…)."""

    OTHER_STACK = "undo-other-stack"
    STILL_RUNNING = "undo-still-running"
    TENANT_GONE = "undo-tenant-gone"
    NOT_IN_RUN = "undo-not-in-run"


@dataclass(frozen=True, slots=True)
class UndoContext:
    """One school in one tenant, as undo needs it; it may no longer be declared."""

    municipality: str
    school: str
    tenant: Tenant
    wave: str
    limits: VendorLimits
    run: int
    """The run that is undone."""
    observed: frozenset[Kind] = frozenset()
    """The kinds that are only observed."""
    ignore: tuple[str, ...] = ()
    """Patterns of what its file leaves alone today."""
    ids: frozenset[str] = frozenset()
    """Other ids of the school that the run found in marks, or wrote into them."""

    def is_ours(self, mark: Mark | None) -> bool:
        """Whether a mark is the school's, under any of its ids."""
        return (
            mark is not None
            and mark.municipality == self.municipality
            and mark.school in (self.school, *self.ids)
        )


@dataclass(slots=True)
class UndoPlanner:
    """Collects the inverse of one school's entries; lives for one call."""

    context: UndoContext
    observed: Observation
    entries: tuple[JournalledChange, ...]
    result: Difference = field(default_factory=Difference)
    units: UnitRenames = field(init=False)
    """Where units are after the renames planned so far."""
    recreated_units: set[str] = field(default_factory=set)
    """Paths of units that will be recreated."""
    recreated_groups: set[str] = field(default_factory=set)
    """Addresses of groups that will be recreated."""
    deleted: set[str] = field(default_factory=set)
    """Ids of units and groups that will be deleted."""
    marked: set[str] = field(default_factory=set)
    """Ids of units and groups without a mark that will be marked again."""
    leaving: set[str] = field(default_factory=set)
    """'account path' for each account that leaves a unit; ids of units that move out of others."""
    renamed_groups: dict[str, str] = field(default_factory=dict)
    """A group's present address → its restored one."""
    restored_keys: dict[tuple[Kind, str], str] = field(default_factory=dict)
    """Kind and present key of a mark → its restored key."""
    accounts: Mapping[str, Account] = field(init=False)
    """By id."""
    schools: Mapping[str, str] = field(init=False)
    """An object's id → the school's id in the mark that the run wrote on it."""

    def __post_init__(self) -> None:
        self.accounts = {account.id: account for account in self.observed.accounts}
        self.units = UnitRenames(nest=self.context.limits.units_nest)
        self.schools = {
            ident: str(field.after)
            for entry in self.entries
            for field in entry.change.fields
            if field.name == "school" and entry.change.after is not None
            if (ident := _id_of(entry)) is not None
        }

    def entries_of(self, kind: Kind, *actions: Action) -> Iterator[JournalledChange]:
        """The entries of a kind and of these actions, by key."""
        for entry in sorted(self.entries, key=lambda entry: entry.change.address):
            if entry.change.address.kind is kind and entry.change.action in actions:
                yield entry

    def owns(self, item: ObservedObject, address: Address) -> bool:
        """Whether an object carries the school's mark under this key, as the run left it."""
        left = self.schools.get(item.id, address.school)
        return self.carries(item, address._replace(school=left))

    def carries(self, item: ObservedObject, address: Address) -> bool:
        """Whether an object carries exactly this mark."""
        mark = item.mark
        return mark is not None and (mark.municipality, mark.school, mark.kind, mark.key) == (
            self.context.municipality,
            address.school,
            Kind.GROUP if address.kind is Kind.MEMBERSHIP else address.kind,
            address.key,
        )

    def restored_address(self, address: Address) -> Address:
        """The address that an object will have after the undo."""
        kind = Kind.GROUP if address.kind is Kind.MEMBERSHIP else address.kind
        return address._replace(key=self.restored_keys.get((kind, address.key), address.key))

    def unit(self, entry: JournalledChange) -> ObservedUnit | None:
        """The unit that an entry is about: by its id, else by our mark."""
        wanted = _id_of(entry)
        for unit in self.observed.units:
            if unit.id == wanted or (wanted is None and self.owns(unit, entry.change.address)):
                return unit
        return None

    def group(self, entry: JournalledChange) -> ObservedGroup | None:
        """The group that an entry is about: by its id, else by our mark."""
        wanted = _id_of(entry)
        for group in self.observed.groups:
            if group.id == wanted or (wanted is None and self.owns(group, entry.change.address)):
                return group
        return None

    def group_addresses_after(self) -> frozenset[str]:
        """Addresses of the groups that exist after the undo."""
        staying = {
            self.renamed_groups.get(group.address, group.address)
            for group in self.observed.groups
            if group.id not in self.deleted
        }
        return frozenset(staying | self.recreated_groups)

    def unit_paths_after(self) -> frozenset[str]:
        """Paths of units that exist after the undo and are not ignored; the root always does."""
        staying = {
            self.units.now(unit.path)
            for unit in self.observed.units
            if unit.id not in self.deleted
            and not is_ignored(self.context.ignore, Kind.ORG_UNIT, unit.path)
        }
        return frozenset({"/", "", *staying, *self.recreated_units})

    def exists(self, member: Member) -> bool:
        """Whether a member, by its restored name, can be added to a group."""
        if member.type is MemberType.ACCOUNT:
            return member.ref in self.accounts
        if member.type is MemberType.GROUP:
            return member.ref in self.group_addresses_after()
        return self.context.limits.external_members

    def renamed_member(self, member: Member) -> Member:
        """The member, a group by its restored address."""
        if member.type is not MemberType.GROUP:
            return member
        return Member(member.type, self.renamed_groups.get(member.ref, member.ref))

    def complete(self, *listings: Listing) -> bool:
        """Whether these listings are complete."""
        return self.observed.complete.issuperset(listings)

    def add(self, change: Change) -> None:
        """Adds a change to the plan."""
        self.result.changes.append(change)

    def report(self, code: UndoCode, address: Address, facts: Facts | None = None) -> None:
        """Adds a finding of what is not restored; none for a count of zero."""
        facts = facts or {}
        if facts.get("count") == 0:
            return
        subject = f"{address.kind}/{address.key}"
        self.result.findings.append(
            Finding(code, Level.ADVISORY, address.tenant, address.school, subject, facts)
        )

    def report_missing(self, code: UndoCode, entry: JournalledChange) -> None:
        """Reports what became of an object since, unless the run never wrote it."""
        if entry.state is EntryState.APPLIED:
            self.report(code, entry.change.address)

    def report_other_mark(self, entry: JournalledChange, item: ObservedObject) -> None:
        """Reports an object without our mark, or with one that a later run of ours gave it."""
        mark = item.mark
        if mark is None or mark.municipality != self.context.municipality:
            self.report_missing(UndoCode.NOT_OURS, entry)
        elif entry.state is EntryState.APPLIED:
            facts: Facts = {"key": str(mark.key), "school": mark.school}
            self.report(UndoCode.RENAMED_SINCE, entry.change.address, facts)

    def reason(self) -> Reason:
        """The reason of every change of the undo."""
        return Reason(ReasonCode.UNDONE, {"run": self.context.run})


def _id_of(entry: JournalledChange) -> str | None:
    target = entry.change.target
    return target.id if target is not None else entry.external_id
