"""Microsoft's login service: the claims of its tokens, and its openid documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from reconciler.simulator.core.hosts import GRAPH, LOGIN, MANAGEMENT
from reconciler.simulator.core.signing import Signer
from reconciler.simulator.core.tenants import Tenants
from reconciler.simulator.core.tokens import LIFETIME, Bearer
from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.microsoft.apps import ADMIN, App, name_of, principal_id

_DOCUMENT = re.compile(r"/([^/]+)/(?:v2\.0/)?\.well-known/openid-configuration")
_KEYS = re.compile(r"/[^/]+/discovery/(?:v2\.0/)?keys")
_INSTANCE = "/common/discovery/instance"
_ANYBODY = ("common", "organizations")
_REALM = re.compile(r"/common/userrealm/([^/]+)", re.IGNORECASE)
_EVERYBODY = ("User.Read.All", "Group.Read.All", "AdministrativeUnit.Read.All")
MANAGED = "management"
"""The vendor of bearers that are for Azure's management API."""
MANAGEMENT_AUDIENCES = (
    f"https://{MANAGEMENT}",
    "https://management.core.windows.net",  # its older name, which az still asks for
)
_ALIASES = (LOGIN, "login.windows.net", "login.microsoft.com", "sts.windows.net")


def bearer(signer: Signer, token: str) -> Bearer | None:
    """What a token of ours says, expired or not; None for anybody else's."""
    claims = signer.verified(token)
    if claims is None:
        return None
    scopes = claims["scp"].split() if "scp" in claims else claims["roles"]
    actor = claims.get("upn") or name_of(claims["appid"])
    audience = str(claims["aud"]).rstrip("/")
    vendor = MANAGED if audience in MANAGEMENT_AUDIENCES else "microsoft"
    return Bearer(vendor, claims["tid"], frozenset(scopes), claims["exp"], actor=actor)


@dataclass(frozen=True, slots=True)
class Person:
    """Who signed in with a password: ids, names, and whether the directory is theirs to run."""

    id: str
    upn: str
    name: str
    tenant_id: str
    administers: bool


def app_claims(tid: str, key: str, app: App, now: int) -> dict[str, Any]:
    """The claims of an application's token, which Graph still takes as version 1.0."""
    principal = principal_id(tid, app)
    return {
        **_common(tid, now),
        "app_displayname": app.name,
        "appid": key,
        "appidacr": "1",
        "idtyp": "app",
        "oid": principal,
        "sub": principal,
        "roles": list(app.roles),
    }


def person_claims(person: Person, client: str, now: int) -> dict[str, Any]:
    """The claims of a token that acts for a person.

    An administrator's may do what the application `admin` may; everybody else's reads.
    """
    scopes = ADMIN.roles if person.administers else _EVERYBODY
    return {
        **_common(person.tenant_id, now),
        "appid": client,
        "appidacr": "0",
        "idtyp": "user",
        "oid": person.id,
        "sub": person.id,
        "name": person.name,
        "unique_name": person.upn,
        "upn": person.upn,
        "scp": " ".join(scopes),
    }


def identity_claims(person: Person, client: str, now: int) -> dict[str, Any]:
    """The claims of the identity token that comes with it."""
    return {
        **_common(person.tenant_id, now),
        "iss": f"https://{LOGIN}/{person.tenant_id}/v2.0",
        "ver": "2.0",
        "aud": client,
        "oid": person.id,
        "sub": person.id,
        "name": person.name,
        "preferred_username": person.upn,
    }


def _common(tid: str, now: int) -> dict[str, Any]:
    issuer = f"https://sts.windows.net/{tid}/"
    times = {"iat": now, "nbf": now, "exp": now + LIFETIME}
    return {"iss": issuer, "idp": issuer, "tid": tid, "ver": "1.0", **times}


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
        realm = _REALM.fullmatch(request.path)
        if realm:
            return Response(200, _realm(unquote(realm[1])))
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


def _realm(upn: str) -> dict[str, Any]:
    """Whether a person signs in here or at a federated service: here."""
    return {
        "ver": "1.0",
        "account_type": "Managed",
        "domain_name": upn.rpartition("@")[2],
        "cloud_instance_name": "microsoftonline.com",
        "cloud_audience_urn": "urn:federation:MicrosoftOnline",
    }


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
