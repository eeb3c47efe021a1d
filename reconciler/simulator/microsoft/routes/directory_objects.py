"""/directoryObjects: objects of any type by id."""

from __future__ import annotations

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.errors import bad_request, invalid_values, not_found
from reconciler.simulator.microsoft.objects import SHAPES, Objects
from reconciler.simulator.microsoft.relations import anything
from reconciler.simulator.microsoft.roles import DIRECTORY_READ
from reconciler.simulator.microsoft.visit import Route, Visit, entity

MOST_IDS = 1000
# Graph shows with these roles what they let see; a narrower token gets bare ids, not modelled.
READ = DIRECTORY_READ | {"User.Read.All", "Group.Read.All", "GroupMember.Read.All"}
READ |= {"User.ReadWrite.All", "Group.ReadWrite.All"}


def get_by_ids(visit: Visit) -> Response:
    """Those of up to 1,000 ids that exist, of the types asked for."""
    body = visit.body()
    ids, types = body.get("ids"), body.get("types") or ["directoryObject"]
    if not (isinstance(ids, list) and isinstance(types, list)):
        raise invalid_values()
    if len(ids) > MOST_IDS:
        raise bad_request(f"The limit of '{MOST_IDS}' ids in one request is exceeded.")
    names = {str(name).casefold() for name in types}
    found = (anything(visit.directory, str(one).casefold()) for one in ids)
    objects = Objects(visit.option("$select"))
    rows = [
        objects.show(one)
        for one in found
        if one is not None and names & {"directoryobject", SHAPES[type(one)].name.casefold()}
    ]
    return Response(200, {"@odata.context": visit.context("directoryObjects"), "value": rows})


def get_object(visit: Visit) -> Response:
    """One object."""
    found = anything(visit.directory, visit.keys[0].casefold())
    if found is None:
        raise not_found(visit.keys[0])
    return entity(visit, "directoryObjects", Objects(visit.option("$select")).show(found))


_SELECT = frozenset({"$select"})
ROUTES = (
    Route("POST", "directoryObjects/getByIds", get_by_ids, READ, _SELECT),
    Route("GET", "directoryObjects/{id}", get_object, READ, _SELECT),
)
