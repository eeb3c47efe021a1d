"""The cause of each entry of a set: added or removed by others, or wanted.

Rule, with `then` = the entries declared at the baseline:
- to be added, and in `then`: somebody removed it (−); else the declaration added it;
- to be removed, not in `then`, and its role was managed then too: somebody added it (+); else the
  declaration dropped it;
- to be changed, and in `then` as it shall be: somebody changed it (~).

Example: then {p1, p2}; declared now {p1, p3}; observed {p1, x}. Plan: add p3, remove x. p3 was not
in `then`: wanted. x was not in `then`: added by others. The change has the cause "both", +1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from reconciler.drift.baseline import ACCOUNTS, EXTRA, BaselineComparison
from reconciler.model.change import Change, LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.resources import Member, MemberType, RoleMember

ADDED, REMOVED, CHANGED = "+", "−", "~"
"""What somebody else did to an entry."""
WANTED = ""
"""The declaration changed it."""
_NOTHING: frozenset[str] = frozenset()


def count_drifted(
    change: Change, comparison: BaselineComparison, renamed: Mapping[str, str]
) -> Counter[str]:
    """How many entries of a change are drift, by sign, and how many are wanted.

    `renamed` is planned → present address of the groups that the plan renames.
    """
    name = comparison.known(change.address)
    then = comparison.baseline.sets.get(name or "", _NOTHING)
    delta = change.delta
    if name is None or delta is None:
        return Counter()
    if isinstance(delta, MembershipDelta):
        roles = _roles_managed_since(change, comparison, name)
        return Counter(_Members(comparison, then, renamed).signs(delta, roles))
    if isinstance(delta, PlacementDelta):
        declared = (comparison.keyed.account(move.account) in then for move in delta.moves)
        return Counter(REMOVED if was_declared else WANTED for was_declared in declared)
    return Counter(_licences(delta, then, comparison))


def wanted_entries(
    change: Change, comparison: BaselineComparison, renamed: Mapping[str, str]
) -> Iterator[tuple[str, Member]]:
    """Who of a change is wanted, each with what becomes of him: added, removed or changed."""
    name = comparison.known(change.address)
    then = comparison.baseline.sets.get(name or "", _NOTHING)
    delta = change.delta
    if isinstance(delta, MembershipDelta):
        roles = _roles_managed_since(change, comparison, name) if name else _NOTHING
        signs = _Members(comparison, then, renamed).signs(delta, roles)
        entries = [(ADDED, one.member) for one in delta.add]
        entries += [(CHANGED, one.member) for one in delta.change]
        entries += [(REMOVED, one.member) for one in delta.remove]
    elif isinstance(delta, PlacementDelta):
        entries = [(ADDED, Member(MemberType.ACCOUNT, one.account)) for one in delta.moves]
        signs = iter(
            REMOVED if comparison.keyed.account(one.account) in then else WANTED
            for one in delta.moves
        )
    elif isinstance(delta, LicenceDelta):
        entries = [(ADDED, one.member) for one in delta.add]
        entries += [(CHANGED, one.member) for one in delta.change]
        entries += [(CHANGED, one.holder.member) for one in delta.swap]
        entries += [(REMOVED, one.member) for one in delta.remove]
        signs = _licences(delta, then, comparison)
    else:
        return
    # a sign says what others did; without one the entry is the declaration's
    yield from (entry for entry, sign in zip(entries, signs, strict=True) if sign == WANTED)


def _roles_managed_since(
    change: Change, comparison: BaselineComparison, name: str
) -> frozenset[str]:
    """The roles managed then and now; none where `extraMembers` changed."""
    then, now = comparison.then(name), comparison.now(change.address)
    if then.get(EXTRA) != now.get(EXTRA):
        return _NOTHING
    return frozenset(then.keys() & now.keys())


class _Members:
    """The members of one group, at the baseline."""

    def __init__(
        self, comparison: BaselineComparison, then: frozenset[str], renamed: Mapping[str, str]
    ) -> None:
        self._comparison, self._then, self._renamed = comparison, then, renamed

    def signs(self, delta: MembershipDelta, roles: frozenset[str]) -> Iterator[str]:
        for entry in delta.add:
            yield REMOVED if self._was_declared(entry) else WANTED
        for entry in delta.change:
            yield CHANGED if self._was_declared(entry) else WANTED
        for entry in delta.remove:
            was_added = entry.role.value in roles and not self._was_declared(entry)
            yield ADDED if was_added else WANTED

    def _was_declared(self, entry: RoleMember) -> bool:
        """Whether an entry was declared, a group by its present or its planned address."""
        return any(
            self._comparison.keyed.entry(known) in self._then for known in self._known_as(entry)
        )

    def _known_as(self, entry: RoleMember) -> Iterator[RoleMember]:
        yield entry
        present = self._renamed.get(entry.member.ref)
        if entry.member.type is MemberType.GROUP and present is not None:
            yield RoleMember(entry.role, Member(MemberType.GROUP, present))


def _licences(
    delta: LicenceDelta, then: frozenset[str], comparison: BaselineComparison
) -> Iterator[str]:
    # a person who joined the school since may have brought a licence along: that is no drift
    had = {holder.partition(":")[0] for holder in then}
    people = comparison.baseline.sets.get(ACCOUNTS, _NOTHING)
    for holder in delta.add:
        yield REMOVED if comparison.keyed.member(holder.member) in had else WANTED
    for holder in delta.change:
        yield CHANGED if comparison.keyed.holder(holder) in then else WANTED
    for swap in delta.swap:
        yield CHANGED if comparison.keyed.member(swap.holder.member) in had else WANTED
    for holder in delta.remove:
        person = comparison.keyed.member(holder.member)
        yield ADDED if person in people and person not in had else WANTED
