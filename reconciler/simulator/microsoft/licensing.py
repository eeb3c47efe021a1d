"""Licences given and taken: seats, plans that exclude each other, inheritance from groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.simulator.microsoft.catalogue import catalogue
from reconciler.simulator.microsoft.state import (
    NO_ERROR,
    NOTHING,
    Directory,
    Group,
    Holding,
    Key,
    User,
    held_skus,
)

DIRECT = ""
LICENCES = ("assignedLicenses", "licenseAssignmentStates")
"""The user's properties that show licences."""


def free_seats(directory: Directory, sku_id: str) -> int:
    """Seats of the SKU that nobody holds; never below none."""
    return max(0, directory.seats.get(sku_id, 0) - directory.consumed[sku_id])


def settle(directory: Directory, user: User, licences: dict[Key, Holding]) -> None:
    """Make these the user's licences and count the seats again."""
    before, after = held_skus(user.licences), held_skus(licences)
    directory.consumed.subtract(before - after)
    directory.consumed.update(after - before)
    user.licences = licences or NOTHING
    if directory.counter:
        directory.journal.note("users", user.id, names=LICENCES)


def clash(licences: Mapping[Key, Holding]) -> tuple[str, str] | None:
    """The first two service plans turned on here that exclude each other."""
    plans = _plans_on(licences)
    return next((pair for pair in catalogue().exclusive if plans.issuperset(pair)), None)


def lacking(licences: Mapping[Key, Holding]) -> tuple[str, tuple[str, ...]] | None:
    """A service plan that is on, and those of its SKU of which one should be on and none is."""
    plans = _plans_on(licences)
    for key in (key for key, holding in licences.items() if holding.error == NO_ERROR):
        sku = catalogue().by_id[key.sku_id]
        for plan, needs in catalogue().needs:
            own = tuple(need for need in needs if need in sku.plan_ids)
            if plan in plans & sku.plan_ids and own and plans.isdisjoint(needs):
                return plan, own
    return None


def reach(directory: Directory, group: Group, users: Iterable[User]) -> None:
    """Give members the group's licences: at once, or after the reads that the tenant takes."""
    if directory.licence_reads:
        group.waits = directory.licence_reads
        directory.waiting[group.id] = group
        return
    for user in users:
        pass_on(directory, group, user)


def pass_on(directory: Directory, group: Group, user: User) -> None:
    """Make what the user has from the group what the group gives."""
    if group.licences:
        inherit(directory, group, user)
    else:
        disinherit(directory, group, user)


def read_once(directory: Directory) -> None:
    """One read went by: waiting licences come nearer to the members."""
    for group in list(directory.waiting.values()):
        group.waits -= 1
        if group.waits <= 0:
            group.waits = 0
            del directory.waiting[group.id]
            for user in licensed_users(directory, group):
                pass_on(directory, group, user)


def relicense(directory: Directory, user: User, kept: Mapping[Key, Holding]) -> None:
    """Give the user these direct licences while seats last, and anew what the groups give."""
    settle(directory, user, {})
    for key, holding in kept.items():
        if free_seats(directory, key.sku_id):
            settle(directory, user, {**user.licences, key: holding})
    for group in directory.groups:
        if group.licences and user.id in group.members:
            inherit(directory, group, user)


def inherit(directory: Directory, group: Group, user: User) -> None:
    """Give a member the group's licences; where one fails, the group gives it none of them."""
    others = {key: held for key, held in user.licences.items() if key.group_id != group.id}
    error = _obstacle(directory, group, user)
    moment = directory.counter
    given = {
        Key(sku_id, group.id): Holding(disabled, error, moment)
        for sku_id, disabled in group.licences.items()
    }
    settle(directory, user, {**others, **given})


def disinherit(directory: Directory, group: Group, user: User) -> None:
    """Take from a user what the group gave."""
    others = {key: held for key, held in user.licences.items() if key.group_id != group.id}
    settle(directory, user, others)


def licensed_users(directory: Directory, group: Group) -> Iterator[User]:
    """The users whom the group's licences reach: its direct members, as Entra does it."""
    found = (directory.users.get(member) for member in group.members)
    return (user for user in found if user is not None)


def _obstacle(directory: Directory, group: Group, user: User) -> str:
    held = held_skus(user.licences)
    if any(sku not in held and not free_seats(directory, sku) for sku in group.licences):
        return "CountViolation"
    given = {Key(sku, group.id): Holding(off, NO_ERROR, 0) for sku, off in group.licences.items()}
    others = {key: one for key, one in user.licences.items() if key.group_id != group.id}
    if clash({**others, **given}):
        return "MutuallyExclusiveViolation"
    return "DependencyViolation" if lacking({**others, **given}) else NO_ERROR


def _plans_on(licences: Mapping[Key, Holding]) -> set[str]:
    plans: set[str] = set()
    for key, holding in licences.items():
        if holding.error == NO_ERROR:
            plans |= catalogue().by_id[key.sku_id].plan_ids.difference(holding.disabled)
    return plans
