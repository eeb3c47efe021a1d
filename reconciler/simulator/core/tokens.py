"""Google's access tokens, as this server makes and reads them, and what any JWT says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jwt
from jwt.types import Options

LIFETIME = 3600
GOOGLE_PREFIX = "ya29."
_ALGORITHM = "HS256"
_WHOSE = {"actor": "sub", "project": "project"}
# Expiry is not looked at while reading: the caller of read() does it by the simulator's clock.
_TIMELESS: Options = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
}


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who calls: the vendor, its id of the tenant, the rights, and until when (Unix seconds)."""

    vendor: str
    vendor_id: str
    rights: frozenset[str]
    expires: int
    self_signed: bool = False
    """Whether the caller made it, and so by the caller's own clock."""
    actor: str = ""
    """For whom it acts: an administrator's address, or an app's id."""
    project: str = ""
    """Google: the Cloud project of who asked for the token."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a Google token is granted: for which customer, which scopes, acting for whom."""

    vendor_id: str
    scopes: str
    """Separated by spaces."""
    actor: str
    project: str = ""
    """The Cloud project of who asked for it."""


def google_token(key: bytes, grant: Grant, now: int) -> str:
    """An opaque access token for what is granted."""
    claims = {"customer": grant.vendor_id, "scope": grant.scopes, "exp": now + LIFETIME}
    claims |= {"sub": grant.actor, "project": grant.project}
    return GOOGLE_PREFIX + jwt.encode(claims, key, _ALGORITHM)


def read(key: bytes, token: str) -> Bearer | None:
    """What a Google token says, expired or not; None when this key did not sign it."""
    claims = verified(token.removeprefix(GOOGLE_PREFIX), key, _ALGORITHM)
    if claims is None:
        return None
    rights = frozenset(claims["scope"].split())
    whose = {name: claims.get(claim, "") for name, claim in _WHOSE.items()}
    return Bearer("google", claims["customer"], rights, claims["exp"], **whose)


def verified(token: str, key: Any, algorithm: str) -> dict[str, Any] | None:
    """The claims of a JWT that this key signed, expired or not; None for any other text."""
    try:
        return jwt.decode(token, key, algorithms=[algorithm], options=_TIMELESS)
    except jwt.InvalidTokenError:
        return None


def claims_of(token: str) -> dict[str, Any] | None:
    """The claims of any JWT, unverified; None when it is none."""
    try:
        return jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        return None
