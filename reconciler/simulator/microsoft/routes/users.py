"""/users: list, get, create, change, delete."""

from __future__ import annotations

from dataclasses import replace

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.deletion import bury
from reconciler.simulator.microsoft.errors import bad_request, not_found, restricted
from reconciler.simulator.microsoft.licensing import read_once
from reconciler.simulator.microsoft.listings import collection, things
from reconciler.simulator.microsoft.pages import Listing
from reconciler.simulator.microsoft.request_context import ME, RequestContext, Route, done, entity
from reconciler.simulator.microsoft.roles import USER_READ, USER_WRITE
from reconciler.simulator.microsoft.shapes import USERS
from reconciler.simulator.microsoft.state import User
from reconciler.simulator.microsoft.users import change, create
from reconciler.simulator.microsoft.view import View
from reconciler.simulator.switches import SHORT


def user_at(call: RequestContext) -> User:
    """The user whom the path names by id or user principal name; 404 when there is none."""
    key = call.request.actor if call.keys[0] == ME else call.keys[0]
    if call.keys[0] == ME and "@" not in key:
        raise bad_request("/me request is only valid with delegated authentication flow.")
    user = call.directory.user(key)
    if user is None or not call.directory.sees(user.id):
        raise not_found(key)
    return user


def changeable_user(call: RequestContext) -> User:
    """The user at the path, when the caller may change it at all; 403 otherwise."""
    user = user_at(call)
    if user.restricted and call.request.rights is not None:
        raise restricted()
    return user


def users(call: RequestContext) -> Listing[User]:
    """All users."""
    directory = call.directory
    read_once(directory)
    listing = things(call, USERS, directory.users)
    idents = [user.id for user in directory.users] if directory.switches.on(SHORT) else ()
    first = call.option("$skiptoken") is None
    missing = directory.overlooked.turn(directory.switches, idents, first=first)
    if not missing:
        return listing
    asked = listing.wanted
    return replace(
        listing, wanted=lambda user: user.id != missing and (asked is None or asked(user))
    )


def get_user(call: RequestContext) -> Response:
    """One user."""
    read_once(call.directory)
    view = View(call, USERS)
    return entity(call, view.target, view.show(user_at(call)))


def post_user(call: RequestContext) -> Response:
    """Create a user."""
    user = create(call.directory, Body(call.body(), "User"))
    call.directory.veil(user.id)
    answer = entity(call, "users", USERS.render(user, USERS.default), 201)
    return Response(201, answer.body, {"Location": f"{call.root}/users/{user.id}"})


def patch_user(call: RequestContext) -> Response:
    """Change a user."""
    change(
        call.directory,
        changeable_user(call),
        Body(call.body(), "User"),
    )
    return done()


def delete_user(call: RequestContext) -> Response:
    """Remove a user, who can be restored."""
    bury(call.directory, changeable_user(call))
    return done()


ROUTES = (
    *collection("users", users, USER_READ),
    Route("POST", "users", post_user, USER_WRITE),
    Route("GET", "users/{id}", get_user, USER_READ, frozenset({"$select", "$expand"})),
    Route("PATCH", "users/{id}", patch_user, USER_WRITE),
    Route("DELETE", "users/{id}", delete_user, USER_WRITE),
)
