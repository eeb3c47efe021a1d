"""/users: list, get, create, change, delete."""

from __future__ import annotations

from dataclasses import replace

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.errors import bad_request, not_found, restricted
from reconciler.simulator.microsoft.leaving import bury
from reconciler.simulator.microsoft.licensing import read_once
from reconciler.simulator.microsoft.listings import collection, things
from reconciler.simulator.microsoft.pages import Listing
from reconciler.simulator.microsoft.roles import USER_READ, USER_WRITE
from reconciler.simulator.microsoft.shapes import USERS
from reconciler.simulator.microsoft.state import User
from reconciler.simulator.microsoft.users import change, create
from reconciler.simulator.microsoft.view import View
from reconciler.simulator.microsoft.visit import ME, Route, Visit, done, entity
from reconciler.simulator.switches import SHORT


def user_at(visit: Visit) -> User:
    """The user whom the path names by id or user principal name; 404 when there is none."""
    key = visit.request.actor if visit.keys[0] == ME else visit.keys[0]
    if visit.keys[0] == ME and "@" not in key:
        raise bad_request("/me request is only valid with delegated authentication flow.")
    user = visit.directory.user(key)
    if user is None or not visit.directory.sees(user.id):
        raise not_found(key)
    return user


def changeable_user(visit: Visit) -> User:
    """The user at the path, when the caller may change it at all; 403 otherwise."""
    user = user_at(visit)
    if user.restricted and visit.request.rights is not None:
        raise restricted()
    return user


def users(visit: Visit) -> Listing[User]:
    """All users."""
    directory = visit.directory
    read_once(directory)
    listing = things(visit, USERS, directory.users)
    idents = [user.id for user in directory.users] if directory.switches.on(SHORT) else ()
    first = visit.option("$skiptoken") is None
    missing = directory.overlooked.turn(directory.switches, idents, first=first)
    if not missing:
        return listing
    asked = listing.wanted
    return replace(
        listing, wanted=lambda user: user.id != missing and (asked is None or asked(user))
    )


def get_user(visit: Visit) -> Response:
    """One user."""
    read_once(visit.directory)
    view = View(visit, USERS)
    return entity(visit, view.target, view.show(user_at(visit)))


def post_user(visit: Visit) -> Response:
    """Create a user."""
    user = create(visit.directory, Body(visit.body(), "User"))
    visit.directory.veil(user.id)
    answer = entity(visit, "users", USERS.render(user, USERS.default), 201)
    return Response(201, answer.body, {"Location": f"{visit.root}/users/{user.id}"})


def patch_user(visit: Visit) -> Response:
    """Change a user."""
    change(visit.directory, changeable_user(visit), Body(visit.body(), "User"))
    return done()


def delete_user(visit: Visit) -> Response:
    """Remove a user, who can be restored."""
    bury(visit.directory, changeable_user(visit))
    return done()


ROUTES = (
    *collection("users", users, USER_READ),
    Route("POST", "users", post_user, USER_WRITE),
    Route("GET", "users/{id}", get_user, USER_READ, frozenset({"$select", "$expand"})),
    Route("PATCH", "users/{id}", patch_user, USER_WRITE),
    Route("DELETE", "users/{id}", delete_user, USER_WRITE),
)
