"""Which observed object a declaration means: by mark, by an earlier mark, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar

from reconciler.diff.policy import SchoolPolicy
from reconciler.errors import Facts
from reconciler.model.mark import Mark
from reconciler.model.plan import Refusal
from reconciler.model.resources import Declared, Kind


class Markable(Protocol):
    """An observed object that can carry a mark."""

    @property
    def id(self) -> str:
        """The vendor's id."""

    @property
    def mark(self) -> Mark | None:
        """Our mark, if it has one."""


T = TypeVar("T", bound=Markable)


class MatchedBy(Enum):
    """How a declaration found its object."""

    MARK = "mark"
    EARLIER_MARK = "earlier mark"
    NAME = "name"
    EARLIER_NAME = "earlier name"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """The object that a declaration means, and how it was found."""

    how: MatchedBy
    found: T | None = None


@dataclass(frozen=True, slots=True)
class Index(Generic[T]):
    """Observed objects of one kind: ours by key, all by name."""

    kind: Kind
    ours: Mapping[str, tuple[T, ...]]
    """Key of the mark → objects; more than one is a refusal."""
    by_name: Mapping[str, T]
    twice: frozenset[str] = frozenset()
    """Names that two objects have: flat units may."""

    @classmethod
    def of(cls, kind: Kind, objects: Iterable[tuple[str, T]], policy: SchoolPolicy) -> Index[T]:
        """Indexes (name, object) pairs; ignored ones are left out."""
        ours: dict[str, tuple[T, ...]] = defaultdict(tuple)
        by_name: dict[str, T] = {}
        twice: set[str] = set()
        for name, found in sorted(objects, key=lambda pair: (pair[0], pair[1].id)):
            if policy.ignores(kind, name):
                continue
            twice |= {name} & by_name.keys()
            by_name[name] = found
            if policy.owns(found.mark, kind) and found.mark is not None:
                ours[found.mark.key] += (found,)
        return cls(kind, dict(ours), by_name, frozenset(twice))

    def doubles(self, policy: SchoolPolicy) -> tuple[Refusal, ...]:
        """A refusal for each mark that two objects carry."""
        return tuple(self.double(key, policy) for key in sorted(self.ours) if self.is_double(key))

    def is_double(self, key: str) -> bool:
        """Whether two objects carry this mark."""
        return len(self.ours.get(key, ())) > 1

    def double(self, key: str, policy: SchoolPolicy) -> Refusal:
        """The refusal of a mark that two objects carry."""
        return policy.refusal("two-with-one-mark", {"kind": self.kind.value, "key": key})


def match(
    declared: Declared, name: str, index: Index[T], policy: SchoolPolicy
) -> Match[T] | Refusal:
    """Finds the object of a declaration, or refuses what is ambiguous.

    The mark goes first, then the mark under an earlier key, then the name, then an earlier name.
    """
    key = declared.address.key
    facts = {"kind": index.kind.value, "key": key, "name": name}
    for one in (key, *declared.previously):
        if index.is_double(one):
            return index.double(one, policy)
    if name in index.twice:
        return policy.refusal("name-is-taken", facts)
    earlier = [index.ours[old][0] for old in declared.previously if old in index.ours]
    old_names = [policy.name_of(index.kind, old) for old in declared.previously]
    unmarked = [
        found
        for old in old_names
        if (found := index.by_name.get(old)) is not None and found.mark is None
    ]
    owned = index.ours.get(key, ())
    named = index.by_name.get(name)
    if owned or earlier:
        found = owned[0] if owned else earlier[0]
        if len({thing.id for thing in (*owned[:1], *earlier)}) > 1:
            return policy.refusal("both-names-exist", facts)
        if named is not None and named.id != found.id:
            return policy.refusal("name-is-taken" if owned else "both-names-exist", facts)
        return Match(MatchedBy.MARK if owned else MatchedBy.EARLIER_MARK, found)
    return _by_name(named, unmarked, policy, facts)


def _by_name(
    named: T | None, unmarked: list[T], policy: SchoolPolicy, facts: Facts
) -> Match[T] | Refusal:
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
