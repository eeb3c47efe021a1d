"""Two small invented tenants, one of each vendor, and plain HTTP to a simulator with them."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

AUTH = "https://www.googleapis.com/auth/"
MICROSOFT_ID = "5f0c1d1e-0000-4000-8000-0000000000aa"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_USER: dict[str, Any] = {
    "orgUnit": "/",
    "aliases": [],
    "personId": None,
    "suspended": False,
    "admin": True,
}
_GROUP: dict[str, Any] = {
    "description": "",
    "owners": [],
    "managers": [],
    "members": [],
    "settings": {},
}
GROUP = "/admin/directory/v1/groups/staff@north.example"


def write_seeds(folder: Path) -> Path:
    """Seeds of the Google tenant `north` and the Microsoft tenant `south`."""
    for alias, vendor, ident in (
        ("north", "google", "C0north"),
        ("south", "microsoft", MICROSOFT_ID),
    ):
        user = {"address": f"admin@{alias}.example", "given": "Ана", "family": "Тестова"}
        group = {"address": f"staff@{alias}.example", "name": "Staff", "type": "mail"}
        seed: dict[str, Any] = {
            "alias": alias,
            "vendor": vendor,
            "domain": f"{alias}.example",
            "vendorId": ident,
            "orgUnits": [],
            "users": [user | _USER],
            "groups": [group | _GROUP],
            "licences": [],
            "seats": {},
        }
        (folder / f"{alias}.json").write_text(json.dumps(seed), encoding="utf-8")
    return folder


def assertion(subject: str = "admin@north.example", **more: Any) -> str:
    """A service account's JWT, its signature made up."""
    now = int(time.time())
    claims = {"iss": "sa@project.example", "sub": subject, "iat": now, "exp": now + 3600}
    claims |= {"aud": "token", "scope": AUTH + "admin.directory.group"} | more
    parts = (json.dumps(part).encode() for part in ({"alg": "RS256", "typ": "JWT"}, claims))
    return ".".join([*(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts), "c2ln"])


@dataclass(frozen=True, slots=True)
class Site:
    """Plain HTTP to one simulator."""

    base: str

    def call(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """Status and JSON answer; a body that is no text goes as JSON."""
        text = body if isinstance(body, str | None) else json.dumps(body)
        status, content = self.raw(method, path, text, headers)
        return status, json.loads(content) if content else None

    def raw(
        self, method: str, path: str, text: str | None, headers: Mapping[str, str] | None
    ) -> tuple[int, str]:
        """Status and text, over a connection of its own: httplib2 would send a lost call again."""
        connection = HTTPConnection(self.base.removeprefix("http://"))
        try:
            body = None if text is None else text.encode()
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def google_grant(self, text: str) -> tuple[int, Any]:
        """The answer of Google's token endpoint to an assertion."""
        return self._form("/token", {"grant_type": JWT_BEARER, "assertion": text})

    def microsoft_grant(self, tenant: str = MICROSOFT_ID, **more: str) -> tuple[int, Any]:
        """The answer of Microsoft's token endpoint."""
        form = {"grant_type": "client_credentials", "client_id": "reader", "client_secret": "x"}
        form |= {"scope": "https://graph.microsoft.com/.default"}
        return self._form(f"/{tenant}/oauth2/v2.0/token", form | more)

    def _form(self, path: str, form: Mapping[str, str]) -> tuple[int, Any]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.call("POST", path, urlencode(form), kind)

    def google(self, *names: str) -> dict[str, str]:
        """Headers with a token of the Google tenant for these scopes, or for groups."""
        scope = " ".join(AUTH + name for name in names or ("admin.directory.group",))
        token = self.google_grant(assertion(scope=scope))[1]["access_token"]
        return {"Authorization": f"Bearer {token}"}

    def microsoft(self, app: str = "reader") -> dict[str, str]:
        """Headers with a token for the Microsoft tenant."""
        body = self.microsoft_grant(client_id=app)[1]
        return {"Authorization": f"Bearer {body['access_token']}"}

    def behave(self, alias: str = "north", **settings: Any) -> None:
        """Sets a tenant's behaviour."""
        answer = self.call("PUT", f"/simulator/tenants/{alias}/behaviour", settings)
        assert answer[0] == 204, answer

    def wait(self, seconds: float) -> None:
        """Moves the simulator's clock on."""
        assert self.call("POST", "/simulator/clock", {"advance": seconds})[0] == 200

    def stand(self) -> None:
        """Makes the simulator's clock move only when told."""
        assert self.call("POST", "/simulator/clock", {"virtual": True})[1]["virtual"]

    def as_admin(self, alias: str, method: str, path: str, body: Any = None) -> Any:
        """The body of a vendor call with every right, behind the clients' backs."""
        call = {"method": method, "path": path, "body": body}
        return self.call("POST", f"/simulator/tenants/{alias}/call", call)[1]["body"]

    def disturb(self, *rules: Mapping[str, Any], alias: str = "north", lag: int = 0) -> None:
        """Sets a tenant's faults."""
        body = {"rules": rules, "lag": {"reads": lag}}
        status, answer = self.call("POST", f"/simulator/tenants/{alias}/faults", body)
        assert status == 204, answer
