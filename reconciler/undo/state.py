"""One school of a run while its undo is worked out: what is there now, and what is planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.diff.policy import is_ignored
from reconciler.diff.result import Difference, changed
from reconciler.diff.units import UnitRenames
from reconciler.errors import Code, Facts
from reconciler.model.limits import VendorLimits
from reconciler.model.mark import Mark
from reconciler.model.observation import Account, Listing, Observation, ObservedGroup, ObservedUnit
from reconciler.model.plan import Action, Change, FieldChange, Finding, Level, Reason, ReasonCode
from reconciler.model.resources import Address, Kind, Member, MemberType
from reconciler.model.states import EntryState
from reconciler.model.tenant import Mode, Tenant
from reconciler.undo.journal import JournalledChange

Value = str | bool | None
ObservedObject = ObservedUnit | ObservedGroup
_OF_MARK = frozenset({"key", "school"})
"""Fields that stand in our mark."""


class UndoCode(Code):
    """Codes of findings (finding-…)."""

    CHANGED_SINCE = "undo-changed-since"
    PEOPLE_CHANGED_SINCE = "undo-people-changed-since"
    PEOPLE_GONE = "undo-people-gone"
    NOWHERE = "undo-nowhere"
    GONE = "undo-gone"
    NOT_OURS = "undo-not-ours"
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


class UndoFault(Code):
    """Why a run cannot be undone (fault-…)."""

    OTHER_STACK = "undo-other-stack"
    STILL_RUNNING = "undo-still-running"
    TENANT_GONE = "undo-tenant-gone"
    NOT_IN_RUN = "undo-not-in-run"


@dataclass(frozen=True, slots=True)
class UndoContext:
    """One school in one tenant, as far as undo must know it; it may not be declared any more."""

    municipality: str
    school: str
    tenant: Tenant
    wave: str
    limits: VendorLimits
    run: int
    """The run that is undone."""
    mode: Mode = Mode.MANAGE
    ignore: tuple[str, ...] = ()
    """Patterns of what its file leaves alone today."""
    ids: frozenset[str] = frozenset()
    """Other ids of the school that the run found in its marks, or left there."""

    def is_ours(self, mark: Mark | None) -> bool:
        """Whether a mark is the school's, under any of its ids."""
        return (
            mark is not None
            and mark.municipality == self.municipality
            and mark.school in (self.school, *self.ids)
        )


@dataclass(slots=True)
class UndoPlanner:
    """Gathers the inverse of one school's entries; lives for one call."""

    context: UndoContext
    seen: Observation
    entries: tuple[JournalledChange, ...]
    told: Difference = field(default_factory=Difference)
    units: UnitRenames = field(init=False)
    """Where units stand once the renames that are planned so far are done."""
    made_units: set[str] = field(default_factory=set)
    """Paths of units that will be made anew."""
    made_groups: set[str] = field(default_factory=set)
    """Addresses of groups that will be made anew."""
    going: set[str] = field(default_factory=set)
    """Ids of units and groups that will be deleted."""
    leaving: set[str] = field(default_factory=set)
    """'account path' of whoever leaves a unit; ids of units that move out of others at the end."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Group's present address → the one that it will have again."""
    keys: dict[tuple[Kind, str], str] = field(default_factory=dict)
    """Kind and present key of a mark → the key that it will have again."""
    accounts: Mapping[str, Account] = field(init=False)
    """By id."""
    schools: Mapping[str, str] = field(init=False)
    """Id of a thing → the school's id in the mark that the run left on it, where it wrote one."""

    def __post_init__(self) -> None:
        self.accounts = {account.id: account for account in self.seen.accounts}
        self.units = UnitRenames(nest=self.context.limits.units_nest)
        self.schools = {
            ident: str(one.after)
            for entry in self.entries
            for one in entry.change.fields
            if one.name == "school" and entry.change.after is not None
            if (ident := _id_of(entry)) is not None
        }

    def of(self, kind: Kind, *actions: Action) -> Iterator[JournalledChange]:
        """The entries of a kind and of some actions, by key."""
        for entry in sorted(self.entries, key=lambda one: one.change.address):
            if entry.change.address.kind is kind and entry.change.action in actions:
                yield entry

    def owns(self, thing: ObservedObject, address: Address) -> bool:
        """Whether a thing carries the school's mark under this key, as the run left it."""
        left = self.schools.get(thing.id, address.school)
        return self.carries(thing, address._replace(school=left))

    def carries(self, thing: ObservedObject, address: Address) -> bool:
        """Whether a thing carries exactly this mark."""
        mark = thing.mark
        return mark is not None and (mark.municipality, mark.school, mark.kind, mark.key) == (
            self.context.municipality,
            address.school,
            Kind.GROUP if address.kind is Kind.MEMBERSHIP else address.kind,
            address.key,
        )

    def again(self, address: Address) -> Address:
        """The address that a thing will have again."""
        kind = Kind.GROUP if address.kind is Kind.MEMBERSHIP else address.kind
        return address._replace(key=self.keys.get((kind, address.key), address.key))

    def unit(self, entry: JournalledChange) -> ObservedUnit | None:
        """The unit that an entry is about: by its id, else by our mark."""
        wanted = _id_of(entry)
        for unit in self.seen.units:
            if unit.id == wanted or (wanted is None and self.owns(unit, entry.change.address)):
                return unit
        return None

    def group(self, entry: JournalledChange) -> ObservedGroup | None:
        """The group that an entry is about: by its id, else by our mark."""
        wanted = _id_of(entry)
        for group in self.seen.groups:
            if group.id == wanted or (wanted is None and self.owns(group, entry.change.address)):
                return group
        return None

    def standing_groups(self) -> frozenset[str]:
        """Addresses of the groups that will be there."""
        staying = {
            self.renamed.get(group.address, group.address)
            for group in self.seen.groups
            if group.id not in self.going
        }
        return frozenset(staying | self.made_groups)

    def standing_units(self) -> frozenset[str]:
        """Paths of the units that will be there and are not ignored; the root always is."""
        staying = {
            self.units.now(unit.path)
            for unit in self.seen.units
            if unit.id not in self.going
            and not is_ignored(self.context.ignore, Kind.ORG_UNIT, unit.path)
        }
        return frozenset({"/", "", *staying, *self.made_units})

    def exists(self, member: Member) -> bool:
        """Whether a member, named as it will be, can be put in."""
        if member.type is MemberType.ACCOUNT:
            return member.ref in self.accounts
        if member.type is MemberType.GROUP:
            return member.ref in self.standing_groups()
        return self.context.limits.external_members

    def follow(self, member: Member) -> Member:
        """A member by the name that it will have."""
        if member.type is not MemberType.GROUP:
            return member
        return Member(member.type, self.renamed.get(member.ref, member.ref))

    def complete(self, *listings: Listing) -> bool:
        """Whether these were listed whole."""
        return self.seen.complete.issuperset(listings)

    def plan(self, change: Change) -> None:
        """Plans a change."""
        self.told.changes.append(change)

    def find(self, code: UndoCode, address: Address, facts: Facts | None = None) -> None:
        """Lists what is not restored. Nothing is told of nobody."""
        facts = facts or {}
        if facts.get("count") == 0:
            return
        subject = f"{address.kind}/{address.key}"
        self.told.findings.append(
            Finding(code, Level.ADVISORY, address.tenant, address.school, subject, facts)
        )

    def miss(self, code: UndoCode, entry: JournalledChange) -> None:
        """Lists what became of an object since; of one that was never written, nothing did."""
        if entry.state is EntryState.APPLIED:
            self.find(code, entry.change.address)

    def reason(self) -> Reason:
        """Why every change here is planned."""
        return Reason(ReasonCode.UNDONE, {"run": self.context.run})


def _id_of(entry: JournalledChange) -> str | None:
    target = entry.change.target
    return target.id if target is not None else entry.external_id


@dataclass(frozen=True, slots=True)
class FieldRevert:
    """The fields of one object that go back, and the names of those that others changed since."""

    fields: tuple[FieldChange, ...]
    changed: tuple[str, ...]
    unknown: tuple[str, ...]
    """What they were is not recorded, or what they are was not read."""

    def message(self, undo: UndoPlanner, address: Address) -> None:
        """Lists what does not go back."""
        if self.changed:
            facts = {"what": ", ".join(self.changed)}
            undo.find(UndoCode.CHANGED_SINCE, address, facts)
        if self.unknown:
            undo.find(UndoCode.NOT_RECORDED, address, {"what": ", ".join(self.unknown)})


def revert_fields(change: Change, now: Mapping[str, Value]) -> FieldRevert:
    """Each field that is still as the change left it, from now to what it was; no mark."""
    fields: list[FieldChange] = []
    changed: list[str] = []
    unknown: list[str] = []
    for one in change.fields:
        if one.name in _OF_MARK or (present := now.get(one.name)) == one.before:
            continue
        if one.before is None or present is None:
            unknown.append(one.name)
        elif present == one.after:
            fields.append(FieldChange(one.name, present, one.before))
        else:
            changed.append(one.name)
    return FieldRevert(tuple(fields), tuple(changed), tuple(unknown))


def revert_mark(
    undo: UndoPlanner, change: Change, things: Iterable[ObservedObject]
) -> tuple[FieldChange, ...]:
    """Our mark back to what it was, unless another object has that one by now."""
    fields = tuple(
        FieldChange(one.name, one.after, one.before)
        for one in change.fields
        if one.name in _OF_MARK and one.before is not None
    )
    if not fields:
        return ()
    old = marked_before(change)
    if any(undo.carries(thing, old) for thing in things):
        undo.find(UndoCode.THERE_AGAIN, old)
        return ()
    undo.keys[change.address.kind, change.address.key] = old.key
    return fields


def marked_before(change: Change) -> Address:
    """The address that a thing's mark had before the change."""
    address = change.address
    before = {one.name: str(one.before) for one in change.fields if one.before is not None}
    school, key = before.get("school", address.school), before.get("key", address.key)
    return address._replace(school=school, key=key)


def revert_school(change: Change) -> tuple[FieldChange, ...]:
    """The earlier id of its school, for a thing that is marked again as it was."""
    before = marked_before(change).school
    return changed("school", change.address.school, before)
