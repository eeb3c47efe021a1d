"""/roleManagement/directory: PIM's schedules of who administers, and who may come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from reconciler.simulator.microsoft.errors import GraphError
from reconciler.simulator.microsoft.insertion_order import Rows
from reconciler.simulator.microsoft.listings import collection
from reconciler.simulator.microsoft.pages import OPTIONS, Listing
from reconciler.simulator.microsoft.queries import query
from reconciler.simulator.microsoft.request_context import RequestContext, Route
from reconciler.simulator.microsoft.roles import ELIGIBLE_READ, SCHEDULE_READ
from reconciler.simulator.microsoft.state import ADMINISTRATORS, Directory, instant
from reconciler.simulator.microsoft.wire import Shape, always, selection

BASE = "roleManagement/directory"
NO_PREMIUM = "no-premium-licence"
_QUERIED = OPTIONS | {"$filter", "$count"}
Of = Callable[[Directory], Iterator["Scheduled"]]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One principal with the directory's one role, over the tenant ('/') or over a unit."""

    id: str
    principal: str
    scope: str


def _shape(name: str, **more: Callable[[Scheduled], Any]) -> Shape[Scheduled]:
    getters: dict[str, Callable[[Scheduled], Any]] = {
        "id": lambda one: one.id,
        "principalId": lambda one: one.principal,
        "roleDefinitionId": always(ADMINISTRATORS),
        "directoryScopeId": lambda one: one.scope,
        "appScopeId": always(None),
        "startDateTime": always(instant(0)),
        "endDateTime": always(None),
        "memberType": always("Direct"),
        **more,
    }
    return Shape(
        name=f"unified{name}",
        collection=f"{BASE}/{name[0].lower()}{name[1:]}s",
        getters=getters,
        default=tuple(getters),
        filtered=frozenset({"id", "principalId", "roleDefinitionId", "directoryScopeId"}),
    )


ACTIVE = _shape("RoleAssignmentScheduleInstance", assignmentType=always("Assigned"))
ELIGIBLE = _shape("RoleEligibilityScheduleInstance")


def active(directory: Directory) -> Iterator[Scheduled]:
    """Everybody who has the role now, over the tenant or over a unit."""
    for principal in directory.admins:
        yield _scheduled(directory, principal, "/")
    for one in directory.scoped:
        yield _scheduled(directory, one.member_id, f"/administrativeUnits/{one.unit_id}")


def eligible(directory: Directory) -> Iterator[Scheduled]:
    """Everybody who may take the role for a while; no other list shows them."""
    for principal in directory.eligible:
        yield _scheduled(directory, principal, "/")


def _scheduled(directory: Directory, principal: str, scope: str) -> Scheduled:
    return Scheduled(directory.derived_id("schedule", f"{principal}{scope}"), principal, scope)


def _listed(shape: Shape[Scheduled], found: Of) -> Callable[[RequestContext], Listing[Scheduled]]:
    def make(call: RequestContext) -> Listing[Scheduled]:
        if call.directory.switches.on(NO_PREMIUM):
            raise GraphError(
                400,
                "AadPremiumLicenseRequired",
                "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance "
                "license.",
            )
        picked = selection(call.option("$select"))
        names, asked = shape.chosen(picked), query(call, shape)
        context = call.context(shape.collection, None if picked is None else names)
        rows = Rows(found(call.directory))
        return Listing(context, rows, lambda one: shape.render(one, names), asked.test)

    return make


def _routes(shape: Shape[Scheduled], found: Of, roles: frozenset[str]) -> tuple[Route, ...]:
    return collection(shape.collection, _listed(shape, found), roles, _QUERIED)[:1]


ROUTES = (*_routes(ACTIVE, active, SCHEDULE_READ), *_routes(ELIGIBLE, eligible, ELIGIBLE_READ))
