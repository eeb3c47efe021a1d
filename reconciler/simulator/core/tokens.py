"""Google's access tokens, as this server makes and reads them, and what any JWT says."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LIFETIME = 3600
GOOGLE_PREFIX = "ya29."


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


@dataclass(frozen=True, slots=True)
class Grant:
    """What a Google token is granted: for which customer, which scopes, acting for whom."""

    vendor_id: str
    scopes: str
    """Separated by spaces."""
    actor: str


def google_token(key: bytes, grant: Grant, now: int) -> str:
    """An opaque access token for what is granted."""
    claims = {"customer": grant.vendor_id, "scope": grant.scopes, "exp": now + LIFETIME}
    claims |= {"sub": grant.actor}
    content = unsigned({"typ": "JWT", "alg": "HS256"}, claims)
    return f"{GOOGLE_PREFIX}{content}.{_signature(key, content)}"


def read(key: bytes, token: str) -> Bearer | None:
    """What a Google token says, expired or not; None when this key did not sign it."""
    text = token.removeprefix(GOOGLE_PREFIX)
    content, _, signature = text.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(key, content).encode()):
        return None
    claims = claims_of(text) or {}
    rights = frozenset(claims["scope"].split())
    actor = claims.get("sub", "")
    return Bearer("google", claims["customer"], rights, claims["exp"], actor=actor)


def unsigned(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """The part of a JWT that is signed."""
    return ".".join(packed(json.dumps(part).encode()) for part in (header, claims))


def claims_of(token: str) -> dict[str, Any] | None:
    """The claims of any JWT, unverified; None when it is none."""
    return _part(token, 1)


def header_of(token: str) -> dict[str, Any] | None:
    """The header of any JWT; None when it is none."""
    return _part(token, 0)


def packed(data: bytes) -> str:
    """Base64 as JWTs write it: for URLs, without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unpacked(text: str) -> bytes:
    """What packed() packed; ValueError for what it did not."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _part(token: str, index: int) -> dict[str, Any] | None:
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        found = json.loads(unpacked(parts[index]))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _signature(key: bytes, content: str) -> str:
    return packed(hmac.digest(key, content.encode(), "sha256"))
