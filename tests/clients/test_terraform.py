"""What terraform's azuread and googleworkspace providers ask, in their order.

Neither provider runs here: their binaries come from no package registry. These are the shapes of
their requests as their sources have them (2026-08): /beta, full bodies with nulls, a change and
back to see whether a new object is there, polls until nothing changes, If-None-Match.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account

from tests.clients.world import CLASS, MICROSOFT_ID, Stand, account

APP = "0d5c8a10-0000-4000-8000-000000000003"
DIRECTORY = "/admin/directory/v1"
POLLS = 4
"""How often the Google provider must hear that nothing changed."""


@dataclass(frozen=True, slots=True)
class Entra:
    """The azuread provider's way to call: a token by its app's id, and what it says of itself."""

    http: httpx.Client
    base: str
    principal: str

    def call(self, method: str, path: str, body: object = None, status: int = 200) -> Any:
        """The answer's body; fails for another status."""
        answer = self.http.request(method, f"{self.base}{path}", json=body)
        assert answer.status_code == status, (method, path, answer.text)
        return answer.json() if answer.content else None

    def link(self, ident: str, version: str = "beta") -> dict[str, str]:
        """The body that names an object."""
        return {"@odata.id": f"{self.base}/{version}/directoryObjects/{ident}"}

    def settled(self, path: str, temporary: Mapping[str, str], final: Mapping[str, str]) -> None:
        """A change and back, which says whether a new object is there, then a look."""
        for body in (temporary, final):
            self.call("PATCH", path, body, 204)
        assert self.call("GET", path).items() >= final.items()


@pytest.fixture
def entra(stand: Stand) -> Iterator[Entra]:
    """A fresh tenant, and the provider signed in to it."""
    stand.reset()
    form = {"grant_type": "client_credentials", "client_id": APP, "client_secret": "secret"}
    form |= {"scope": "https://graph.microsoft.com/.default"}
    base = stand.fronts.base
    token = httpx.post(f"{base}/{MICROSOFT_ID}/oauth2/v2.0/token", data=form).json()["access_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["appid"] == APP
    headers = {"Authorization": f"Bearer {token}", "OData-MaxVersion": "4.0"}
    headers |= {"Accept": "application/json; charset=utf-8; IEEE754Compatible=false"}
    with httpx.Client(headers=headers) as http:
        yield Entra(http, base, claims["oid"])


def test_azuread_user(entra: Entra) -> None:
    """Made with every property it knows, most of them null; its address list by /beta alone."""
    new = _user("Нова", "nova@south.example")
    password = {"forceChangePasswordNextSignIn": False, "password": "Abcd1234!"}
    user = entra.call("POST", "/v1.0/users", {**new, "passwordProfile": password}, 201)
    one = f"users/{user['id']}"
    entra.call("PATCH", f"/beta/{one}", {"showInAddressList": True}, 204)
    manager = entra.call("GET", "/v1.0/users/pupil00@south.example")["id"]
    entra.call("PUT", f"/v1.0/{one}/manager/$ref", entra.link(manager, "v1.0"), 204)
    assert entra.call("GET", f"/v1.0/{one}")["displayName"] == "Нова"
    names = "accountEnabled,ageGroup,city,companyName,consentProvidedForMinor,country,department"
    names += ",employeeHireDate,employeeId,employeeOrgData,employeeType,faxNumber,mailNickname"
    names += ",onPremisesImmutableId,otherMails,passwordPolicies,postalCode,state,streetAddress"
    more = entra.call("GET", f"/v1.0/{one}?$select={names},usageLocation")
    assert (more["department"], more["city"], more["employeeOrgData"]) == ("Химия", None, None)
    shown = entra.call("GET", f"/beta/{one}?$select=showInAddressList")
    assert shown["showInAddressList"] is True
    assert entra.call("GET", f"/v1.0/{one}/manager")["id"] == manager
    changed = {**new, "displayName": "Друга", "employeeOrgData": {"costCenter": "7"}}
    entra.call("PATCH", f"/v1.0/{one}", changed, 204)
    entra.call("DELETE", f"/v1.0/{one}/manager/$ref", status=204)
    entra.call("GET", f"/v1.0/{one}/manager", status=404)
    told = entra.call("GET", f"/v1.0/{one}?$select=displayName,employeeOrgData")
    assert told["employeeOrgData"] == {"costCenter": "7", "division": None}
    entra.call("DELETE", f"/v1.0/{one}", status=204)
    entra.call("GET", f"/v1.0/{one}", status=404)


def _user(name: str, upn: str) -> dict[str, Any]:
    nulls = "ageGroup city consentProvidedForMinor companyName country employeeId employeeType"
    nulls += " faxNumber givenName jobTitle mail mobilePhone officeLocation passwordPolicies"
    nulls += " postalCode preferredLanguage state streetAddress surname"
    known = {"accountEnabled": True, "displayName": name, "userPrincipalName": upn}
    known |= {"mailNickname": upn.partition("@")[0], "usageLocation": "BG", "otherMails": []}
    known |= {"department": "Химия", "employeeOrgData": {"costCenter": None, "division": None}}
    return {**dict.fromkeys(nulls.split()), **known}


def test_azuread_group(entra: Entra) -> None:
    """Its own app owns it; members one by one; a look at what Exchange keeps only if unified."""
    group = entra.call("POST", "/beta/groups", _group(entra, [], "Учители"), 201)
    one = f"/beta/groups/{group['id']}"
    entra.settled(one, {"displayName": "TERRAFORM_UPDATE_1"}, {"displayName": "Учители"})
    pupils = [_pupil(entra, number) for number in (0, 1)]
    for pupil in pupils:
        entra.call("POST", f"{one}/members/$ref", entra.link(pupil), 204)
    read = entra.call("GET", one)
    assert (bool(read["isAssignableToRole"]), read["resourceProvisioningOptions"]) == (False, [])
    owners = entra.call("GET", f"{one}/owners")["value"]
    assert [(row["@odata.type"], row["id"]) for row in owners] == [
        ("#microsoft.graph.servicePrincipal", entra.principal)
    ]
    assert [row["id"] for row in entra.call("GET", f"{one}/members")["value"]] == pupils
    assert entra.call("GET", f"{one}/memberOf")["value"] == []
    update = {"description": "тест", "displayName": "Учители", "mailEnabled": False}
    entra.call("PATCH", one, {**update, "membershipRule": None, "securityEnabled": True}, 204)
    found = entra.call("GET", f"{one}/members?$filter=id eq '{pupils[1]}'")["value"]
    assert [row["id"] for row in found] == pupils[1:]
    entra.call("DELETE", f"{one}/members/{pupils[0]}/$ref", status=204)
    entra.call("POST", f"{one}/owners/$ref", entra.link(pupils[0]), 204)
    entra.call("DELETE", f"{one}/owners/{entra.principal}/$ref", status=204)
    named = entra.call("GET", "/beta/groups?$filter=displayName eq 'Учители'")["value"]
    assert [row["id"] for row in named] == [group["id"]]
    entra.call("DELETE", one, status=204)
    entra.call("GET", one, status=404)


def test_azuread_unified_group_in_a_unit(entra: Entra) -> None:
    """Made inside the unit, and so its type must be told; Exchange's properties, read apart."""
    body = {"displayName": "5А", "visibility": "Public", "description": "пети"}
    unit = f"/v1.0/directory/administrativeUnits/{_made(entra, body)}"
    entra.settled(unit, {"displayName": "TERRAFORM_UPDATE_2"}, {"displayName": "5А"})
    typed = {"@odata.type": "#microsoft.graph.group", **_group(entra, ["Unified"], "Хор")}
    beta = unit.replace("/v1.0/", "/beta/")
    group = entra.call("POST", f"{beta}/members", typed, 201)
    assert group["@odata.type"] == "#microsoft.graph.group"
    one = f"/beta/groups/{group['id']}"
    inside = entra.call("GET", f"{one}/memberOf")["value"]
    assert [row["@odata.type"] for row in inside] == ["#microsoft.graph.administrativeUnit"]
    names = ["allowExternalSenders", "autoSubscribeNewMembers", "hideFromAddressLists"]
    names.append("hideFromOutlookClients")
    kept = entra.call("GET", f"{one}?$select={','.join(names)}")
    assert [kept[name] for name in names] == [False] * 4
    refused = entra.call("PATCH", one, {"allowExternalSenders": True}, 403)
    assert refused["error"]["code"] == "ErrorAccessDenied"
    pupil = _pupil(entra, 2)
    entra.call("POST", f"{unit}/members/$ref", entra.link(pupil, "v1.0"), 204)
    listed = [row["id"] for row in entra.call("GET", f"{unit}/members")["value"]]
    assert listed == [group["id"], pupil]
    entra.call("DELETE", f"{unit}/members/{pupil}/$ref", status=204)
    role = entra.call("GET", "/v1.0/directoryRoles")["value"][0]["id"]
    scoped = {"roleId": role, "roleMemberInfo": {"id": pupil}}
    made = entra.call("POST", f"{unit}/scopedRoleMembers", scoped, 201)
    entra.call("DELETE", f"{unit}/scopedRoleMembers/{made['id']}", status=204)
    entra.call("DELETE", unit, status=204)


def test_azuread_data_sources(entra: Entra) -> None:
    """The calling app, its roles, the domain, people by name."""
    (own,) = entra.call("GET", f"/v1.0/servicePrincipals?$filter=appId eq '{APP}'")["value"]
    assert own["id"] == entra.principal
    graph = "00000003-0000-0000-c000-000000000000"
    roles = entra.call("GET", f"/v1.0/servicePrincipals(appId='{graph}')")["appRoles"]
    granted = entra.call("GET", f"/v1.0/servicePrincipals/{own['id']}/appRoleAssignments")["value"]
    assert {row["appRoleId"] for row in granted} <= {row["id"] for row in roles}
    assert [row["id"] for row in entra.call("GET", "/v1.0/domains")["value"]] == ["south.example"]
    clause = "userPrincipalName eq 'pupil07@south.example'"
    assert len(entra.call("GET", f"/v1.0/users?$filter={clause}")["value"]) == 1
    assert len(entra.call("GET", "/v1.0/users?$filter=mailNickname eq 'pupil07'")["value"]) == 1
    entra.call("POST", "/v1.0/applications", {"displayName": "Нова"}, 501)


def _made(entra: Entra, body: Mapping[str, str]) -> str:
    return str(entra.call("POST", "/v1.0/directory/administrativeUnits", body, 201)["id"])


def _pupil(entra: Entra, number: int) -> str:
    return str(entra.call("GET", f"/v1.0/users/pupil{number:02}@south.example")["id"])


def _group(entra: Entra, kinds: list[str], name: str) -> dict[str, Any]:
    unified = "Unified" in kinds
    body: dict[str, Any] = {"description": "тест", "displayName": name, "groupTypes": kinds}
    body |= {"isAssignableToRole": False, "mailEnabled": unified, "membershipRule": None}
    body |= {"mailNickname": "0a1b2c3d-4", "securityEnabled": not unified}
    body |= {"resourceBehaviorOptions": [], "resourceProvisioningOptions": []}
    owner = entra.link(entra.principal)["@odata.id"]
    return {**body, "owners@odata.bind": [owner]}


@dataclass(frozen=True, slots=True)
class Workspace:
    """The googleworkspace provider's way to call: a service account for an administrator."""

    http: AuthorizedSession
    base: str

    def call(self, method: str, path: str, body: object = None, status: int = 200) -> Any:
        """The answer's body; fails for another status."""
        url = f"{self.base}{path}{'&' if '?' in path else '?'}alt=json&prettyPrint=false"
        answer = self.http.request(method, url, json=body)
        assert answer.status_code == status, (method, path, answer.text)
        return answer.json() if answer.content else None

    def settled(self, path: str, before: str = "") -> str:
        """Polls as it does after each write, until often enough nothing changed; the version."""
        url = f"{self.base}{path}?alt=json&prettyPrint=false"
        first = self.http.get(url, headers={"If-None-Match": before} if before else {})
        assert first.status_code == 200, first.text
        version = str(first.headers["ETag"])
        assert first.json().get("etag", version) == version != before
        for _ in range(POLLS):
            again = self.http.get(url, headers={"If-None-Match": version})
            assert (again.status_code, again.content) == (304, b"")
        return version


@pytest.fixture
def workspace(stand: Stand) -> Iterator[Workspace]:
    """A fresh tenant, and the provider signed in to it."""
    stand.reset()
    names = ("admin.directory.user", "admin.directory.group", "admin.directory.orgunit")
    scopes = [
        f"https://www.googleapis.com/auth/{name}" for name in (*names, "apps.groups.settings")
    ]
    base = stand.fronts.base
    credentials = service_account.Credentials.from_service_account_info(
        account() | {"token_uri": f"{base}/token"}, scopes=scopes, subject="admin@north.example"
    )
    with AuthorizedSession(credentials) as http:
        yield Workspace(http, base)


def test_googleworkspace_group_member_and_settings(workspace: Workspace) -> None:
    """Each write is followed by polls that must come to rest; settings have a version as well."""
    group = {"description": "тест", "email": "staff@north.example", "name": "Служители"}
    made = workspace.call("POST", f"{DIRECTORY}/groups", group)
    one = f"{DIRECTORY}/groups/{made['id']}"
    seen = workspace.settled(one)
    workspace.call("PUT", one, {"name": "Учители"})
    workspace.settled(one, seen)
    member = {"email": "pupil01@north.example", "role": "MEMBER", "type": "USER"}
    added = workspace.call("POST", f"{one}/members", {**member, "delivery_settings": "ALL_MAIL"})
    place = f"{one}/members/{added['id']}"
    seen = workspace.settled(place)
    workspace.call("PUT", place, {"role": "OWNER"})
    workspace.settled(place, seen)
    settings = f"/groups/v1/groups/{group['email']}"
    first = workspace.settled(settings)
    flags = {"allowExternalMembers": "false", "isArchived": "true", "archiveOnly": "false"}
    wanted = {"email": group["email"], "name": "Учители", "whoCanJoin": "INVITED_CAN_JOIN", **flags}
    workspace.call("PUT", settings, wanted)
    workspace.settled(settings, first)
    assert workspace.call("GET", settings).items() >= flags.items()
    workspace.call("DELETE", place, status=204)
    workspace.call("DELETE", one, status=204)
    workspace.call("GET", one, status=404)


def test_googleworkspace_unit_and_user(workspace: Workspace) -> None:
    """A unit by its id, a user in it, both polled; then gone."""
    units = f"{DIRECTORY}/customer/my_customer/orgunits"
    body = {"name": "6А", "description": "шести", "parentOrgUnitPath": "/"}
    unit = workspace.call("POST", units, body)
    one = f"{units}/{unit['orgUnitId']}"
    seen = workspace.settled(one)
    workspace.call("PUT", one, {"description": "седми"})
    workspace.settled(one, seen)
    name = {"familyName": "Нова", "givenName": "Ана"}
    user = {"primaryEmail": "nova@north.example", "name": name, "password": "Abcd1234!"}
    made = workspace.call("POST", f"{DIRECTORY}/users", {**user, "orgUnitPath": "/6А"})
    person = f"{DIRECTORY}/users/{made['id']}"
    seen = workspace.settled(person)
    workspace.call("PUT", person, {"orgUnitPath": CLASS})
    workspace.settled(person, seen)
    workspace.call("DELETE", person, status=204)
    workspace.call("GET", person, status=404)
    workspace.call("DELETE", one, status=204)
