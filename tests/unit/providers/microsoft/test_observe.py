"""Looking: what a look costs, what it gives, what half a look leaves out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reconciler.errors import TenantError
from reconciler.model.observation import Listing, Observation, Scope
from reconciler.model.resources import GroupType, Holder, Kind, Member, MemberRole, MemberType
from reconciler.providers.base import VendorCode
from tests.unit.providers.microsoft.fakes import (
    DENIED,
    DOMAIN,
    STRANGE,
    FakeGraph,
    Reply,
    Seen,
    described,
    provider,
)

ALL = Scope(roots=frozenset({"/"}), addresses=frozenset({"*"}))
STAFF_SKU = {
    "skuId": "sku-1",
    "skuPartNumber": "M365EDU_A3_FACULTY",
    "consumedUnits": 4,
    "prepaidUnits": {"enabled": 10, "warning": 2, "suspended": 5},
    "servicePlans": [
        {"servicePlanId": "p-y", "servicePlanName": "YAMMER_EDU"},
        {"servicePlanId": "p-t", "servicePlanName": "TEAMS1"},
    ],
}


class Directory:
    """Lists by path, a thousand less one a page; what is in `broken` is refused."""

    def __init__(self, lists: dict[str, list[dict[str, Any]]], **broken: Reply) -> None:
        self.lists = lists
        self.broken = {f"/{path.replace('_', '/')}": reply for path, reply in broken.items()}

    def __call__(self, call: Seen) -> Reply:
        """Answers one call."""
        assert call.method == "GET"
        start = int(call.query.get("$skiptoken", "0"))
        if call.path in self.broken and (start or call.path != "/groups"):
            return self.broken[call.path]
        found = self.lists.get(call.path, [])
        size = int(call.query.get("$top", "100"))
        body: dict[str, Any] = {"value": found[start : start + size]}
        if start + size < len(found):
            query = "&".join(f"{name}={value}" for name, value in call.query.items())
            link = f"https://elsewhere.example/v1.0{call.path}?{query}&$skiptoken={start + size}"
            body["@odata.nextLink"] = link
        return 200, body


def user(one: str, **more: Any) -> dict[str, Any]:
    """A user as listed."""
    return {"id": one, "userPrincipalName": f"{one}@{DOMAIN}", "accountEnabled": True, **more}


def group(one: str, **more: Any) -> dict[str, Any]:
    """A Microsoft 365 group as listed."""
    unified = {"groupTypes": ["Unified"], "securityEnabled": False, "visibility": "Private"}
    return {"id": one, "displayName": one, "mailNickname": one, **unified, **more}


def look(handle: Any, folder: Path, scope: Scope = ALL) -> tuple[Observation, FakeGraph]:
    """One look, and the fake that was looked at."""
    fake = FakeGraph(handle)
    with provider(fake, folder) as made:
        return made.observe(scope), fake


@pytest.mark.parametrize(
    ("count", "pages"), [(0, 1), (1, 1), (998, 1), (999, 1), (1000, 2), (1998, 2), (1999, 3)]
)
def test_every_user_is_read_once_at_999_a_page(tmp_path: Path, count: int, pages: int) -> None:
    """The page boundary neither loses nor doubles anybody."""
    seen, fake = look(Directory({"/users": [user(f"u{n}") for n in range(count)]}), tmp_path)
    assert len({account.id for account in seen.accounts}) == len(seen.accounts) == count
    assert fake.count("GET /users") == pages
    assert len(fake.batches) == pages


def test_the_first_round_is_one_batch_and_asks_for_licences_only_where_declared(
    tmp_path: Path,
) -> None:
    """A tenant without declared products is not asked what it bought."""
    _, fake = look(Directory({}), tmp_path)
    assert [len(batch) for batch in fake.batches] == [7]
    products = {"a3": {"sku": "M365EDU_A3_FACULTY"}, "plus": {"product": "1", "sku": "2"}}
    _, fake = look(Directory({}), tmp_path, Scope(products=products))
    assert [len(batch) for batch in fake.batches] == [8]


def test_lists_of_groups_travel_by_twenty(tmp_path: Path) -> None:
    """Eleven groups have 22 lists: two batches in the second round."""
    seen, fake = look(Directory({"/groups": [group(f"g{n}") for n in range(11)]}), tmp_path)
    assert [len(batch) for batch in fake.batches] == [7, 20, 2]
    assert {one.route: (one.calls, one.requests) for one in seen.requests} == {
        "GET /directory/administrativeUnits": (1, 0),
        "GET /directory/deletedItems/microsoft.graph.group": (1, 0),
        "GET /directoryRoles": (1, 0),
        "GET /groups": (1, 0),
        "GET /groups/{id}/members": (11, 0),
        "GET /groups/{id}/owners": (11, 0),
        "GET /roleManagement/directory/roleAssignments": (1, 0),
        "GET /roleManagement/directory/roleEligibilityScheduleInstances": (1, 0),
        "GET /users": (1, 0),
        "POST /$batch": (0, 3),
    }


def test_a_group_out_of_scope_costs_no_call(tmp_path: Path) -> None:
    """A group that nothing covers or names is not listed and its members are not asked for."""
    inside = [
        group("a", mailNickname="ours-1"),
        group("b", mailNickname="named"),
        group("c", proxyAddresses=[f"SMTP:c@{DOMAIN}", f"smtp:Old@{DOMAIN}"]),
        group("d", description=described(Kind.GROUP, "club")),
    ]
    scope = Scope(
        addresses=frozenset({"ours-*"}),
        named=frozenset({f"named@{DOMAIN}", f"old@{DOMAIN}"}),
        marks=frozenset({("su-proba", "club")}),
    )
    seen, fake = look(Directory({"/groups": [*inside, group("x")]}), tmp_path, scope)
    assert {one.id for one in seen.groups} == {"a", "b", "c", "d"}
    assert fake.count("GET /groups/x/members") == fake.count("GET /groups/x/owners") == 0


def test_members_are_accounts_groups_and_strangers(tmp_path: Path) -> None:
    """An id is an account's, a group's (told by address, in scope or not), or a stranger's."""
    lists = {
        "/users": [user("u1"), user("u2", accountEnabled=False)],
        "/groups": [group("g", groupTypes=[], securityEnabled=True), group("x")],
        "/groups/g/members": [{"id": "u1"}, {"id": "u2"}, {"id": "x"}, {"id": "printer"}],
        "/groups/g/owners": [{"id": "u1"}],
    }
    seen, _ = look(Directory(lists), tmp_path, Scope(addresses=frozenset({"g"})))
    assert seen.groups[0].type is GroupType.SECURITY
    members = seen.groups[0].members or {}
    assert members[MemberRole.OWNER] == {Member(MemberType.ACCOUNT, "u1")}
    assert members[MemberRole.MEMBER] == {
        Member(MemberType.ACCOUNT, "u1"),
        Member(MemberType.ACCOUNT, "u2"),
        Member(MemberType.GROUP, f"x@{DOMAIN}"),
        Member(MemberType.EXTERNAL, "printer"),
    }


def test_a_half_read_list_of_members_is_unknown_and_told(tmp_path: Path) -> None:
    """One group's refusal leaves the other groups and the listing whole."""
    lists = {"/groups": [group("g1"), group("g2")]}
    seen, _ = look(Directory(lists, groups_g1_owners=DENIED), tmp_path)
    assert [one.members is None for one in seen.groups] == [True, False]
    assert Listing.GROUPS in seen.complete
    assert [fault.code for fault in seen.faults] == [VendorCode.HALF_READ]
    assert seen.faults[0].facts == {
        "tenant": "su-proba",
        "what": f"group/g1@{DOMAIN}/owners",
        "status": 403,
        "answer": "Authorization_RequestDenied",
    }


def test_groups_without_their_second_page_are_not_whole(tmp_path: Path) -> None:
    """What was read stays; members who may be unread groups make a list unknown."""
    lists = {
        "/groups": [group(f"g{n}") for n in range(1000)],
        "/groups/g0/members": [{"id": "g1"}],
        "/groups/g1/members": [{"id": "g999"}],
    }
    scope = Scope(addresses=frozenset({"g0", "g1"}))
    seen, _ = look(Directory(lists, groups=STRANGE), tmp_path, scope)
    assert seen.complete == {Listing.ACCOUNTS, Listing.UNITS}
    assert [one.members is None for one in seen.groups] == [False, True]


@pytest.mark.parametrize("path", ["users", "directoryRoles", "directoryRoles_r_members"])
def test_without_accounts_and_administrators_there_is_no_observation(
    tmp_path: Path, path: str
) -> None:
    """Who cannot be told from an administrator must not be moved."""
    lists = {"/directoryRoles": [{"id": "r"}]}
    with pytest.raises(TenantError) as raised:
        look(Directory(lists, **{path: DENIED}), tmp_path)
    assert [fault.code for fault in raised.value.faults] == [VendorCode.FORBIDDEN]


def test_units_are_paths_and_accounts_are_in_those_of_the_scope(tmp_path: Path) -> None:
    """A unit's name is its path; letter case is the vendor's, comparing is ours."""
    lists = {
        "/users": [user("u1"), user("u2")],
        "/directory/administrativeUnits": [
            {"id": "a", "displayName": "Staff/Teachers", "description": "Учители"},
            {"id": "b", "displayName": "other"},
        ],
        "/directory/administrativeUnits/a/members": [{"id": "u1"}],
        "/directory/administrativeUnits/b/members": [{"id": "u1"}],
    }
    seen, fake = look(Directory(lists), tmp_path, Scope(roots=frozenset({"/staff"})))
    assert [(unit.path, unit.spelling, unit.label) for unit in seen.units] == [
        ("/staff/teachers", "/Staff/Teachers", "Учители")
    ]
    assert [account.places for account in seen.accounts] == [("/staff/teachers",), ()]
    assert fake.count("GET /directory/administrativeUnits/b/members") == 0


def test_a_unit_whose_members_are_unread_leaves_units_not_whole(tmp_path: Path) -> None:
    """Else its people would seem to be nowhere."""
    lists = {"/directory/administrativeUnits": [{"id": "a", "displayName": "staff"}]}
    broken = Directory(lists)
    broken.broken["/directory/administrativeUnits/a/members"] = DENIED
    seen, _ = look(broken, tmp_path)
    assert Listing.UNITS not in seen.complete
    assert [fault.code for fault in seen.faults] == [VendorCode.HALF_READ]


def test_whoever_has_a_role_directly_or_by_a_group_is_an_administrator(tmp_path: Path) -> None:
    """Administrators' accounts are known by any role."""
    role_group = {"id": "g", "@odata.type": "#microsoft.graph.group"}
    lists = {
        "/users": [user("u1"), user("u2"), user("u3")],
        "/directoryRoles": [{"id": "r1"}, {"id": "r2"}],
        "/directoryRoles/r1/members": [{"id": "u1"}],
        "/directoryRoles/r2/members": [role_group],
        "/groups/g/members": [{"id": "u2"}],
    }
    seen, _ = look(Directory(lists), tmp_path)
    assert [account.admin for account in seen.accounts] == [True, True, False]
    with pytest.raises(TenantError):
        look(Directory(lists, groups_g_members=DENIED), tmp_path)


def state(group_id: str | None = None, plans: tuple[str, ...] = (), how: str = "Active") -> Any:
    """One licence assignment state."""
    return {
        "skuId": "sku-1",
        "assignedByGroup": group_id,
        "disabledPlans": list(plans),
        "state": how,
    }


def test_licences_are_direct_or_inherited_and_name_their_plans(tmp_path: Path) -> None:
    """Direct holders are ours to change; what comes through a group is not."""
    lists = {
        "/users": [
            user("u1", licenseAssignmentStates=[state(plans=("p-y", "p-t"))]),
            user("u2", licenseAssignmentStates=[state("g")]),
            user("u3", licenseAssignmentStates=[state("g"), state()]),
            user("u4", licenseAssignmentStates=[state(how="Error")]),
            user("u5", assignedLicenses=[{"skuId": "sku-1", "disabledPlans": ["p-new"]}]),
        ],
        "/groups": [group("g", assignedLicenses=[{"skuId": "sku-1", "disabledPlans": []}])],
        "/subscribedSkus": [STAFF_SKU],
    }
    products = {"a3": {"sku": "M365EDU_A3_FACULTY"}, "a1": {"sku": "M365EDU_A1"}}
    scope = Scope(addresses=frozenset({"*"}), products=products)
    seen, _ = look(Directory(lists), tmp_path, scope)
    never, bought = seen.licences
    assert (never.product, never.holders, never.purchased) == ("a1", frozenset(), 0)
    assert (bought.consumed, bought.purchased) == (4, 12)
    assert bought.inherited == {"u2"}
    assert bought.holders == {
        Holder(Member(MemberType.ACCOUNT, "u1"), ("TEAMS1", "YAMMER_EDU")),
        Holder(Member(MemberType.ACCOUNT, "u3")),
        Holder(Member(MemberType.ACCOUNT, "u5"), ("p-new",)),
        Holder(Member(MemberType.GROUP, f"g@{DOMAIN}")),
    }


def test_unlisted_skus_leave_licences_unknown(tmp_path: Path) -> None:
    """An error is never an empty list."""
    scope = Scope(products={"a3": {"sku": "M365EDU_A3_FACULTY"}})
    seen, _ = look(Directory({}, subscribedSkus=DENIED), tmp_path, scope)
    assert Listing.LICENCES not in seen.complete
    assert seen.licences == ()
    assert [fault.code for fault in seen.faults] == [VendorCode.FORBIDDEN]
