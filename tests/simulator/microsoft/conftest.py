"""A small Entra tenant and a client that calls the handler without a socket."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.microsoft import MicrosoftTenant, handle

DOMAIN = "su-izgrev.example"
SEED: dict[str, Any] = {
    "alias": "su-izgrev",
    "vendor": "microsoft",
    "domain": DOMAIN,
    "vendorId": "0b3a5c1e-7a42-4f0e-9d53-6f1f5a0c2d11",
    "orgUnits": [
        {"path": "/Учители", "description": "Всички учители"},
        {"path": "/Ученици/5 клас"},
    ],
    "users": [
        {
            "address": f"user{number}@{DOMAIN}",
            "given": "Мира",
            "family": f"Тестова{number}",
            "orgUnit": "/Учители" if number < 3 else "/",
            "aliases": [f"alias{number}@{DOMAIN}"] if number == 1 else [],
            "personId": f"P{number}" if number else None,
            "suspended": number == 4,
            "admin": number == 0,
        }
        for number in range(30)
    ],
    "groups": [
        {
            "address": f"teachers@{DOMAIN}",
            "name": "Учители",
            "description": "Hand-made",
            "type": "mail",
            "owners": [f"user0@{DOMAIN}"],
            "managers": [],
            "members": [f"user1@{DOMAIN}", "parent@family.example"],
        },
        {
            "address": f"staff@{DOMAIN}",
            "name": "Персонал",
            "description": None,
            "type": "security",
            "owners": [],
            "managers": [],
            "members": [f"user2@{DOMAIN}"],
        },
        {
            "address": f"everyone@{DOMAIN}",
            "name": "Всички",
            "description": "",
            "type": "mail",
            "owners": [],
            "managers": [],
            "members": [f"teachers@{DOMAIN}"],
        },
    ],
    "licences": [
        {"sku": "M365EDU_A3_FACULTY", "users": [f"user1@{DOMAIN}"], "without": ["YAMMER_EDU"]}
    ],
    "seats": {"M365EDU_A3_FACULTY": 3, "STANDARDWOFFPACK_FACULTY": 40},
}
A3 = "4b590615-0888-425a-a965-b3bf7789848d"
A1 = "94763226-9b3c-4e75-a931-5c89701abe66"
EXCHANGE_STANDARD = "9aaf7827-d63c-4b61-89c3-182f06f82e5c"
EXCHANGE_ENTERPRISE = "efb87545-963c-4e0d-99df-69c6916d9eb0"


@dataclass
class Graph:
    """Calls one tenant as a client would; the base stands for whatever host that client used."""

    tenant: MicrosoftTenant
    base: str = "http://127.0.0.1:8080"
    rights: frozenset[str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(self, method: str, target: str, body: object = None) -> Response:
        """The answer to a call at a path below v1.0, or at an absolute link of this base."""
        parts = urlsplit(target.removeprefix(self.base))
        path = parts.path if parts.path.startswith(("/v1.0", "/beta")) else f"/v1.0{parts.path}"
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        data = b"" if body is None else json.dumps(body).encode()
        request = Request(method, path, query, self.headers, data, self.rights, self.base)
        return handle(self.tenant, request)

    def get(self, target: str) -> Any:
        """The body of a read that must succeed."""
        response = self.send("GET", target)
        assert response.status == 200, response.body
        return response.body

    def refused(self, method: str, target: str, body: object = None) -> tuple[int, str, str]:
        """Status, code and message of a call that must fail."""
        response = self.send(method, target, body)
        error = response.body["error"]
        return response.status, error["code"], error["message"]

    def as_token(self, *rights: str) -> Graph:
        """The same client with these application roles alone."""
        return replace(self, rights=frozenset(rights))

    def with_headers(self, **headers: str) -> Graph:
        """The same client that sends these headers; _ stands for -."""
        return replace(
            self, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    def user(self, number: int) -> str:
        """The id of a seeded user."""
        found: str = self.get(f"/users/user{number}@{DOMAIN}?$select=id")["id"]
        return found

    def group(self, nickname: str) -> str:
        """The id of the group of this nickname."""
        found = self.get(f"/groups?$filter=mailNickname eq '{nickname}'&$select=id")["value"]
        return str(found[0]["id"])

    def ids(self, target: str) -> list[str]:
        """The ids on one page."""
        return [row["id"] for row in self.get(target)["value"]]

    def reference(self, object_id: str) -> dict[str, str]:
        """The body that links an object; the host in it does not matter."""
        return {"@odata.id": f"https://graph.example/v1.0/directoryObjects/{object_id}"}

    def bind(self, *numbers: int) -> list[str]:
        """References to seeded users, for an `@odata.bind`."""
        return [f"{self.base}/v1.0/users/{self.user(number)}" for number in numbers]


@pytest.fixture
def graph() -> Graph:
    """An administrator's client of a fresh small tenant."""
    return Graph(MicrosoftTenant.from_seed(SEED))


@pytest.fixture
def seed() -> dict[str, Any]:
    """The seed of that tenant, for tests that change it first."""
    copied: dict[str, Any] = json.loads(json.dumps(SEED))
    return copied
