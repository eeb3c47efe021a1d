"""Microsoft's login service: the claims of its tokens, and its openid documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from reconciler.simulator.core.hosts import GRAPH, LOGIN
from reconciler.simulator.core.signing import Signer
from reconciler.simulator.core.tenants import Tenants
from reconciler.simulator.core.tokens import LIFETIME, Bearer
from reconciler.simulator.exchange import Request, Response

_DOCUMENT = re.compile(r"/([^/]+)/(?:v2\.0/)?\.well-known/openid-configuration")
_KEYS = re.compile(r"/[^/]+/discovery/(?:v2\.0/)?keys")
_INSTANCE = "/common/discovery/instance"
_ANYBODY = ("common", "organizations")
_APPS = UUID("6f7c1a52-0000-4000-8000-000000000001")
_ALIASES = (LOGIN, "login.windows.net", "login.microsoft.com", "sts.windows.net")


def bearer(signer: Signer, token: str) -> Bearer | None:
    """What a token of ours says, expired or not; None for anybody else's."""
    claims = signer.verified(token)
    if claims is None:
        return None
    rights, app = frozenset(claims["roles"]), claims["appid"]
    return Bearer("microsoft", claims["tid"], rights, claims["exp"], actor=app)


def claims_for(tid: str, app: str, roles: tuple[str, ...], now: int) -> dict[str, Any]:
    """The claims of an application's token for Graph, which Graph still takes as version 1.0."""
    principal = str(uuid5(_APPS, f"{tid}/{app}"))
    return {
        "aud": f"https://{GRAPH}",
        "iss": f"https://sts.windows.net/{tid}/",
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
        "app_displayname": app,
        "appid": app,
        "appidacr": "1",
        "idp": f"https://sts.windows.net/{tid}/",
        "idtyp": "app",
        "oid": principal,
        "sub": principal,
        "roles": list(roles),
        "tid": tid,
        "ver": "1.0",
    }


@dataclass(frozen=True, slots=True)
class Discovery:
    """Answers what clients ask before they ask for a token."""

    tenants: Tenants
    signer: Signer

    def answer(self, request: Request) -> Response | None:
        """A document, a key set or their refusal; None for a call that asks for none."""
        if request.method != "GET":
            return None
        if request.path == _INSTANCE:
            return _instance(request.base)
        if _KEYS.fullmatch(request.path):
            return Response(200, self.signer.key_set())
        match = _DOCUMENT.fullmatch(request.path)
        return self._document(match[1], request.base) if match else None

    def _document(self, name: str, base: str) -> Response:
        if name.casefold() in _ANYBODY:
            return Response(200, _openid(f"{base}/{name}", f"{base}/{{tenantid}}/v2.0"))
        hosted = self.tenants.hosted_by("microsoft", name)
        if hosted is None:
            return Response(400, refusal("invalid_tenant", 90002, f"Tenant '{name}' not found."))
        place = f"{base}/{hosted.tenant.vendor_id}"
        return Response(200, _openid(place, f"{place}/v2.0"))


def refusal(error: str, number: int, message: str) -> dict[str, Any]:
    """The body of the login service's refusals."""
    description = f"AADSTS{number}: {message}"
    return {"error": error, "error_description": description, "error_codes": [number]}


def _openid(place: str, issuer: str) -> dict[str, Any]:
    return {
        "token_endpoint": f"{place}/oauth2/v2.0/token",
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        "jwks_uri": f"{place}/discovery/v2.0/keys",
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": issuer,
        "request_uri_parameter_supported": False,
        "authorization_endpoint": f"{place}/oauth2/v2.0/authorize",
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "tid", "ver"],
        "tenant_region_scope": "EU",
        "cloud_instance_name": "microsoftonline.com",
        "msgraph_host": GRAPH,
    }


def _instance(base: str) -> Response:
    entry = {"preferred_network": LOGIN, "preferred_cache": _ALIASES[1], "aliases": list(_ALIASES)}
    document = f"{base}/common/v2.0/.well-known/openid-configuration"
    body = {"tenant_discovery_endpoint": document, "api-version": "1.1", "metadata": [entry]}
    return Response(200, body)
