"""Which audience explains who is in a group, in a unit, or has a licence.

Premise: lists made by hand are mostly lists of a class, a grade or the teachers. Where one is so
exactly, it can be declared, and nobody comes or goes by that. Where it is so but for a few, only
the school knows who is right.

Rule: every audience that names a role, a class, a grade or a year of graduation of the school is a
candidate. First those are joined that have nobody besides who is there: if they have everybody, the
list is explained exactly. Else the candidate that explains most goes first, as long as one brings
more right ones than wrong ones; what is left over are the counts of the proposal.

Example: {p1, p2, p3, t9}, where 5а is {p1, p2, p3, p4}: proposed {class: 5а, role: pupil}, +1 −1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reconciler.desired.context import unresolved_reason
from reconciler.desired.members import MemberResolver
from reconciler.errors import SourceLocation
from reconciler.manifest.types import Audience
from reconciler.model.names import transliterate
from reconciler.model.people import Role
from reconciler.model.resources import Member

Item = Mapping[str, str | int | bool]
"""An item of an audience, as a file has it."""
Members = frozenset[Member]
_NOBODY: Members = frozenset()
_HERE = SourceLocation("", 1, 1)
_NO_CHANCE = 5
MOST = 6
"""Items of one audience: a longer one is a list of classes, and no audience."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item and whom it means in the tenant."""

    item: Item
    members: Members
    others: tuple[Item, ...] = ()
    """Other items that mean just the same people today."""

    def item_for(self, text: str) -> Item:
        """The item for a list with this name: by class or year of graduation, as it says."""
        called = text.lower()
        for one in (self.item, *self.others):
            name = str(one.get("class", "")).lower()
            if name and (name in called or transliterate(name) in called):
                return one
        for one in self.others:
            if "graduates" in one and str(one["graduates"]) in called:
                return one
        return self.item


@dataclass(frozen=True, slots=True)
class Explanation:
    """An audience for a list, with how many it would add and take away."""

    items: tuple[Item, ...]
    add: int
    remove: int
    right: int
    """How many of the list it names."""

    @property
    def exact(self) -> bool:
        """Whether nobody comes or goes by it."""
        return not self.add and not self.remove

    @property
    def explains(self) -> bool:
        """Whether it is about this list at all: it names more than it gets wrong."""
        return self.right > self.add + self.remove


@dataclass(frozen=True, slots=True)
class PresentMembers:
    """Who is in a list now, and who is left as they are whatever a file says."""

    members: Members
    staying: Members = _NOBODY
    """Those of them who are taken out by no audience: suspended, uncertain, guests."""
    also: Members = _NOBODY
    """Who is not in it and would not come by an audience either: in it in a stronger role."""
    text: str = ""
    """What the list is called."""


class Candidates:
    """The audiences of one school in one tenant, indexed by whom they mean."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.all = tuple(candidates)
        self._of: dict[Member, list[int]] = defaultdict(list)
        for number, one in enumerate(self.all):
            for member in one.members:
                self._of[member].append(number)

    def explain(self, present: PresentMembers) -> Explanation:
        """The best audience for a list; with no items where none is any good."""
        found = self._inside(present)
        if found is not None:
            return found
        return self._best(present)

    def _near(self, members: Members) -> list[Candidate]:
        """Those that mean anybody of a list, those that mean most of it first."""
        hits = Counter(number for member in members for number in self._of.get(member, ()))
        return [self.all[number] for number, _ in sorted(hits.items(), key=lambda p: (-p[1], p[0]))]

    def _inside(self, present: PresentMembers) -> Explanation | None:
        allowed, left = present.members | present.also, present.members - present.staying
        if not left:
            return None
        items: list[Item] = []
        for one in self._near(left):
            if one.members <= allowed and not one.members.isdisjoint(left):
                items.append(one.item_for(present.text))
                left -= one.members
            if not left:
                return Explanation(tuple(items), 0, 0, len(present.members))
            if len(items) == MOST:
                return None
        return None

    def _best(self, present: PresentMembers) -> Explanation:
        items: list[Item] = []
        named: Members = _NOBODY
        near = self._near(present.members)
        while len(items) < MOST:
            best, gain = None, 0
            for one in near:
                new = one.members - named - present.also
                right = len(new & present.members)
                worth = right - (len(new) - right)
                if worth > gain:
                    best, gain = one, worth
            if best is None:
                break
            items.append(best.item_for(present.text))
            named |= best.members
        wrong = len(named - present.members - present.also)
        missing = len(present.members - named - present.staying)
        return Explanation(tuple(items), wrong, missing, len(named & present.members))


def candidates_of(resolver: MemberResolver) -> Iterator[Candidate]:
    """Every audience of a school that means somebody, the plainest first; none twice."""
    found: dict[Members, list[Item]] = {}
    for item in _items(resolver):
        audience = as_audience(item)
        if unresolved_reason((audience,), resolver.context) is not None:
            continue
        people = resolver.matched.people.select((audience,))
        members = frozenset(one for p in people if (one := resolver.person(p)) is not None)
        # of a few certified people it is chance that they are just the owners of something
        if members and (audience.certified is None or len(members) >= _NO_CHANCE):
            found.setdefault(members, []).append(item)
    for members, (first, *others) in found.items():
        yield Candidate(first, members, tuple(others))


def _items(resolver: MemberResolver) -> Iterator[Item]:
    people, declared = resolver.matched.people.people, resolver.context.manifest.classes
    for role in Role:
        yield {"role": role.value}
    yield {"role": Role.TEACHER.value, "certified": True}
    here = [one for one in people if one.grade in declared]
    grades = sorted({one.grade for one in here if one.grade is not None})
    years = sorted({one.graduates for one in here if one.graduates is not None})
    classes = [name for names in declared.values() for name in names]
    for name in classes:
        for role in (Role.PUPIL, Role.TEACHER, Role.PARENT):
            yield {"class": name, "role": role.value}
    for grade in grades:
        yield {"grade": grade, "role": Role.PUPIL.value}
    for year in years:
        yield {"graduates": year, "role": Role.PUPIL.value}
    for name in classes:
        yield {"class": name}


def as_audience(item: Item) -> Audience:
    """An item of a file as the compiler has it."""
    role, grade, year = item.get("role"), item.get("grade"), item.get("graduates")
    certified, klass, group = item.get("certified"), item.get("class"), item.get("group")
    return Audience(
        _HERE,
        role=None if role is None else Role(str(role)),
        grade=None if grade is None else int(grade),
        klass=None if klass is None else str(klass),
        graduates=None if year is None else int(year),
        certified=certified if isinstance(certified, bool) else None,
        group=None if group is None else str(group),
    )
