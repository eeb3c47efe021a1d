"""Small invented tenants and how the tests reach them."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httplib2
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build_from_document

from tests.simulator.google.checks import DOCUMENTS, client_document

AUTH = "https://www.googleapis.com/auth/"
ALL_SCOPES = (
    *("admin.directory.orgunit", "admin.directory.user", "admin.directory.group"),
    *("apps.licensing", "apps.groups.settings", "admin.reports.audit.readonly"),
    *("admin.directory.userschema", "admin.reports.usage.readonly"),
    *("admin.directory.domain", "admin.directory.customer", "admin.directory.rolemanagement"),
)
STAFF_SKU = "1010310009"
STUDENT_SKU = "1010310010"


def user(address: str, unit: str = "/", **more: Any) -> dict[str, Any]:
    """A seed's user."""
    base = {"address": address, "given": "Ана", "family": "Тестова", "orgUnit": unit}
    return base | {"aliases": [], "personId": None, "suspended": False, "admin": False} | more


def group(address: str, members: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    """A seed's group."""
    base = {"address": address, "name": address.partition("@")[0], "description": ""}
    people = {"owners": [], "managers": [], "members": list(members)}
    return base | {"type": "mail", "settings": {}} | people | more


def schema(name: str, kinds: dict[str, str]) -> dict[str, Any]:
    """A schema of custom fields with these types; `subjects` takes several values."""
    fields = [
        {"fieldName": field, "fieldType": kind, "multiValued": field == "subjects"}
        for field, kind in kinds.items()
    ]
    return {"schemaName": name, "fields": fields}


def small_seed() -> dict[str, Any]:
    """A tenant with a bit of everything."""
    domain = "small.example"
    pupils = [user(f"p{n}@{domain}", "/Ученици/5 клас") for n in range(5)]
    return {
        "alias": "small",
        "vendor": "google",
        "domain": domain,
        "vendorId": "C0small",
        "orgUnits": [
            {"path": "/Ученици", "description": "pupils"},
            {"path": "/Ученици/5 клас", "description": ""},
            {"path": "/Учители", "description": ""},
        ],
        "users": [
            user(f"admin@{domain}", admin=True),
            user(f"ana@{domain}", "/Учители", personId="T-1", aliases=[f"a.testova@{domain}"]),
            user(f"boris@{domain}", "/Учители", suspended=True),
            *pupils,
        ],
        "groups": [
            group(f"teachers@{domain}", [f"boris@{domain}"], owners=[f"ana@{domain}"]),
            group(f"everyone@{domain}", [f"teachers@{domain}", "guest@family.example"]),
            group(f"empty@{domain}"),
        ],
        "licences": [{"product": "101031", "sku": STAFF_SKU, "users": [f"ana@{domain}"]}],
        "seats": {STAFF_SKU: 2, STUDENT_SKU: 2},
    }


def sized_seed(count: int) -> dict[str, Any]:
    """A tenant with this many users, and groups of 199, 200 and 201 of them."""
    domain = f"n{count}.example"
    addresses = [f"u{n:03}@{domain}" for n in range(count)]
    groups = [group(f"g{size}@{domain}", addresses[:size]) for size in (199, 200, 201)]
    head = {"alias": f"n{count}", "vendor": "google", "domain": domain, "vendorId": f"C0n{count}"}
    return head | {"users": [user(address) for address in addresses], "groups": groups}


def assertion(subject: str, scopes: Sequence[str], lifetime: int = 3600) -> str:
    """A service account's JWT; the simulator does not check its signature."""
    now = int(time.time())
    claims = {"iss": "sa@project.example", "sub": subject, "iat": now, "exp": now + lifetime}
    claims |= {"aud": "token", "scope": " ".join(AUTH + scope for scope in scopes)}
    parts = (json.dumps(part).encode() for part in ({"alg": "RS256", "typ": "JWT"}, claims))
    packed = [urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts]
    return ".".join([*packed, "c2ln"])


@dataclass(frozen=True, slots=True)
class Clients:
    """The four services of google-api-python-client, for one tenant."""

    directory: Any
    licensing: Any
    settings: Any
    reports: Any


def exchange(base: str, method: str, path: str, body: str = "", **headers: str) -> tuple[int, Any]:
    """A plain HTTP exchange: status and JSON answer."""
    http = httplib2.Http()
    try:
        response, content = http.request(base + path, method, body, headers)
    finally:
        http.close()
    return response.status, json.loads(content) if content else None


def token(base: str, subject: str, scopes: Sequence[str] = ALL_SCOPES) -> str:
    """An access token by the service-account grant."""
    grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    form = urlencode({"grant_type": grant, "assertion": assertion(subject, scopes)})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    status, body = exchange(base, "POST", "/token", form, **kind)
    assert status == 200, body
    return str(body["access_token"])


@contextmanager
def clients(base: str, subject: str, scopes: Sequence[str] = ALL_SCOPES) -> Iterator[Clients]:
    """The services, with their root set to the simulator, for single calls and batches alike."""
    http = AuthorizedHttp(Credentials(token(base, subject, scopes)), httplib2.Http())
    moved = (client_document(name) | {"rootUrl": base + "/"} for name in DOCUMENTS)
    try:
        yield Clients(*(build_from_document(one, http=http) for one in moved))
    finally:
        http.http.close()
