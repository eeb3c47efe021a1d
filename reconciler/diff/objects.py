"""Units and groups, compared alike: which to make, adopt, rename, set anew, leave, let go.

Premise: both are objects that carry our mark. A declaration finds its object by the mark, then by
the mark under an earlier key, then by name (`reconciler.diff.match`).

Rule: an object is gone only if no entry of the school's file means it. An entry still means its
object while an `ignore` pattern covers either of its names, before its first day, while it is
renamed into an entry whose first day is to come, and where a change is refused or not allowed.
Such an object is kept exactly as it is.

Example: the file renames `robotics` into `robots` and ignores `groups/rob*`. The object with the
mark `robotics` is neither renamed nor deleted, and a finding says that it is declared and ignored.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic

from reconciler.diff.match import (
    Index,
    Match,
    MatchedBy,
    ObservedT,
    covered_by_ignore,
    former,
    match,
    name_of,
)
from reconciler.diff.policy import DiffCode, SchoolPolicy, UnlistedCode
from reconciler.diff.result import Difference, action_for, mark_changed, reason_for
from reconciler.model.change import Action, Change, FieldChange, Reason, ReasonCode, Target
from reconciler.model.observation import ObservedGroup, ObservedUnit
from reconciler.model.plan import Refusal, Unknown
from reconciler.model.resources import Declared, Group, Kind, OrgUnit, Resource


@dataclass(frozen=True, slots=True)
class ObjectsResult(Generic[ObservedT]):
    """What becomes of the objects of one kind once the plan is done."""

    matched: Mapping[str, Match[ObservedT]] = field(default_factory=dict)
    """By key: those that will be ours, and as declared."""
    final_names: frozenset[str] = frozenset()
    """Names under which those will be there."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Present name → new name."""
    kept_names: Mapping[str, str] = field(default_factory=dict)
    """Declared name → present name of those that are declared and not changed."""
    dropped: tuple[tuple[str, ObservedT], ...] = ()
    """Key and object of those that no entry means any more."""
    unmanaged: int = 0
    """How many carry no mark, and will carry none."""


class ObjectComparer(ABC, Generic[ObservedT]):
    """Compares the objects of one kind; lives for one call."""

    def __init__(
        self, index: Index[ObservedT], policy: SchoolPolicy, difference: Difference
    ) -> None:
        self.index = index
        self.policy = policy
        self.difference = difference
        self.renamed: dict[str, str] = {}
        self.final_names: set[str] = set()
        self._matched: dict[str, Match[ObservedT]] = {}
        self._kept_names: dict[str, str] = {}
        # entries before their first day mean their objects already
        self._kept = set(policy.waiting(index.kind))
        self._declared: tuple[Declared, ...] = ()
        self._meant: set[str] = set()

    @abstractmethod
    def name(self, resource: Resource) -> str:
        """The name that a declared resource is to have."""

    @abstractmethod
    def present(self, observed: ObservedT) -> str:
        """The name that an object has once the renames so far are done."""

    @abstractmethod
    def fields(self, resource: Resource, observed: ObservedT) -> tuple[FieldChange, ...] | None:
        """What of an object is not as declared; None where it was not read."""

    def refusal(self, item: Declared, found: Match[ObservedT]) -> Refusal | None:
        """Why a match is refused; None: it is not."""
        del item, found
        return None

    def obstacle(self, item: Declared, found: Match[ObservedT]) -> DiffCode | None:
        """The finding for an object that must stay as it is; None: it need not."""
        del item, found
        return None

    def rename(self, observed: ObservedT, name: str) -> None:
        """Takes note of a planned rename."""
        self.renamed[name_of(observed)] = name

    def compare(self, items: Iterable[Declared]) -> ObjectsResult[ObservedT]:
        """Plans every item in the order given; what is dropped is left to the caller."""
        self.difference.refusals += self.index.duplicate_marks(self.policy)
        self._declared = tuple(items)
        self._meant = self._kept.union(
            key for item in self._declared for key in (item.address.key, *item.earlier)
        )
        for item in self._declared:
            self._kept |= {item.address.key, *item.earlier}
            self._compare(item)
        matched = {
            found.observed.id for found in self._matched.values() if found.observed is not None
        }
        return ObjectsResult(
            matched=self._matched,
            final_names=frozenset(self.final_names),
            renamed=self.renamed,
            kept_names=self._kept_names,
            dropped=tuple(self._dropped()),
            unmanaged=sum(
                observed.mark is None and observed.id not in matched
                for observed in self.index.by_name.values()
            ),
        )

    def _compare(self, item: Declared) -> None:
        name = self.name(item.resource)
        ignored = covered_by_ignore(item, name, self.index, self.policy)
        if ignored is not None:
            self._keep_as_is(item, ignored.observed, DiffCode.DECLARED_AND_IGNORED)
            return
        found = match(item, name, self.index, self.policy)
        named = self.index.by_name.get(name)
        if not self._by_mark(item) and (named is None or named.mark is not None):
            found = self._renamed_away(item, name, named) or found
        refusal = found if isinstance(found, Refusal) else self.refusal(item, found)
        if refusal is not None:
            self.difference.refuse(refusal)
        elif isinstance(found, Match):
            self._plan_match(item, found, name)

    def _by_mark(self, item: Declared) -> bool:
        """Whether an entry finds its object by a key that it has, or says that it had."""
        return any(key in self.index.ours for key in (item.address.key, *item.earlier))

    def _renamed_away(
        self, item: Declared, name: str, named: ObservedT | None
    ) -> Match[ObservedT] | Refusal | None:
        """The object to rename back; a refusal where there is more than one; None: there is none.

        None of them is dropped as what no entry means. `named` has the name already: a unit is
        where it was as soon as the one above it is.
        """
        found = {
            observed.mark.key: observed
            for observed in former(item, name, self.index, self.policy)
            if observed.mark is not None and observed.mark.key not in self._meant
        }
        if named is not None and named not in found.values():
            return None
        self._kept |= found.keys()
        if len(found) > 1 or any(self._claimed_besides(item, one) for one in found.values()):
            facts = {"kind": self.index.kind.value, "key": item.address.key}
            lines = [f"`previously: [{key}]`" for key in sorted(found)]
            return self.policy.refusal("renamed-unclear", {**facts, "lines": " / ".join(lines)})
        return next((Match(MatchedBy.FORMER, observed) for observed in found.values()), None)

    def _claimed_besides(self, item: Declared, observed: ObservedT) -> bool:
        """Whether another entry that has no object yet may mean this one, too."""
        others = (one for one in self._declared if one is not item and not self._by_mark(one))
        return any(
            observed in former(one, self.name(one.resource), self.index, self.policy)
            for one in others
        )

    def _plan_match(self, item: Declared, found: Match[ObservedT], name: str) -> None:
        allowed = self.policy.allows(self.index.kind, action_for(found.matched_by))
        obstacle = self.obstacle(item, found) if allowed else None
        if item.adopts and found.observed is None:
            obstacle = DiffCode.NOTHING_TO_ADOPT
        if obstacle is not None:
            self._keep_as_is(item, found.observed, obstacle)
        elif self._plan(item, found, name):
            self._matched[item.address.key] = found
            self.final_names.add(name)
            if found.observed is not None and self.present(found.observed) != name:
                self.rename(found.observed, name)
        elif found.observed is not None:
            self._kept_names[name] = name_of(found.observed)

    def _keep_as_is(self, item: Declared, observed: ObservedT | None, code: DiffCode) -> None:
        """Tells why an item's object is left as it is, or is not made."""
        if observed is not None:
            self._kept_names[self.name(item.resource)] = name_of(observed)
        kind, key = item.address.kind.value, item.address.key
        facts = {"kind": kind, "key": key}
        self.difference.findings.append(
            self.policy.finding(code, f"{kind}/{key}", facts, item.place)
        )

    def _plan(self, item: Declared, found: Match[ObservedT], name: str) -> bool:
        """Whether the object will be ours and under its name, so that what is in it is compared."""
        now = found.observed
        in_place = (
            found.matched_by is MatchedBy.MARK and now is not None and self.present(now) == name
        )
        fields = () if now is None else self.fields(item.resource, now)
        if fields is None:
            reason = Reason(UnlistedCode.SETTINGS_NOT_READ)
            self.difference.unknown.append(Unknown(item.address, reason))
            return in_place
        mark = now.mark if now is not None else None
        fields += mark_changed(mark, item.address)
        if found.matched_by is MatchedBy.MARK and item.previously:
            self.difference.report_obsolete(item, self.policy)
        if found.matched_by is MatchedBy.MARK and not fields:
            return True
        change = Change(
            address=item.address,
            action=action_for(found.matched_by),
            after=item.resource,
            reason=reason_for(found.matched_by, item, mark),
            target=None if now is None else target_of(now, found.matched_by),
            fields=fields,
            place=item.place,
            before=None if now is None else as_resource(now),
        )
        return self.difference.plan(change, self.policy) or in_place

    def _dropped(self) -> Iterator[tuple[str, ObservedT]]:
        # of two objects with one mark nobody knows which is meant: refused, never dropped
        for key, observed_objects in sorted(self.index.ours.items()):
            if key not in self._kept and len(observed_objects) == 1:
                yield key, observed_objects[0]


def target_of(observed: ObservedUnit | ObservedGroup, how: MatchedBy = MatchedBy.MARK) -> Target:
    """A unit or group as the vendor knows it today."""
    by_name = how in (MatchedBy.NAME, MatchedBy.EARLIER_NAME)
    adopted = observed.mark.adopted if observed.mark else by_name
    name = observed.spelling if isinstance(observed, ObservedUnit) else observed.address
    return Target(observed.id, name, observed.label, adopted)


def as_resource(observed: ObservedUnit | ObservedGroup) -> OrgUnit | Group:
    """A unit or group in our words, as it is today, with all of its settings that were read."""
    if isinstance(observed, ObservedUnit):
        return OrgUnit(observed.path, observed.label)
    return Group(observed.address, observed.name, observed.type, dict(observed.settings or {}))


def drop(
    key: str, observed: ObservedUnit | ObservedGroup, action: Action, policy: SchoolPolicy
) -> Change:
    """Lets go, or deletes, what no entry means; the reason names the last day of one that ended."""
    kind = Kind.ORG_UNIT if isinstance(observed, ObservedUnit) else Kind.GROUP
    address, ended = policy.address(kind, key), policy.ended.get((kind, key))
    if ended is not None:
        reason = Reason(ReasonCode.ENDED, {"day": ended})
    else:
        pruned = action is Action.DELETE
        reason = Reason(ReasonCode.PRUNED if pruned else ReasonCode.DROPPED)
    fields = mark_changed(observed.mark, address)
    target, before = target_of(observed), as_resource(observed)
    return Change(address, action, None, reason, target, fields, before=before)
