"""What Graph's answers mean."""

from __future__ import annotations

import pytest

from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.response import CallStatus, Response
from tests.unit.providers.microsoft.fakes import GONE_TEXT

BAD = "Request_BadRequest"
TABLE = [
    (401, "InvalidAuthenticationToken", "", VendorCode.UNAUTHENTICATED),
    (403, "Authorization_RequestDenied", "Insufficient privileges.", VendorCode.FORBIDDEN),
    (
        403,
        "Authorization_RequestDenied",
        (
            "Insufficient privileges to complete the operation. Target object is a member of a "
            "restricted management administrative unit and can only be modified by its own."
        ),
        VendorCode.GUARDED,
    ),
    (
        400,
        BAD,
        (
            "Unable to update the specified properties for on-premises mastered Directory Sync "
            "objects or objects currently undergoing migration."
        ),
        VendorCode.GUARDED,
    ),
    (400, BAD, "The group can have at most 100 owners.", VendorCode.CONFLICT),
    (404, "Request_ResourceNotFound", "Resource 'x' does not exist", VendorCode.MISSING),
    (404, "", "<html>no such page", VendorCode.UNKNOWN_ANSWER),
    (
        400,
        BAD,
        GONE_TEXT,
        VendorCode.MISSING,
    ),
    (
        400,
        BAD,
        "One or more added object references already exist for the following properties.",
        VendorCode.ALREADY,
    ),
    (
        400,
        BAD,
        "Another object with the same value for property mailNickname already exists.",
        VendorCode.ALREADY,
    ),
    (
        400,
        BAD,
        "Subscription with SKU 1 does not have any available licenses.",
        VendorCode.NO_SEATS,
    ),
    (
        400,
        BAD,
        "User license is inherited from a group membership and cannot be removed.",
        VendorCode.INHERITED_LICENCE,
    ),
    (400, BAD, "User does not have a corresponding license.", VendorCode.MISSING),
    (
        400,
        BAD,
        "License assignment failed because service plans a, b are mutually exclusive.",
        VendorCode.CONFLICT,
    ),
    (
        400,
        BAD,
        "License assignment cannot be done for user with invalid usage location.",
        VendorCode.CONFLICT,
    ),
    (
        400,
        BAD,
        "The group must have at least one owner, hence this owner cannot be removed.",
        VendorCode.CONFLICT,
    ),
    (
        400,
        BAD,
        "Cannot Update a mail-enabled security groups and or distribution list.",
        VendorCode.UNSUPPORTED,
    ),
    (400, BAD, "One or more property values specified are invalid.", VendorCode.INVALID),
    (400, BAD, "Something that nobody has seen before.", VendorCode.UNKNOWN_ANSWER),
    (400, "Other", "One or more property values specified are invalid.", VendorCode.UNKNOWN_ANSWER),
    (409, "Conflict", "", VendorCode.CONFLICT),
    (418, "", "", VendorCode.UNKNOWN_ANSWER),
    (422, "Request_UnprocessableEntity", "", VendorCode.INVALID),
    (429, "TooManyRequests", "", VendorCode.THROTTLED),
    (501, "NotImplemented", "", VendorCode.UNSUPPORTED),
    (503, "", "", VendorCode.UNAVAILABLE),
]


@pytest.mark.parametrize(("status", "code", "message", "meaning"), TABLE)
def test_each_documented_answer_has_one_meaning(
    status: int, code: str, message: str, meaning: VendorCode
) -> None:
    """Status, code and text together decide; what is not known is unknown."""
    assert classify(Response(status, {"error": {"code": code, "message": message}})) is meaning


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_a_success_needs_no_body(status: int) -> None:
    """Any 2xx was done."""
    assert classify(Response(status)) is None


def test_a_property_conflict_is_something_that_is_there_already() -> None:
    """The details of 422 tell a taken address from a bad one."""
    details = [{"code": "PropertyConflict", "target": "mailNickname"}]
    body = {"error": {"code": "Request_UnprocessableEntity", "details": details}}
    assert classify(Response(422, body)) is VendorCode.ALREADY


def test_no_answer_is_unreachable_before_and_unknown_after_sending() -> None:
    """A lost answer is never a failure."""
    assert classify(Response(0, call_status=CallStatus.UNSENT)) is VendorCode.UNREACHABLE
    assert classify(Response(0, call_status=CallStatus.LOST)) is VendorCode.UNKNOWN_ANSWER


@pytest.mark.parametrize("body", [None, "text", {}, {"error": "text"}, {"error": {"details": 1}}])
def test_a_body_of_another_shape_is_no_reason_to_fall_over(body: object) -> None:
    """Gateways answer in their own shapes."""
    assert classify(Response(400, body)) is VendorCode.UNKNOWN_ANSWER
