"""assignLicense on users and groups."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft import audit_trail
from reconciler.simulator.microsoft.catalogue import catalogue
from reconciler.simulator.microsoft.errors import (
    bad_request,
    duplicate_values,
    invalid_values,
    source_missing,
)
from reconciler.simulator.microsoft.groups import SOURCE_MISSING
from reconciler.simulator.microsoft.licensing import (
    DIRECT,
    clash,
    free_seats,
    lacking,
    licensed_users,
    reach,
    relicense,
    settle,
)
from reconciler.simulator.microsoft.objects import listed
from reconciler.simulator.microsoft.pages import OPTIONS, page
from reconciler.simulator.microsoft.request_context import RequestContext, Route, entity
from reconciler.simulator.microsoft.roles import (
    GROUP_LICENCE_WRITE,
    GROUP_READ,
    USER_LICENCE_WRITE,
    USER_READ,
)
from reconciler.simulator.microsoft.routes.groups import changeable, group_at
from reconciler.simulator.microsoft.routes.users import changeable_user, user_at
from reconciler.simulator.microsoft.shapes import GROUPS, USERS
from reconciler.simulator.microsoft.state import NO_ERROR, Directory, Holding, Key, User, held_skus

ARRAYS = ("addLicenses", "removeLicenses")
GROUP_LICENCES = ("assignedLicenses", "licenseProcessingState")
NOT_HELD = "User does not have a corresponding license."


@dataclass(frozen=True, slots=True)
class Order:
    """What a call wants: plans turned off by SKU to give, SKUs to take."""

    add: Mapping[str, tuple[str, ...]]
    remove: tuple[str, ...]


def assign_to_user(call: RequestContext) -> Response:
    """Give and take a user's direct licences, all of it or nothing."""
    user, order = changeable_user(call), _order(call)
    licences = dict(user.licences)
    for sku_id in order.remove:
        if Key(sku_id, DIRECT) not in licences:
            raise _not_direct(user, sku_id)
        del licences[Key(sku_id, DIRECT)]
    for sku_id, off in order.add.items():
        moment = call.directory.counter + 1
        licences[Key(sku_id, DIRECT)] = Holding(off, NO_ERROR, moment)
    _check(call.directory, user, order, licences)
    call.directory.tick()
    settle(call.directory, user, licences)
    audit_trail.record(call.directory, "Change user license", audit_trail.target(user))
    return _licensed(call, user)


def reprocess(call: RequestContext) -> Response:
    """Work the user's licences out anew, the groups' among them."""
    user = user_at(call)
    call.directory.tick()
    kept = {key: held for key, held in user.licences.items() if key.group_id == DIRECT}
    relicense(call.directory, user, kept)
    return _licensed(call, user)


def list_details(call: RequestContext) -> Response:
    """What the user may use: each SKU with the state of its plans."""
    user = user_at(call)
    rows = [_detail(user, sku_id) for sku_id in sorted(held_skus(user.licences))]
    context = call.context(f"users('{user.id}')/licenseDetails")
    return Response(200, {"@odata.context": context, "value": rows})


def list_failing(call: RequestContext) -> Response:
    """The members whom the group's licences could not reach."""
    group = group_at(call)
    failing = [
        user
        for user in licensed_users(call.directory, group)
        if any(
            key.group_id == group.id and held.error != NO_ERROR
            for key, held in user.licences.items()
        )
    ]
    return page(call, listed(call, failing))


def assign_to_group(call: RequestContext) -> Response:
    """Give and take a group's licences; its members have them by the next read."""
    group, order = changeable(call), _order(call)
    if call.directory.is_new(SOURCE_MISSING, group.id):
        raise source_missing()
    if not set(order.remove) <= group.licences.keys():
        raise bad_request(NOT_HELD)
    call.directory.tick()
    for sku_id in order.remove:
        del group.licences[sku_id]
    group.licences.update(order.add)
    call.directory.journal.note("groups", group.id, names=GROUP_LICENCES)
    audit_trail.record(call.directory, "Set group license", audit_trail.target(group))
    reach(call.directory, group, licensed_users(call.directory, group))
    answer = entity(call, "groups", GROUPS.render(group, GROUPS.default), 202)
    return Response(202, answer.body, {"Location": f"{call.root}/groups/{group.id}"})


def _licensed(call: RequestContext, user: User) -> Response:
    names = (*USERS.default, "accountEnabled", "assignedLicenses", "usageLocation")
    return entity(call, "users", USERS.render(user, names))


def _detail(user: User, sku_id: str) -> dict[str, Any]:
    sku = catalogue().by_id[sku_id]
    off = [
        set(held.disabled)
        for key, held in user.licences.items()
        if key.sku_id == sku_id and held.error == NO_ERROR
    ]
    disabled = set.intersection(*off)
    # The real id is opaque, too: 32 bytes that name tenant and SKU.
    raw = f"{user.id}{sku_id}".replace("-", "").encode()
    return {
        "id": base64.urlsafe_b64encode(raw).decode().rstrip("="),
        "servicePlans": [
            {
                "servicePlanId": plan_id,
                "servicePlanName": name,
                "provisioningStatus": "Disabled" if plan_id in disabled else "Success",
                "appliesTo": "User",
            }
            for plan_id, name in sku.plans
        ],
        "skuId": sku_id,
        "skuPartNumber": sku.part_number,
    }


def _order(call: RequestContext) -> Order:
    body = call.body()
    missing = [name for name in ARRAYS if not isinstance(body.get(name), list)]
    if missing:
        raise bad_request(
            "One or more parameters of the operation 'assignLicense' are missing from the request "
            f"payload. The missing parameters are: {', '.join(missing)}."
        )
    add = [_addition(call.directory, entry) for entry in body["addLicenses"]]
    remove = tuple(_sku_id(entry) for entry in body["removeLicenses"])
    named = [*(sku_id for sku_id, _ in add), *remove]
    if len(set(named)) < len(named):
        raise duplicate_values()
    return Order(dict(add), remove)


def _addition(directory: Directory, entry: Any) -> tuple[str, tuple[str, ...]]:
    if not isinstance(entry, dict):
        raise invalid_values()
    sku_id = _sku_id(entry.get("skuId"))
    if sku_id not in directory.seats:
        raise bad_request(f"License {sku_id} does not correspond to a valid company License.")
    disabled = entry.get("disabledPlans") or []
    if not isinstance(disabled, list):
        raise invalid_values()
    off = tuple(_sku_id(plan) for plan in disabled)
    if not catalogue().by_id[sku_id].plan_ids.issuperset(off):
        raise invalid_values()
    return sku_id, off


def _sku_id(value: Any) -> str:
    if not isinstance(value, str):
        raise invalid_values()
    return value.casefold()


def _not_direct(user: User, sku_id: str) -> Exception:
    if any(key.sku_id == sku_id for key in user.licences):
        return bad_request(
            "User license is inherited from a group membership and it cannot be removed directly "
            "from the user."
        )
    return bad_request(NOT_HELD)


def _check(directory: Directory, user: User, order: Order, licences: Mapping[Key, Holding]) -> None:
    if order.add and user.usage_location is None:
        raise bad_request("License assignment cannot be done for user with invalid usage location.")
    held = held_skus(user.licences)
    for sku_id in order.add:
        if sku_id not in held and not free_seats(directory, sku_id):
            raise bad_request(
                f"Subscription with SKU {sku_id} does not have any available licenses."
            )
    pair = clash(licences)
    if order.add and pair is not None:
        raise bad_request(
            "License assignment failed because service plans "
            f"{pair[0]}, {pair[1]} are mutually exclusive."
        )
    need = lacking(licences)
    if order.add and need is not None:
        raise bad_request(
            f"License assignment failed because service plan {need[0]} depends on the service "
            f"plan(s) {', '.join(need[1])}"
        )


ROUTES = (
    Route("POST", "users/{id}/assignLicense", assign_to_user, USER_LICENCE_WRITE),
    Route("POST", "users/{id}/reprocessLicenseAssignment", reprocess, USER_LICENCE_WRITE),
    Route("GET", "users/{id}/licenseDetails", list_details, USER_READ),
    Route("POST", "groups/{id}/assignLicense", assign_to_group, GROUP_LICENCE_WRITE),
    Route("GET", "groups/{id}/membersWithLicenseErrors", list_failing, GROUP_READ, OPTIONS),
)
