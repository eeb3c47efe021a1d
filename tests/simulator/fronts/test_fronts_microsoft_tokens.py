"""Microsoft's login: documents that libraries read, tokens whose signature anyone can check."""

from __future__ import annotations

import time
from base64 import urlsafe_b64decode
from typing import Any

import jwt
import pytest
from azure.identity import ClientSecretCredential
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from msal import ConfidentialClientApplication

from reconciler.simulator.core import tokens
from reconciler.simulator.entry import Listeners
from tests.simulator.core.world import MICROSOFT_ID
from tests.simulator.fronts.calls import bearing, number, straight, through

LOGIN = "https://login.microsoftonline.com"
SCOPE = "https://graph.microsoft.com/.default"
GROUPS = "https://graph.microsoft.com/v1.0/groups"


@pytest.fixture
def inside(listeners: Listeners, monkeypatch: pytest.MonkeyPatch) -> Listeners:
    """The variables that `simulator env` prints, in this process."""
    for name, value in listeners.variables().items():
        monkeypatch.setenv(name, value)
    return listeners


def test_azure_identity_works_at_the_vendors_address(inside: Listeners) -> None:
    """With instance discovery and all, and its token opens Graph."""
    with ClientSecretCredential(MICROSOFT_ID, "reader", "secret") as credential:
        token = credential.get_token(SCOPE).token
    answer = through(inside, "GET", GROUPS, headers=bearing(token))
    assert (answer.status, len(answer.body["value"])) == (200, 1)


def test_azure_identity_works_at_the_tls_front(inside: Listeners) -> None:
    """Pointed at loopback, as the product itself is."""
    inside_no_proxy = {"https_proxy": "", "HTTPS_PROXY": ""}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in inside_no_proxy.items():
            patch.setenv(name, value)
        with ClientSecretCredential(
            MICROSOFT_ID, "reader", "secret", authority=inside.tls, disable_instance_discovery=True
        ) as credential:
            assert credential.get_token(SCOPE).token.count(".") == 2


@pytest.mark.parametrize("name", [MICROSOFT_ID, "south.example"])
def test_msal_gets_a_token_by_id_and_by_domain(inside: Listeners, name: str) -> None:
    """The authority may name the tenant either way; the token has its id."""
    del inside
    app = ConfidentialClientApplication("writer", "secret", authority=f"{LOGIN}/{name}")
    granted: dict[str, Any] = app.acquire_token_for_client([SCOPE])
    claims = tokens.claims_of(granted["access_token"])
    assert claims
    now = time.time()
    assert claims["nbf"] <= now <= claims["exp"] <= now + 3600
    expected = {
        "aud": "https://graph.microsoft.com",
        "iss": f"https://sts.windows.net/{MICROSOFT_ID}/",
        "tid": MICROSOFT_ID,
        "appid": "writer",
        "idtyp": "app",
        "ver": "1.0",
        "iat": claims["nbf"],
    }
    assert expected.items() <= claims.items()
    assert "Group.ReadWrite.All" in claims["roles"]


def test_msal_tells_an_unknown_tenant(inside: Listeners) -> None:
    """The discovery document is refused with the words that MSAL looks for."""
    del inside
    with pytest.raises(ValueError, match="elsewhere"):
        ConfidentialClientApplication("reader", "x", authority=f"{LOGIN}/elsewhere.example")


def test_the_signature_can_be_checked(listeners: Listeners) -> None:
    """By the key set that the openid document names, with the key that the token names."""
    place = f"/{MICROSOFT_ID}/v2.0/.well-known/openid-configuration"
    document = straight(listeners, "GET", place).body
    assert document["issuer"] == f"{listeners.tls}/{MICROSOFT_ID}/v2.0"
    keys = straight(listeners, "GET", document["jwks_uri"].removeprefix(listeners.tls)).body["keys"]
    token = _token(listeners)
    named = jwt.get_unverified_header(token)["kid"]
    (key,) = (one for one in keys if one["kid"] == named)
    public = rsa.RSAPublicNumbers(number(key["e"]), number(key["n"])).public_key()
    content, _, signature = token.rpartition(".")
    sealed = urlsafe_b64decode(signature + "==")
    public.verify(sealed, content.encode(), padding.PKCS1v15(), hashes.SHA256())


def test_a_token_with_other_claims_is_none(listeners: Listeners) -> None:
    """Who writes other roles into a token has broken its signature: 401."""
    head, _, signature = _token(listeners).split(".")
    claims = {"tid": MICROSOFT_ID, "roles": ["Group.ReadWrite.All"], "exp": 2**31}
    other = jwt.encode(claims, "k" * 32).split(".")[1]
    forged = f"{head}.{other}.{signature}"
    answer = through(listeners, "GET", GROUPS, headers=bearing(forged))
    assert (answer.status, answer.body["error"]["code"]) == (401, "InvalidAuthenticationToken")


def test_an_instance_is_known(listeners: Listeners) -> None:
    """What libraries ask before they trust an authority that they do not know."""
    answer = through(listeners, "GET", f"{LOGIN}/common/discovery/instance?api-version=1.1")
    assert "login.microsoftonline.com" in answer.body["metadata"][0]["aliases"]
    document = through(listeners, "GET", answer.body["tenant_discovery_endpoint"]).body
    assert document["issuer"] == f"{LOGIN}/{{tenantid}}/v2.0"


def _token(listeners: Listeners) -> str:
    form = f"grant_type=client_credentials&client_id=reader&client_secret=x&scope={SCOPE}"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    path = f"/{MICROSOFT_ID}/oauth2/v2.0/token"
    return str(straight(listeners, "POST", path, body=form, headers=kind).body["access_token"])
