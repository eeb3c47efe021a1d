"""What Graph shows: properties, filters, contexts, and what is not modelled."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

DOMAIN = "su-izgrev.example"
UNSUPPORTED = (501, "NotImplemented", "This operation target is not yet supported.")
DEFAULT = {
    "businessPhones",
    "displayName",
    "givenName",
    "id",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
}
ADMINISTRATORS = "directoryRoles(roleTemplateId='62e90394-69f5-4237-9190-012177145e10')/members"


def test_a_user_shows_the_default_properties_unasked(graph: Graph) -> None:
    """Eleven of them, as Graph documents."""
    body = graph.get(f"/users/user1@{DOMAIN}")
    assert body.pop("@odata.context") == f"{graph.base}/v1.0/$metadata#users/$entity"
    assert set(body) == DEFAULT


def test_a_selection_shows_what_was_seeded(graph: Graph) -> None:
    """Keys, aliases, state and place of use come on request, spelled as Graph does."""
    names = "id,EMPLOYEEID,accountEnabled,usageLocation,proxyAddresses,userType"
    body = graph.get(f"/users/USER1@{DOMAIN.upper()}?$select={names}")
    assert UUID(body.pop("id"))
    body.pop("@odata.context")
    assert body == {
        "employeeId": "P1",
        "accountEnabled": True,
        "usageLocation": "BG",
        "proxyAddresses": [f"SMTP:user1@{DOMAIN}", f"smtp:alias1@{DOMAIN}"],
        "userType": "Member",
    }


def test_a_suspended_account_is_disabled(graph: Graph) -> None:
    """The seed's `suspended` is accountEnabled false."""
    assert graph.get(f"/users/user4@{DOMAIN}?$select=accountEnabled")["accountEnabled"] is False


def test_an_external_member_is_a_guest(graph: Graph) -> None:
    """Entra holds outsiders as guests with a user principal name of the tenant."""
    found = graph.get("/users?$filter=mail eq 'parent@family.example'&$select=userPrincipalName")
    assert found["value"] == [{"userPrincipalName": f"parent_family.example#EXT#@{DOMAIN}"}]


@pytest.mark.parametrize(
    ("clause", "count"),
    [
        (f"userPrincipalName eq 'USER3@{DOMAIN}'", 1),
        ("employeeId eq 'P7'", 1),
        ("startswith(userPrincipalName,'user2')", 11),
        ("startswith(displayName,'мира')", 30),
        ("employeeId eq 'it''s nobody'", 0),
    ],
)
def test_the_modelled_filters_find(graph: Graph, clause: str, count: int) -> None:
    """Equality and beginnings, blind to letter case."""
    assert len(graph.ids(f"/users?$filter={clause}&$top=999")) == count


@pytest.mark.parametrize(
    "clause", ["aboutMe eq 'x'", "displayName ne 'x'", "startswith(mail,'a') and x eq 'b'"]
)
def test_other_filters_are_refused(graph: Graph, clause: str) -> None:
    """A filter must never be dropped in silence: the list would be too long."""
    assert graph.refused("GET", f"/users?$filter={clause}")[:2] == (400, "Request_UnsupportedQuery")


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "/me/drive"),
        ("GET", "/users?$expand=drive"),
        ("GET", "/users?$select=id,aboutMe"),
        ("GET", "/users?top=5"),
        ("GET", "/groups/00000000-0000-0000-0000-000000000000/members?$expand=x"),
        ("POST", "/directoryRoles"),
        ("GET", "/v2.0/users"),
        ("GET", "/"),
    ],
)
def test_what_is_not_modelled_says_so(graph: Graph, method: str, target: str) -> None:
    """Targets, options and properties alike answer 501."""
    assert graph.refused(method, target) == UNSUPPORTED


def test_a_program_is_nobody(graph: Graph) -> None:
    """What acts for nobody has no /me: the service says so, and not that it lacks it."""
    status, code, _ = graph.refused("GET", "/me")
    assert (status, code) == (400, "Request_BadRequest")


def test_a_method_that_graph_never_takes_is_405(graph: Graph) -> None:
    """The target is there, the method is not."""
    assert graph.refused("PUT", "/users") == (
        405,
        "Request_BadRequest",
        "Specified HTTP method is not allowed for the request target.",
    )


def test_path_segments_ignore_letter_case(graph: Graph) -> None:
    """Clients write administrativeunits and Groups."""
    group = graph.group("staff").upper()
    assert graph.get(f"/GROUPS('{group}')/Members?$select=id")["value"]
    assert graph.get("/Directory/administrativeunits")["value"]


def test_a_missing_object_is_named_in_the_error(graph: Graph) -> None:
    """With the caller's own request id beside ours."""
    response = graph.with_headers(Client_Request_Id="abc").send("GET", "/groups/nothing")
    error = response.body["error"]
    assert (response.status, error["code"]) == (404, "Request_ResourceNotFound")
    assert error["message"] == (
        "Resource 'nothing' does not exist or one of its queried reference-property objects are "
        "not present."
    )
    assert error["innerError"]["client-request-id"] == "abc"
    assert error["innerError"]["request-id"] == response.headers["request-id"]


def test_a_subscription_counts_its_seats(graph: Graph) -> None:
    """Purchased units from the seed, consumed ones from the licences held."""
    rows = {row["skuPartNumber"]: row for row in graph.get("/subscribedSkus")["value"]}
    faculty = rows["M365EDU_A3_FACULTY"]
    assert (faculty["prepaidUnits"]["enabled"], faculty["consumedUnits"]) == (3, 1)
    assert len(faculty["servicePlans"]) == 46
    assert graph.get(f"/subscribedSkus/{faculty['id']}")["skuId"] == faculty["skuId"]


def test_the_administrators_are_members_of_the_global_role(graph: Graph) -> None:
    """Found by the template's id, without knowing the role's."""
    assert graph.ids(f"/{ADMINISTRATORS}") == [graph.user(0)]
    role = graph.get("/directoryRoles")["value"][0]["id"]
    assert graph.ids(f"/directoryRoles/{role}/members") == [graph.user(0)]


def test_the_organization_is_the_tenant(graph: Graph) -> None:
    """Its id and its verified domain."""
    (body,) = graph.get("/organization")["value"]
    assert body["id"] == graph.tenant.vendor_id
    assert body["verifiedDomains"][0]["name"] == DOMAIN
    assert graph.get(f"/organization/{body['id']}")["countryLetterCode"] == "BG"


def test_objects_are_found_by_their_ids(graph: Graph) -> None:
    """Of the wanted types, and unknown ids are left out."""
    user, group = graph.user(1), graph.group("staff")
    ids = {"ids": [user, group, "0"]}
    rows = graph.send("POST", "/directoryObjects/getByIds", ids).body["value"]
    assert [(row["@odata.type"], row["id"]) for row in rows] == [
        ("#microsoft.graph.user", user),
        ("#microsoft.graph.group", group),
    ]
    only = graph.send("POST", "/directoryObjects/getByIds", {**ids, "types": ["group"]}).body
    assert [row["id"] for row in only["value"]] == [group]
    many = {"ids": [user] * 1001}
    assert graph.send("POST", "/directoryObjects/getByIds", many).status == 400


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("PATCH", f"/users/user1@{DOMAIN}"),
        ("POST", "/groups"),
        ("PATCH", "/groups/x"),
        ("DELETE", "/groups/x"),
        ("POST", "/groups/x/members/$ref"),
        ("DELETE", "/groups/x/owners/y/$ref"),
        ("POST", f"/users/user1@{DOMAIN}/assignLicense"),
        ("POST", "/groups/x/assignLicense"),
        ("POST", "/directory/administrativeUnits"),
        ("POST", "/directory/administrativeUnits/x/members/$ref"),
    ],
)
def test_a_readers_token_may_not_write(graph: Graph, method: str, target: str) -> None:
    """The role decides before the body is read."""
    reader = graph.as_token(
        "User.Read.All",
        "Group.Read.All",
        "AdministrativeUnit.Read.All",
        "Organization.Read.All",
        "LicenseAssignment.Read.All",
    )
    assert reader.refused(method, target) == (
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
    )
    assert reader.get("/users?$top=1")["value"]
    assert reader.get("/subscribedSkus")["value"]


def test_each_family_asks_for_its_own_role(graph: Graph) -> None:
    """A token for users alone sees no groups."""
    assert graph.as_token("User.Read.All").refused("GET", "/groups")[0] == 403
    assert graph.as_token("Group.Read.All").refused("GET", "/users")[0] == 403
