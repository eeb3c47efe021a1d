"""/users/{id}/manager and /directReports: who leads whom."""

from __future__ import annotations

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.deeds import updated
from reconciler.simulator.microsoft.errors import invalid_values, not_found
from reconciler.simulator.microsoft.links import target
from reconciler.simulator.microsoft.listings import mixed
from reconciler.simulator.microsoft.objects import Objects
from reconciler.simulator.microsoft.relations import MANAGER, Thing, manager_of
from reconciler.simulator.microsoft.roles import USER_READ, USER_WRITE
from reconciler.simulator.microsoft.routes.users import user_at
from reconciler.simulator.microsoft.state import User
from reconciler.simulator.microsoft.visit import Route, Visit, done, entity


def get_manager(visit: Visit) -> Response:
    """The user's manager; 404 when there is none."""
    found = manager_of(visit.directory, user_at(visit))
    if not found:
        raise not_found("manager")
    shown = Objects(visit.option("$select")).show(found[0])
    return entity(visit, "directoryObjects", shown)


def put_manager(visit: Visit) -> Response:
    """Makes the user whom the body names the manager."""
    user, reference = user_at(visit), visit.body().get("@odata.id")
    if not isinstance(reference, str):
        raise invalid_values()
    found = target(visit.directory, reference)
    if not isinstance(found, User) or found is user:
        raise invalid_values()
    return _set(visit, user, {MANAGER: found.id})


def delete_manager(visit: Visit) -> Response:
    """Leaves the user without a manager; 404 when there is none."""
    user = user_at(visit)
    if MANAGER not in user.extra:
        raise not_found("manager")
    return _set(visit, user, {})


def direct_reports(visit: Visit) -> list[Thing]:
    """Whose manager the user is."""
    leader = user_at(visit).id
    return [user for user in visit.directory.users if user.extra.get(MANAGER) == leader]


def _set(visit: Visit, user: User, manager: dict[str, str]) -> Response:
    visit.directory.tick()
    kept = {name: value for name, value in user.extra.items() if name != MANAGER}
    user.extra = {**kept, **manager}
    updated(visit.directory, user, ("Manager",))
    return done()


_ONE, _LED = "users/{id}/manager", "users/{id}/directReports"
ROUTES = (
    Route("GET", _ONE, get_manager, USER_READ, frozenset({"$select"})),
    Route("PUT", f"{_ONE}/$ref", put_manager, USER_WRITE),
    Route("DELETE", f"{_ONE}/$ref", delete_manager, USER_WRITE),
    *mixed(_LED, direct_reports, USER_READ, ("microsoft.graph.user",)),
)
