"""Google's IAM Service Account Credentials API: signing in the name of a service account.

So signs in whoever has no key: the assertion that the token endpoint takes is signed here. Any
token of Google's with the right scope may sign for any account, unless a tenant's scenario
withholds the API or the role. The account is a project's and no tenant's, so what one scenario
withholds is withheld from all. Written from Google's reference of signBlob and signJwt, 2026-11.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

from reconciler.simulator.core.bearers import Bearers
from reconciler.simulator.core.signing import Signer
from reconciler.simulator.core.tenants import Tenants
from reconciler.simulator.core.withheld import disabled
from reconciler.simulator.exchange import Request, Response

API = "iamcredentials.googleapis.com"
_PATH = re.compile(r"/v1/projects/-/serviceAccounts/([^/:]+):(signBlob|signJwt)")
_AUTH = "https://www.googleapis.com/auth/"
_SCOPES = frozenset({f"{_AUTH}cloud-platform", f"{_AUTH}iam"})
_ACCOUNT = ".iam.gserviceaccount.com"


def iam_credentials(
    tenants: Tenants, bearers: Bearers, signer: Signer, request: Request
) -> Response | None:
    """The answer to a call of this API; None for a call of another."""
    match = _PATH.fullmatch(request.path.replace("%40", "@"))
    if match is None or request.method != "POST":
        return None
    account, method = match.groups()
    denied = _denied(tenants, bearers.google(request), method)
    return denied or _signed(account, method, signer, request.body)


def _denied(tenants: Tenants, rights: frozenset[str] | None, method: str) -> Response | None:
    if rights is None:
        return _refused(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
    withheld = [one.behaviour.withheld for one in tenants]
    if any(API in one.apis for one in withheld):
        return Response(403, disabled(API))
    permission = f"iam.serviceAccounts.{method}"
    if rights.isdisjoint(_SCOPES):
        message = "Request had insufficient authentication scopes."
        return _refused(403, "PERMISSION_DENIED", message)
    if any(permission in one.permissions for one in withheld):
        message = f"Permission '{permission}' denied on resource (or it may not exist)."
        return _refused(403, "PERMISSION_DENIED", message)
    return None


def _signed(account: str, method: str, signer: Signer, body: bytes) -> Response:
    if not account.endswith(_ACCOUNT):
        return _refused(404, "NOT_FOUND", f"Gaia id not found for email {account}")
    try:
        payload = json.loads(body)["payload"]
        if method == "signBlob":
            # Nobody checks a signature here; it is one of the payload all the same.
            made = {"signedBlob": b64encode(sha256(b64decode(payload, validate=True)).digest())}
            told = {name: value.decode() for name, value in made.items()}
        else:
            told = {"signedJwt": signer.sign(dict(json.loads(payload)))}
    except (ValueError, TypeError, KeyError, RecursionError):
        return _refused(400, "INVALID_ARGUMENT", "Request contains an invalid argument.")
    return Response(200, {"keyId": signer.ident, **told})


def _refused(status: int, word: str, message: str) -> Response:
    error: dict[str, Any] = {"code": status, "message": message, "status": word}
    return Response(status, {"error": error})
