"""Every answer fits the models of Microsoft's own client."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from kiota_serialization_json.json_serialization_writer_factory import (
    JsonSerializationWriterFactory,
)
from msgraph.generated.models.administrative_unit import AdministrativeUnit
from msgraph.generated.models.directory_object import DirectoryObject
from msgraph.generated.models.directory_role import DirectoryRole
from msgraph.generated.models.directory_role_template import DirectoryRoleTemplate
from msgraph.generated.models.group import Group
from msgraph.generated.models.license_details import LicenseDetails
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.organization import Organization
from msgraph.generated.models.scoped_role_membership import ScopedRoleMembership
from msgraph.generated.models.subscribed_sku import SubscribedSku
from msgraph.generated.models.user import User

from reconciler.simulator.microsoft.shapes import GROUPS, USERS
from reconciler.simulator.microsoft.unit_shapes import UNITS as UNITS_SHAPE

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

A3 = "4b590615-0888-425a-a965-b3bf7789848d"
NEW = {"displayName": "К", "mailNickname": "k", "mailEnabled": False, "securityEnabled": True}
UNITS = "/directory/administrativeUnits"
USER = ",".join(sorted(USERS.getters))
GROUP = ",".join(sorted(GROUPS.getters))
UNIT = ",".join(sorted(UNITS_SHAPE.getters))
READS: list[tuple[str, type[Any]]] = [
    ("/users?$top=40", User),
    (f"/users?$top=40&$select={USER}", User),
    ("/users?$top=9&$expand=memberOf", User),
    ("/users/{user}/memberOf", DirectoryObject),
    ("/users/{user}/memberOf/microsoft.graph.group", Group),
    ("/users/{user}/transitiveMemberOf", DirectoryObject),
    ("/users/{user}/licenseDetails", LicenseDetails),
    ("/users/{user}/scopedRoleMemberOf", ScopedRoleMembership),
    ("/users/delta", User),
    (f"/users/delta?$select={USER}", User),
    ("/groups", Group),
    (f"/groups?$select={GROUP}", Group),
    ("/groups?$expand=members,owners", Group),
    ("/groups/delta", Group),
    ("/groups/{group}/members", DirectoryObject),
    ("/groups/{group}/owners", DirectoryObject),
    ("/groups/{group}/transitiveMembers", DirectoryObject),
    ("/groups/{group}/members/microsoft.graph.user", User),
    (UNITS, AdministrativeUnit),
    (f"{UNITS}?$select={UNIT}&$expand=members", AdministrativeUnit),
    (f"{UNITS}/delta", AdministrativeUnit),
    (f"{UNITS}/{{unit}}/members", DirectoryObject),
    (f"{UNITS}/{{unit}}/scopedRoleMembers", ScopedRoleMembership),
    ("/directory/deletedItems/microsoft.graph.user", User),
    ("/directory/deletedItems/microsoft.graph.group", Group),
    ("/subscribedSkus", SubscribedSku),
    ("/organization", Organization),
    ("/directoryRoles?$expand=members", DirectoryRole),
    ("/directoryRoleTemplates", DirectoryRoleTemplate),
]


@pytest.fixture
def lived(graph: Graph) -> Graph:
    """The tenant after a little of everything, so that no listing is empty."""
    role, unit = graph.get("/directoryRoles")["value"][0]["id"], graph.ids(UNITS)[0]
    scoped = {"roleId": role, "roleMemberInfo": {"id": graph.user(1)}}
    dynamic = {
        **NEW,
        "groupTypes": ["DynamicMembership"],
        "membershipRule": "user.accountEnabled -eq false",
    }
    licences = {"addLicenses": [{"skuId": A3}], "removeLicenses": []}
    rare = {"department": "Математика", "businessPhones": ["+359 32 000000"]}
    for method, target, body in (
        ("POST", f"{UNITS}/{unit}/scopedRoleMembers", scoped),
        ("POST", "/groups", dynamic),
        ("POST", f"/groups/{graph.group('staff')}/assignLicense", licences),
        ("PATCH", f"/users/{graph.user(1)}", rare),
        ("POST", "/groups", {**NEW, "mailNickname": "gone"}),
        ("DELETE", f"/users/{graph.user(20)}", None),
    ):
        assert graph.send(method, target, body).status < 300
    assert graph.send("DELETE", f"/groups/{graph.group('gone')}").status == 204
    return graph


def parsed(value: Any, model: Any) -> Any:
    """The value as the client's model."""
    node = JsonParseNodeFactory().get_root_parse_node(
        "application/json", json.dumps(value).encode()
    )
    return node.get_object_value(model)


def written(model: Any) -> Any:
    """The model as the client would send it."""
    writer = JsonSerializationWriterFactory().get_serialization_writer("application/json")
    writer.write_object_value(None, model)
    return json.loads(writer.get_serialized_content())


def unknown(value: Any) -> list[str]:
    """Names that a model and the models inside it do not know, annotations apart."""
    if isinstance(value, (list, tuple)):
        return [name for part in value for name in unknown(part)]
    if not hasattr(value, "backing_store"):
        return []
    found: list[str] = []
    for name, held in value.backing_store.enumerate_():
        if name == "additional_data":
            found += [key for key in held if "@" not in key]
        else:
            found += unknown(held)
    return found


def plain(value: Any) -> Any:
    """The value without nulls and empty lists, which the client leaves out; times in one form."""
    if isinstance(value, dict):
        cleaned = {name: plain(part) for name, part in value.items() if not name.startswith("@")}
        return {name: part for name, part in cleaned.items() if part not in (None, [])}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT.*(Z|\+00:00)", value):
        return value.removesuffix("Z").removesuffix("+00:00")
    return value


@pytest.mark.parametrize(("target", "model"), READS)
def test_the_clients_models_know_every_property(lived: Graph, target: str, model: Any) -> None:
    """additional_data holds annotations alone, at every depth, and nothing is lost on the way."""
    keys = {"group": lived.group("staff" if "owners" not in target else "teachers")}
    keys |= {"user": lived.user(1), "unit": lived.ids(UNITS)[0]}
    rows = lived.get(target.format(**keys))["value"]
    assert rows
    for row in rows:
        read = parsed(row, model)
        assert unknown(read) == []
        assert plain(written(read)) == plain(row)


def test_beta_answers_what_v1_answers(lived: Graph) -> None:
    """But for the version in links, each listing is the same."""
    keys = {"group": lived.group("staff"), "user": lived.user(1), "unit": lived.ids(UNITS)[0]}
    for target, _ in READS:
        if "/delta" not in target:
            path = target.format(**keys)
            beta = json.dumps(lived.get(f"/beta{path}")).replace("/beta/", "/v1.0/")
            assert json.loads(beta) == lived.get(path)


@pytest.mark.parametrize(
    ("method", "target", "body", "model"),
    [
        ("POST", "/groups", NEW, Group),
        ("POST", UNITS, {"displayName": "Нова"}, AdministrativeUnit),
        ("POST", "/users/{user}/assignLicense", {"addLicenses": [], "removeLicenses": []}, User),
        ("POST", "/users/{user}/reprocessLicenseAssignment", None, User),
        ("POST", "/directory/deletedItems/{deleted}/restore", None, DirectoryObject),
    ],
)
def test_the_clients_models_read_what_a_write_answers(
    graph: Graph, method: str, target: str, body: Any, model: Any
) -> None:
    """The same check for objects that come back from POST."""
    keys = {"user": graph.user(1), "deleted": graph.user(20)}
    assert graph.send("DELETE", f"/users/{keys['deleted']}").status == 204
    row = graph.send(method, target.format(**keys), body).body
    read = parsed(row, model)
    assert unknown(read) == []
    assert plain(written(read)) == plain(row)


def test_the_check_would_find_an_unknown_property() -> None:
    """So that the tests above can fail."""
    row = {"id": "1", "assignedLicenses": [{"skuId": None, "invented": 1}], "strange": 2}
    assert sorted(unknown(parsed(row, User))) == ["invented", "strange"]
    wrong = {"id": "1", "accountEnabled": "yes"}
    assert plain(written(parsed(wrong, User))) != plain(wrong)


def test_an_error_reads_as_the_clients_error(graph: Graph) -> None:
    """Code, message, inner error and details."""
    body = {
        "displayName": "x",
        "mailNickname": "staff",
        "mailEnabled": False,
        "securityEnabled": True,
    }
    error = parsed(graph.send("POST", "/groups", body).body, ODataError).error
    assert error.code == "Request_BadRequest"
    assert error.details[0].target == "mailNickname"
    assert error.inner_error.request_id == error.inner_error.client_request_id
