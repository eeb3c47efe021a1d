"""Deleting, restoring, and deleting for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reconciler.simulator.microsoft.audit_trail import done
from reconciler.simulator.microsoft.errors import bad_request, conflict
from reconciler.simulator.microsoft.insertion_order import InsertionOrdered
from reconciler.simulator.microsoft.state import Buried, Directory, Group, Unit, User, held_skus

KEPT_NAMES = "unique-name-kept-by-deleted"
KINDS = {User: "users", Group: "groups", Unit: "administrativeUnits"}


def bury(directory: Directory, thing: User | Group | Unit) -> None:
    """Delete softly: out of the directory and every list, with its seats, and restorable."""
    if isinstance(thing, Group) and thing.licences:
        raise bad_request("Remove the licenses of the group before you delete it.")
    thing.gone = directory.tick()
    lists = tuple((owner.id, name) for owner, name, _ in _lists(directory, thing.id))
    _take_out(directory, thing)
    unlink(directory, thing.id)
    # Security groups are kept like Unified ones since 2026 (MC1183299), distribution lists are not.
    if not (isinstance(thing, Group) and thing.list_only):
        directory.deleted.add(thing.id, Buried(thing, lists))
    directory.journal.note(KINDS[type(thing)], thing.id)
    done(directory, "Delete", thing)


def _take_out(directory: Directory, thing: User | Group | Unit) -> None:
    directory.ruled.pop(thing.id, None)
    if isinstance(thing, Unit):
        directory.units.remove(thing.id)
        for member in thing.members:
            directory.restrict(member)
        return
    _release(directory.addresses, thing.id, _addresses(thing))
    if isinstance(thing, User):
        directory.users.remove(thing.id)
        for sku_id in held_skus(thing.licences):
            directory.consumed[sku_id] -= 1
        return
    directory.groups.remove(thing.id)
    directory.waiting.pop(thing.id, None)
    _release(directory.nicknames, thing.id, (thing.nickname,))
    if not directory.switches.on(KEPT_NAMES):
        _release(directory.unique_names, thing.id, (thing.unique_name,))


def unlink(directory: Directory, object_id: str) -> None:
    """Take the object off every list that it stands in."""
    for owner, name, shelf in list(_lists(directory, object_id)):
        shelf.remove(object_id)
        if name == "members":
            directory.journal.note(KINDS[type(owner)], owner.id, object_id)
    directory.admins.remove(object_id)
    directory.eligible.remove(object_id)
    for scoped in [one for one in directory.scoped if object_id in (one.member_id, one.unit_id)]:
        directory.scoped.remove(scoped.id)


def unbury(directory: Directory, buried: Buried) -> User | Group | Unit:
    """Restore an object; 400 when another has taken its name. It returns to its lists."""
    thing = buried.thing
    _check_names(directory, thing)
    directory.tick()
    directory.deleted.remove(thing.id)
    thing.gone = None
    if isinstance(thing, User):
        directory.add_user(thing)
    elif isinstance(thing, Group):
        directory.add_group(thing)
    else:
        directory.units.add(thing.id, thing)
    directory.journal.note(KINDS[type(thing)], thing.id)
    done(directory, "Restore", thing)
    return thing


def forget(directory: Directory, thing: User | Group | Unit) -> None:
    """A deleted object is gone for good: the name that it held still is free."""
    directory.deleted.remove(thing.id)
    if isinstance(thing, Group):
        _release(directory.unique_names, thing.id, (thing.unique_name,))


def homes(directory: Directory, buried: Buried) -> Iterator[tuple[Group | Unit, str]]:
    """The groups and units that still are, to whose lists a restored object returns."""
    for owner_id, name in buried.lists:
        owner = directory.groups.get(owner_id) or directory.units.get(owner_id)
        if owner is not None:
            yield owner, name


def _lists(
    directory: Directory, object_id: str
) -> Iterator[tuple[Group | Unit, str, InsertionOrdered[str]]]:
    for group in directory.groups:
        if object_id in group.members:
            yield group, "members", group.members
        if object_id in group.owners:
            yield group, "owners", group.owners
    for unit in directory.units:
        if object_id in unit.members:
            yield unit, "members", unit.members


def _check_names(directory: Directory, thing: User | Group | Unit) -> None:
    if isinstance(thing, Unit):
        return
    if isinstance(thing, User):
        taken = any(
            address.casefold() in directory.addresses
            for address in (thing.upn, thing.mail or thing.upn, *thing.aliases)
        )
        if taken:
            raise conflict("userPrincipalName")
        return
    if thing.nickname.casefold() in directory.nicknames:
        raise conflict("mailNickname")
    if thing.mail is not None and thing.mail.casefold() in directory.addresses:
        raise conflict("proxyAddresses")
    name = (thing.unique_name or "").casefold()
    if directory.unique_names.get(name, thing.id) != thing.id:
        raise conflict("uniqueName")


def _addresses(thing: User | Group) -> tuple[str | None, ...]:
    return (thing.upn, thing.mail, *thing.aliases) if isinstance(thing, User) else (thing.mail,)


def _release(held: dict[str, str], object_id: str, names: Iterable[str | None]) -> None:
    for name in names:
        if name is not None and held.get(name.casefold()) == object_id:
            del held[name.casefold()]
