"""What Graph's answers mean; the one place where its texts are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft.response import CallStatus, Response

# Statuses that mean one thing whatever the text; Graph's page of errors, 2026-11.
_BY_STATUS: Mapping[int, VendorCode] = {
    401: VendorCode.UNAUTHENTICATED,
    403: VendorCode.FORBIDDEN,
    405: VendorCode.UNSUPPORTED,
    409: VendorCode.CONFLICT,
    412: VendorCode.CONFLICT,
    429: VendorCode.THROTTLED,
    500: VendorCode.UNAVAILABLE,
    501: VendorCode.UNSUPPORTED,
    502: VendorCode.UNAVAILABLE,
    503: VendorCode.UNAVAILABLE,
    504: VendorCode.UNAVAILABLE,
}
# What became of a call that has no answer to read.
_BY_CALL: Mapping[CallStatus, VendorCode] = {
    CallStatus.UNSENT: VendorCode.UNREACHABLE,
    CallStatus.LOST: VendorCode.UNKNOWN_ANSWER,
    CallStatus.MALFORMED: VendorCode.MALFORMED,
    CallStatus.ENDLESS: VendorCode.ENDLESS,
}
_BAD = "Request_BadRequest"
_DENIED = "Authorization_RequestDenied"
_GONE = "does not exist or one of its queried reference-property objects are not present"
# Status, code, a part of the message, and what it means.
_BY_TEXT: tuple[tuple[int, str, str, VendorCode], ...] = (
    # Entra's objects; docs-contrib 5090 and TFAZ, 2026-11
    (404, "Request_ResourceNotFound", "", VendorCode.MISSING),
    (400, _BAD, _GONE, VendorCode.MISSING),
    # a group made a moment ago; Graph's page of group-post-members, 2026-11
    (400, _BAD, "or one of the objects being referenced do not exist", VendorCode.MISSING),
    # a bind or $ref of somebody who is in already; docs-contrib 5090, 2026-11
    (400, _BAD, "One or more added object references already exist", VendorCode.ALREADY),
    # the same of an administrative unit; microsoft-graph-docs 6346, 2026-11
    (400, _BAD, "A conflicting object with one or more of the specified", VendorCode.ALREADY),
    # an address or unique name that another object has; TFAZ, 2026-11
    (400, _BAD, "Another object with the same value for property", VendorCode.ALREADY),
    # licences; graph-docs and third parties' tests, 2026-11
    (400, _BAD, "does not have any available licenses", VendorCode.NO_SEATS),
    (400, _BAD, "User license is inherited from a group", VendorCode.INHERITED_LICENCE),
    # not documented, read in third parties' code, 2026-11: it is looked at again in any case
    (400, _BAD, "does not have a corresponding license", VendorCode.MISSING),
    (400, _BAD, "are mutually exclusive", VendorCode.CONFLICT),
    (400, _BAD, "depends on the service plan", VendorCode.CONFLICT),
    (400, _BAD, "invalid usage location", VendorCode.CONFLICT),
    # also answered, wrongly, for groups with several owners; docs-contrib 3741, 2026-11
    (400, _BAD, "must have at least one owner", VendorCode.CONFLICT),
    # a restricted administrative unit's; Entra's page of such units and readers of it, 2026-11
    (403, _DENIED, "restricted management administrative unit", VendorCode.GUARDED),
    # mastered on the premises; CIPP 468, microsoft-graph-docs 5768, 2026-11
    (400, _BAD, "on-premises mastered Directory Sync objects", VendorCode.GUARDED),
    # api/group-post-owners, 2026-11
    (400, _BAD, "can have at most 100 owners", VendorCode.CONFLICT),
    # distribution lists are Exchange's; docs-contrib, 2026-11
    (400, _BAD, "mail-enabled security groups and or distribution list", VendorCode.UNSUPPORTED),
    # what we sent; TFAZ and docs-contrib, 2026-11
    (400, _BAD, "One or more property values specified are invalid", VendorCode.INVALID),
    (400, _BAD, "Invalid value specified for property", VendorCode.INVALID),
    (400, _BAD, "A value is required for property", VendorCode.INVALID),
    (400, _BAD, "a property with duplicate values", VendorCode.INVALID),
    (400, _BAD, "are missing from the request payload", VendorCode.INVALID),
    (400, _BAD, "does not correspond to a valid company License", VendorCode.INVALID),
)


def classify(answer: Response) -> VendorCode | None:
    """What an answer means; None: it was done. A text that is not known here is never guessed."""
    if answer.call_status is not CallStatus.ANSWERED:
        return _BY_CALL[answer.call_status]
    if 200 <= answer.status < 300:
        return None
    if answer.status == 422 and answer.code == "Request_UnprocessableEntity":
        conflict = "PropertyConflict" in answer.details
        return VendorCode.ALREADY if conflict else VendorCode.INVALID
    for status, code, text, meaning in _BY_TEXT:
        if answer.status == status and answer.code == code and text in answer.message:
            return meaning
    return _BY_STATUS.get(answer.status, VendorCode.UNKNOWN_ANSWER)


class SignInFailure(Enum):
    """Why the login service gave no token."""

    UNREACHABLE = "unreachable"
    NO_CONSENT = "no-consent"
    """Nobody in the tenant agreed to the application."""
    NO_TENANT = "no-tenant"
    CLOCK = "clock"
    BAD_KEY = "bad-key"
    """A secret, or the job's own token, that the application does not know."""
    EXPIRED_KEY = "expired-key"
    NO_FEDERATION = "no-federation"
    """The application trusts no job of this identity."""
    DISABLED = "disabled"
    """The tenant has the application, and an administrator switched it off."""
    POLICY = "policy"
    """A rule of the tenant (Conditional Access) lets it not sign in."""
    UNKNOWN = "unknown"


class SignInRefusal(NamedTuple):
    """Why there is no token, and the login service's number for it; '' where it gave none."""

    failure: SignInFailure
    number: str = ""


# Numbers of the login service; its page of error codes, 2026-11.
SIGN_IN: Mapping[str, SignInFailure] = {
    **dict.fromkeys(("65001", "90094", "700016", "7000229"), SignInFailure.NO_CONSENT),
    **dict.fromkeys(("90002", "900023"), SignInFailure.NO_TENANT),
    "700024": SignInFailure.CLOCK,
    # 50034 and 50020: a person's sign-in on a developer's machine, of another directory
    **dict.fromkeys(("7000215", "700027", "50034", "50020"), SignInFailure.BAD_KEY),
    "7000222": SignInFailure.EXPIRED_KEY,
    **dict.fromkeys(("70021", "700211", "700212", "700213"), SignInFailure.NO_FEDERATION),
    "7000112": SignInFailure.DISABLED,
    **dict.fromkeys(("53003", "530003", "530032"), SignInFailure.POLICY),
    "90033": SignInFailure.UNREACHABLE,
}
"""By number alone: Microsoft says that the words change without notice."""


def classify_sign_in(error: Exception) -> SignInRefusal:
    """Why there is no token, from what azure-identity raised."""
    numbers = re.findall(r"AADSTS(\d+)", str(error))
    for number in numbers:
        if number in SIGN_IN:
            return SignInRefusal(SIGN_IN[number], number)
    return SignInRefusal(SignInFailure.UNKNOWN, numbers[0] if numbers else "")


def is_unlicensed(answer: Response) -> bool:
    """Whether the tenant has no licence for what was asked, so that there can be none of it.

    Privileged Identity Management needs Entra ID P2 (ScubaGear #981, 2026-11).
    """
    return answer.code == "AadPremiumLicenseRequired"


_PERMANENT = (
    "User license is inherited from a group",
    "mail-enabled security groups and or distribution list",
    "on-premises mastered Directory Sync objects",
    "does not correspond to a valid company License",
    "Invalid value specified for property",
)
"""Texts of a 400 that say what is wrong with the object itself; see `_BY_TEXT` for their dates."""


def is_permanent(answer: Response) -> bool:
    """Whether the object itself is refused: never for rights, quota, a conflict, or 'not found'."""
    refused = answer.status == 400 and answer.code == _BAD
    return refused and any(text in answer.message for text in _PERMANENT)


def is_not_yet(answer: Response) -> bool:
    """Whether an object that was made a moment ago may only not have reached this server.

    Graph answers 404, or 400 with one of two texts: the object is unknown, or its values are
    invalid (terraform azuread, Graph's pages of groups, 2026-11).
    """
    if (
        answer.status == 400
        and "One or more property values specified are invalid" in answer.message
    ):
        return True
    return classify(answer) is VendorCode.MISSING
