"""Every answer fits the models of Microsoft's own client."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from msgraph.generated.models.administrative_unit import AdministrativeUnit
from msgraph.generated.models.directory_object import DirectoryObject
from msgraph.generated.models.directory_role import DirectoryRole
from msgraph.generated.models.group import Group
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.organization import Organization
from msgraph.generated.models.subscribed_sku import SubscribedSku
from msgraph.generated.models.user import User

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

USER = (
    "id,userPrincipalName,mail,proxyAddresses,otherMails,employeeId,accountEnabled,usageLocation,"
    "displayName,givenName,surname,assignedLicenses,licenseAssignmentStates,createdDateTime,"
    "mailNickname,userType,businessPhones,jobTitle"
)


def parsed(value: Any, model: Any) -> Any:
    """The value as the client's model."""
    node = JsonParseNodeFactory().get_root_parse_node(
        "application/json", json.dumps(value).encode()
    )
    return node.get_object_value(model)


def unknown(value: Any) -> list[str]:
    """Names that a model and the models inside it do not know, annotations apart."""
    if isinstance(value, (list, tuple)):
        return [name for part in value for name in unknown(part)]
    if not hasattr(value, "backing_store"):
        return []
    found: list[str] = []
    for name, held in value.backing_store.enumerate_():
        if name == "additional_data":
            found += [key for key in held if not key.startswith("@odata.")]
        else:
            found += unknown(held)
    return found


@pytest.mark.parametrize(
    ("target", "model"),
    [
        ("/users?$top=40", User),
        (f"/users?$top=40&$select={USER}", User),
        ("/groups", Group),
        ("/groups?$select=id,assignedLicenses,licenseProcessingState,assignedLabels", Group),
        ("/directory/administrativeUnits", AdministrativeUnit),
        ("/subscribedSkus", SubscribedSku),
        ("/organization", Organization),
        ("/directoryRoles", DirectoryRole),
        ("/groups/{group}/members", DirectoryObject),
    ],
)
def test_the_clients_models_know_every_property(graph: Graph, target: str, model: Any) -> None:
    """additional_data holds annotations alone, at every depth."""
    rows = graph.get(target.replace("{group}", graph.group("teachers")))["value"]
    assert rows
    for row in rows:
        assert unknown(parsed(row, model)) == []


def test_the_check_would_find_an_unknown_property() -> None:
    """So that the test above can fail."""
    row = {"id": "1", "assignedLicenses": [{"skuId": None, "invented": 1}], "strange": 2}
    assert sorted(unknown(parsed(row, User))) == ["invented", "strange"]


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
