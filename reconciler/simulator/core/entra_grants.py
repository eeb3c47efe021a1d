"""Microsoft's token endpoint: programs by client credentials, people by password or refresh token.

Names say whose a token is, as they do for Google: any secret and any password will do, a person is
of the tenant that has the domain of the user principal name, and the refresh token is `1.UPN`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from jwt.utils import base64url_encode

from reconciler.simulator.core.entra import (
    MANAGEMENT_AUDIENCES,
    Person,
    app_claims,
    identity_claims,
    person_claims,
    refusal,
)
from reconciler.simulator.core.entra_refusals import denial
from reconciler.simulator.core.grants import LIFE, NO_STORE, Desk
from reconciler.simulator.core.hosts import GRAPH
from reconciler.simulator.core.tenants import Hosted
from reconciler.simulator.exchange import Response
from reconciler.simulator.microsoft import MicrosoftTenant
from reconciler.simulator.microsoft.apps import app_of

REFRESH_PREFIX = "1."
_ANY_TENANT = ("common", "organizations")
_DEFAULT = "/.default"
_SIGN_IN = frozenset({"openid", "profile", "offline_access", "email"})


def microsoft_grant(desk: Desk, tenant_key: str, form: Mapping[str, str]) -> Response:
    """The token that a form asks for, or the refusal in the login service's words."""
    grant = _GRANTS.get(form.get("grant_type", ""))
    if grant is None:
        return _denied(400, "unsupported_grant_type", 70003, "Unsupported grant type.")
    return grant(desk, tenant_key, form)


def _to_program(desk: Desk, tenant_key: str, form: Mapping[str, str]) -> Response:
    hosted = desk.tenants.hosted_by("microsoft", tenant_key)
    if hosted is None:
        return _no_tenant(tenant_key)
    key = form.get("client_id", "")
    app = app_of(key)
    withheld = hosted.behaviour.withheld
    number = 700016 if app is None or withheld.is_unknown(app.name) else withheld.refusal(app.name)
    if app is None or number is not None:
        return _denied(*denial(number or 700016, key, hosted.tenant.vendor_id))
    if not form.get("client_secret") and not form.get("client_assertion"):
        message = "'client_assertion' or 'client_secret' is required."
        return _denied(401, "invalid_client", 7000216, message)
    scope = form.get("scope", "")
    if not scope.endswith(_DEFAULT):
        message = "The scope is not valid: it must end in '/.default'."
        return _denied(400, "invalid_scope", 1002012, message)
    audience = scope.removesuffix(_DEFAULT)
    if not _known(audience):
        return _no_resource(audience)
    granted = replace(app, roles=withheld.left(app.roles, app.name))
    claims = app_claims(hosted.tenant.vendor_id, key, granted, desk.now)
    body = {"token_type": "Bearer", "expires_in": LIFE, "ext_expires_in": LIFE}
    token = desk.signer.sign({**claims, "aud": audience})
    return Response(200, body | {"access_token": token}, NO_STORE)


def _by_password(desk: Desk, tenant_key: str, form: Mapping[str, str]) -> Response:
    if not form.get("password"):
        return _denied(400, "invalid_request", 900144, "The request must have a password.")
    return _to_person(desk, tenant_key, form.get("username", ""), form)


def _refreshed(desk: Desk, tenant_key: str, form: Mapping[str, str]) -> Response:
    text = form.get("refresh_token", "")
    if not text.startswith(REFRESH_PREFIX):
        return _denied(400, "invalid_grant", 9002313, "Invalid request. The token is malformed.")
    return _to_person(desk, tenant_key, text.removeprefix(REFRESH_PREFIX), form)


def _to_person(desk: Desk, tenant_key: str, upn: str, form: Mapping[str, str]) -> Response:
    anywhere = tenant_key.casefold() in _ANY_TENANT
    key = upn.rpartition("@")[2] if anywhere else tenant_key
    hosted = desk.tenants.hosted_by("microsoft", key)
    if hosted is None:
        return _no_tenant(key)
    person = _person(hosted, upn)
    if person is None:
        message = f"The user account {upn} does not exist in the directory."
        return _denied(400, "invalid_grant", 50034, message)
    scopes = [one for one in form.get("scope", "").split() if one not in _SIGN_IN]
    audience = _audience(scopes)
    if not _known(audience):
        return _no_resource(audience)
    client = form.get("client_id", "")
    claims = person_claims(person, client, desk.now)
    tokens = {
        "access_token": desk.signer.sign({**claims, "aud": audience}),
        "refresh_token": f"{REFRESH_PREFIX}{person.upn}",
        "id_token": desk.signer.sign(identity_claims(person, client, desk.now - desk.ahead)),
        "client_info": _packed({"uid": person.id, "utid": person.tenant_id}),
    }
    body = {"token_type": "Bearer", "scope": " ".join(scopes), "expires_in": LIFE}
    return Response(200, {**body, "ext_expires_in": LIFE, **tokens}, NO_STORE)


def _person(hosted: Hosted, upn: str) -> Person | None:
    directory = hosted.tenant
    if not isinstance(directory, MicrosoftTenant):
        return None
    user = directory.user(upn)
    if user is None or not user.enabled:
        return None
    administers = user.id in directory.admins
    return Person(user.id, user.upn, user.display_name, directory.vendor_id, administers)


def _audience(scopes: list[str]) -> str:
    """The resource that scopes are of; Graph where they name none, such as `User.Read`."""
    first = scopes[0] if scopes else ""
    if "://" not in first:
        return f"https://{GRAPH}"
    return first.removesuffix(_DEFAULT) if first.endswith(_DEFAULT) else first.rpartition("/")[0]


def _known(audience: str) -> bool:
    plain = audience.rstrip("/")
    return plain == f"https://{GRAPH}" or plain in MANAGEMENT_AUDIENCES


def _packed(data: Mapping[str, Any]) -> str:
    return base64url_encode(json.dumps(data).encode()).decode()


def _no_tenant(key: str) -> Response:
    return _denied(400, "invalid_request", 90002, f"Tenant '{key}' not found.")


def _no_resource(audience: str) -> Response:
    message = f"The resource principal named {audience} was not found in the tenant."
    return _denied(400, "invalid_resource", 500011, message)


def _denied(status: int, error: str, number: int, message: str) -> Response:
    return Response(status, refusal(error, number, message), NO_STORE)


_GRANTS: Mapping[str, Callable[[Desk, str, Mapping[str, str]], Response]] = MappingProxyType(
    {
        "client_credentials": _to_program,
        "password": _by_password,
        "refresh_token": _refreshed,
    }
)
