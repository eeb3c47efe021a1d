"""Users made, changed and renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.simulator.microsoft.audit_trail import done, updated
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.dynamic import follow
from reconciler.simulator.microsoft.errors import (
    Detail,
    bad_request,
    conflict,
    invalid,
    required,
    unsupported,
)
from reconciler.simulator.microsoft.state import NOTHING, Directory, User

RARE: Mapping[str, int] = {
    "ageGroup": 64,
    "city": 128,
    "companyName": 64,
    "consentProvidedForMinor": 64,
    "country": 128,
    "department": 64,
    "employeeHireDate": 64,
    "employeeType": 64,
    "faxNumber": 128,
    "jobTitle": 128,
    "mailNickname": 64,
    "mobilePhone": 64,
    "officeLocation": 128,
    "onPremisesImmutableId": 64,
    "passwordPolicies": 128,
    "postalCode": 40,
    "preferredLanguage": 64,
    "state": 128,
    "streetAddress": 1024,
}
"""Texts kept in `extra`, and how long they may be."""
PLAIN = {"employeeId": ("employee_id", 16), "givenName": ("given_name", 64)}
PLAIN["surname"] = ("surname", 64)
PATCHED = frozenset(RARE) | frozenset(PLAIN)
PATCHED |= {"accountEnabled", "businessPhones", "displayName", "otherMails", "passwordProfile"}
PATCHED |= {"usageLocation", "userPrincipalName"}
PATCHED |= {"employeeOrgData", "mail", "showInAddressList"}
CREATED = PATCHED | {"userType"}
_ORGANIZATION = frozenset({"costCenter", "division"})
RENAMED = ("mail", "mailNickname", "proxyAddresses")
"""What changes with the user principal name."""
_PROFILE = "passwordProfile"
_WEAK = (
    "The specified password does not comply with password complexity requirements. Please provide "
    "a different password."
)


def create(directory: Directory, body: Body) -> User:
    """Make the user, or refuse and make nothing."""
    body = body.known(CREATED)
    for name in ("accountEnabled", "displayName", _PROFILE, "userPrincipalName", "mailNickname"):
        if not body.has(name):
            raise required(name, "User")
    if body.data.get("userType", "Member") != "Member":
        raise invalid("userType", "User")
    body.text("mailNickname", RARE["mailNickname"])
    _check_password(body, needed=True)
    upn = _upn(directory, "", body)
    user = User(id="", upn=upn, display_name=body.text("displayName", 256))
    _set(user, _edited(user, body))
    user.moment = directory.tick()
    user.id = directory.derived_id("user", f"#{user.moment}")
    directory.add_user(user)
    directory.begin("new-object-values-invalid", user.id)
    directory.journal.note("users", user.id)
    done(directory, "Add", user)
    follow(directory, user)
    return user


def change(directory: Directory, user: User, body: Body) -> None:
    """Change the user, all of it or nothing."""
    body = body.known(PATCHED)
    edited = _edited(user, body)
    upn = _upn(directory, user.id, body) if body.has("userPrincipalName") else user.upn
    directory.tick()
    _set(user, edited)
    if upn != user.upn:
        _rename(directory, user, upn)
    renamed = RENAMED if body.has("userPrincipalName") else ()
    directory.journal.note("users", user.id, names=(*body.data, *renamed))
    updated(directory, user, body.data)
    follow(directory, user)


def _set(user: User, edited: Mapping[str, Any]) -> None:
    for name, value in edited.items():
        setattr(user, name, value)


def _edited(user: User, body: Body) -> dict[str, Any]:
    edited: dict[str, Any] = {}
    if body.has("accountEnabled"):
        edited["enabled"] = body.flag("accountEnabled")
    if body.has("displayName"):
        edited["display_name"] = body.text("displayName", 256)
    if body.has("otherMails"):
        edited["other_mails"] = body.texts("otherMails")
    if body.has("usageLocation"):
        edited["usage_location"] = _location(body)
    if body.has(_PROFILE):
        _check_password(body, needed=False)
    for name, (attribute, most) in PLAIN.items():
        if body.has(name):
            edited[attribute] = body.text_or_null(name, most)
    edited["extra"] = _extra(user, body)
    return edited


def _extra(user: User, body: Body) -> Mapping[str, Any]:
    extra = dict(user.extra)
    for name, most in RARE.items():
        if body.has(name):
            extra[name] = body.text_or_null(name, most)
    if body.has("showInAddressList"):
        extra["showInAddressList"] = _flag_or_null(body, "showInAddressList")
    if body.has("employeeOrgData"):
        extra["employeeOrgData"] = _organization(body)
    if body.data.get("mail") not in (None, user.mail):
        # Exchange's affair where there is a mailbox.
        raise unsupported()
    if body.has("businessPhones"):
        extra["businessPhones"] = list(body.texts("businessPhones"))
    kept = {name: value for name, value in extra.items() if value not in (None, [])}
    return kept or NOTHING


def _flag_or_null(body: Body, name: str) -> bool | None:
    return None if body.data[name] is None else body.flag(name)


def _organization(body: Body) -> dict[str, str | None] | None:
    value = body.data["employeeOrgData"]
    if value is None:
        return None
    if not isinstance(value, dict):
        raise invalid("employeeOrgData", "User")
    inner = Body(value, "User").known(_ORGANIZATION)
    found = {name: inner.text_or_null(name, 64) for name in sorted(_ORGANIZATION)}
    return found if any(found.values()) else None


def _location(body: Body) -> str | None:
    value = body.text_or_null("usageLocation", 2)
    if value is not None and not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise invalid("usageLocation", "User")
    return value


def _check_password(body: Body, *, needed: bool) -> None:
    profile = body.data[_PROFILE]
    if not isinstance(profile, dict):
        raise invalid(_PROFILE, "User")
    password = profile.get("password")
    if password is None and not needed:
        return
    if not isinstance(password, str):
        raise required("password", "User")
    kinds = (str.islower, str.isupper, str.isdigit, lambda one: not one.isalnum())
    found = sum(any(kind(one) for one in password) for kind in kinds)
    if not 8 <= len(password) <= 256 or found < 3:
        raise bad_request(_WEAK, Detail("PasswordDoesNotMeetComplexity", "password", _WEAK))


def _upn(directory: Directory, user_id: str, body: Body) -> str:
    upn = body.text("userPrincipalName", 113)
    local, _, domain = upn.partition("@")
    if not local or domain.casefold() != directory.domain.casefold():
        raise bad_request(
            "The domain portion of the userPrincipalName property is invalid. You must use one "
            "of the verified domain names in your organization."
        )
    if directory.addresses.get(upn.casefold(), user_id) != user_id:
        raise conflict("userPrincipalName")
    return upn


def _rename(directory: Directory, user: User, upn: str) -> None:
    # With a mailbox the old address stays as an alias, so mail still arrives.
    kept = tuple(one for one in user.aliases if one.casefold() != upn.casefold())
    if user.mail is not None:
        user.aliases = (*kept, user.mail)
        user.mail = upn
    else:
        directory.addresses.pop(user.upn.casefold(), None)
    user.upn = upn
    directory.claim(user.id, (upn,))
