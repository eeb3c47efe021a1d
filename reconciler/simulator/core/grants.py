"""Google's token endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reconciler.simulator.core import tokens
from reconciler.simulator.core.accounts import (
    REFRESH_PREFIX,
    SKEW,
    identity,
    project_of,
    scopes_of,
    tenant_of,
)
from reconciler.simulator.core.signing import Signer
from reconciler.simulator.core.tenants import Tenants
from reconciler.simulator.exchange import Response

_JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFE = tokens.LIFETIME - 1
"""Seconds that a token is said to last."""
NO_STORE: Mapping[str, str] = MappingProxyType({"Cache-Control": "no-store"})


@dataclass(frozen=True, slots=True)
class Desk:
    """What granting needs: the tenants, the signing keys, the time in Unix seconds."""

    tenants: Tenants
    key: bytes
    signer: Signer
    now: int
    ahead: int = 0
    """Seconds by which the simulator's clock is ahead of its callers' clocks."""


def google_grant(desk: Desk, form: Mapping[str, str]) -> Response:
    """A token for a service account's JWT or for a refresh token; accounts.py says whose it is."""
    if form.get("grant_type") == "refresh_token":
        return _refreshed(desk, form)
    if form.get("grant_type") == _JWT_BEARER:
        return _impersonated(desk, form)
    return _refused(400, "unsupported_grant_type", "Invalid grant_type")


def _impersonated(desk: Desk, form: Mapping[str, str]) -> Response:
    claims = tokens.claims_of(form.get("assertion", ""))
    if claims is None or not isinstance(claims.get("exp"), int):
        return _refused(400, "invalid_grant", "Bad Request")
    if not desk.now - SKEW <= claims["exp"] + desk.ahead <= desk.now + tokens.LIFETIME + SKEW:
        message = "Invalid JWT: Token must be a short-lived token and in a reasonable timeframe."
        return _refused(400, "invalid_grant", message)
    scopes = claims.get("scope")
    if not isinstance(scopes, str) or not scopes.strip():
        return _refused(400, "invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    # Who acts for nobody acts for itself.
    actor = claims.get("sub") or claims.get("iss")
    hosted = tenant_of(desk.tenants, actor)
    if hosted is None:
        return _undelegated()
    # One scope that is not delegated refuses all of them; Google's page on delegation, 2026-11.
    if any(hosted.behaviour.withheld.lacks(scope) for scope in scopes.split()):
        return _undelegated()
    grant = tokens.Grant(hosted.tenant.vendor_id, scopes, str(actor), project_of(claims.get("iss")))
    return _granted(desk, grant, {})


def _undelegated() -> Response:
    message = (
        "Client is unauthorized to retrieve access tokens using this method,"
        " or client not authorized for any of the scopes requested."
    )
    return _refused(401, "unauthorized_client", message)


def _refreshed(desk: Desk, form: Mapping[str, str]) -> Response:
    if not form.get("client_id") or not form.get("client_secret"):
        return _refused(401, "invalid_client", "Unauthorized")
    address = form.get("refresh_token", "").removeprefix(REFRESH_PREFIX)
    known = address != form.get("refresh_token")
    hosted = tenant_of(desk.tenants, address) if known else None
    if hosted is None:
        return _refused(400, "invalid_grant", "Token has been expired or revoked.")
    scopes = form.get("scope") or " ".join(sorted(scopes_of("https://www.googleapis.com/")))
    start = desk.now - desk.ahead  # callers check it by their own clocks
    told = desk.signer.sign(identity(address, hosted.tenant.domain, form["client_id"], start))
    more = {"scope": scopes, "id_token": told}
    project = project_of(form["client_id"])
    grant = tokens.Grant(hosted.tenant.vendor_id, scopes, address, project)
    return _granted(desk, grant, more)


def _granted(desk: Desk, grant: tokens.Grant, more: Mapping[str, str]) -> Response:
    token = tokens.google_token(desk.key, grant, desk.now)
    body = {"access_token": token, "expires_in": LIFE, "token_type": "Bearer", **more}
    return Response(200, body, NO_STORE)


def _refused(status: int, error: str, description: str) -> Response:
    return Response(status, {"error": error, "error_description": description}, NO_STORE)
