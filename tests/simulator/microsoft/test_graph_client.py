"""Microsoft's own client, over HTTP on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from urllib.request import urlopen

import httpx
import pytest
from kiota_abstractions.authentication import (
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.headers_collection import HeadersCollection
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.groups.item.assign_license.assign_license_post_request_body import (
    AssignLicensePostRequestBody,
)
from msgraph.generated.models.administrative_unit import AdministrativeUnit
from msgraph.generated.models.assigned_license import AssignedLicense
from msgraph.generated.models.group import Group
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.users.item.check_member_groups.check_member_groups_post_request_body import (
    CheckMemberGroupsPostRequestBody,
)

from reconciler.simulator.entry import ServeOptions, running

if TYPE_CHECKING:
    pass

# The client's request builders use what the client itself has deprecated.
pytestmark = [
    pytest.mark.filterwarnings("ignore:GetQueryParameters is deprecated"),
    pytest.mark.filterwarnings("ignore:This class is deprecated. Please use the generic"),
]
DOMAIN = "su-izgrev.example"
A3 = "4b590615-0888-425a-a965-b3bf7789848d"
Work = Callable[[GraphServiceClient], Coroutine[Any, Any, Any]]


class Bearer:
    """A token that the simulator gave out."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def get_authorization_token(
        self, uri: str, additional_authentication_context: dict[str, Any] | None = None
    ) -> str:
        """The token, whatever it is for."""
        del uri, additional_authentication_context
        return self._token

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        """No host is forbidden."""
        return AllowedHostsValidator([])


class Server:
    """The running simulator: does work with a client of one application."""

    def __init__(self, base: str, tenant_id: str) -> None:
        self.base = base
        self._tenant_id = tenant_id

    def do(self, application: str, work: Work) -> Any:
        """What the work gives, done with a client of its own."""

        async def whole() -> Any:
            async with self._client(application) as client:
                return await work(client)

        return asyncio.run(whole())

    @asynccontextmanager
    async def _client(self, application: str) -> AsyncIterator[GraphServiceClient]:
        provider = BaseBearerTokenAuthenticationProvider(Bearer(self._token(application)))
        async with httpx.AsyncClient() as http:
            adapter = GraphRequestAdapter(provider, http)
            adapter.base_url = f"{self.base}/v1.0"
            yield GraphServiceClient(request_adapter=adapter)

    def _token(self, application: str) -> str:
        form = {
            "client_id": application,
            "client_secret": "any",
            "grant_type": "client_credentials",
            "scope": "https://graph.microsoft.com/.default",
        }
        url = f"{self.base}/{self._tenant_id}/oauth2/v2.0/token"
        with urlopen(url, urlencode(form).encode()) as answer:
            return str(json.load(answer)["access_token"])


@pytest.fixture
def server(seed: dict[str, Any], tmp_path: Path) -> Iterator[Server]:
    """A simulator that serves the small tenant."""
    (tmp_path / "su-izgrev.json").write_text(json.dumps(seed), encoding="utf-8")
    with running(ServeOptions(port=0, seeds=tmp_path)) as base:
        yield Server(base, seed["vendorId"])


async def walked(client: GraphServiceClient) -> list[str]:
    """All user principal names, by pages of ten."""
    first = f"{client.request_adapter.base_url}/users?$top=10&$select=userPrincipalName"
    page = await client.users.with_url(first).get()
    names = [user.user_principal_name for user in page.value]
    while page.odata_next_link:
        page = await client.users.with_url(page.odata_next_link).get()
        names += [user.user_principal_name for user in page.value]
    return names


async def shaped(client: GraphServiceClient) -> str:
    """A unit, a group with members and a licence; the group's id."""
    unit = await client.directory.administrative_units.post(AdministrativeUnit(display_name="Нова"))
    group = Group(
        display_name="Клас 5а",
        mail_nickname="class-2033a",
        mail_enabled=False,
        security_enabled=True,
        unique_name="mark",
    )
    made = await client.groups.post(group)
    users = await client.users.get()
    base = client.request_adapter.base_url
    bind = [f"{base}/directoryObjects/{user.id}" for user in users.value[5:7]]
    change = Group(additional_data={"members@odata.bind": bind})
    await client.groups.by_group_id(made.id).patch(change)
    link = ReferenceCreate(odata_id=f"{base}/groups/{made.id}")
    units = client.directory.administrative_units
    await units.by_administrative_unit_id(unit.id).members.ref.post(link)
    order = AssignLicensePostRequestBody(
        add_licenses=[AssignedLicense(sku_id=A3, disabled_plans=[])], remove_licenses=[]
    )
    await client.groups.by_group_id(made.id).assign_license.post(order)
    return str(made.id)


def test_the_client_walks_pages_and_a_reader_is_denied_a_write(server: Server) -> None:
    """Next links lead back to the simulator; errors arrive as the client's own."""
    names = server.do("reader", walked)
    assert len(set(names)) == 31
    with pytest.raises(ODataError) as denied:
        server.do("reader", shaped)
    assert denied.value.response_status_code == 403
    assert denied.value.error.code == "Authorization_RequestDenied"


def test_the_client_makes_a_group_with_members_and_a_licence(server: Server) -> None:
    """Every write of the family, and what it left behind."""
    group = server.do("writer", shaped)
    members = server.do("reader", lambda client: client.groups.by_group_id(group).members.get())
    assert [member.user_principal_name for member in members.value] == [
        f"user5@{DOMAIN}",
        f"user6@{DOMAIN}",
    ]
    skus = server.do("reader", lambda client: client.subscribed_skus.get())
    assert {sku.sku_part_number: sku.consumed_units for sku in skus.value} == {
        "M365EDU_A3_FACULTY": 3,
        "STANDARDWOFFPACK_FACULTY": 0,
    }


async def followed(client: GraphServiceClient) -> tuple[int, list[str]]:
    """How many groups a first round shows, and whom the next one shows as joined."""
    first = await client.groups.delta.get()
    group = next(row for row in first.value if row.mail_nickname == "staff")
    users = await client.users.get()
    base = client.request_adapter.base_url
    link = ReferenceCreate(odata_id=f"{base}/users/{users.value[7].id}")
    await client.groups.by_group_id(group.id).members.ref.post(link)
    changes = await client.groups.delta.with_url(first.odata_delta_link).get()
    (changed,) = changes.value
    return len(first.value), [one["id"] for one in changed.additional_data["members@delta"]]


async def counted(client: GraphServiceClient) -> tuple[int, int]:
    """All users, and those whom an advanced filter finds."""
    headers = HeadersCollection()
    headers.add("ConsistencyLevel", "eventual")
    number = await client.users.count.get(RequestConfiguration(headers=headers))
    query = type(client.users).UsersRequestBuilderGetQueryParameters(
        count=True, filter="endsWith(mail,'@family.example')", orderby=["displayName"]
    )
    found = await client.users.get(RequestConfiguration(headers=headers, query_parameters=query))
    assert found.odata_count == len(found.value)
    return int(number), int(found.odata_count)


async def returned(client: GraphServiceClient) -> list[str]:
    """The groups of a user who was deleted and restored."""
    users = await client.users.get()
    user = users.value[1].id
    await client.users.by_user_id(user).delete()
    items = client.directory.deleted_items
    (gone,) = (await items.graph_user.get()).value
    await items.by_directory_object_id(gone.id).restore.post()
    groups = await client.users.by_user_id(user).member_of.graph_group.get()
    checked = await client.users.by_user_id(user).check_member_groups.post(
        CheckMemberGroupsPostRequestBody(group_ids=[group.id for group in groups.value])
    )
    assert len(checked.value) == len(groups.value)
    return [str(group.mail_nickname) for group in groups.value]


def test_the_client_follows_changes(server: Server) -> None:
    """By the links that it was given, `delta()` and all."""
    count, joined = server.do("writer", followed)
    assert (count, len(joined)) == (3, 1)


def test_the_client_counts_and_filters(server: Server) -> None:
    """With the header that advanced queries need."""
    assert server.do("reader", counted) == (31, 1)


def test_the_client_restores_a_user(server: Server) -> None:
    """By way of casts and actions in the client's own spelling."""
    assert server.do("admin", returned) == ["teachers"]
