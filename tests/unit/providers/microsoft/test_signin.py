"""Which credential the stack's words mean."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError
from azure.identity import (
    ClientAssertionCredential,
    DefaultAzureCredential,
    WorkloadIdentityCredential,
)

from reconciler.model.tenant import Tenant, Vendor
from reconciler.providers.microsoft.credentials import (
    ClientSecret,
    Credential,
    credential_for,
    file_assertion,
    github_assertion,
    job_assertion,
)


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
    assert isinstance(workload, ClientAssertionCredential)
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


def test_a_cluster_s_token_proxy_is_azure_identity_s_business(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It knows the way out; nobody else does."""
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("AZURE_KUBERNETES_TOKEN_PROXY", "https://proxy.example")
    credential = made(cloud(chain="workload", readerClientId="r"))
    assert isinstance(credential, WorkloadIdentityCredential)
    credential.close()


def test_a_job_s_token_is_read_anew_each_time(tmp_path: Path) -> None:
    """It is renewed while a run goes on, and kept nowhere."""
    file = tmp_path / "token"
    read = file_assertion({"AZURE_FEDERATED_TOKEN_FILE": str(file)})
    with pytest.raises(ClientAuthenticationError):
        read()
    for token in ("first", "second"):
        file.write_text(f"{token}\n", encoding="utf-8")
        assert read() == token


GITHUB = {
    "ACTIONS_ID_TOKEN_REQUEST_URL": "https://github.example/token?job=1",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "bearer",
}


def test_github_is_asked_anew_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the job's own bearer, for Entra's audience."""
    asked: list[tuple[str, str]] = []

    def get(url: httpx.URL, headers: dict[str, str]) -> httpx.Response:
        asked.append((str(url), headers["Authorization"]))
        value = {"value": f"token {len(asked)}"}
        return httpx.Response(200, json=value, request=httpx.Request("GET", url))

    monkeypatch.setattr(httpx, "get", get)
    ask = github_assertion(GITHUB)
    assert [ask(), ask()] == ["token 1", "token 2"]
    url = "https://github.example/token?job=1&audience=api%3A%2F%2FAzureADTokenExchange"
    assert asked == [(url, "Bearer bearer")] * 2


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(403, text="no"), ClientAuthenticationError),
        (httpx.Response(200, text="<html>"), ClientAuthenticationError),
        (httpx.Response(200, json=["value"]), ClientAuthenticationError),
        (httpx.ConnectError("away"), ServiceRequestError),
    ],
)
def test_what_is_no_token_is_a_failed_sign_in(
    monkeypatch: pytest.MonkeyPatch, answer: httpx.Response | Exception, error: type[Exception]
) -> None:
    """Not a traceback, and never sent on."""

    def get(url: httpx.URL, headers: dict[str, str]) -> httpx.Response:
        del headers
        if isinstance(answer, Exception):
            raise answer
        answer.request = httpx.Request("GET", url)
        return answer

    monkeypatch.setattr(httpx, "get", get)
    with pytest.raises(error):
        github_assertion(GITHUB)()


def test_a_file_goes_before_github(tmp_path: Path) -> None:
    """Who writes one means it; without one a job of GitHub asks."""
    file = tmp_path / "token"
    file.write_text("of the file", encoding="utf-8")
    assert job_assertion({**GITHUB, "AZURE_FEDERATED_TOKEN_FILE": str(file)})() == "of the file"
    assert job_assertion(GITHUB).__qualname__.startswith("github_assertion")


@pytest.mark.parametrize("make", [file_assertion, github_assertion, job_assertion])
def test_a_job_without_a_token_is_told_at_once(make: object) -> None:
    """Before anything is sent."""
    with pytest.raises(KeyError):
        make({})  # type: ignore[operator]
