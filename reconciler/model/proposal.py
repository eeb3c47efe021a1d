"""What a pull request changes in the tenants, beside what is pending without it.

Premise: base and head are planned from one observation, so whatever differs between their plans
follows from the pull request alone.

Rule: changes are compared by address, and within one field by field and person by person. What only
the head's plan has is proposed; what both have was pending; what only the base's has is settled by
the pull request: merged, it is no difference any more.

Example: base adds 3 to `robots`, head adds the same 3 and removes 32: −32 is proposed, +3 pending.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reconciler.errors import Facts, SourceLocation
from reconciler.model.change import Change, Delta, LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.plan import Finding, Plan, Refusal, SchoolPlan
from reconciler.model.resources import Address, Kind
from reconciler.model.school import SchoolRef

Entry = TypeVar("Entry")
_THING_OF = {Kind.MEMBERSHIP: Kind.GROUP, Kind.PLACEMENT: Kind.ORG_UNIT}


@dataclass(frozen=True, slots=True)
class ProposedSchool:
    """One school of a pull request's plan, in one tenant."""

    plan: SchoolPlan
    """With the head's manifests."""
    proposed: tuple[Change, ...] = ()
    """What follows from the pull request; may have a part of a change of the plan."""
    pending: tuple[Change, ...] = ()
    """What is pending with and without it."""
    settled: tuple[Change, ...] = ()
    """What is pending without it, and no more once it is merged."""
    new_refusals: tuple[Refusal, ...] = ()
    new_findings: tuple[Finding, ...] = ()

    @property
    def ref(self) -> SchoolRef:
        """The school in its tenant."""
        return self.plan.ref


@dataclass(frozen=True, slots=True)
class Governance:
    """Something that decides what is allowed, and that the pull request changes."""

    what: str
    """'level', 'waiver', 'scope', 'guard', 'rule', 'stack', 'school', …: see GovernanceKind."""
    facts: Facts = field(default_factory=dict)
    place: SourceLocation | None = None
    weakens: bool = True
    """Whether more is allowed with it than without."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pull request's plan beside the base's."""

    base: Plan
    head: Plan
    schools: tuple[ProposedSchool, ...]
    """In the head's order, all of them."""
    governance: tuple[Governance, ...] = ()
    """Those that weaken first."""

    @property
    def changed(self) -> tuple[ProposedSchool, ...]:
        """The schools of which something is proposed or settled."""
        return tuple(one for one in self.schools if one.proposed or one.settled)


def propose(base: Plan, head: Plan, governance: Iterable[Governance] = ()) -> Proposal:
    """What the head's plan has beside the base's, both of one observation."""
    before = {school.ref: school for school in base.schools}
    schools = tuple(_school(before.get(school.ref), school) for school in head.schools)
    ordered = sorted(governance, key=lambda one: (not one.weakens, one.what, str(one.facts)))
    return Proposal(base, head, schools, tuple(ordered))


def _school(base: SchoolPlan | None, head: SchoolPlan) -> ProposedSchool:
    was = _renamed(_by_address(() if base is None else base.differences), head)
    now = _by_address(head.differences)
    pairs = [(was.get(address), now.get(address)) for address in (*now, *(was.keys() - now.keys()))]
    known = () if base is None else base.findings
    return ProposedSchool(
        plan=head,
        proposed=tuple(one for a, b in pairs if (one := _more(b, a)) is not None),
        pending=tuple(one for a, b in pairs if (one := _common(a, b)) is not None),
        settled=tuple(one for a, b in pairs if (one := _more(a, b)) is not None),
        new_refusals=_new(head.refusals, () if base is None else base.refusals),
        new_findings=_new_findings(head.findings, known),
    )


def _by_address(changes: Iterable[Change]) -> Mapping[Address, Change]:
    return {change.address: change for change in changes}


def _renamed(changes: Mapping[Address, Change], head: SchoolPlan) -> Mapping[Address, Change]:
    """The base's changes by the addresses of what the head renames: it is the same thing."""
    keys = {
        (change.address.kind, str(field.before)): change.address.key
        for change in head.differences
        for field in change.fields
        if field.name == "key"
    }
    now: dict[Address, Change] = {}
    for address, change in changes.items():
        thing = _THING_OF.get(address.kind, address.kind)
        now[address._replace(key=keys.get((thing, address.key), address.key))] = change
    return now


def _new(refusals: Iterable[Refusal], known: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """A guard that said no before says a new no where its numbers moved."""
    there = list(known)
    return tuple(one for one in refusals if one not in there)


def _new_findings(findings: Iterable[Finding], known: Iterable[Finding]) -> tuple[Finding, ...]:
    """By code, subject and facts: a line that moved makes no new finding."""
    there = {one.sort_key() for one in known}
    return tuple(one for one in findings if one.sort_key() not in there)


def _same_object(one: Change, other: Change) -> bool:
    """Whether two changes of an address do the same to a unit or group, or make or drop it."""
    return one.action is other.action and (one.delta is None) is (other.delta is None)


def _more(change: Change | None, known: Change | None) -> Change | None:
    """What one change has and another of its address has not; None: nothing."""
    if change is None or known is None:
        return change
    if not _same_object(change, known):
        return change
    if change.delta is not None:
        return _with(change, _minus(change.delta, known.delta))
    fields = tuple(one for one in change.fields if one not in known.fields)
    if fields:
        return replace(change, fields=fields)
    remade = change.after != known.after and not change.fields
    return change if remade else None


def _common(one: Change | None, other: Change | None) -> Change | None:
    """What two changes of an address share, as the second has it; None: nothing.

    What it follows from is what the first follows from: the base's files.
    """
    if one is None or other is None or not _same_object(one, other):
        return None
    other = replace(other, triggers=one.triggers)
    more = _more(other, one)
    if more is None:
        return other
    if other.delta is not None:
        return _with(other, _minus(other.delta, more.delta))
    fields = tuple(field for field in other.fields if field not in more.fields)
    return replace(other, fields=fields) if fields else None


def _with(change: Change, delta: Delta | None) -> Change | None:
    return None if delta is None else replace(change, delta=delta)


def _minus(delta: Delta, other: Delta | None) -> Delta | None:
    """A delta without the entries of another; None where nothing is left."""
    if isinstance(delta, MembershipDelta) and isinstance(other, MembershipDelta):
        return _members(delta, other)
    if isinstance(delta, PlacementDelta) and isinstance(other, PlacementDelta):
        moves = _without(delta.moves, other.moves)
        return PlacementDelta(moves) if moves else None
    if isinstance(delta, LicenceDelta) and isinstance(other, LicenceDelta):
        return _licences(delta, other)
    return delta


def _members(delta: MembershipDelta, other: MembershipDelta) -> MembershipDelta | None:
    change = _without(delta.change, other.change)
    was = tuple(w for w, new in zip(delta.was, delta.change, strict=False) if new in change)
    left = MembershipDelta(
        _without(delta.add, other.add), _without(delta.remove, other.remove), change, was
    )
    return left if left.add or left.remove or left.change else None


def _licences(delta: LicenceDelta, other: LicenceDelta) -> LicenceDelta | None:
    change = _without(delta.change, other.change)
    was = tuple(w for w, new in zip(delta.was, delta.change, strict=False) if new in change)
    left = LicenceDelta(
        _without(delta.add, other.add),
        _without(delta.remove, other.remove),
        change,
        was,
        _without(delta.swap, other.swap),
    )
    return left if left.count else None


def _without(entries: tuple[Entry, ...], others: tuple[Entry, ...]) -> tuple[Entry, ...]:
    known = set(others)
    return tuple(entry for entry in entries if entry not in known)
