"""Which credential the stack's words mean."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from azure.identity import DefaultAzureCredential, WorkloadIdentityCredential

from reconciler.model.tenant import Tenant, Vendor
from reconciler.providers.microsoft.credentials import ClientSecret, Credential, credential_for


def made(tenant: Tenant, duty: str = "reader") -> Credential:
    """A tenant's credential; nothing is sent."""
    return credential_for(tenant, duty, httpx.AsyncClient(verify=False), lambda: 0.0)


def cloud(**named: str) -> Tenant:
    """A tenant at Microsoft itself."""
    return Tenant("t", Vendor.MICROSOFT, "t.example", "tenant-id", credentials=named)


def test_production_signs_in_by_the_standard_chains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workload identity by name, or whatever the machine offers."""
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", str(tmp_path / "token"))
    workload = made(cloud(chain="workload", readerClientId="r"))
    chain = made(cloud(chain="default", writerClientId="w"), "writer")
    assert isinstance(workload, WorkloadIdentityCredential)
    assert isinstance(chain, DefaultAzureCredential)
    workload.close()
    chain.close()


@pytest.mark.parametrize("host", ["http://localhost:1", "http://127.0.0.1:1", "https://x.example"])
def test_a_stand_in_gets_a_secret_only_where_it_stays_private(tmp_path: Path, host: str) -> None:
    """On loopback, or encrypted."""
    secret = tmp_path / "secret"
    secret.write_text("word", encoding="utf-8")
    named = {"reader": "r", "readerSecretFile": str(secret)}
    tenant = Tenant(
        "t", Vendor.MICROSOFT, "t.example", "tenant-id", endpoint=host, credentials=named
    )
    assert isinstance(made(tenant), ClientSecret)
