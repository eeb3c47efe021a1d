"""Reads bearers of every shape that clients send: ours of both vendors, and self-signed ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from reconciler.simulator.core import tokens
from reconciler.simulator.core.accounts import self_signed
from reconciler.simulator.core.clock import Clock
from reconciler.simulator.core.entra import MANAGED
from reconciler.simulator.core.entra import bearer as entra_bearer
from reconciler.simulator.core.signing import Signer
from reconciler.simulator.core.tenants import Hosted, Tenants
from reconciler.simulator.core.tokens import Bearer
from reconciler.simulator.core.vendors import Vendor
from reconciler.simulator.exchange import Request, Response

_SCHEME = "bearer "
_CHALLENGE = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


class Bearers:
    """Finds out who calls."""

    def __init__(self, tenants: Tenants, key: bytes, signer: Signer) -> None:
        self._tenants = tenants

        def read(token: str) -> Bearer | None:
            if token.startswith(tokens.GOOGLE_PREFIX):
                return tokens.read(key, token)
            if (tokens.claims_of(token) or {}).get("tid"):
                return entra_bearer(signer, token)
            return self_signed(tenants, token)

        # Checking a signature costs more than a small call does.
        self._read: Callable[[str], Bearer | None] = lru_cache(maxsize=4096)(read)

    def google(self, request: Request) -> frozenset[str] | None:
        """The scopes of a token of Google's, of whichever tenant; None where there is none."""
        bearer = self._bearer(request)
        if bearer is None or bearer.vendor != "google" or not _holds(bearer, self._tenants.clock):
            return None
        return bearer.rights

    def manager(self, request: Request) -> tuple[Hosted, Bearer] | None:
        """Who calls Azure's management API, or None where the bearer is not for it."""
        bearer = self._bearer(request)
        if bearer is None or bearer.vendor != MANAGED or not _holds(bearer, self._tenants.clock):
            return None
        hosted = self._tenants.hosted_by("microsoft", bearer.vendor_id)
        return None if hosted is None else (hosted, bearer)

    def caller(self, vendor: Vendor, request: Request) -> tuple[Hosted, Bearer] | Response:
        """The tenant and who calls there, or the vendor's 401."""
        bearer = self._bearer(request)
        if bearer is None or bearer.vendor != vendor.name:
            return Response(401, vendor.unauthorised(), _CHALLENGE)
        if not _holds(bearer, self._tenants.clock):
            return Response(401, _expired(vendor), _CHALLENGE)
        hosted = self._tenants.hosted_by(vendor.name, bearer.vendor_id)
        if hosted is None:
            return Response(401, vendor.unauthorised(), _CHALLENGE)
        return hosted, bearer

    def _bearer(self, request: Request) -> Bearer | None:
        header = request.headers.get("authorization", "")
        named = header[: len(_SCHEME)].lower() == _SCHEME
        return self._read(header[len(_SCHEME) :].strip()) if named else None


def _holds(bearer: Bearer, clock: Clock) -> bool:
    ahead = clock.ahead if bearer.self_signed else 0.0
    return bearer.expires > clock.now() - ahead


def _expired(vendor: Vendor) -> dict[str, object]:
    body = vendor.unauthorised()
    if vendor.name == "microsoft":
        message = "Lifetime validation failed, the token is expired."
        body["error"] = {**body["error"], "message": message}
    return body
