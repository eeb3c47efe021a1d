"""Bearer tokens: JSON Web Tokens that this server signs and reads back."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LIFETIME = 3600
_GOOGLE_PREFIX = "ya29."


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who calls: the vendor, its id of the tenant, the rights, and until when (Unix seconds)."""

    vendor: str
    vendor_id: str
    rights: frozenset[str]
    expires: int


def google_token(key: bytes, vendor_id: str, scopes: str, now: int) -> str:
    """An opaque access token for these scopes (space separated)."""
    claims = {"customer": vendor_id, "scope": scopes, "exp": now + LIFETIME}
    return _GOOGLE_PREFIX + _signed(key, claims)


def microsoft_token(key: bytes, vendor_id: str, app: str, roles: tuple[str, ...], now: int) -> str:
    """A JWT with the claims that Graph's clients read."""
    claims = {
        "aud": "https://graph.microsoft.com",
        "tid": vendor_id,
        "appid": app,
        "roles": list(roles),
        "iat": now,
        "exp": now + LIFETIME,
    }
    return _signed(key, claims)


@lru_cache(maxsize=4096)
def read(key: bytes, token: str) -> Bearer | None:
    """What the token says, expired or not; None when this key did not sign it."""
    text = token.removeprefix(_GOOGLE_PREFIX)
    content, _, signature = text.rpartition(".")
    if not hmac.compare_digest(signature, _signature(key, content)):
        return None
    claims = claims_of(text) or {}
    if "tid" in claims:
        rights = frozenset(claims["roles"])
        return Bearer("microsoft", claims["tid"], rights, claims["exp"])
    return Bearer("google", claims["customer"], frozenset(claims["scope"].split()), claims["exp"])


def claims_of(token: str) -> dict[str, Any] | None:
    """The claims of any JWT, unverified; None when it is none."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return None
    return claims if isinstance(claims, dict) else None


def _signed(key: bytes, claims: Mapping[str, Any]) -> str:
    header = {"typ": "JWT", "alg": "HS256"}
    content = ".".join(_packed(json.dumps(part).encode()) for part in (header, claims))
    return f"{content}.{_signature(key, content)}"


def _signature(key: bytes, content: str) -> str:
    return _packed(hmac.digest(key, content.encode(), "sha256"))


def _packed(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
