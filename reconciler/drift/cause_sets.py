"""Whom others added to a set or took out of it, told apart from whom the declaration moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from reconciler.drift.baseline import ACCOUNTS, EXTRA, BaselineComparison
from reconciler.model.plan import Change, LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.resources import Member, MemberType, RoleMember

ADDED, REMOVED, CHANGED = "+", "−", "~"
"""What others did to one item."""
WANTED = ""
"""The declaration moved it."""
_NOTHING: frozenset[str] = frozenset()


def count_drifted(
    change: Change, past: BaselineComparison, renamed: Mapping[str, str]
) -> Counter[str]:
    """How many items of a set were added, removed and changed by others, and how many are wanted.

    `renamed` is planned → present address of the groups that the plan renames.
    """
    name = past.known(change.address)
    then = past.baseline.sets.get(name or "", _NOTHING)
    delta = change.delta
    if name is None or delta is None:
        return Counter()
    if isinstance(delta, MembershipDelta):
        convergence = _settled(change, past, name)
        return Counter(_Members(past, then, renamed).signs(delta, convergence))
    if isinstance(delta, PlacementDelta):
        moved = (past.keyed.account(move.account) in then for move in delta.moves)
        return Counter(REMOVED if was_there else WANTED for was_there in moved)
    return Counter(_licences(delta, then, past))


def _settled(change: Change, past: BaselineComparison, name: str) -> frozenset[str]:
    """The roles that the file managed then as now; none where strangers are dealt with anew."""
    then, now = past.then(name), past.now(change.address)
    if then.get(EXTRA) != now.get(EXTRA):
        return _NOTHING
    return frozenset(then.keys() & now.keys())


class _Members:
    """The members of one group, at the baseline."""

    def __init__(
        self, past: BaselineComparison, then: frozenset[str], renamed: Mapping[str, str]
    ) -> None:
        self._past, self._then, self._renamed = past, then, renamed

    def signs(self, delta: MembershipDelta, convergence: frozenset[str]) -> Iterator[str]:
        for entry in delta.add:
            yield REMOVED if self._had(entry) else WANTED
        for entry in delta.change:
            yield CHANGED if self._had(entry) else WANTED
        for entry in delta.remove:
            strange = entry.role.value in convergence and not self._had(entry)
            yield ADDED if strange else WANTED

    def _had(self, entry: RoleMember) -> bool:
        """Whether somebody was declared in a role, a group by its present or planned address."""
        return any(self._past.keyed.entry(one) in self._then for one in self._spellings(entry))

    def _spellings(self, entry: RoleMember) -> Iterator[RoleMember]:
        yield entry
        present = self._renamed.get(entry.member.ref)
        if entry.member.type is MemberType.GROUP and present is not None:
            yield RoleMember(entry.role, Member(MemberType.GROUP, present))


def _licences(delta: LicenceDelta, then: frozenset[str], past: BaselineComparison) -> Iterator[str]:
    """Whoever came into the roster since, with a licence, was not given it by drift."""
    had = {holder.partition(":")[0] for holder in then}
    people = past.baseline.sets.get(ACCOUNTS, _NOTHING)
    for holder in delta.add:
        yield REMOVED if past.keyed.member(holder.member) in had else WANTED
    for holder in delta.change:
        yield CHANGED if past.keyed.holder(holder) in then else WANTED
    for swap in delta.swap:
        yield CHANGED if past.keyed.member(swap.holder.member) in had else WANTED
    for holder in delta.remove:
        who = past.keyed.member(holder.member)
        yield ADDED if who in people and who not in had else WANTED
