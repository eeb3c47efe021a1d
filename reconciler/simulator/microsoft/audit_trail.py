"""Notes in the audit log what is done to users, groups and units."""

from __future__ import annotations

import json
from collections.abc import Iterable

from reconciler.simulator.microsoft.apps import ServicePrincipal
from reconciler.simulator.microsoft.audits import Target
from reconciler.simulator.microsoft.state import SETUP, Directory, Group, Member, Unit, User

Thing = User | Group | Unit
_WORDS = {User: "user", Group: "group", Unit: "administrative unit"}
_RESTORED = {User: "user", Group: "Group", Unit: "administrative unit"}


def now(directory: Directory) -> float:
    """Unix seconds by the caller's clock, else one second for every write so far."""
    return directory.now or SETUP.timestamp() + directory.counter


def record(directory: Directory, activity: str, *targets: Target) -> None:
    """Notes a deed of whoever makes the call that is answered."""
    actor = directory.actor or _at_the_mouse(directory)
    directory.audits.add(now(directory), activity, actor, targets)


def done(directory: Directory, verb: str, thing: Thing) -> None:
    """Notes 'Add', 'Delete' or 'Restore' of an object."""
    words = _RESTORED if verb == "Restore" else _WORDS
    record(directory, f"{verb} {words[type(thing)]}", target(thing))


def updated(directory: Directory, thing: Thing, names: Iterable[str]) -> None:
    """Notes a change of these properties of an object."""
    told = json.dumps(", ".join(names))
    changed = (("Included Updated Properties", None, told),)
    record(directory, f"Update {_WORDS[type(thing)]}", target(thing)._replace(changed=changed))


def linked(directory: Directory, owner: Group | Unit, name: str, one: Member) -> None:
    """Notes who was put on an owner's list, 'members' or 'owners'."""
    _moved(directory, (f"Add {name[:-1]} to", owner), one, entered=True)


def unlinked(directory: Directory, owner: Group | Unit, name: str, one: Member) -> None:
    """Notes who was taken off an owner's list."""
    _moved(directory, (f"Remove {name[:-1]} from", owner), one, entered=False)


def target(thing: Thing | ServicePrincipal) -> Target:
    """An object as audit logs name it."""
    if isinstance(thing, User):
        return Target("User", thing.id, thing.display_name, thing.upn)
    if isinstance(thing, ServicePrincipal):
        return Target("ServicePrincipal", thing.id, thing.display_name)
    kind = "Group" if isinstance(thing, Group) else "Other"
    return Target(kind, thing.id, thing.display_name)


def _moved(
    directory: Directory, action: tuple[str, Group | Unit], one: Member, *, entered: bool
) -> None:
    words, owner = action
    told = json.dumps(owner.id)
    old, new = (None, told) if entered else (told, None)
    changed = (("Group.ObjectID", old, new),) if isinstance(owner, Group) else ()
    member = target(one)._replace(changed=changed)
    record(directory, f"{words} {_WORDS[type(owner)]}", member, target(owner))


def _at_the_mouse(directory: Directory) -> str:
    # No program signs in as a person here: the last administrator stands for whoever clicks.
    admins = [directory.users.get(ident) for ident in directory.admins]
    return next((user.upn for user in reversed(admins) if user is not None), "")
