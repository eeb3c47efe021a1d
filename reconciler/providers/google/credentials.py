"""Signing in: a service account that acts for an administrator by domain-wide delegation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import google.auth
import google_auth_httplib2
from google.auth import crypt, iam
from google.oauth2 import service_account

from reconciler.model.json_data import read_json
from reconciler.model.tenant import Tenant
from reconciler.providers.google.http import Transport
from reconciler.providers.google.permissions import AUTH, SIGNING_API

_TOKEN = "https://oauth2.googleapis.com/token"  # noqa: S105  an address, not a secret
_CLOUD = f"{AUTH}cloud-platform"
_SIGNING = f"https://{SIGNING_API}"


def credentials_for(tenant: Tenant, scopes: tuple[str, ...], transport: Transport) -> Any:
    """google-auth's credentials, not signed in yet.

    The stack names either `serviceAccount` (path of a key file) or `impersonate` (a service
    account that the ambient identity may sign for), and `subject`, the administrator. OSError,
    ValueError, KeyError or google-auth's own errors where they cannot be made.
    """
    named = tenant.credentials
    token_uri = f"{tenant.endpoint.rstrip('/')}/token" if tenant.endpoint else _TOKEN
    if "serviceAccount" in named:
        signer, email = _key(Path(named["serviceAccount"]).read_text(encoding="utf-8"))
        return service_account.Credentials(
            signer, email, token_uri, scopes=scopes, subject=named["subject"]
        )
    # No key anywhere: the IAM API signs the assertion in the name of the service account.
    source, _ = google.auth.default(scopes=(_CLOUD,))
    account = named["impersonate"]
    signer = iam.Signer(_signing_request(tenant, transport), source, account)
    return service_account.Credentials(
        signer, account, token_uri, scopes=scopes, subject=named["subject"]
    )


def project_of(tenant: Tenant) -> str:
    """The Google project that a tenant's calls are counted for; '' where nothing names one.

    A service account's address has it: NAME@PROJECT.iam.gserviceaccount.com.
    """
    return account_of(tenant).partition("@")[2].partition(".")[0]


def account_of(tenant: Tenant) -> str:
    """The service account's address; '' where its file cannot be read: signing in says why."""
    return str(_named(tenant, "client_email") or tenant.credentials.get("impersonate", ""))


def client_number(tenant: Tenant) -> str:
    """The client id that the Admin console asks for; '' where no key file has it."""
    return tenant.credentials.get("clientId", "") or str(_named(tenant, "client_id"))


def _named(tenant: Tenant, field: str) -> object:
    """A field of the key file that the stack names."""
    try:
        text = Path(tenant.credentials["serviceAccount"]).read_text(encoding="utf-8")
        return read_json(text)[field]
    except (OSError, ValueError, KeyError, TypeError):
        return ""


@cache
def _key(text: str) -> tuple[Any, str]:
    """A key file's signer and account; read once, for checking an RSA key takes 40 ms."""
    info = read_json(text)
    return crypt.RSASigner.from_service_account_info(info), info["client_email"]


def _signing_request(tenant: Tenant, transport: Transport) -> Any:
    """The way to the IAM API; where the tenant has an endpoint of its own, there."""
    send = google_request(transport)
    if not tenant.endpoint:
        return send
    endpoint = tenant.endpoint.rstrip("/")

    def moved(url: str, *args: Any, **named: Any) -> Any:
        return send(url.replace(_SIGNING, endpoint, 1), *args, **named)

    return moved


def google_request(transport: Transport) -> Any:
    """google-auth's way of sending, over our connection."""
    return google_auth_httplib2.Request(transport)
