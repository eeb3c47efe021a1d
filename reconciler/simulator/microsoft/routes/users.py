"""/users: list, get, change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.errors import bad_request, conflict, invalid, not_found
from reconciler.simulator.microsoft.filters import wanted
from reconciler.simulator.microsoft.pages import OPTIONS, Listing, page
from reconciler.simulator.microsoft.roles import USER_READ, USER_WRITE
from reconciler.simulator.microsoft.state import User
from reconciler.simulator.microsoft.visit import Route, Visit, done, entity
from reconciler.simulator.microsoft.shapes import USERS
from reconciler.simulator.microsoft.wire import selection

FILTERED: dict[str, Callable[[User], str | None]] = {
    "userPrincipalName": lambda user: user.upn,
    "employeeId": lambda user: user.employee_id,
    "displayName": lambda user: user.display_name,
    "mail": lambda user: user.mail,
}
PATCHED = frozenset(
    {
        "accountEnabled",
        "displayName",
        "employeeId",
        "givenName",
        "otherMails",
        "surname",
        "usageLocation",
        "userPrincipalName",
    }
)


def user_at(visit: Visit) -> User:
    """The user whom the path names by id or user principal name; 404 when there is none."""
    user = visit.directory.user(visit.keys[0])
    if user is None:
        raise not_found(visit.keys[0])
    return user


def list_users(visit: Visit) -> Response:
    """A page of users."""
    picked = selection(visit.option("$select"))
    names = USERS.chosen(picked)
    context = visit.context("users", None if picked is None else names)
    test = wanted(visit.option("$filter"), FILTERED)
    render = partial(USERS.render, names=names)
    return page(visit, Listing(context, visit.directory.users, render, test))


def get_user(visit: Visit) -> Response:
    """One user."""
    picked = selection(visit.option("$select"))
    names = USERS.chosen(picked)
    target = "users" if picked is None else f"users({','.join(names)})"
    return entity(visit, target, USERS.render(user_at(visit), names))


def patch_user(visit: Visit) -> Response:
    """Change a user."""
    user, body = user_at(visit), Body(visit.body(), "User")
    body.only(PATCHED)
    edited = _edited(body)
    upn = _upn(visit, user, body) if body.has("userPrincipalName") else user.upn
    visit.directory.tick()
    for name, value in edited.items():
        setattr(user, name, value)
    if upn != user.upn:
        _rename(visit, user, upn)
    return done()


def _edited(body: Body) -> dict[str, Any]:
    edited: dict[str, Any] = {}
    if body.has("accountEnabled"):
        edited["enabled"] = body.flag("accountEnabled")
    if body.has("displayName"):
        edited["display_name"] = body.text("displayName", 256)
    if body.has("otherMails"):
        edited["other_mails"] = body.texts("otherMails")
    if body.has("usageLocation"):
        edited["usage_location"] = _location(body)
    for name, attribute, most in (
        ("employeeId", "employee_id", 16),
        ("givenName", "given_name", 64),
        ("surname", "surname", 64),
    ):
        if body.has(name):
            edited[attribute] = body.text_or_null(name, most)
    return edited


def _location(body: Body) -> str | None:
    value = body.text_or_null("usageLocation", 2)
    if value is not None and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise invalid("usageLocation", "User")
    return value


def _upn(visit: Visit, user: User, body: Body) -> str:
    upn = body.text("userPrincipalName", 113)
    local, _, domain = upn.partition("@")
    if not local or domain.casefold() != visit.directory.domain.casefold():
        raise bad_request(
            "The domain portion of the userPrincipalName property is invalid. You must use one "
            "of the verified domain names in your organization."
        )
    if visit.directory.addresses.get(upn.casefold(), user.id) != user.id:
        raise conflict("userPrincipalName")
    return upn


def _rename(visit: Visit, user: User, upn: str) -> None:
    # With a mailbox the old address stays as an alias, so mail still arrives.
    kept = tuple(one for one in user.aliases if one.casefold() != upn.casefold())
    if user.mail is not None:
        user.aliases = (*kept, user.mail)
        user.mail = upn
    user.upn = upn
    visit.directory.claim(user.id, (upn,))


ROUTES = (
    Route("GET", "users", list_users, USER_READ, OPTIONS | {"$filter", "$count"}),
    Route("GET", "users/{id}", get_user, USER_READ, frozenset({"$select"})),
    Route("PATCH", "users/{id}", patch_user, USER_WRITE),
)
