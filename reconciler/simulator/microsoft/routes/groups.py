"""/groups: list, get, create, change, upsert by uniqueName, delete."""

from __future__ import annotations

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.errors import denied, not_found, restricted, synced
from reconciler.simulator.microsoft.groups import change, create, writable
from reconciler.simulator.microsoft.leaving import bury
from reconciler.simulator.microsoft.licensing import read_once
from reconciler.simulator.microsoft.listings import collection, things
from reconciler.simulator.microsoft.pages import Listing
from reconciler.simulator.microsoft.roles import GROUP_WRITE, MEMBER_READ, ROLE_WRITE
from reconciler.simulator.microsoft.shapes import GROUPS
from reconciler.simulator.microsoft.state import Group
from reconciler.simulator.microsoft.view import View
from reconciler.simulator.microsoft.visit import Route, Visit, done, entity

IN_UNIT = "made-in-unit-404"
_ALTERNATE = "uniquename='"


def group_at(visit: Visit) -> Group:
    """The group whom the path names by id or uniqueName; 404 when there is none."""
    key = visit.keys[0]
    unique_name = _unique_name(key)
    group_id = (
        key.casefold()
        if unique_name is None
        else visit.directory.unique_names.get(unique_name.casefold(), "")
    )
    group = visit.directory.groups.get(group_id)
    if group is None or not visit.directory.sees(group.id):
        raise not_found(key)
    if visit.request.method == "GET" and visit.directory.is_new(IN_UNIT, group.id):
        raise not_found(key)
    return group


def changeable(visit: Visit) -> Group:
    """The group at the path, when the caller may change it at all; 403 or 400 otherwise."""
    group = _open_to(visit)
    writable(group)
    return group


def _open_to(visit: Visit) -> Group:
    group, rights = group_at(visit), visit.request.rights
    if rights is None:
        return group
    if group.role_assignable:
        _check_role_write(rights)
    if group.restricted:
        raise restricted()
    return group


def groups(visit: Visit) -> Listing[Group]:
    """All groups."""
    read_once(visit.directory)
    return things(visit, GROUPS, visit.directory.groups)


def get_group(visit: Visit) -> Response:
    """One group."""
    read_once(visit.directory)
    view = View(visit, GROUPS)
    return entity(visit, view.target, view.show(group_at(visit)))


def post_group(visit: Visit) -> Response:
    """Create a group."""
    return _created(visit, Body(visit.body(), "Group"))


def patch_group(visit: Visit) -> Response:
    """Change a group; with `Prefer: create-if-missing` make the one of that uniqueName."""
    unique_name = _unique_name(visit.keys[0])
    missing = (unique_name or "").casefold() not in visit.directory.unique_names
    upsert = "create-if-missing" in visit.header("Prefer").casefold()
    if unique_name is not None and missing and upsert:
        return _created(visit, Body({**visit.body(), "uniqueName": unique_name}, "Group"))
    change(visit.directory, changeable(visit), Body(visit.body(), "Group"))
    return done()


def delete_group(visit: Visit) -> Response:
    """Remove a group, which can be restored; refused while it gives licences."""
    group = _open_to(visit)
    if group.synced:
        raise synced()
    bury(visit.directory, group)
    return done()


def _created(visit: Visit, body: Body) -> Response:
    if body.data.get("isAssignableToRole") and visit.request.rights is not None:
        _check_role_write(visit.request.rights)
    group = create(visit.directory, body)
    answer = entity(visit, "groups", GROUPS.render(group, GROUPS.default), 201)
    return Response(201, answer.body, {"Location": f"{visit.root}/groups/{group.id}"})


def _check_role_write(rights: frozenset[str]) -> None:
    if not rights & ROLE_WRITE:
        raise denied()


def _unique_name(key: str) -> str | None:
    if not (key.casefold().startswith(_ALTERNATE) and key.endswith("'")):
        return None
    return key[len(_ALTERNATE) : -1].replace("''", "'")


ROUTES = (
    *collection("groups", groups, MEMBER_READ),
    Route("POST", "groups", post_group, GROUP_WRITE),
    Route("GET", "groups/{id}", get_group, MEMBER_READ, frozenset({"$select", "$expand"})),
    Route("PATCH", "groups/{id}", patch_group, GROUP_WRITE),
    Route("DELETE", "groups/{id}", delete_group, GROUP_WRITE),
)
