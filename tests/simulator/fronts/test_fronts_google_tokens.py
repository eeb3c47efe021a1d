"""Google's bearers: who gets one, which tenant it is of, and what it may do."""

from __future__ import annotations

import json
import time
from base64 import b64decode, b64encode
from typing import Any

import pytest
from google.auth import jwt
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from reconciler.simulator.entry import Listeners
from tests.clients.world import account
from tests.simulator.core.world import AUTH, GROUP, assertion
from tests.simulator.fronts.calls import Answer, bearing, granted, through

ADMIN = "https://admin.googleapis.com"
LICENCES = (
    "https://licensing.googleapis.com/apps/licensing/v1/product/101031/users?customerId=C0north"
)


def test_a_refresh_token_names_its_administrator(
    listeners: Listeners, monkeypatch: pytest.MonkeyPatch
) -> None:
    """google-auth's own flow, at the vendor's own addresses, in nothing but our variables."""
    for name, value in listeners.variables().items():
        monkeypatch.setenv(name, value)
    credentials = Credentials(
        None,
        refresh_token="1//admin@north.example",
        client_id="client",
        client_secret="secret",
        token_uri="https://oauth2.googleapis.com/token",
    )
    with AuthorizedSession(credentials) as session:
        assert session.get(ADMIN + GROUP).json()["email"] == "staff@north.example"


REFRESH = {
    "grant_type": "refresh_token",
    "client_id": "client",
    "client_secret": "secret",
    "refresh_token": "1//admin@north.example",
}
BAD = [
    ({"refresh_token": "1//admin@elsewhere.example"}, 400, "invalid_grant"),
    ({"refresh_token": "admin@north.example"}, 400, "invalid_grant"),
    ({"client_secret": ""}, 401, "invalid_client"),
    ({"grant_type": "password"}, 400, "unsupported_grant_type"),
]


@pytest.mark.parametrize(("more", "status", "error"), BAD)
def test_a_bad_refresh_token_is_refused(
    listeners: Listeners, more: dict[str, str], status: int, error: str
) -> None:
    """A strange domain, no refresh token at all, no client, another grant."""
    answer = granted(listeners, **{**REFRESH, **more})
    assert (answer.status, answer.body["error"]) == (status, error)


def test_a_scope_that_the_token_lacks_is_refused(listeners: Listeners) -> None:
    """403 as the vendor words it, from the call and not from the token endpoint."""
    scope = AUTH + "admin.directory.group.readonly"
    token = granted(listeners, **REFRESH, scope=scope).body["access_token"]
    assert through(listeners, "GET", ADMIN + GROUP, headers=bearing(token)).status == 200
    refused = through(listeners, "DELETE", ADMIN + GROUP, headers=bearing(token))
    assert (refused.status, refused.body["error"]["code"]) == (403, 403)
    assert through(listeners, "GET", LICENCES, headers=bearing(token)).status == 403


def test_a_self_signed_token_is_of_its_project(listeners: Listeners) -> None:
    """As GAM7 signs it: the audience names the API, the account's project names the tenant."""
    token = _self_signed(f"{ADMIN}/")
    assert through(listeners, "GET", ADMIN + GROUP, headers=bearing(token)).status == 200
    assert through(listeners, "GET", LICENCES, headers=bearing(token)).status == 403
    token = _self_signed("https://licensing.googleapis.com/")
    assert through(listeners, "GET", LICENCES, headers=bearing(token)).status == 200


NOW = int(time.time())
MADE_UP = [
    ({}, 200),
    ({"exp": NOW - 1}, 401),
    ({"exp": NOW + 100_000}, 401),
    ({"exp": "soon"}, 401),
    ({"sub": "admin@elsewhere.example"}, 401),
    ({"sub": "gam@south.iam.gserviceaccount.com"}, 401),
    ({"scope": AUTH + "apps.licensing"}, 403),
]


@pytest.mark.parametrize(("claims", "status"), MADE_UP)
def test_a_self_signed_token_must_hold(
    listeners: Listeners, claims: dict[str, Any], status: int
) -> None:
    """Stale, too long-lived, no time, a strange domain, another vendor's tenant, another scope."""
    token = assertion(**claims)
    assert through(listeners, "GET", ADMIN + GROUP, headers=bearing(token)).status == status


def _self_signed(audience: str) -> str:
    credentials = jwt.Credentials.from_service_account_info(account(), audience=audience)
    credentials.refresh(None)
    return str(credentials.token.decode())


SIGN = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts"
CITY = f"{SIGN}/city@north.iam.gserviceaccount.com"
CLOUD = AUTH + "cloud-platform"


def signed(listeners: Listeners, url: str, payload: Any, scope: str = CLOUD) -> Answer:
    """What the IAM API answers who has a token for this scope; '' for none."""
    token = granted(listeners, **REFRESH, scope=scope).body["access_token"] if scope else ""
    headers = bearing(token) if token else {}
    return through(listeners, "POST", url, headers=headers, body=json.dumps(payload))


def test_a_service_account_signs_without_a_key(listeners: Listeners) -> None:
    """A blob and a token, by the project's own address."""
    blob = signed(listeners, f"{CITY}:signBlob", {"payload": b64encode(b"x").decode()})
    assert blob.status == 200
    assert b64decode(blob.body["signedBlob"])
    token = signed(listeners, f"{CITY}:signJwt", {"payload": json.dumps({"sub": "x"})})
    assert token.body["signedJwt"].count(".") == 2
    assert token.body["keyId"] == blob.body["keyId"]


@pytest.mark.parametrize(
    ("url", "payload", "scope", "refusal"),
    [
        (f"{CITY}:signBlob", {"payload": "eA=="}, "", (401, "UNAUTHENTICATED")),
        (
            f"{CITY}:signBlob",
            {"payload": "eA=="},
            AUTH + "apps.licensing",
            (403, "PERMISSION_DENIED"),
        ),
        (f"{SIGN}/nobody@x.example:signBlob", {"payload": "eA=="}, CLOUD, (404, "NOT_FOUND")),
        (f"{CITY}:signBlob", {"payload": "é"}, CLOUD, (400, "INVALID_ARGUMENT")),
        (f"{CITY}:signBlob", [], CLOUD, (400, "INVALID_ARGUMENT")),
        (f"{CITY}:signJwt", {"payload": "[1]"}, CLOUD, (400, "INVALID_ARGUMENT")),
    ],
)
def test_what_the_api_that_signs_refuses(
    listeners: Listeners, url: str, payload: Any, scope: str, refusal: tuple[int, str]
) -> None:
    """In Google's words: no token, another scope, no such account, no payload."""
    answer = signed(listeners, url, payload, scope)
    assert (answer.status, answer.body["error"]["status"]) == refusal
