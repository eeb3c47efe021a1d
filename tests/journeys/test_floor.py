"""What a plan asks the vendors: the floor, read-only, and nothing that is not needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject

DIRECTORY = "admin/directory/v1"
GROUPS = f"/{DIRECTORY}/groups?customer=my_customer"
USERS = f"/{DIRECTORY}/users?customer=my_customer&maxResults=500"
SOLD = tuple(f"apps/licensing/v1/product/101031/sku/101031{sku}" for sku in ("0009", "0010"))
"""What the school declares, and the other of the same product: who holds one gets no second."""
WITHOUT_HYPHEN = [
    f"groups/{key}"
    for key in ("teachers", "staff", "principal", "administration", "certified", "pupils")
] + ["groups/announcements"]
UNITS = "/v1.0/directory/administrativeUnits"
AUTH = "https://www.googleapis.com/auth/"
WITHOUT_READ_ONLY = {"apps.licensing", "apps.groups.settings"}
"""Google has no read-only scope for these two."""


def pages(count: int, size: int) -> int:
    """How many pages hold so many; an empty listing is one page."""
    return max(1, -(-count // size))


def calls(sandbox: SandboxProject, tenant: str) -> Counter[str]:
    """Clients' calls by route."""
    return Counter(entry["route"] for entry in sandbox.log(tenant))


def batches(sandbox: SandboxProject, tenant: str) -> int:
    """HTTP requests that carried clients' calls; each call must have travelled in one."""
    carriers = {entry["batch"] for entry in sandbox.log(tenant)}
    assert None not in carriers
    return len(carriers)


def grow(sandbox: SandboxProject, tenant: str, members: int) -> None:
    """A hand-made group of so many outsiders."""
    address = f"alumni@{tenant}.plovdiv.example"
    sandbox.call(tenant, "POST", f"/{DIRECTORY}/groups", {"email": address})
    for number in range(members):
        path = f"/{DIRECTORY}/groups/{address}/members"
        sandbox.call(tenant, "POST", path, {"email": f"a{number}@family.example"})


@pytest.mark.parametrize(("tenant", "members"), [(GOOGLE, 0), (UNITED, 201)])
def test_a_plan_of_a_google_tenant_makes_the_calls_of_the_floor(
    sandbox: SandboxProject, tenant: str, members: int
) -> None:
    """Counted from the tenant's own state: pages, one list a group, settings where declared."""
    if members:
        grow(sandbox, tenant, members)
    groups = sandbox.listed(tenant, GROUPS, "groups")
    users = sandbox.listed(tenant, USERS, "users")
    asked = f"users?customerId={tenant}.plovdiv.example&maxResults=100"
    holders = [len(sandbox.listed(tenant, f"/{sku}/{asked}", "items")) for sku in SOLD]
    sandbox.forget_log()
    (school,) = sandbox.plan("--tenant", tenant)["schools"]
    lists = [pages(int(group["directMembersCount"]), 200) for group in groups]
    assert calls(sandbox, tenant) == {
        f"{DIRECTORY}/customer/{{customerId}}/orgunits": 1,
        f"{DIRECTORY}/users": pages(len(users), 500),
        f"{DIRECTORY}/groups": pages(len(groups), 200),
        f"{DIRECTORY}/groups/{{groupKey}}/members": sum(lists),
        "groups/v1/groups/{groupUniqueId}": school["declared"]["group"],
        "apps/licensing/v1/product/{productId}/sku/{skuId}/users": sum(
            pages(count, 100) for count in holders
        ),
    }
    # All groups are known after the first page, so that member pages need as many rounds again.
    assert batches(sandbox, tenant) == (1 + max(lists)) + 1 + pages(max(holders), 100)


def test_a_plan_of_a_microsoft_tenant_makes_the_calls_of_the_floor(still: SandboxProject) -> None:
    """Pages of 999, owners and members of each group, members of each unit; 20 in a request."""
    groups = still.listed(MICROSOFT, "/v1.0/groups?$top=999", "value")
    units = still.listed(MICROSOFT, UNITS, "value")
    roles = still.listed(MICROSOFT, "/v1.0/directoryRoles", "value")
    still.forget_log()
    still.plan("--tenant", MICROSOFT)
    inner = {
        "v1.0/groups/{id}/members": len(groups),
        "v1.0/groups/{id}/owners": len(groups),
        "v1.0/directory/administrativeUnits/{id}/members": len(units),
        "v1.0/directoryRoles/{id}/members": len(roles),
    }
    listings = (
        *("users", "groups", "directory/administrativeUnits", "directoryRoles", "subscribedSkus"),
        "roleManagement/directory/roleAssignments",
        "roleManagement/directory/roleEligibilityScheduleInstances",
        "directory/deletedItems/microsoft.graph.group",
    )
    first = {f"v1.0/{name}": 1 for name in listings}
    assert calls(still, MICROSOFT) == {**first, **inner}
    assert batches(still, MICROSOFT) == 1 + pages(sum(inner.values()), 20)


def test_a_group_out_of_scope_that_nothing_names_costs_no_members_call(
    sandbox: SandboxProject,
) -> None:
    """The school may only have addresses with a hyphen: of all others no members are asked for.

    But of those that carry its mark: they are let go.
    """
    pattern = {"addresses": "*-*"}
    sandbox.edit(sandbox.municipality, lambda data: data["scopes"][GOOGLE][GOOGLE].update(pattern))
    sandbox.edit(sandbox.school(GOOGLE), lambda school: school.update({"without": WITHOUT_HYPHEN}))
    groups = sandbox.listed(GOOGLE, GROUPS, "groups")
    sandbox.forget_log()
    sandbox.plan("--tenant", GOOGLE)
    asked = {
        entry["path"].split("/")[5] for entry in sandbox.log(GOOGLE) if "members" in entry["path"]
    }
    names = {group["id"]: group["email"].partition("@")[0] for group in groups}
    marked = {key.removeprefix("groups/") for key in WITHOUT_HYPHEN}
    assert asked == {one for one, name in names.items() if "-" in name or name in marked}
    assert len(asked) == len(groups) - 2


def test_a_plan_reads_with_rights_to_read(still: SandboxProject) -> None:
    """Every call is a GET, inner ones too, and carries the reader's rights alone."""
    still.forget_log()
    still.plan()
    for tenant in (GOOGLE, UNITED, MICROSOFT):
        log = still.log(tenant)
        assert {entry["method"] for entry in log} == {"GET"}
        assert_reader(entry["rights"] for entry in log)


def assert_reader(rights: Iterable[list[str]]) -> None:
    """No right to write, but for the two that Google has no other for."""
    for right in {one.removeprefix(AUTH) for listed in rights for one in listed}:
        reads = right.endswith(".readonly") or ".Read." in right
        assert reads or right in WITHOUT_READ_ONLY, right


def test_apply_reads_with_the_readers_rights_and_writes_with_the_writers(
    fresh: SandboxProject,
) -> None:
    """Looking again after writing is the reader's work too."""
    fresh.apply()
    for tenant, writer in ((GOOGLE, "admin.directory.group"), (MICROSOFT, "Group.ReadWrite.All")):
        listings = [entry for entry in fresh.log(tenant) if _is_listing(entry)]
        assert_reader(entry["rights"] for entry in listings)
        writes = [entry for entry in fresh.log(tenant) if entry["method"] != "GET"]
        assert writes
        assert all(any(right.endswith(writer) for right in entry["rights"]) for entry in writes)


def _is_listing(entry: dict[str, Any]) -> bool:
    route: str = entry["route"]
    return entry["method"] == "GET" and route.endswith(("users", "groups", "/members"))


def test_the_plan_tells_the_requests_that_the_log_shows(still: SandboxProject) -> None:
    """--explain-requests by route, and the same sums in the JSON."""
    still.forget_log()
    plan = still.plan()
    total = still.ask("GET", "requests/summary")["total"]
    assert sum(row["calls"] for row in plan["requests"]) == total["calls"]
    assert sum(row["requests"] for row in plan["requests"]) == total["http"]
    told = still.run("plan", "--explain-requests").out
    assert all(row["route"] in told for row in plan["requests"])
