"""What callers of a tenant were not granted: scopes, permissions, APIs, administrators' rights.

A scenario takes each of them away by name, so that a program that tells what is missing can be
tried. Written from the vendors' pages on domain-wide delegation, admin consent, enabled services
and administrator roles, 2026-11.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reconciler.simulator.core.call_context import CallContext
from reconciler.simulator.exchange import Request, Response

ALL = "*"
_AUTH = "https://www.googleapis.com/auth/"
_APIS: Mapping[str, str] = {
    "admin/": "admin.googleapis.com",
    "groups/v1/": "groupssettings.googleapis.com",
    "apps/licensing/": "licensing.googleapis.com",
}
_NAMES = {
    "admin.googleapis.com": "Admin SDK API",
    "groupssettings.googleapis.com": "Groups Settings API",
    "licensing.googleapis.com": "Enterprise License Manager API",
    "iamcredentials.googleapis.com": "IAM Service Account Credentials API",
}
LICENCES = "LICENSES"
"""Our name for the privilege over licences: Google's own was not found on a public page."""
REPORTS = "REPORTS_ACCESS"
_VERBS = {"GET": "RETRIEVE", "POST": "CREATE", "PATCH": "UPDATE", "PUT": "UPDATE"}


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a tenant's callers lack; empty: nothing."""

    permissions: frozenset[str] = frozenset()
    """Scopes, or application permissions; APP:NAME for one application alone, * for all."""
    apis: frozenset[str] = frozenset()
    privileges: frozenset[str] = frozenset()
    refusals: frozenset[str] = frozenset()
    """NUMBER, or APP:NUMBER: what Microsoft's login service refuses a program with."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Withheld:
        """As a scenario's checked part `withheld` says."""
        part = settings.get("withheld") or {}
        return cls(
            frozenset(part.get("permissions", ())),
            frozenset(part.get("apis", ())),
            frozenset(part.get("privileges", ())),
            frozenset(map(str, part.get("refusals", ()))),
        )

    def lacks(self, name: str, app: str = "") -> bool:
        """Whether a scope or permission was not granted, to this application."""
        short = name.removeprefix(_AUTH)
        return not self.permissions.isdisjoint({name, short, ALL, f"{app}:{short}", f"{app}:{ALL}"})

    def left(self, names: Iterable[str], app: str = "") -> tuple[str, ...]:
        """Those of the scopes or permissions that were granted."""
        return tuple(name for name in names if not self.lacks(name, app))

    def refusal(self, app: str) -> int | None:
        """The number of the login service's refusal of this application; None: it may sign in."""
        mine = (one.removeprefix(f"{app}:") for one in sorted(self.refusals))
        return next((int(one) for one in mine if one.isdigit()), None)

    def is_unknown(self, app: str) -> bool:
        """Whether nobody in the tenant ever consented to this application."""
        return not self.permissions.isdisjoint({ALL, f"{app}:{ALL}"})

    def meet(self, context: CallContext) -> Response | None:
        """Google's 403 for an API that is not enabled, or an administrator without the right."""
        for path, api in _APIS.items():
            if context.route.startswith(path) and api in self.apis:
                return Response(403, disabled(api))
        wanted = privilege_for(context.route, context.request)
        return Response(403, _forbidden()) if wanted in self.privileges else None


NOTHING = Withheld()


def privilege_for(route: str, request: Request) -> str:
    """The administrator's privilege that a call of Google's needs; '' for none that is modelled."""
    for path, privilege in (("apps/licensing/", LICENCES), ("admin/reports/", REPORTS)):
        if route.startswith(path):
            return privilege
    verb = _VERBS.get(request.method, "DELETE")
    rest = route.removeprefix("admin/directory/v1/")
    if rest.startswith("groups"):
        # a group's members and aliases are changes of the group; its settings are at groups/v1/
        inside = rest.count("/") > 1 and verb != "RETRIEVE"
        return "GROUPS_UPDATE" if inside else f"GROUPS_{verb}"
    if "/orgunits" in rest:
        return f"ORGANIZATION_UNITS_{verb}"
    moves = verb == "UPDATE" and _moves(request)
    return ("USERS_MOVE" if moves else f"USERS_{verb}") if rest.startswith("users") else ""


def _moves(request: Request) -> bool:
    try:
        body = json.loads(request.body)
    except ValueError:
        return False
    return isinstance(body, dict) and "orgUnitPath" in body


def disabled(api: str) -> dict[str, Any]:
    """Google's answer to a call of an API that the caller's project has not enabled."""
    message = (
        f"{_NAMES[api]} has not been used in project 1 before or it is disabled. "
        "Enable it, then retry."
    )
    entry = {"message": message, "domain": "usageLimits", "reason": "accessNotConfigured"}
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "SERVICE_DISABLED",
        "domain": "googleapis.com",
        "metadata": {"service": api},
    }
    error = {"code": 403, "message": message, "errors": [entry], "status": "PERMISSION_DENIED"}
    return {"error": {**error, "details": [info]}}


def _forbidden() -> dict[str, Any]:
    message = "Not Authorized to access this resource/api"
    entry = {"message": message, "domain": "global", "reason": "forbidden"}
    return {"error": {"code": 403, "message": message, "errors": [entry]}}
