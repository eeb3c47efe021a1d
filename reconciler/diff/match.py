"""Which observed object a declaration means: by mark, by an earlier mark, by name.

Premise: taking the wrong object for ours renames or empties somebody else's group. So a mark is
stronger than any name, and where two objects could be meant the answer is a refusal.

Rule, in this order:
1. our mark with the key; 2. our mark with an earlier key (`previously`); 3. the planned name; 4. an
   earlier name. Objects found by a name (3, 4) must carry no mark: they are adopted;
- two objects with one mark, or objects both under the new and an earlier key or name: refused;
- the planned name belongs to another object: refused.
What is found by none of these may have been renamed away: the file says again what it said before
(`git revert`), so the object whose key nobody declares any more is renamed back. That it once had
the declared key is known from an alias, or from the ledger's journal.
What an `ignore` pattern covers is matched by nothing. It is kept in the index all the same, so that
a declaration which means it is left alone, and no second object is made with the same mark.

Example: `robots` has previously [robotics]. A group with the mark `robotics` is found and renamed;
if a group robots@ exists besides, the answer is `both-names-exist`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

from reconciler.diff.policy import SchoolPolicy, is_ignored_object
from reconciler.errors import Facts
from reconciler.model.observation import ObservedGroup, ObservedUnit
from reconciler.model.plan import Refusal
from reconciler.model.resources import Declared, Kind

ObservedT = TypeVar("ObservedT", bound=ObservedUnit | ObservedGroup)


class MatchedBy(Enum):
    """How a declaration found its object."""

    MARK = "mark"
    EARLIER_MARK = "earlier mark"
    NAME = "name"
    EARLIER_NAME = "earlier name"
    FORMER = "former"
    """It had the declared key before it was renamed, and nobody declares the key of its mark."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Match(Generic[ObservedT]):
    """The object that a declaration means, and how it was found."""

    matched_by: MatchedBy
    observed: ObservedT | None = None


@dataclass(frozen=True, slots=True)
class Index(Generic[ObservedT]):
    """Observed objects of one kind: ours by key, all by name, and those that are ignored."""

    kind: Kind
    ours: Mapping[str, tuple[ObservedT, ...]]
    """Key of the mark → objects; more than one is a refusal."""
    by_name: Mapping[str, ObservedT]
    twice: frozenset[str] = frozenset()
    """Names that two objects have: flat units may."""
    ignored: Mapping[str, ObservedT] = field(default_factory=dict)
    """By name; in none of the others."""

    @classmethod
    def of(
        cls, kind: Kind, objects: Iterable[tuple[str, ObservedT]], policy: SchoolPolicy
    ) -> Index[ObservedT]:
        """Indexes (name, object) pairs."""
        ignored: dict[str, ObservedT] = {}
        ours: dict[str, tuple[ObservedT, ...]] = defaultdict(tuple)
        by_name: dict[str, ObservedT] = {}
        twice: set[str] = set()
        for name, found in sorted(objects, key=lambda pair: (pair[0], pair[1].id)):
            if is_ignored_object(policy.ignore, kind, name, found):
                ignored[name] = found
                continue
            twice |= {name} & by_name.keys()
            by_name[name] = found
            if policy.owns(found.mark, kind) and found.mark is not None:
                ours[found.mark.key] += (found,)
        return cls(kind, dict(ours), by_name, frozenset(twice), ignored)

    def duplicate_marks(self, policy: SchoolPolicy) -> tuple[Refusal, ...]:
        """A refusal for each mark that two objects carry."""
        return tuple(
            self.duplicate_mark(key, policy)
            for key in sorted(self.ours)
            if self.has_duplicate_mark(key)
        )

    def has_duplicate_mark(self, key: str) -> bool:
        """Whether two objects carry this mark."""
        return len(self.ours.get(key, ())) > 1

    def duplicate_mark(self, key: str, policy: SchoolPolicy) -> Refusal:
        """The refusal of a mark that two objects carry."""
        return policy.refusal("two-with-one-mark", {"kind": self.kind.value, "key": key})


@dataclass(frozen=True, slots=True)
class Ignored(Generic[ObservedT]):
    """A declaration that an `ignore` pattern covers, and the object that it means."""

    observed: ObservedT | None


def covered_by_ignore(
    declared: Declared, name: str, index: Index[ObservedT], policy: SchoolPolicy
) -> Ignored[ObservedT] | None:
    """Whether a declaration's planned name is ignored, or the present name of what it means."""
    keys = (declared.address.key, *declared.earlier)
    ours = [index.ours[key][0] for key in keys if key in index.ours]
    marked = [
        observed
        for observed in index.ignored.values()
        if policy.owns(observed.mark, index.kind)
        and observed.mark is not None
        and observed.mark.key in keys
    ]
    if policy.ignores(index.kind, name):
        return Ignored(next(iter((*ours, *marked)), index.ignored.get(name)))
    if ours:
        return None
    names = [name, *(policy.name_of(index.kind, key) for key in declared.earlier)]
    earlier = [index.ignored.get(one) for one in (() if name in index.by_name else names)]
    unmarked = [observed for observed in earlier if observed is not None and observed.mark is None]
    means = [*marked, *unmarked]
    return Ignored(means[0]) if means else None


def name_of(observed: ObservedUnit | ObservedGroup) -> str:
    """A unit's path, a group's address."""
    return observed.path if isinstance(observed, ObservedUnit) else observed.address


def match(
    declared: Declared, name: str, index: Index[ObservedT], policy: SchoolPolicy
) -> Match[ObservedT] | Refusal:
    """Finds the object of a declaration, or refuses what is ambiguous.

    The mark goes first, then the mark under an earlier key, then the name, then an earlier name.
    """
    key = declared.address.key
    facts = {"kind": index.kind.value, "key": key, "name": name}
    for one in (key, *declared.earlier):
        # first of all: with two objects of one mark, either choice may be the wrong one
        if index.has_duplicate_mark(one):
            return index.duplicate_mark(one, policy)
    if name in index.twice:
        return policy.refusal("name-is-taken", facts)
    earlier = [index.ours[old][0] for old in declared.earlier if old in index.ours]
    old_names = [policy.name_of(index.kind, old) for old in declared.earlier]
    unmarked = [
        found
        for old in old_names
        if (found := index.by_name.get(old)) is not None and found.mark is None
    ]
    owned = index.ours.get(key, ())
    named = index.by_name.get(name)
    if owned or earlier:
        found = owned[0] if owned else earlier[0]
        if len({observed.id for observed in (*owned[:1], *earlier)}) > 1:
            return policy.refusal("both-names-exist", facts)
        if named is not None and named.id != found.id:
            return policy.refusal("name-is-taken" if owned else "both-names-exist", facts)
        return Match(MatchedBy.MARK if owned else MatchedBy.EARLIER_MARK, found)
    return _by_name(named, unmarked, policy, facts)


def former(
    declared: Declared, name: str, index: Index[ObservedT], policy: SchoolPolicy
) -> tuple[ObservedT, ...]:
    """The school's objects that a declaration may have meant before they were renamed.

    Those whose key is declared still have to be left out by the caller.
    """
    key = declared.address.key
    return tuple(
        observed
        for things in index.ours.values()
        for observed in things
        if observed.mark is not None
        and (key in policy.former_keys(index.kind, observed.id) or name in _aliases(observed))
    )


def _aliases(observed: ObservedUnit | ObservedGroup) -> frozenset[str]:
    return observed.aliases if isinstance(observed, ObservedGroup) else frozenset()


def _by_name(
    named: ObservedT | None, unmarked: list[ObservedT], policy: SchoolPolicy, facts: Facts
) -> Match[ObservedT] | Refusal:
    """An object without our mark, under its name or an earlier one."""
    if named is None:
        if len(unmarked) > 1:
            return policy.refusal("both-names-exist", facts)
        return Match(MatchedBy.EARLIER_NAME, unmarked[0]) if unmarked else Match(MatchedBy.NOTHING)
    if named.mark is not None:
        return policy.refusal("marked-by-another", {**facts, "mark": str(named.mark)})
    if unmarked:
        return policy.refusal("both-names-exist", facts)
    return Match(MatchedBy.NAME, named)
