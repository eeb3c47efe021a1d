"""The vendors' token endpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reconciler.simulator.core import tokens
from reconciler.simulator.core.tenants import Tenants
from reconciler.simulator.exchange import Response

_JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_SKEW = 300
_NO_STORE: Mapping[str, str] = MappingProxyType({"Cache-Control": "no-store"})
_READS = (
    *("User.Read.All", "Group.Read.All", "AdministrativeUnit.Read.All"),
    *("Organization.Read.All", "LicenseAssignment.Read.All", "RoleManagement.Read.Directory"),
)
_WRITES = (
    *("User.Read.All", "Group.ReadWrite.All", "AdministrativeUnit.ReadWrite.All"),
    *("Organization.Read.All", "LicenseAssignment.ReadWrite.All"),
    "RoleManagement.Read.Directory",
)
APPS: Mapping[str, tuple[str, ...]] = MappingProxyType({"reader": _READS, "writer": _WRITES})


@dataclass(frozen=True, slots=True)
class Desk:
    """What granting needs: the tenants, the signing key, the time in Unix seconds."""

    tenants: Tenants
    key: bytes
    now: int
    ahead: int = 0
    """Seconds by which the simulator's clock is ahead of its callers' clocks."""


def google_grant(desk: Desk, form: Mapping[str, str]) -> Response:
    """A service account's JWT for a token; its `sub` says for whom and so in which tenant.

    The assertion's signature is not checked: the simulator knows no key of anybody.
    """
    if form.get("grant_type") != _JWT_BEARER:
        return _refused(400, "unsupported_grant_type", "Invalid grant_type")
    claims = tokens.claims_of(form.get("assertion", ""))
    if claims is None or not isinstance(claims.get("exp"), int):
        return _refused(400, "invalid_grant", "Bad Request")
    if not desk.now - _SKEW <= claims["exp"] + desk.ahead <= desk.now + tokens.LIFETIME + _SKEW:
        message = "Invalid JWT: Token must be a short-lived token and in a reasonable timeframe."
        return _refused(400, "invalid_grant", message)
    scopes = claims.get("scope")
    if not isinstance(scopes, str) or not scopes.strip():
        return _refused(400, "invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    domain = str(claims.get("sub", "")).rpartition("@")[2]
    tenant = desk.tenants.by_domain("google", domain)
    if tenant is None:
        message = (
            "Client is unauthorized to retrieve access tokens using this method,"
            " or client not authorized for any of the scopes requested."
        )
        return _refused(401, "unauthorized_client", message)
    token = tokens.google_token(desk.key, tenant.vendor_id, scopes, desk.now)
    body = {"access_token": token, "expires_in": tokens.LIFETIME - 1, "token_type": "Bearer"}
    return Response(200, body, _NO_STORE)


def microsoft_grant(desk: Desk, tenant_key: str, form: Mapping[str, str]) -> Response:
    """Client credentials for a token: the client id says which of the two apps calls."""
    if form.get("grant_type") != "client_credentials":
        return _refused(400, "unsupported_grant_type", "AADSTS70003: Unsupported grant type.")
    tenant = desk.tenants.by_vendor_id("microsoft", tenant_key)
    tenant = tenant or desk.tenants.by_domain("microsoft", tenant_key)
    if tenant is None:
        message = f"AADSTS90002: Tenant '{tenant_key}' not found."
        return _refused(400, "invalid_request", message)
    app = form.get("client_id", "")
    if app not in APPS:
        message = f"AADSTS700016: Application with identifier '{app}' was not found."
        return _refused(400, "unauthorized_client", message)
    if not form.get("client_secret") and not form.get("client_assertion"):
        message = "AADSTS7000216: 'client_assertion' or 'client_secret' is required."
        return _refused(401, "invalid_client", message)
    if not form.get("scope", "").endswith("/.default"):
        message = "AADSTS1002012: The scope is not valid: it must end in '/.default'."
        return _refused(400, "invalid_scope", message)
    token = tokens.microsoft_token(desk.key, tenant.vendor_id, app, APPS[app], desk.now)
    life = tokens.LIFETIME - 1
    body = {"token_type": "Bearer", "expires_in": life, "ext_expires_in": life}
    return Response(200, body | {"access_token": token}, _NO_STORE)


def _refused(status: int, error: str, description: str) -> Response:
    return Response(status, {"error": error, "error_description": description}, _NO_STORE)
