"""Tokens: who gets one, and what a call without a good one is told."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.oauth2 import service_account
from google_auth_httplib2 import Request
from httplib2 import Http

from reconciler.simulator.core import tokens
from tests.simulator.core.world import AUTH, GROUP, MICROSOFT_ID, Site, assertion

_KEY = b"k" * 32


def test_google_auth_gets_a_token_by_its_own_flow(site: Site) -> None:
    """The library's service-account credentials work with token_uri alone changed."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    info = {"client_email": "sa@project.example", "private_key": pem.decode()}
    credentials = service_account.Credentials.from_service_account_info(
        info | {"token_uri": site.base + "/token"},
        scopes=[AUTH + "admin.directory.group"],
        subject="admin@north.example",
    )
    http = Http()
    credentials.refresh(Request(http))
    http.close()
    header = {"Authorization": f"Bearer {credentials.token}"}
    assert site.call("GET", GROUP, headers=header)[0] == 200


GOOGLE_REFUSALS = [
    ({"subject": "admin@elsewhere.example"}, 401, "unauthorized_client"),
    ({"subject": ""}, 401, "unauthorized_client"),
    ({"exp": 0}, 400, "invalid_grant"),
    ({"exp": 10**11}, 400, "invalid_grant"),
    ({"scope": " "}, 400, "invalid_scope"),
]


@pytest.mark.parametrize(("claims", "status", "error"), GOOGLE_REFUSALS)
def test_google_refuses_a_bad_assertion(
    site: Site, claims: dict[str, Any], status: int, error: str
) -> None:
    """A strange domain, nobody, stale, too long-lived, without scopes."""
    answer = site.google_grant(assertion(**claims))
    assert (answer[0], answer[1]["error"]) == (status, error)


def test_google_refuses_what_is_no_jwt(site: Site) -> None:
    """400 for three words that are none."""
    for text in ("", "a.b.c", "nothing"):
        assert site.google_grant(text)[1]["error"] == "invalid_grant"


def test_microsoft_tokens_say_who_may_what(site: Site) -> None:
    """The token is a JWT whose claims clients can read; only the writer's app may write."""
    body = site.microsoft_grant(client_id="writer")[1]
    claims = tokens.claims_of(body["access_token"])
    assert claims
    assert (claims["tid"], claims["appid"]) == (MICROSOFT_ID, "writer")
    assert "Group.ReadWrite.All" in claims["roles"]
    new = {"displayName": "x", "mailNickname": "x", "mailEnabled": False, "securityEnabled": True}
    assert site.call("POST", "/v1.0/groups", new, site.microsoft("reader"))[0] == 403
    assert site.call("POST", "/v1.0/groups", new, site.microsoft("writer"))[0] == 201


MICROSOFT_REFUSALS = [
    ({"client_id": "stranger"}, 400, "unauthorized_client"),
    ({"client_secret": ""}, 401, "invalid_client"),
    ({"scope": "openid"}, 400, "invalid_scope"),
    ({"tenant": "elsewhere.example"}, 400, "invalid_request"),
    ({"grant_type": "implicit"}, 400, "unsupported_grant_type"),
    ({"scope": "https://vault.example/.default"}, 400, "invalid_resource"),
    ({"grant_type": "password"}, 400, "invalid_request"),
    ({"grant_type": "password", "username": "x@y.example", "password": "p"}, 400, "invalid_grant"),
    ({"grant_type": "refresh_token", "refresh_token": "x"}, 400, "invalid_grant"),
]


@pytest.mark.parametrize(("more", "status", "error"), MICROSOFT_REFUSALS)
def test_microsoft_refuses_bad_credentials(
    site: Site, more: dict[str, str], status: int, error: str
) -> None:
    """An unknown app, no secret, a strange scope, an unknown tenant, another grant."""
    answer = site.microsoft_grant(**more)
    assert (answer[0], answer[1]["error"]) == (status, error)


def test_without_a_good_bearer_the_answer_is_401(site: Site) -> None:
    """No header, another scheme, a forged token, the other vendor's token."""
    good = site.google()["Authorization"]
    for header in ("", "Basic eA==", good[:-2] + "xx", site.microsoft()["Authorization"]):
        status, body = site.call("GET", GROUP, headers={"Authorization": header})
        assert (status, body["error"]["code"]) == (401, 401)
    status, body = site.call("GET", "/v1.0/groups", headers=site.google())
    assert (status, body["error"]["code"]) == (401, "InvalidAuthenticationToken")


def test_a_token_ends() -> None:
    """What a token says includes until when; the signature must be this server's."""
    now = int(time.time())
    token = tokens.google_token(_KEY, tokens.Grant("C0north", "a b", "admin@north.example"), now)
    bearer = tokens.read(_KEY, token)
    assert bearer
    assert (bearer.rights, bearer.expires) == (frozenset({"a", "b"}), now + tokens.LIFETIME)
    assert tokens.read(b"a" * 32, token) is None
    assert json.dumps(tokens.claims_of(token.removeprefix("ya29.")))
