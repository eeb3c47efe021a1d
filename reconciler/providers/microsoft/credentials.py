"""Signing in: azure-identity's chains, or client credentials at a loopback endpoint.

A job's own token (its assertion) lives five minutes on GitHub, and an hour on Kubernetes, where the
file is renewed (Azure/login #372, azure-workload-identity; 2026-11). azure-identity keeps what it
read for ten minutes. So the assertion is asked for anew whenever a token of Graph is needed, and
kept nowhere: a run that waits for a lease, or takes hours, still signs in.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError
from azure.identity import (
    ClientAssertionCredential,
    DefaultAzureCredential,
    WorkloadIdentityCredential,
)

from reconciler.model.json_data import read_json
from reconciler.model.tenant import Tenant
from reconciler.providers.shapes import MalformedError, Record, a_list, count, digits, name, parsed

SCOPE = "https://graph.microsoft.com/.default"
_AUDIENCE = "api://AzureADTokenExchange"
_TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE"  # noqa: S105  a variable's name
_GITHUB_URL = "ACTIONS_ID_TOKEN_REQUEST_URL"
_TOKEN_PROXY = "AZURE_KUBERNETES_TOKEN_PROXY"  # noqa: S105  a variable's name
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EARLY = 300.0
"""Seconds before its end at which a token is not used any more."""


class Credential(Protocol):
    """What kiota's provider asks for tokens: azure-identity's kind, or an awaitable one."""

    def get_token(self, *scopes: str, **options: Any) -> Any:
        """An AccessToken, or an awaitable of one; ClientAuthenticationError when refused."""

    def close(self) -> None:
        """Lets connections go."""


def credential_for(
    tenant: Tenant, duty: str, client: httpx.AsyncClient, clock: Callable[[], float]
) -> Credential:
    """The credential of a duty, 'reader' or 'writer', as the stack names it.

    KeyError for a name that is missing, OSError for a secret's file, ValueError for what nothing
    here can serve.
    """
    named = tenant.credentials
    if tenant.endpoint is None:
        return _chain(named, tenant.vendor_id, named[f"{duty}ClientId"])
    url = _token_url(tenant.endpoint, tenant.vendor_id)
    secret = Path(named[f"{duty}SecretFile"]).read_text(encoding="utf-8").strip()
    return ClientSecret(TokenRequest(url, named[duty], secret), client, clock)


def _chain(named: Mapping[str, str], tenant_id: str, client_id: str) -> Credential:
    if named["chain"] == "workload" and _TOKEN_PROXY in os.environ:
        # Its own way to Entra, out of a cluster that has no other.
        return WorkloadIdentityCredential(tenant_id=tenant_id, client_id=client_id)
    if named["chain"] == "workload":
        return ClientAssertionCredential(tenant_id, client_id, job_assertion(os.environ))
    if named["chain"] == "default":
        # The client id is that of a managed identity; a developer's own sign-in needs none.
        return DefaultAzureCredential(
            managed_identity_client_id=client_id, workload_identity_client_id=client_id
        )
    raise ValueError(named["chain"])


def file_assertion(environment: Mapping[str, str]) -> Callable[[], str]:
    """Reads the file that holds the job's token; KeyError where the environment names none."""
    path = Path(environment[_TOKEN_FILE])

    def read() -> str:
        try:
            return path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ClientAuthenticationError(message="the job's token cannot be read") from error

    return read


def github_assertion(environment: Mapping[str, str]) -> Callable[[], str]:
    """Asks GitHub for the job's token; KeyError outside a job that may have one (id-token: write).

    docs.github.com, OpenID Connect reference, 2026-11.
    """
    url = httpx.URL(environment[_GITHUB_URL])
    asked = url.copy_merge_params({"audience": _AUDIENCE})
    bearer = environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]

    def ask() -> str:
        try:
            answer = httpx.get(asked, headers={"Authorization": f"Bearer {bearer}"})
        except httpx.TransportError as error:
            raise ServiceRequestError("no answer of GitHub's token endpoint") from error
        try:
            return str(read_json(answer.raise_for_status().content)["value"])
        except (httpx.HTTPStatusError, ValueError, KeyError, TypeError) as error:
            raise ClientAuthenticationError(message="no token of GitHub") from error

    return ask


def job_assertion(environment: Mapping[str, str]) -> Callable[[], str]:
    """The job's token as its file holds it, else as GitHub gives it; KeyError where none does."""
    if _GITHUB_URL in environment and _TOKEN_FILE not in environment:
        return github_assertion(environment)
    return file_assertion(environment)


def _token_url(endpoint: str, tenant_id: str) -> str:
    parts = urlsplit(endpoint)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        # A secret does not leave the machine in the clear.
        raise ValueError(endpoint)
    return f"{endpoint.rstrip('/')}/{tenant_id}/oauth2/v2.0/token"


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """A client with its secret, and where it gets its tokens."""

    url: str
    client_id: str
    secret: str

    def form(self) -> dict[str, str]:
        """The form of the client credentials grant."""
        return {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.secret,
            "scope": SCOPE,
        }


class ClientSecret:
    """The client credentials grant over plain HTTP, which azure-identity and MSAL refuse.

    An authority of theirs must be https (msal 1.39, seen 2026-11), and a stand-in on loopback has
    no certificate that machines trust.
    """

    def __init__(
        self, grant: TokenRequest, client: httpx.AsyncClient, clock: Callable[[], float]
    ) -> None:
        self._grant = grant
        self._client = client
        self._clock = clock
        self._token: AccessToken | None = None
        self._until = 0.0
        self._lock = asyncio.Lock()

    async def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:
        """A token that lasts; azure-core's errors: refused, or not reached."""
        async with self._lock:
            if self._token is None or self._clock() >= self._until:
                self._token = await self._fetch()
                self._until = self._clock() + self._token.expires_on - _EARLY
            return self._token

    def close(self) -> None:
        """Forgets the token; the connection is the caller's."""
        self._token = None

    async def _fetch(self) -> AccessToken:
        try:
            answer = await self._client.post(self._grant.url, data=self._grant.form())
        except httpx.RequestError as error:
            raise ServiceRequestError("no answer of the token endpoint") from error
        if answer.status_code != httpx.codes.OK:
            raise ClientAuthenticationError(message=_refusal(answer))
        try:
            data = parsed(answer.content)
        except MalformedError as error:
            raise ClientAuthenticationError(message="no JSON in the answer") from error
        if not _TOKEN(data) or not data["access_token"].isprintable():
            raise ClientAuthenticationError(message="no token in the answer")
        # Seconds from now, not since 1970: only this class reads it.
        return AccessToken(data["access_token"], int(data["expires_in"]))


def _refusal(answer: httpx.Response) -> str:
    """The login service's numbers, as azure-identity quotes them; never its text."""
    try:
        data = parsed(answer.content)
    except MalformedError:
        data = None
    codes = data["error_codes"] if _REFUSED(data) else []
    numbers = " ".join(f"AADSTS{code}" for code in codes)
    return f"{answer.status_code} at the token endpoint {numbers}".rstrip()


_REFUSED = Record({"error_codes": a_list(count)})
_TOKEN = Record({"access_token": name, "expires_in": digits})
