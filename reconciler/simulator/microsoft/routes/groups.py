"""/groups: list, get, create, change, upsert by uniqueName, delete."""

from __future__ import annotations

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.deletion import bury
from reconciler.simulator.microsoft.errors import denied, not_found, restricted, synced
from reconciler.simulator.microsoft.groups import change, create, writable
from reconciler.simulator.microsoft.licensing import read_once
from reconciler.simulator.microsoft.listings import collection, things
from reconciler.simulator.microsoft.pages import Listing
from reconciler.simulator.microsoft.request_context import RequestContext, Route, done, entity
from reconciler.simulator.microsoft.roles import GROUP_WRITE, MEMBER_READ, ROLE_WRITE
from reconciler.simulator.microsoft.shapes import GROUPS
from reconciler.simulator.microsoft.state import Group
from reconciler.simulator.microsoft.view import View

IN_UNIT = "made-in-unit-404"
_ALTERNATE = "uniquename='"


def group_at(call: RequestContext) -> Group:
    """The group whom the path names by id or uniqueName; 404 when there is none."""
    key = call.keys[0]
    unique_name = _unique_name(key)
    group_id = (
        key.casefold()
        if unique_name is None
        else call.directory.unique_names.get(unique_name.casefold(), "")
    )
    group = call.directory.groups.get(group_id)
    if group is None or not call.directory.sees(group.id):
        raise not_found(key)
    if call.request.method == "GET" and call.directory.is_new(IN_UNIT, group.id):
        raise not_found(key)
    return group


def changeable(call: RequestContext) -> Group:
    """The group at the path, when the caller may change it at all; 403 or 400 otherwise."""
    group = _open_to(call)
    writable(group)
    return group


def _open_to(call: RequestContext) -> Group:
    group, rights = group_at(call), call.request.rights
    if rights is None:
        return group
    if group.role_assignable:
        _check_role_write(rights)
    if group.restricted:
        raise restricted()
    return group


def groups(call: RequestContext) -> Listing[Group]:
    """All groups."""
    read_once(call.directory)
    return things(call, GROUPS, call.directory.groups)


def get_group(call: RequestContext) -> Response:
    """One group."""
    read_once(call.directory)
    view = View(call, GROUPS)
    return entity(call, view.target, view.show(group_at(call)))


def post_group(call: RequestContext) -> Response:
    """Create a group."""
    return _created(call, Body(call.body(), "Group"))


def patch_group(call: RequestContext) -> Response:
    """Change a group; with `Prefer: create-if-missing` make the one of that uniqueName."""
    unique_name = _unique_name(call.keys[0])
    missing = (unique_name or "").casefold() not in call.directory.unique_names
    upsert = "create-if-missing" in call.header("Prefer").casefold()
    if unique_name is not None and missing and upsert:
        return _created(call, Body({**call.body(), "uniqueName": unique_name}, "Group"))
    change(
        call.directory,
        changeable(call),
        Body(call.body(), "Group"),
    )
    return done()


def delete_group(call: RequestContext) -> Response:
    """Remove a group, which can be restored; refused while it gives licences."""
    group = _open_to(call)
    if group.synced:
        raise synced()
    bury(call.directory, group)
    return done()


def _created(call: RequestContext, body: Body) -> Response:
    if body.data.get("isAssignableToRole") and call.request.rights is not None:
        _check_role_write(call.request.rights)
    group = create(call.directory, body)
    answer = entity(call, "groups", GROUPS.render(group, GROUPS.default), 201)
    return Response(201, answer.body, {"Location": f"{call.root}/groups/{group.id}"})


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
