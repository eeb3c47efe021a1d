"""Holds back what a vendor refused for good, so that it is not sent again each time.

Premise: `model.held` says what is remembered. A change that is only repeated fails a school each
morning, and one that is forgotten is never told again.

Rule: an item is held while the ledger has a refusal of it with the same inputs. It is planned
again when what is asked or the object changed, seven days after the last refusal, or where a
person asks for it. What cannot be done without it is held with it:
- what needs an object that is not made; members of a group whose settings are not as declared;
- owners who would leave while a new one is held;
- outsiders who would leave while a new one is held, until that one was refused `SURE` times: a
  vendor may know one of them under the new address. After that they are no longer held back, since
  one wrong address must not keep everybody else in for ever.

Example: a parent's new address is refused on Monday as no address. The old one stays, and is told
as held. On the next Monday the new one is tried, and refused, again: from then on the old one goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from reconciler.errors import Code, Facts
from reconciler.model.change import Action, Change, PlacementMove
from reconciler.model.held import NEEDS, WAITS, HeldChange, RememberedRefusal
from reconciler.model.parts import REMOVE, WHOLE, Entry, only, subjects
from reconciler.model.plan import Finding, Level
from reconciler.model.replacement import OWNERS, Slot, member_slots
from reconciler.model.resources import Address, Group, Kind, LicenceSwap, OrgUnit, RoleMember
from reconciler.plan.order import needs
from reconciler.plan.refusal_inputs import RefusalInputs, RefusalMemory, retry_day

SURE = 2
"""Refusals, a week apart, after which nobody is kept in the place of an outsider."""
_SAME = "same-person"
"""The vendor says which entry is hers: that one is held itself, and no other."""


class HeldCode(Code):
    """Codes of findings (finding-…): 'held-' and the reason."""

    INVALID = "held-invalid"
    UNSUPPORTED = "held-unsupported"
    AUTOMATIC_LICENCE = "held-automatic-licence"
    INHERITED_LICENCE = "held-inherited-licence"
    SAME_PERSON = "held-same-person"
    WAITS = "held-waits"
    NEEDS = "held-needs"


class HoldResult(NamedTuple):
    """A school's changes, parted."""

    changes: tuple[Change, ...]
    """In their order, without what is held."""
    held: tuple[HeldChange, ...] = ()
    remembered: tuple[RememberedRefusal, ...] = ()


class _Held(NamedTuple):
    """Why one item is held."""

    reason: str
    times: int = 0
    since: str = ""
    retry: str = ""


def hold(changes: Sequence[Change], memory: RefusalMemory, observed: RefusalInputs) -> HoldResult:
    """Parts a school's changes into what is sent and what is held; keeps their order."""
    if not memory.remembered:
        return HoldResult(tuple(changes))
    found: dict[Address, dict[str, _Held]] = {}
    remembered: list[RememberedRefusal] = []
    for change in changes:
        for subject, refusal, is_held in _recalled(change, memory, observed):
            remembered.append(refusal)
            if is_held:
                why = _Held(refusal.code, refusal.times, refusal.first, retry_day(refusal))
                found.setdefault(change.address, {})[subject] = why
    gaps = _Gaps.of(changes, found)
    for change in changes:
        held = found.get(change.address, {})
        for subject in gaps.needed_by(change):
            held.setdefault(subject, _Held(NEEDS))
        for subject in _waiting(change, held):
            held.setdefault(subject, _Held(WAITS))
        if held:
            found[change.address] = held
    sent = (only(c, partial(_is_free, found.get(c.address, {}))) for c in changes)
    return HoldResult(
        tuple(change for change in sent if change is not None),
        tuple(one for change in changes for one in _held(change, found.get(change.address, {}))),
        tuple(remembered),
    )


def _is_free(held: Mapping[str, _Held], subject: str) -> bool:
    return subject not in held


def _recalled(
    change: Change, memory: RefusalMemory, observed: RefusalInputs
) -> Iterator[tuple[str, RememberedRefusal, bool]]:
    """The items that were refused before, as they are to be remembered, and whether each is held.

    An item whose inputs are others by now is not among them.
    """
    rows = memory.remembered.get(change.address, ())
    if not rows:
        return
    stored = {row.subject: row for row in rows if row.inputs}
    this_run = {row.subject: row for row in rows if not row.inputs}
    for subject, entry in subjects(change):
        digest = memory.digest(change.action.value, subject)
        before, now = stored.get(digest), this_run.get(digest)
        if before is None and now is None:
            continue
        inputs = memory.digest(subject, *observed.shows(change, entry))
        same = before is not None and before.inputs == inputs
        if now is not None:
            yield subject, _again(now, before if same else None, inputs, memory.today), True
        elif before is not None and same:
            yield subject, before, not memory.is_due(before)


def _again(
    now: RememberedRefusal, before: RememberedRefusal | None, inputs: str, today: str
) -> RememberedRefusal:
    """A refusal of this run, counted on from the one before where that was of the same."""
    times, first = (before.times + 1, before.first) if before else (1, today)
    return now._replace(inputs=inputs, times=times, first=first, last=today)


@dataclass(frozen=True, slots=True)
class _Gaps:
    """What of a school's plan will not be there, since it is held."""

    missing: frozenset[Address]
    """Objects that are not made."""
    groups: frozenset[str]
    """The addresses of groups among them."""
    loose: frozenset[Address]
    """Groups whose settings are not as declared."""
    occupied: tuple[str, ...]
    """Paths of units that somebody does not leave."""

    @classmethod
    def of(cls, changes: Sequence[Change], found: Mapping[Address, Mapping[str, _Held]]) -> _Gaps:
        """Gathers them."""
        whole = [one for one in changes if WHOLE in found.get(one.address, {})]
        made = [one for one in whole if one.action is Action.CREATE]
        return cls(
            missing=frozenset(one.address for one in made),
            groups=frozenset(one.after.address for one in made if isinstance(one.after, Group)),
            loose=frozenset(
                one.address for one in whole if any(field.is_setting for field in one.fields)
            ),
            occupied=tuple(
                path
                for one in changes
                for subject, entry in subjects(one)
                if isinstance(entry, PlacementMove) and subject in found.get(one.address, {})
                for path in entry.out_of
            ),
        )

    def needed_by(self, change: Change) -> Iterator[str]:
        """The items of a change that cannot be carried out, or must not be."""
        needed = frozenset(needs(change))
        for subject, entry in subjects(change):
            if entry is None:
                without = not needed.isdisjoint(self.missing) or self._keeps(change)
            else:
                joins = change.address.kind is Kind.MEMBERSHIP and not subject.startswith(REMOVE)
                where = self.missing | (self.loose if joins else frozenset())
                without = not needed.isdisjoint(where) or _ref(entry) in self.groups
            if without:
                yield subject

    def _keeps(self, change: Change) -> bool:
        """Whether a unit that is to be deleted is not empty then."""
        unit = change.before
        if change.action is not Action.DELETE or not isinstance(unit, OrgUnit):
            return False
        return any(p == unit.path or p.startswith(f"{unit.path}/") for p in self.occupied)


def _ref(entry: Entry) -> str:
    if isinstance(entry, PlacementMove):
        return entry.account
    return (entry.holder if isinstance(entry, LicenceSwap) else entry).member.ref


def _waiting(change: Change, held: Mapping[str, _Held]) -> Iterator[str]:
    """Removals in the place of which something that is held would come."""
    missing: set[Slot] = set()
    for subject, entry in subjects(change):
        if subject in held and isinstance(entry, RoleMember) and not subject.startswith(REMOVE):
            sure = held[subject].times >= SURE or held[subject].reason == _SAME
            missing |= {one for one in member_slots(entry) if one == OWNERS or not sure}
    for subject, entry in subjects(change):
        if not isinstance(entry, RoleMember) or not subject.startswith(REMOVE):
            continue
        if missing & member_slots(entry):
            yield subject


def _held(change: Change, held: Mapping[str, _Held]) -> Iterator[HeldChange]:
    """One for each reason."""
    for why in sorted(set(held.values())):
        part = only(change, {subject for subject, one in held.items() if one == why}.__contains__)
        if part is not None:
            yield HeldChange(part, why.reason, why.times, why.since, why.retry)


def held_findings(held: Iterable[HeldChange]) -> Iterator[Finding]:
    """What a person should know of each."""
    yield from map(held_finding, held)


def held_finding(one: HeldChange) -> Finding:
    """Since when something is held, how often it was refused, what to do."""
    address = one.change.address
    facts: Facts = {
        "kind": address.kind.value,
        "key": address.key,
        "count": len(subjects(one.change)),
        "times": one.times,
        "since": one.since,
        "retry": one.retry,
    }
    return Finding(
        code=HeldCode(f"held-{one.reason}"),
        level=Level.ADVISORY,
        tenant=address.tenant,
        school=address.school,
        subject=f"{address.kind}/{address.key}",
        facts=facts,
        place=one.change.place,
    )
