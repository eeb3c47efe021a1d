"""A vendor as a pure function: an observation and changes in, the observation afterwards out.

It is stricter than the real ones: what is already there cannot be added, what is not there cannot
be removed, and only what carries this municipality's mark can be deleted or let go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reconciler.model.change import Action, Change, LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.mark import Mark
from reconciler.model.observation import (
    Account,
    Observation,
    ObservedGroup,
    ObservedLicence,
    ObservedUnit,
)
from reconciler.model.resources import (
    Group,
    LicenceAssignment,
    LicenceSwap,
    Member,
    MemberRole,
    Membership,
    MemberType,
    OrgUnit,
    Placement,
)

_GONE = (Action.DELETE, Action.FORGET)


def carried_out(
    changes: Iterable[Change], observation: Observation, *, nest: bool, municipality: str
) -> Observation:
    """What would be observed once the changes are done in their order; AssertionError if not.

    `nest` is whether units nest, carry their people along, and hold each account once.
    """
    tenant = _Tenant(
        municipality=municipality,
        nest=nest,
        accounts={account.id: account for account in observation.accounts},
        units={unit.id: unit for unit in observation.units},
        groups={group.id: group for group in observation.groups},
        licences={licence.product: licence for licence in observation.licences},
        seen_at={unit.path: unit.id for unit in observation.units},
    )
    for change in changes:
        tenant.do(change)
    return replace(
        observation,
        accounts=tuple(tenant.accounts.values()),
        units=tuple(tenant.units.values()),
        groups=tuple(tenant.groups.values()),
        licences=tuple(tenant.licences.values()),
    )


@dataclass(slots=True)
class _Tenant:
    """A tenant while changes are carried out; lives for one call."""

    municipality: str
    nest: bool
    accounts: dict[str, Account]
    units: dict[str, ObservedUnit]
    groups: dict[str, ObservedGroup]
    licences: dict[str, ObservedLicence]
    seen_at: Mapping[str, str]
    """Path → id of the units as they were when the plan was made."""

    def do(self, change: Change) -> None:
        after, delta = change.after, change.delta
        if change.action in _GONE:
            self._drop(change)
        elif isinstance(after, OrgUnit):
            self._unit(change, after)
        elif isinstance(after, Group):
            self._group(change, after)
        elif isinstance(after, Membership) and isinstance(delta, MembershipDelta):
            self._members(after, delta)
        elif isinstance(after, Placement) and isinstance(delta, PlacementDelta):
            self._place(after, delta)
        elif isinstance(after, LicenceAssignment) and isinstance(delta, LicenceDelta):
            self._license(after, delta)
        else:
            raise AssertionError(f"{change.address}: nothing that a vendor can do")

    def _mark(self, change: Change) -> Mark:
        address = change.address
        adopted = change.target is not None and change.target.adopted
        school = _of_school(change, "after")
        return Mark(self.municipality, school, address.kind, address.key, adopted)

    def _drop(self, change: Change) -> None:
        assert change.target is not None
        known: Mapping[str, ObservedUnit | ObservedGroup] = {**self.units, **self.groups}
        there = known[change.target.id]
        assert there.mark is not None, "only what carries our mark may go"
        assert there.mark.municipality == self.municipality
        assert there.mark.school == _of_school(change, "before")
        if change.action is Action.FORGET:
            self._let_go(change, there)
        elif isinstance(there, ObservedUnit):
            self._assert_empty(there)
            del self.units[there.id]
        else:
            del self.groups[there.id]
            gone = Member(MemberType.GROUP, there.address)
            for group in self.groups.values():
                self._keep(replace(group, members=_without(group.members, gone)))

    def _let_go(self, change: Change, there: ObservedUnit | ObservedGroup) -> None:
        """Without our mark, and with those fields put back that an undo names."""
        values = {one.name: one.after for one in change.fields}
        if isinstance(there, ObservedUnit):
            self._move_unit(there.path, str(values.get("path", there.path)))
            label = str(values.get("label", there.label))
            self._keep(replace(self.units[there.id], label=label, mark=None))
            return
        address, name = (str(values.get(f, getattr(there, f))) for f in ("address", "name"))
        settings = {
            field.removeprefix("settings."): value
            for field, value in values.items()
            if field.startswith("settings.") and value is not None
        }
        after = Group(address, name, there.type, settings)
        self._group(replace(change, action=Action.UPDATE), after)
        self._keep(replace(self.groups[there.id], mark=None))

    def _keep(self, thing: ObservedUnit | ObservedGroup) -> None:
        if isinstance(thing, ObservedUnit):
            self.units[thing.id] = thing
        else:
            self.groups[thing.id] = thing

    def _assert_empty(self, unit: ObservedUnit) -> None:
        below = f"{unit.path}/"
        assert not any(other.path.startswith(below) for other in self.units.values())
        assert not any(unit.path in account.places for account in self.accounts.values())

    def _unit(self, change: Change, after: OrgUnit) -> None:
        marked = self._mark(change)
        if change.target is None:
            paths = {unit.path for unit in self.units.values()}
            assert after.path not in paths, f"{after.path} exists"
            above = after.path.rpartition("/")[0]
            assert not self.nest or above in {"", *paths}, f"{above} does not exist"
            made = f"new:{after.path}"
            self.units[made] = ObservedUnit(made, after.path, after.path, after.label, marked)
            return
        there = self.units[change.target.id]
        self._move_unit(there.path, after.path)
        moved = replace(there, path=after.path, spelling=after.path, label=after.label)
        self.units[there.id] = replace(moved, mark=marked)

    def _move_unit(self, old: str, new: str) -> None:
        def moved(path: str) -> str:
            inside = path == old or (self.nest and path.startswith(f"{old}/"))
            return f"{new}{path[len(old) :]}" if inside else path

        for unit in list(self.units.values()):
            path = moved(unit.path)
            if path != unit.path:
                self.units[unit.id] = replace(unit, path=path, spelling=path)
        for account in list(self.accounts.values()):
            places = tuple(map(moved, account.places))
            self.accounts[account.id] = replace(account, places=places)

    def _group(self, change: Change, after: Group) -> None:
        marked = self._mark(change)
        if change.target is None:
            assert after.address not in self._addresses(), f"{after.address} is taken"
            self.groups[f"new:{after.address}"] = ObservedGroup(
                id=f"new:{after.address}",
                address=after.address,
                name=after.name,
                label="",
                type=after.type,
                settings=dict(after.settings),
                members={role: frozenset() for role in MemberRole},
                mark=marked,
            )
            return
        there = self.groups[change.target.id]
        aliases = (there.aliases | {there.address}) - {after.address}
        settled = replace(
            there,
            address=after.address,
            name=after.name,
            aliases=aliases if after.address != there.address else there.aliases,
            settings={**(there.settings or {}), **after.settings},
            mark=marked,
        )
        self.groups[there.id] = settled
        self._follow(there.address, after.address)

    def _follow(self, old: str, new: str) -> None:
        """A renamed group is listed under its new address wherever it is a member."""
        was, now = Member(MemberType.GROUP, old), Member(MemberType.GROUP, new)
        for group in list(self.groups.values()):
            members = {
                role: frozenset(now if member == was else member for member in listed)
                for role, listed in (group.members or {}).items()
            }
            self.groups[group.id] = replace(group, members=members if group.members else None)

    def _addresses(self) -> set[str]:
        things: list[Account | ObservedGroup] = [*self.accounts.values(), *self.groups.values()]
        return {name for thing in things for name in (thing.address, *thing.aliases)}

    def _members(self, after: Membership, delta: MembershipDelta) -> None:
        (group,) = [one for one in self.groups.values() if one.address == after.group]
        assert group.mark is not None, "the members of what is not ours are not ours"
        assert group.members is not None, "what was not read cannot be written"
        there = {(role, member) for role, listed in group.members.items() for member in listed}
        for entry in delta.remove:
            assert entry in there, f"{entry} is not there"
            there.discard((entry.role, entry.member))
        for entry in delta.change:
            old = {one for one in there if one[1] == entry.member}
            assert old, f"{entry} is not there"
            assert (entry.role, entry.member) not in old
            there = (there - old) | {(entry.role, entry.member)}
        for entry in delta.add:
            assert entry not in there, f"{entry} is there already"
            assert not self.nest or entry.member not in {one[1] for one in there}
            self._assert_exists(entry.member)
            there.add((entry.role, entry.member))
        members = {role: frozenset(m for r, m in there if r is role) for role in MemberRole}
        self.groups[group.id] = replace(group, members=members)

    def _assert_exists(self, member: Member) -> None:
        if member.type is MemberType.ACCOUNT:
            assert member.ref in self.accounts, f"no account {member.ref}"
        if member.type is MemberType.GROUP:
            assert member.ref in {group.address for group in self.groups.values()}, member.ref

    def _place(self, after: Placement, delta: PlacementDelta) -> None:
        paths = {unit.path for unit in self.units.values()} | ({"/"} if self.nest else set())
        assert after.path in paths, f"no unit {after.path}"
        for move in delta.moves:
            account = self.accounts[move.account]
            leaving = {self._path_now(path) for path in move.out_of}
            left = set(account.places) - leaving
            assert leaving <= set(account.places), f"{move} is not from where it says"
            assert not self.nest or not left, f"{account.id} would be in two places"
            staying = set() if after.path in leaving else {after.path}
            assert staying or not self.nest, f"{account.id} would be nowhere"
            places = tuple(sorted({*left, *staying}))
            self.accounts[account.id] = replace(account, places=places)

    def _path_now(self, path: str) -> str:
        """Where a unit is by now that was seen at a path, or has come to be there."""
        if path in {unit.path for unit in self.units.values()} or path not in self.seen_at:
            return path
        return self.units[self.seen_at[path]].path

    def _license(self, after: LicenceAssignment, delta: LicenceDelta) -> None:
        there = self.licences[after.product]
        held = {holder.member: holder for holder in there.holders}
        for holder in delta.remove:
            assert holder.member in held, f"{holder} is not there"
            del held[holder.member]
        for holder in delta.change:
            assert holder.member in held, f"{holder} is not there"
            held[holder.member] = holder
        coming = (*(swap.holder for swap in delta.swap), *delta.add)
        for swap in delta.swap:
            self._take_in_swap(swap)
        for holder in coming:
            assert holder.member not in held, f"{holder} is there already"
            self._assert_exists(holder.member)
            held[holder.member] = holder
        seats = [holder for holder in coming if holder.member.type is MemberType.ACCOUNT]
        consumed = there.consumed + len(seats) - len(delta.remove)
        assert there.purchased is None or consumed <= max(there.purchased, there.consumed)
        self.licences[after.product] = replace(
            there, holders=frozenset(held.values()), consumed=consumed
        )

    def _take_in_swap(self, swap: LicenceSwap) -> None:
        old = self.licences[swap.product]
        assert swap.was in old.holders, f"{swap} is not there"
        self.licences[swap.product] = replace(
            old, holders=old.holders - {swap.was}, consumed=old.consumed - 1
        )


def _of_school(change: Change, side: str) -> str:
    """The school's id in a mark before or after a change that perhaps rewrites it."""
    told = [str(getattr(one, side)) for one in change.fields if one.name == "school"]
    return told[0] if told else change.address.school


def _without(
    members: Mapping[MemberRole, frozenset[Member]] | None, gone: Member
) -> Mapping[MemberRole, frozenset[Member]] | None:
    if members is None:
        return None
    return {role: listed - {gone} for role, listed in members.items()}
