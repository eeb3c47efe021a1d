"""Google's answers in our words: the one table, each line dated by where it was read."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from google.auth.exceptions import GoogleAuthError, OAuthError, TransportError

from reconciler.providers.base import VendorCode
from reconciler.providers.google.response import ENDLESS, MALFORMED, UNSENT, Response


class _Line(NamedTuple):
    """Holds where the status is equal and reason and text, where given, are."""

    status: int
    reason: str
    text: str
    """A part of the message, lower case."""
    code: VendorCode
    permanent: bool = False
    """Whether this object is refused however often it is asked for."""


_LINES = (
    # GAM #1410, read 2026-11: nothing more of this API goes today, however long we wait.
    _Line(403, "", "queries per day", VendorCode.QUOTA_SPENT),
    # Directory limits page, 2026-04: quota answers are 403, too.
    _Line(403, "userRateLimitExceeded", "", VendorCode.THROTTLED),
    _Line(403, "rateLimitExceeded", "", VendorCode.THROTTLED),
    _Line(403, "quotaExceeded", "", VendorCode.THROTTLED),
    _Line(403, "sharingRateLimitExceeded", "", VendorCode.THROTTLED),
    _Line(403, "RESOURCE_EXHAUSTED", "", VendorCode.THROTTLED),
    # GAM 7.49, 2026-11: a plain-text body.
    _Line(403, "", "request rate higher than configured", VendorCode.THROTTLED),
    _Line(403, "", "", VendorCode.FORBIDDEN),
    _Line(401, "", "", VendorCode.UNAUTHENTICATED),
    _Line(429, "", "", VendorCode.THROTTLED),
    _Line(404, "", "", VendorCode.MISSING),
    _Line(410, "", "", VendorCode.MISSING),
    # GAM 7.49, 2026-11: "Member already exists.", "Entity already exists.".
    _Line(409, "duplicate", "", VendorCode.ALREADY),
    _Line(409, "ALREADY_EXISTS", "", VendorCode.ALREADY),
    _Line(409, "conflict", "", VendorCode.CONFLICT),
    _Line(409, "ABORTED", "", VendorCode.CONFLICT),
    # GAM 7.49, 2026-11: a unit with this name stands there already.
    _Line(400, "", "invalid ou id", VendorCode.ALREADY),
    _Line(400, "", "invalid_ou_id", VendorCode.MISSING),
    _Line(400, "", "invalid parent orgunit id", VendorCode.MISSING),
    # An address that can be no member, or a group as an owner: GAM 7.49, Google's page on roles of
    # groups, 2026-11. Nothing else is "Invalid Input" that was sent by us and may be another time.
    _Line(400, "invalid", "invalid input: memberkey", VendorCode.INVALID, permanent=True),
    _Line(400, "invalid", "invalid input: groupkey", VendorCode.INVALID, permanent=True),
    _Line(400, "FAILED_PRECONDITION", "", VendorCode.CONFLICT),
    _Line(400, "failedPrecondition", "", VendorCode.CONFLICT),
    _Line(400, "", "", VendorCode.INVALID),
    _Line(413, "", "", VendorCode.INVALID),
    # License Manager guide, 2026-04: every state that forbids is a 412, and its text says which.
    _Line(412, "", "auto license", VendorCode.AUTOMATIC_LICENCE, permanent=True),
    _Line(412, "", "aren't enough available licenses", VendorCode.NO_SEATS),
    _Line(412, "", "already has a license for the specified product and sku", VendorCode.ALREADY),
    _Line(412, "", "already has a license of the product", VendorCode.CONFLICT),
    # Directory, GAM 7.49, 2026-11: unit not empty, cycle of groups, account not ready.
    _Line(412, "conditionNotMet", "", VendorCode.CONFLICT),
    _Line(501, "", "", VendorCode.UNSUPPORTED),
)


def classify(answer: Response) -> VendorCode | None:
    """What an answer means; None: done. What no line knows is UNKNOWN_ANSWER, never guessed."""
    if answer.good:
        return None
    if answer.reason == MALFORMED:
        return VendorCode.MALFORMED
    if answer.reason == ENDLESS:
        return VendorCode.ENDLESS
    if answer.status == 0:
        return VendorCode.UNREACHABLE if answer.reason == UNSENT else VendorCode.UNKNOWN_ANSWER
    line = _line(answer)
    if line is not None:
        return line.code
    return VendorCode.UNAVAILABLE if answer.status >= 500 else VendorCode.UNKNOWN_ANSWER


def is_permanent(answer: Response) -> bool:
    """Whether the object itself is refused: never for rights, quota, a conflict, or 'not found'."""
    line = None if answer.good or answer.status == 0 else _line(answer)
    return line is not None and line.permanent


def _line(answer: Response) -> _Line | None:
    text = answer.message.lower()
    for line in _LINES:
        fits = line.status == answer.status and line.reason in ("", answer.reason)
        if fits and line.text in text:
            return line
    return None


class SignInFailure(Enum):
    """Why Google gave no token."""

    UNREACHABLE = "unreachable"
    NOT_DELEGATED = "not-delegated"
    """A scope of those asked for, or the service account itself, is not delegated."""
    NO_SUBJECT = "no-subject"
    CLOCK = "clock"
    BAD_KEY = "bad-key"
    API_OFF = "api-off"
    """The IAM Service Account Credentials API is not enabled."""
    NO_ROLE = "no-role"
    """Who runs this may not sign for the service account."""
    UNKNOWN = "unknown"


# Error, a part of its description (lower case), and what it means: Google's pages on service
# accounts' errors, and GAM's table of them, 2026-11.
_SIGN_IN = (
    ("unauthorized_client", "", SignInFailure.NOT_DELEGATED),
    ("access_denied", "", SignInFailure.NOT_DELEGATED),
    ("invalid_scope", "", SignInFailure.NOT_DELEGATED),
    ("invalid_grant", "reasonable timeframe", SignInFailure.CLOCK),
    ("invalid_grant", "signature", SignInFailure.BAD_KEY),
    ("invalid_grant", "account not found", SignInFailure.BAD_KEY),
    ("invalid_grant", "email or user id", SignInFailure.NO_SUBJECT),
    ("invalid_grant", "not a valid email", SignInFailure.NO_SUBJECT),
)


def _signing_failure(text: str) -> SignInFailure | None:
    return next((meaning for word, meaning in _SIGNING.items() if f'"{word}"' in text), None)


# Words of the IAM API's errors, the first that fits; its reference, 2026-11.
_SIGNING = {
    "SERVICE_DISABLED": SignInFailure.API_OFF,
    "PERMISSION_DENIED": SignInFailure.NO_ROLE,
    "NOT_FOUND": SignInFailure.BAD_KEY,
    "UNAUTHENTICATED": SignInFailure.BAD_KEY,
}


def classify_sign_in(error: Exception) -> SignInFailure:
    """Why there is no token, from what google-auth raised."""
    if isinstance(error, TransportError):
        # signing without a key: google-auth quotes the IAM API's answer
        return _signing_failure(str(error)) or SignInFailure.UNREACHABLE
    if isinstance(error, OAuthError):
        return SignInFailure.BAD_KEY  # the job's own identity, which is not Google's, was refused
    told = error.args[1] if isinstance(error, GoogleAuthError) and len(error.args) > 1 else None
    if not isinstance(told, dict):
        return _signing_failure(str(told)) or SignInFailure.UNKNOWN
    text = str(told.get("error_description", "")).lower()
    for word, part, meaning in _SIGN_IN:
        if told.get("error") == word and part in text:
            return meaning
    return SignInFailure.UNKNOWN


def is_transient(answer: Response, *, retry_not_found: bool) -> bool:
    """Whether the same call may well succeed a little later.

    With `retry_not_found`, 'not found' counts, since what was just made may not show yet. So does
    Groups Settings' 'invalidArgument', its other answer for a new group; GAM retries both, 2026-11.
    """
    if answer.good or answer.status == 0 or answer.reason == MALFORMED:
        return False
    code = classify(answer)
    if code in (VendorCode.THROTTLED, VendorCode.UNAVAILABLE):
        return True
    text = answer.message.lower()
    # GAM 7.49, 2026-11: writes that met another write, and accounts made a moment ago.
    if "conflicting requests" in text or "creation is not complete" in text:
        return True
    unseen = code is VendorCode.MISSING or answer.reason == "invalidArgument"
    return retry_not_found and unseen
