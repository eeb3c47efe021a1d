"""Directory API: users that go, come back, and become administrators."""

from __future__ import annotations

from reconciler.simulator.google import addresses, user_body
from reconciler.simulator.google.bodies import flag
from reconciler.simulator.google.errors import duplicate, not_found, required
from reconciler.simulator.google.routes.common import find_user
from reconciler.simulator.google.routing import RequestContext, Route, scopes


def delete(call: RequestContext) -> None:
    """Removes the account, its memberships and its licences; it may come back for 20 days."""
    user, tenant = find_user(call), call.tenant
    addresses.release(tenant, user)
    del tenant.users[user.id]
    tenant.leave_groups(user.id)
    for product in tenant.licences:
        tenant.take_licence(product, user.id)
    tenant.tick()
    user.deleted = tenant.time()
    user.admin = False
    tenant.deleted[user.id] = user
    tenant.record("DELETE_USER", USER_EMAIL=user.email)


def undelete(call: RequestContext) -> None:
    """Brings a deleted account back into the unit that the body names, or into '/'.

    Its key is the immutable id. Memberships and licences stay lost; aliases come back unless
    somebody took them. 409 when its address is somebody else's by now.
    """
    tenant = call.tenant
    user = tenant.restorable().get(call.keys["userKey"])
    if user is None:
        raise not_found("userKey")
    unit = user_body.unit_of(tenant, call.body) or tenant.root().id
    if user.email.casefold() in tenant.addresses:
        raise duplicate()
    del tenant.deleted[user.id]
    user.deleted, user.org_unit = 0.0, unit
    user.aliases = [one for one in user.aliases if one.casefold() not in tenant.addresses]
    for address in (user.email, *user.aliases):
        tenant.addresses[address.casefold()] = user.id
    tenant.users[user.id] = user
    tenant.addresses_changed()
    user.version = tenant.tick()
    tenant.record("UNDELETE_USER", USER_EMAIL=user.email)


def make_admin(call: RequestContext) -> None:
    """Grants or revokes the rights of a super administrator."""
    user, tenant = find_user(call), call.tenant
    status = flag(call.body, "status")
    if status is None:
        raise required("status")
    if status != user.admin:
        event = "GRANT_ADMIN_PRIVILEGE" if status else "REVOKE_ADMIN_PRIVILEGE"
        tenant.record(event, USER_EMAIL=user.email)
    user.admin = status
    user.version = tenant.tick()


_ONE = "admin/directory/v1/users/{userKey}"
_WRITE = scopes("admin.directory.user")
ROUTES = (
    Route("DELETE", _ONE, _WRITE, delete),
    Route("POST", _ONE + "/undelete", _WRITE, undelete, "UserUndelete"),
    Route("POST", _ONE + "/makeAdmin", _WRITE, make_admin, "UserMakeAdmin"),
)
