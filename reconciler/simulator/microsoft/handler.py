"""The one entry: a request of any kind to a tenant's answer."""

from __future__ import annotations

from functools import cache

from reconciler.simulator.exchange import Call, Request, Response
from reconciler.simulator.microsoft import batch
from reconciler.simulator.microsoft.errors import GraphError, wrong_method
from reconciler.simulator.microsoft.router import Router, refusal, request_id
from reconciler.simulator.microsoft.routes import (
    apps,
    audits,
    deleted_items,
    deltas,
    directory_objects,
    directory_roles,
    domains,
    group_links,
    group_settings,
    groups,
    licences,
    manager,
    memberships,
    organization,
    role_management,
    role_schedules,
    scoped_roles,
    skus,
    units,
    users,
)
from reconciler.simulator.microsoft.state import Directory

READ_POSTS = memberships.READS | {"directoryObjects/getByIds"}


@cache
def router() -> Router:
    """All routes of this vendor."""
    families = (
        users,
        groups,
        group_links,
        licences,
        units,
        directory_roles,
        skus,
        organization,
        directory_objects,
        memberships,
        scoped_roles,
        role_schedules,
        deleted_items,
        deltas,
        audits,
        apps,
        domains,
        manager,
        role_management,
        group_settings,
    )
    return Router(route for family in families for route in family.ROUTES)


def handle(tenant: Directory, request: Request) -> Response:
    """Answer a plain call or a batch; the same state and request give the same answer."""
    if not batch.is_batch(request.path):
        return router().answer(tenant, request)
    try:
        if request.method != "POST":
            raise wrong_method()
        response = batch.run(request, lambda inner: router().answer(tenant, inner))
    except GraphError as error:
        response = refusal(tenant, request, error)
        call = Call(request.method, route_of(request), error.status, request.path)
        response = Response(error.status, response.body, calls=(call,))
    headers = {"request-id": request_id(tenant, request)}
    return Response(response.status, response.body, headers, response.calls)


def route_of(request: Request) -> str:
    """The template of the route that a request takes, with its version."""
    if batch.is_batch(request.path):
        return f"{request.path.strip('/').partition('/')[0].casefold()}/$batch"
    return router().template(request)


def is_write(request: Request) -> bool:
    """Whether a call may change state; of a batch, whether one of its calls may."""
    if request.method in ("GET", "HEAD"):
        return False
    if batch.is_batch(request.path):
        try:
            return any(is_write(step.request) for step in batch.steps(request))
        except GraphError:
            return False
    return route_of(request).partition("/")[2] not in READ_POSTS
