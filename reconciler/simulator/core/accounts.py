"""Which tenant a Google service account or a refresh token belongs to, and with which rights.

The real cloud knows it from the administrator's consent. Here the names say it, so that any key
file works and none has to be registered:

- an address in a tenant's domain (`sub` of a JWT, or the account's own) is of that tenant;
- `NAME@ALIAS.iam.gserviceaccount.com`, a project named as the tenant's alias, is of that tenant;
- the refresh token `1//ADDRESS` is of the tenant that has the address's domain.

Signatures are not checked: the simulator knows no key of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from reconciler.simulator.core.signing import Signer
from reconciler.simulator.core.tenants import Hosted, Tenants
from reconciler.simulator.core.tokens import LIFETIME, Bearer, claims_of
from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.google.routes import ROUTES

REFRESH_PREFIX = "1//"
SKEW = 300
_CERTIFICATES = "/oauth2/v1/certs"
_PROJECTS = ".iam.gserviceaccount.com"
_CLIENTS = ".apps.googleusercontent.com"
_PATHS: Mapping[str, tuple[str, ...]] = {
    "admin.googleapis.com": ("admin/",),
    "licensing.googleapis.com": ("apps/licensing/",),
    "groupssettings.googleapis.com": ("groups/v1/",),
    "www.googleapis.com": ("",),
}


def tenant_of(tenants: Tenants, address: object) -> Hosted | None:
    """The Google tenant that an address belongs to, by its domain or its project."""
    place = str(address).rpartition("@")[2].casefold()
    if place.endswith(_PROJECTS):
        hosted = tenants.get(place.removesuffix(_PROJECTS))
        return hosted if hosted and hosted.vendor.name == "google" else None
    return tenants.hosted_by("google", place) if "." in place else None


def project_of(account: object) -> str:
    """The Cloud project of a service account or an OAuth client: what Google counts budgets by.

    `NAME@PROJECT.iam.gserviceaccount.com` and `NUMBER-WORD.apps.googleusercontent.com` name theirs;
    every other account counts as a project of its own.
    """
    text = str(account).casefold()
    if text.endswith(_PROJECTS):
        return text.rpartition("@")[2].removesuffix(_PROJECTS)
    return text.partition("-")[0] if text.endswith(_CLIENTS) else text


def self_signed(tenants: Tenants, token: str) -> Bearer | None:
    """A service account's own JWT as a bearer; None where it is none or of no tenant here."""
    claims = claims_of(token)
    if claims is None or not _is_short_lived(claims):
        return None
    actor = claims.get("sub") if tenant_of(tenants, claims.get("sub")) else claims.get("iss")
    hosted = tenant_of(tenants, actor)
    if hosted is None:
        return None
    named = str(claims.get("scope") or "").split()
    rights = frozenset(named) or scopes_of(str(claims.get("aud", "")))
    owner, end = hosted.tenant.vendor_id, claims["exp"]
    whose = {"actor": str(actor), "project": project_of(claims.get("iss"))}
    return Bearer("google", owner, rights, end, self_signed=True, **whose)


def _is_short_lived(claims: Mapping[str, Any]) -> bool:
    start, end = claims.get("iat"), claims.get("exp")
    return isinstance(start, int) and isinstance(end, int) and end - start <= LIFETIME + SKEW


@cache
def scopes_of(audience: str) -> frozenset[str]:
    """Every scope of the API at this address: what a token for the audience alone may use."""
    paths = _PATHS.get(urlsplit(audience).hostname or "", ())
    return frozenset(
        scope for route in ROUTES if route.template.startswith(paths) for scope in route.scopes
    )


def identity(address: str, domain: str, client: str, now: int) -> dict[str, Any]:
    """The claims of the identity token that comes with a refreshed one: whose consent it was."""
    return {
        "iss": "https://accounts.google.com",
        "azp": client,
        "aud": client,
        "sub": str(int(sha256(address.encode()).hexdigest()[:16], 16)),
        "hd": domain,
        "email": address,
        "email_verified": True,
        "iat": now,
        "exp": now + LIFETIME,
    }


def certificates(signer: Signer, request: Request) -> Response | None:
    """By which identity tokens are checked; None for a call that does not ask for it."""
    if request.method != "GET" or request.path != _CERTIFICATES:
        return None
    return Response(200, {signer.ident: signer.certificate()})
