"""What Google's answers mean."""

from __future__ import annotations

import json

import pytest

from reconciler.providers.base import VendorCode
from reconciler.providers.google.errors import classify, is_transient
from reconciler.providers.google.response import LOST, UNSENT, Response, error_response

TABLE = [
    (200, "", "", None),
    (204, "", "", None),
    (0, UNSENT, "", VendorCode.UNREACHABLE),
    (0, LOST, "", VendorCode.UNKNOWN_ANSWER),
    (401, "authError", "Invalid Credentials", VendorCode.UNAUTHENTICATED),
    (403, "forbidden", "Not Authorized to access this resource/api", VendorCode.FORBIDDEN),
    (403, "quotaExceeded", "", VendorCode.THROTTLED),
    (403, "userRateLimitExceeded", "", VendorCode.THROTTLED),
    (403, "", "Request rate higher than configured", VendorCode.THROTTLED),
    (429, "rateLimitExceeded", "", VendorCode.THROTTLED),
    (404, "notFound", "Resource Not Found: groupKey", VendorCode.MISSING),
    (409, "duplicate", "Member already exists.", VendorCode.ALREADY),
    (409, "ALREADY_EXISTS", "", VendorCode.ALREADY),
    (409, "conflict", "Conflicting requests. Please try again", VendorCode.CONFLICT),
    (409, "somethingNew", "", VendorCode.UNKNOWN_ANSWER),
    (400, "invalid", "Invalid Ou Id", VendorCode.ALREADY),
    (400, "invalid", "Invalid Input: INVALID_OU_ID", VendorCode.MISSING),
    (400, "invalid", "Invalid Parent Orgunit Id", VendorCode.MISSING),
    (400, "invalid", "Invalid Input: memberKey", VendorCode.INVALID),
    (
        412,
        "conditionNotMet",
        "Auto License switching is not allowed.",
        VendorCode.AUTOMATIC_LICENCE,
    ),
    (
        412,
        "conditionNotMet",
        "There aren't enough available licenses for the specified product-SKU pair",
        VendorCode.NO_SEATS,
    ),
    (
        412,
        "conditionNotMet",
        "User already has a license for the specified product and SKU",
        VendorCode.ALREADY,
    ),
    (
        412,
        "conditionNotMet",
        "User already has a license of the product, but with a different SKU.",
        VendorCode.CONFLICT,
    ),
    (412, "conditionNotMet", "Cyclic memberships not allowed", VendorCode.CONFLICT),
    (412, "somethingNew", "a text that nobody has seen", VendorCode.UNKNOWN_ANSWER),
    (418, "teapot", "", VendorCode.UNKNOWN_ANSWER),
    (501, "notImplemented", "", VendorCode.UNSUPPORTED),
    (503, "backendError", "", VendorCode.UNAVAILABLE),
]


@pytest.mark.parametrize(("status", "reason", "message", "code"), TABLE)
def test_each_answer_has_one_meaning(
    status: int, reason: str, message: str, code: VendorCode | None
) -> None:
    """The table of semantics: documented or seen texts; the rest is unknown, not guessed."""
    assert classify(Response(status, b"", reason, message)) is code


@pytest.mark.parametrize(
    ("body", "reason", "message"),
    [
        ({"error": {"message": "m", "errors": [{"reason": "duplicate"}]}}, "duplicate", "m"),
        ({"error": {"message": "m", "status": "NOT_FOUND"}}, "NOT_FOUND", "m"),
        ("Domain cannot use apis.", "", '"Domain cannot use apis."'),
        ({"error": {"errors": []}}, "", ""),
    ],
)
def test_error_bodies_come_in_several_shapes(body: object, reason: str, message: str) -> None:
    """Older, newer and plain-text bodies are read alike."""
    answer = error_response(409, json.dumps(body).encode())
    assert (answer.status, answer.reason, answer.message) == (409, reason, message)


def test_what_passes_is_worth_another_try() -> None:
    """Throttling and outages pass; a refusal does not; 'not found' only for what is new."""
    missing = Response(404, b"", "notFound")
    assert is_transient(Response(429), retry_not_found=False)
    assert is_transient(Response(500), retry_not_found=False)
    assert is_transient(
        Response(409, b"", "conflict", "Conflicting requests."), retry_not_found=False
    )
    assert not is_transient(Response(409, b"", "duplicate"), retry_not_found=True)
    assert not is_transient(Response(501), retry_not_found=True)
    assert is_transient(missing, retry_not_found=True)
    assert not is_transient(missing, retry_not_found=False)
