"""/directoryObjects: objects of any type by id."""

from __future__ import annotations

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import bad_request, invalid_values, not_found
from reconciler.simulator.microsoft.objects import SHAPES, Objects
from reconciler.simulator.microsoft.relations import anything
from reconciler.simulator.microsoft.request_context import RequestContext, Route, entity
from reconciler.simulator.microsoft.roles import DIRECTORY_READ

MOST_IDS = 1000
# Graph shows with these roles what they let see; a narrower token gets bare ids, not modelled.
READ = DIRECTORY_READ | {"User.Read.All", "Group.Read.All", "GroupMember.Read.All"}
READ |= {"User.ReadWrite.All", "Group.ReadWrite.All"}


def get_by_ids(call: RequestContext) -> Response:
    """Those of up to 1,000 ids that exist, of the types asked for."""
    body = call.body()
    ids, types = body.get("ids"), body.get("types") or ["directoryObject"]
    if not (isinstance(ids, list) and isinstance(types, list)):
        raise invalid_values()
    if len(ids) > MOST_IDS:
        raise bad_request(f"The limit of '{MOST_IDS}' ids in one request is exceeded.")
    names = {str(name).casefold() for name in types}
    found = (anything(call.directory, str(one).casefold()) for one in ids)
    objects = Objects(call.option("$select"))
    rows = [
        objects.show(one)
        for one in found
        if one is not None and names & {"directoryobject", SHAPES[type(one)].name.casefold()}
    ]
    return Response(200, {"@odata.context": call.context("directoryObjects"), "value": rows})


def get_object(call: RequestContext) -> Response:
    """One object."""
    found = anything(call.directory, call.keys[0].casefold())
    if found is None:
        raise not_found(call.keys[0])
    return entity(call, "directoryObjects", Objects(call.option("$select")).show(found))


_SELECT = frozenset({"$select"})
ROUTES = (
    Route("POST", "directoryObjects/getByIds", get_by_ids, READ, _SELECT),
    Route("GET", "directoryObjects/{id}", get_object, READ, _SELECT),
)
