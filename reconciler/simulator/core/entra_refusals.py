"""With which words Microsoft's login service refuses a program, by its numbers.

What each number means is from the vendor's page of error codes; the words are ours in part, since
no program may read them: Microsoft changes them without notice (same page, 2026-11). A number that
is not here is refused as well, with no words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class _Refusal(NamedTuple):
    status: int
    error: str
    message: str


_POLICY = "Access has been blocked by Conditional Access policies."
_REFUSALS: Mapping[int, _Refusal] = {
    50034: _Refusal(400, "invalid_grant", "The account does not exist in the {tenant} directory."),
    53003: _Refusal(400, "invalid_grant", f"{_POLICY} The policy does not allow token issuance."),
    65001: _Refusal(400, "invalid_grant", "Nobody has consented to use the application '{app}'."),
    70021: _Refusal(401, "invalid_client", "No matching federated identity record found."),
    90002: _Refusal(400, "invalid_request", "Tenant '{tenant}' not found."),
    90033: _Refusal(503, "temporarily_unavailable", "A transient error has occurred."),
    90094: _Refusal(400, "invalid_grant", "An administrator of {tenant} must consent."),
    530003: _Refusal(400, "invalid_grant", "Your device is required to be managed."),
    530032: _Refusal(400, "invalid_grant", "Blocked by a security policy of tenant {tenant}."),
    700016: _Refusal(
        400, "unauthorized_client", "Application with identifier '{app}' was not found."
    ),
    700024: _Refusal(401, "invalid_client", "Client assertion is not within its valid time range."),
    700027: _Refusal(401, "invalid_client", "The key used to sign the assertion was not found."),
    700211: _Refusal(401, "invalid_client", "No matching federated identity record for issuer."),
    700212: _Refusal(401, "invalid_client", "No matching federated identity record for audience."),
    700213: _Refusal(401, "invalid_client", "No matching federated identity record for subject."),
    7000112: _Refusal(400, "unauthorized_client", "Application '{app}' is disabled."),
    7000215: _Refusal(401, "invalid_client", "Invalid client secret provided for app '{app}'."),
    7000222: _Refusal(401, "invalid_client", "The client secret keys for app '{app}' are expired."),
    7000229: _Refusal(
        401, "invalid_client", "Client '{app}' has no service principal in tenant {tenant}."
    ),
}
_UNKNOWN = _Refusal(400, "invalid_request", "")


def denial(number: int, app: str, tenant: str) -> tuple[int, str, int, str]:
    """Status, error, number and message of a refusal."""
    found = _REFUSALS.get(number, _UNKNOWN)
    return found.status, found.error, number, found.message.format(app=app, tenant=tenant)
