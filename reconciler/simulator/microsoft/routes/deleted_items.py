"""/directory/deletedItems: deleted objects, until they are restored or gone for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.deletion import KINDS, forget, homes, unbury
from reconciler.simulator.microsoft.dynamic import follow, rule
from reconciler.simulator.microsoft.errors import denied, not_found, unsupported
from reconciler.simulator.microsoft.insertion_order import Rows
from reconciler.simulator.microsoft.licensing import DIRECT, relicense
from reconciler.simulator.microsoft.links import Links, enter, members_of, owners_of
from reconciler.simulator.microsoft.listings import collection, things
from reconciler.simulator.microsoft.objects import SHAPES, Objects
from reconciler.simulator.microsoft.pages import Listing
from reconciler.simulator.microsoft.request_context import RequestContext, Route, done, entity
from reconciler.simulator.microsoft.roles import (
    GROUP_READ,
    GROUP_WRITE,
    UNIT_READ,
    UNIT_WRITE,
    USER_READ,
    USER_WRITE,
)
from reconciler.simulator.microsoft.state import NOTHING, Buried, Directory, Group, Unit, User

BASE = "directory/deletedItems"
READERS = {User: USER_READ, Group: GROUP_READ, Unit: UNIT_READ}
WRITERS = {User: USER_WRITE, Group: GROUP_WRITE, Unit: UNIT_WRITE}


def get_item(call: RequestContext) -> Response:
    """One deleted object."""
    buried = _at(call, READERS)
    objects = Objects(call.option("$select"))
    return entity(call, "directoryObjects", objects.show(buried.thing))


def restore_item(call: RequestContext) -> Response:
    """Put the object back, with its links and what licences there are seats for."""
    buried = _at(call, WRITERS)
    if call.request.body.strip() not in (b"", b"{}"):
        raise unsupported()
    restore(call.directory, buried)
    shape = SHAPES[type(buried.thing)]
    body = {"@odata.type": shape.odata_type, **shape.render(buried.thing, shape.default)}
    return entity(call, "directoryObjects", body)


def purge_item(call: RequestContext) -> Response:
    """Delete the object for good."""
    directory, buried = call.directory, _at(call, WRITERS)
    directory.tick()
    forget(directory, buried.thing)
    directory.journal.note(KINDS[type(buried.thing)], buried.thing.id)
    return done()


def restore(directory: Directory, buried: Buried) -> None:
    """Bring a deleted object back; 400 when another has taken its name."""
    thing = unbury(directory, buried)
    if isinstance(thing, User):
        kept = {key: held for key, held in thing.licences.items() if key.group_id == DIRECT}
        thing.licences = NOTHING
        _return_home(directory, buried, thing)
        relicense(directory, thing, kept)
        follow(directory, thing)
        return
    if isinstance(thing, Group):
        _return_home(directory, buried, thing)
        _drop_missing(directory, owners_of(thing))
    for member in thing.members:
        # Who follows changes has forgotten the members with it; those who are gone are told so.
        directory.journal.note(KINDS[type(thing)], thing.id, member)
    _drop_missing(directory, members_of(thing))
    rule(directory, thing)


def _return_home(directory: Directory, buried: Buried, thing: User | Group) -> None:
    for owner, name in homes(directory, buried):
        if name == "owners" and isinstance(owner, Group):
            enter(directory, owners_of(owner), thing)
        elif owner.rule is None and thing.id not in owner.members:
            enter(directory, members_of(owner), thing)


def _drop_missing(directory: Directory, links: Links) -> None:
    for member in [one for one in links.shelf if directory.member(one) is None]:
        links.shelf.remove(member)


def _at(call: RequestContext, roles: dict[type, frozenset[str]]) -> Buried:
    found, rights = (
        call.directory.deleted.get(call.keys[0].casefold()),
        call.request.rights,
    )
    if found is None:
        raise not_found(call.keys[0])
    if rights is not None and not rights & roles[type(found.thing)]:
        raise denied()
    return found


def _of(kind: type) -> Callable[[RequestContext], Listing[Any]]:
    """The deleted objects of one type."""

    def make(call: RequestContext) -> Listing[Any]:
        found = (buried.thing for buried in call.directory.deleted)
        rows: Rows[Any] = Rows(thing for thing in found if isinstance(thing, kind))
        return things(call, SHAPES[kind], rows)

    return make


_ONE = f"{BASE}/{{id}}"
_READ, _WRITE = frozenset().union(*READERS.values()), frozenset().union(*WRITERS.values())
ROUTES = (
    *(
        route
        for kind, roles in READERS.items()
        for route in collection(f"{BASE}/microsoft.graph.{SHAPES[kind].name}", _of(kind), roles)
    ),
    Route("GET", _ONE, get_item, _READ, frozenset({"$select"})),
    Route("POST", f"{_ONE}/restore", restore_item, _WRITE),
    Route("DELETE", _ONE, purge_item, _WRITE),
)
