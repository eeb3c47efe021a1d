"""/users/{id}/manager and /directReports: who leads whom."""

from __future__ import annotations

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.audit_trail import updated
from reconciler.simulator.microsoft.errors import invalid_values, not_found
from reconciler.simulator.microsoft.links import target
from reconciler.simulator.microsoft.listings import mixed
from reconciler.simulator.microsoft.objects import Objects
from reconciler.simulator.microsoft.relations import MANAGER, Thing, manager_of
from reconciler.simulator.microsoft.request_context import RequestContext, Route, done, entity
from reconciler.simulator.microsoft.roles import USER_READ, USER_WRITE
from reconciler.simulator.microsoft.routes.users import user_at
from reconciler.simulator.microsoft.state import User


def get_manager(call: RequestContext) -> Response:
    """The user's manager; 404 when there is none."""
    found = manager_of(call.directory, user_at(call))
    if not found:
        raise not_found("manager")
    shown = Objects(call.option("$select")).show(found[0])
    return entity(call, "directoryObjects", shown)


def put_manager(call: RequestContext) -> Response:
    """Makes the user whom the body names the manager."""
    user, reference = user_at(call), call.body().get("@odata.id")
    if not isinstance(reference, str):
        raise invalid_values()
    found = target(call.directory, reference)
    if not isinstance(found, User) or found is user:
        raise invalid_values()
    return _set(call, user, {MANAGER: found.id})


def delete_manager(call: RequestContext) -> Response:
    """Leaves the user without a manager; 404 when there is none."""
    user = user_at(call)
    if MANAGER not in user.extra:
        raise not_found("manager")
    return _set(call, user, {})


def direct_reports(call: RequestContext) -> list[Thing]:
    """Whose manager the user is."""
    leader = user_at(call).id
    return [user for user in call.directory.users if user.extra.get(MANAGER) == leader]


def _set(call: RequestContext, user: User, manager: dict[str, str]) -> Response:
    call.directory.tick()
    kept = {name: value for name, value in user.extra.items() if name != MANAGER}
    user.extra = {**kept, **manager}
    updated(call.directory, user, ("Manager",))
    return done()


_ONE, _LED = "users/{id}/manager", "users/{id}/directReports"
ROUTES = (
    Route("GET", _ONE, get_manager, USER_READ, frozenset({"$select"})),
    Route("PUT", f"{_ONE}/$ref", put_manager, USER_WRITE),
    Route("DELETE", f"{_ONE}/$ref", delete_manager, USER_WRITE),
    *mixed(_LED, direct_reports, USER_READ, ("microsoft.graph.user",)),
)
