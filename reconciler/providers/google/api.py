"""Google's calls: each is built once by the discovery client, then filled in thousands of times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc

from reconciler.model.json_data import read_json
from reconciler.providers.google import answers, convert
from reconciler.providers.google.calls import GoogleApi, Route
from reconciler.providers.google.http import Transport
from reconciler.providers.shapes import Shape

UNIT_WRITES = "orgunit-writes"
"""A budget of its own inside the Directory API."""


@dataclass(frozen=True, slots=True)
class Routes:
    """Every call that we make, and nothing else."""

    units: Route
    unit: Route
    unit_insert: Route
    unit_patch: Route
    unit_delete: Route
    users: Route
    user: Route
    user_patch: Route
    groups: Route
    group: Route
    group_insert: Route
    group_patch: Route
    group_delete: Route
    members: Route
    member: Route
    member_insert: Route
    member_patch: Route
    member_delete: Route
    settings: Route
    settings_patch: Route
    licences: Route
    licence: Route
    licence_insert: Route
    licence_patch: Route
    licence_delete: Route
    activities: Route
    administrator: Route
    role_assignments: Route
    role: Route
    services: Mapping[GoogleApi, Any]
    """The discovery client's services; they make the batches."""


@lru_cache(maxsize=8)
def routes(endpoint: str | None) -> Routes:
    """Every route at a base URL, or at Google itself; built from the shipped discovery documents.

    What it gives never changes, and making it takes 50 ms: hence once a process and endpoint.
    """
    directory = _service("admin", "directory_v1", endpoint)
    licensing = _service("licensing", "v1", endpoint)
    settings = _service("groupssettings", "v1", endpoint)
    reports = _service("admin", "reports_v1", endpoint)
    return Routes(
        **_unit_routes(directory.orgunits()),
        **_user_routes(directory.users()),
        **_group_routes(directory.groups()),
        **_member_routes(directory.members()),
        **_licence_routes(licensing.licenseAssignments()),
        **_settings_routes(settings.groups()),
        activities=_activities(reports.activities()),
        **_role_routes(directory),
        services={
            GoogleApi.DIRECTORY: directory,
            GoogleApi.LICENSING: licensing,
            GoogleApi.SETTINGS: settings,
            GoogleApi.REPORTS: reports,
        },
    )


def _service(name: str, version: str, endpoint: str | None) -> Any:
    """A service from its shipped document.

    Batches ignore `api_endpoint` and follow `rootUrl`, which also leaves each API its path; the
    mutual-TLS host goes, or an environment variable could send traffic there.
    """
    document = read_json(get_static_doc(name, version))
    if endpoint:
        document["rootUrl"] = f"{endpoint.rstrip('/')}/"
        document.pop("mtlsRootUrl", None)
    return build_from_document(document, http=Transport())


def _route(api: GoogleApi, request: Any, answer: Shape, *budgets: str) -> Route:
    """Takes the fixed part of a call whose variable parts were given as '{name}'."""
    # Of the client's headers only the body's type is needed in a part of a batch.
    headers = {name: text for name, text in request.headers.items() if name == "content-type"}
    uri = request.uri.replace("%7B", "{").replace("%7D", "}").rstrip("?")
    every = (api.value, *budgets)
    return Route(api, request.methodId, request.method, uri, headers, every, answer)


# `fields=kind` on writes: the shortest answer that every API knows; nothing of it is read.


def _unit_routes(units: Any) -> dict[str, Route]:
    customer = {"customerId": "{customer}"}
    one = {**customer, "orgUnitPath": "{unit}"}
    shown = "orgUnitId,orgUnitPath,description"
    return {
        "units": _route(
            GoogleApi.DIRECTORY,
            units.list(**customer, type="all", fields=f"organizationUnits({shown})"),
            answers.page("organizationUnits", answers.UNIT),
        ),
        "unit": _route(GoogleApi.DIRECTORY, units.get(**one, fields=shown), answers.UNIT),
        "unit_insert": _route(
            GoogleApi.DIRECTORY,
            units.insert(**customer, body={}, fields="orgUnitId"),
            answers.BY_UNIT_ID,
            UNIT_WRITES,
        ),
        "unit_patch": _route(
            GoogleApi.DIRECTORY,
            units.patch(**one, body={}, fields="kind"),
            answers.DONE,
            UNIT_WRITES,
        ),
        "unit_delete": _route(GoogleApi.DIRECTORY, units.delete(**one), answers.DONE, UNIT_WRITES),
    }


def _user_routes(users: Any) -> dict[str, Route]:
    shown = (
        "id,primaryEmail,aliases,nonEditableAliases,suspended,archived,isAdmin,isDelegatedAdmin"
        ",orgUnitPath,externalIds,name"
    )
    page = users.list(customer="{customer}", maxResults=500, fields=f"nextPageToken,users({shown})")
    return {
        "users": _route(GoogleApi.DIRECTORY, page, answers.page("users", answers.USER)),
        "user": _route(
            GoogleApi.DIRECTORY, users.get(userKey="{user}", fields="id"), answers.BY_ID
        ),
        "user_patch": _route(
            GoogleApi.DIRECTORY, users.patch(userKey="{user}", body={}, fields="kind"), answers.DONE
        ),
    }


def _group_routes(groups: Any) -> dict[str, Route]:
    shown = "id,email,name,description,directMembersCount,aliases,nonEditableAliases,externalIds"
    one = {"groupKey": "{group}"}
    page = groups.list(
        customer="{customer}", maxResults=200, fields=f"nextPageToken,groups({shown})"
    )
    return {
        "groups": _route(GoogleApi.DIRECTORY, page, answers.page("groups", answers.GROUP)),
        "group": _route(GoogleApi.DIRECTORY, groups.get(**one, fields=shown), answers.GROUP),
        "group_insert": _route(
            GoogleApi.DIRECTORY, groups.insert(body={}, fields="id"), answers.BY_ID
        ),
        "group_patch": _route(
            GoogleApi.DIRECTORY, groups.patch(**one, body={}, fields="kind"), answers.DONE
        ),
        "group_delete": _route(GoogleApi.DIRECTORY, groups.delete(**one), answers.DONE),
    }


def _member_routes(members: Any) -> dict[str, Route]:
    group = {"groupKey": "{group}"}
    one = {**group, "memberKey": "{member}"}
    page = members.list(**group, maxResults=200, fields="nextPageToken,members(id,email,role,type)")
    return {
        "members": _route(GoogleApi.DIRECTORY, page, answers.page("members", answers.MEMBER)),
        "member": _route(GoogleApi.DIRECTORY, members.get(**one, fields="id,role"), answers.MEMBER),
        "member_insert": _route(
            GoogleApi.DIRECTORY, members.insert(**group, body={}, fields="kind"), answers.DONE
        ),
        "member_patch": _route(
            GoogleApi.DIRECTORY, members.patch(**one, body={}, fields="kind"), answers.DONE
        ),
        "member_delete": _route(GoogleApi.DIRECTORY, members.delete(**one), answers.DONE),
    }


def _licence_routes(licences: Any) -> dict[str, Route]:
    sku = {"productId": "{product}", "skuId": "{sku}"}
    one = {**sku, "userId": "{user}"}
    # The discovery document says 1,000 a page, the limits page 100; asked for 1,000, Google was
    # seen to end after 200 of 1,250 without a token, as if nobody else held one (GAM #1625, 2023).
    page = licences.listForProductAndSku(
        **sku, customerId="{customer}", maxResults=100, fields="nextPageToken,items(userId)"
    )
    return {
        "licences": _route(GoogleApi.LICENSING, page, answers.page("items", answers.HOLDER)),
        "licence": _route(
            GoogleApi.LICENSING, licences.get(**one, fields="userId"), answers.HOLDER
        ),
        "licence_insert": _route(
            GoogleApi.LICENSING, licences.insert(**sku, body={}, fields="kind"), answers.DONE
        ),
        "licence_patch": _route(
            GoogleApi.LICENSING, licences.patch(**one, body={}, fields="kind"), answers.DONE
        ),
        "licence_delete": _route(GoogleApi.LICENSING, licences.delete(**one), answers.DONE),
    }


def _settings_routes(groups: Any) -> dict[str, Route]:
    one = {"groupUniqueId": "{group}"}
    # Without `fields`: a group's newer settings are in no schema, and naming one of them is 400.
    return {
        "settings": _route(
            GoogleApi.SETTINGS, groups.get(**one), answers.settings(convert.vendor_settings())
        ),
        "settings_patch": _route(
            GoogleApi.SETTINGS, groups.patch(**one, body={}, fields="kind"), answers.DONE
        ),
    }


def _role_routes(directory: Any) -> dict[str, Route]:
    """Who the administrator is whom we act as; asked by `checkup` alone."""
    shown = "primaryEmail,customerId,suspended,isAdmin,isDelegatedAdmin"
    held = directory.roleAssignments().list(
        customer="{customer}", userKey="{user}", fields="items(roleId)"
    )
    role = directory.roles().get(
        customer="{customer}",
        roleId="{role}",
        fields="isSuperAdminRole,rolePrivileges(privilegeName)",
    )
    return {
        "administrator": _route(
            GoogleApi.DIRECTORY,
            directory.users().get(userKey="{user}", fields=shown),
            answers.ADMINISTRATOR,
        ),
        "role_assignments": _route(
            GoogleApi.DIRECTORY, held, answers.page("items", answers.ROLE_ASSIGNMENT)
        ),
        "role": _route(GoogleApi.DIRECTORY, role, answers.ROLE),
    }


def _activities(activities: Any) -> Route:
    shown = "id(time),actor(email,key),events(name,resourceIds,parameters(name,value))"
    page = activities.list(
        userKey="all",
        applicationName="admin",
        maxResults=1000,
        fields=f"nextPageToken,items({shown})",
    )
    found = _route(GoogleApi.REPORTS, page, answers.page("items", answers.ACTIVITY))
    # The client checks that a time is one, so it cannot be left open like the other parts.
    return replace(found, uri=f"{found.uri}&startTime={{since}}")
