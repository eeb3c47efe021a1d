"""What Google does beyond its documents, each by its name, on and off."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from reconciler.simulator.google.behaviours import BEHAVIOURS
from reconciler.simulator.switches import Switches
from tests.simulator.google.local import plain
from tests.simulator.google.worlds import STAFF_SKU, STUDENT_SKU, sized_seed, small_seed

GROUPS = "/admin/directory/v1/groups"
EMPTY = f"{GROUPS}/empty@small.example"
MEMBERS = f"{EMPTY}/members"


def switch(tenant: GoogleTenant, **chosen: Any) -> None:
    """Switches behaviours; _ stands for -."""
    named = {name.replace("_", "-"): value for name, value in chosen.items()}
    tenant.switches = Switches(BEHAVIOURS, named)


def add(tenant: GoogleTenant, address: str, at: str = MEMBERS, role: str = "MEMBER") -> int:
    """The status of an insert."""
    return plain(tenant, "POST", at, {"email": address, "role": role})[0]


def listed(tenant: GoogleTenant, at: str = MEMBERS) -> list[str]:
    """The addresses on a members list."""
    return [one["email"] for one in plain(tenant, "GET", at)[1].get("members", ())]


@pytest.mark.parametrize(
    "again", ["mariapetrova@gmail.com", "Maria.Petrova@GMAIL.com", "m.ariapetrova@googlemail.com"]
)
def test_another_spelling_of_a_gmail_address_is_the_same_member(
    tenant: GoogleTenant, again: str
) -> None:
    """409, the list keeps the first spelling, and any spelling removes."""
    assert add(tenant, "maria.petrova@gmail.com") == 200
    assert add(tenant, again) == 409
    assert listed(tenant) == ["maria.petrova@gmail.com"]
    assert plain(tenant, "DELETE", f"{MEMBERS}/{again}")[0] == 204
    assert listed(tenant) == []


def test_dots_count_everywhere_but_at_gmail(tenant: GoogleTenant) -> None:
    """Other providers' addresses are told apart by every dot."""
    assert [add(tenant, f"{local}@mail.example") for local in ("a.b", "ab")] == [200, 200]


def test_gmail_identity_can_be_switched_off(tenant: GoogleTenant) -> None:
    """Then addresses are compared as text."""
    switch(tenant, gmail_identity=False)
    assert [add(tenant, f"{local}@gmail.com") for local in ("a.b", "ab")] == [200, 200]


def test_gmail_identity_outlives_a_restart(tenant: GoogleTenant) -> None:
    """The index of mailboxes is made anew from what was saved."""
    add(tenant, "a.b@gmail.com")
    again = GoogleTenant.from_json(tenant.to_json())
    assert add(again, "ab@gmail.com") == 409


def test_a_tagged_gmail_address_is_nobody(tenant: GoogleTenant) -> None:
    """404 on insert; elsewhere a tag is part of the address."""
    assert add(tenant, "maria+5a@gmail.com") == 404
    assert add(tenant, "maria+5a@mail.example") == 200
    switch(tenant, gmail_tag_refused=False)
    assert add(tenant, "maria+5a@gmail.com") == 200


def made(tenant: GoogleTenant, address: str = "new@small.example") -> str:
    """The path of a group that is made now."""
    assert plain(tenant, "POST", GROUPS, {"email": address})[0] == 200
    return f"{GROUPS}/{address}"


def reason(answer: tuple[int, Any]) -> tuple[int, str]:
    """Status and reason of a refusal."""
    return answer[0], answer[1]["error"]["errors"][0]["reason"]


def test_settings_of_a_new_group_are_refused_at_first(tenant: GoogleTenant) -> None:
    """400 and 404 by turns, then they are there; old groups' are at once."""
    switch(tenant, group_settings_late={"tries": 3})
    made(tenant)
    path = "/groups/v1/groups/new@small.example"
    tried = [plain(tenant, "PATCH", path, {"whoCanJoin": "INVITED_CAN_JOIN"}) for _ in range(4)]
    assert [reason(one) for one in tried[:3]] == [
        *((400, "invalidArgument"), (404, "notFound"), (400, "invalidArgument"))
    ]
    assert tried[3][1]["whoCanJoin"] == "INVITED_CAN_JOIN"
    assert plain(tenant, "GET", "/groups/v1/groups/empty@small.example")[0] == 200


def test_settings_of_a_new_group_are_refused_for_some_seconds(tenant: GoogleTenant) -> None:
    """By the simulator's clock."""
    switch(tenant, group_settings_late={"tries": 0, "seconds": 30})
    tenant.now = 1000.0
    made(tenant)
    statuses = []
    for now in (1000.0, 1029.0, 1030.0):
        tenant.now = now
        statuses.append(plain(tenant, "GET", "/groups/v1/groups/new@small.example")[0])
    assert statuses[2] == 200
    assert all(status >= 400 for status in statuses[:2])


def test_a_new_group_cannot_join_another_at_once(tenant: GoogleTenant) -> None:
    """404 memberKey once, then it can."""
    switch(tenant, new_group_as_member_late=True)
    made(tenant)
    answer = plain(tenant, "POST", MEMBERS, {"email": "new@small.example", "role": "MEMBER"})
    assert answer[1]["error"]["message"] == "Resource Not Found: memberKey"
    assert add(tenant, "new@small.example") == 200


def test_an_external_id_is_not_replaced_in_one_call(tenant: GoogleTenant) -> None:
    """400; adding first and removing then works."""
    switch(tenant, external_ids_not_replaced=True)
    old, new = ({"namespace": "n", "id": ident} for ident in ("old", "new"))
    assert plain(tenant, "PATCH", EMPTY, {"externalIds": [old]})[0] == 200
    assert reason(plain(tenant, "PATCH", EMPTY, {"externalIds": [new]})) == (400, "invalid")
    assert plain(tenant, "GET", EMPTY)[1]["externalIds"] == [old]
    for ids in ([old, new], [new]):
        assert plain(tenant, "PATCH", EMPTY, {"externalIds": ids})[0] == 200
    switch(tenant)
    assert plain(tenant, "PATCH", EMPTY, {"externalIds": [old]})[0] == 200


@pytest.mark.parametrize("role", ["OWNER", "MANAGER"])
def test_a_group_owns_and_manages_nothing(tenant: GoogleTenant, role: str) -> None:
    """400 memberKey on insert and on a change of role."""
    teachers = "teachers@small.example"
    refused = plain(tenant, "POST", MEMBERS, {"email": teachers, "role": role})
    assert (refused[0], refused[1]["error"]["message"]) == (400, "Invalid Input: memberKey")
    assert add(tenant, teachers) == 200
    assert plain(tenant, "PATCH", f"{MEMBERS}/{teachers}", {"role": role})[0] == 400
    switch(tenant, groups_own_no_groups=False)
    assert plain(tenant, "PATCH", f"{MEMBERS}/{teachers}", {"role": role})[0] == 200


def test_a_pending_member_is_deleted_and_inserted(tenant: GoogleTenant) -> None:
    """Not listed, 409 and 404 at once; after a deletion the insert works."""
    switch(tenant, pending_members={"share": 1})
    parent = "parent@family.example"
    assert [add(tenant, parent), add(tenant, parent)] == [409, 409]
    assert listed(tenant) == []
    assert plain(tenant, "GET", f"{MEMBERS}/{parent}")[0] == 404
    again = GoogleTenant.from_json(tenant.to_json())
    switch(again, pending_members={"share": 0})
    for one in (tenant, again):
        assert add(one, parent) == 409
        assert plain(one, "DELETE", f"{MEMBERS}/{parent}")[0] == 204
        assert add(one, parent) == 200
        assert listed(one) == [parent]


def test_accounts_and_a_share_of_outsiders_are_never_pending(tenant: GoogleTenant) -> None:
    """Who is of the domain needs no invitation; the share is of outsiders in each group."""
    switch(tenant, pending_members={"share": 0.5})
    assert add(tenant, "p1@small.example") == 200
    found = {add(tenant, f"parent{n}@family.example") for n in range(20)}
    assert found == {200, 409}


def test_an_account_listing_lacks_one_account(tenant: GoogleTenant) -> None:
    """Over all its pages, as often as was said; she is there when asked for."""
    switch(tenant, account_listing_short={"times": 2})
    whole = {user.email for user in tenant.users.values()}
    seen = [_accounts(tenant) for _ in range(3)]
    assert [len(whole - one) for one in seen] == [1, 1, 0]
    (missing,) = whole - seen[0]
    assert plain(tenant, "GET", f"/admin/directory/v1/users/{missing}")[0] == 200


def _accounts(tenant: GoogleTenant) -> set[str]:
    found: set[str] = set()
    query = {"customer": "my_customer", "maxResults": 3}
    while True:
        answer = plain(tenant, "GET", "/admin/directory/v1/users", **query)[1]
        found |= {one["primaryEmail"] for one in answer["users"]}
        if "nextPageToken" not in answer:
            return found
        query["pageToken"] = answer["nextPageToken"]


def test_long_licence_pages_end_early() -> None:
    """Asked for more than 100, a listing ends without a token; by 100 it is whole."""
    seed = sized_seed(250)
    holders = [user["address"] for user in seed["users"][:250]]
    seed |= {"licences": [{"product": "101031", "sku": STAFF_SKU, "users": holders}]}
    tenant = GoogleTenant.from_seed(seed)
    switch(tenant, licence_pages_short=True)
    at = "/apps/licensing/v1/product/101031/users"
    cut = plain(tenant, "GET", at, customerId=tenant.vendor_id, maxResults=1000)[1]
    assert (len(cut["items"]), "nextPageToken" in cut) == (200, False)
    answer = plain(tenant, "GET", at, customerId=tenant.vendor_id, maxResults=100)[1]
    assert (len(answer["items"]), "nextPageToken" in answer) == (100, True)


@pytest.mark.parametrize("status", [412, 503])
def test_an_automatic_product_is_not_assigned(status: int) -> None:
    """412, or 503 where that is chosen; without the behaviour it is."""
    tenant = GoogleTenant.from_seed(small_seed() | {"automatic": ["101031"]})
    switch(tenant, automatic_licence_refused={"status": status})
    at = f"/apps/licensing/v1/product/101031/sku/{STAFF_SKU}/user"
    body = {"userId": "p0@small.example"}
    assert plain(tenant, "POST", at, body)[0] == status
    switch(tenant, automatic_licence_refused=False)
    assert plain(tenant, "POST", at, body)[0] == 200


def opened(tenant: GoogleTenant, address: str = "empty@small.example") -> tuple[str, str | None]:
    """Whether outsiders are let in, and who brings them."""
    shown = plain(tenant, "GET", f"/groups/v1/groups/{address}")[1]
    return shown["allowExternalMembers"], shown.get("whoCanAddExternalMembers")


@pytest.mark.parametrize("who", ["parent@family.example", "everyone@small.example"])
def test_an_outsider_opens_the_group(tenant: GoogleTenant, who: str) -> None:
    """Directly or in a nested group; who brings them is administrators alone from then on."""
    switch(tenant, outsiders_open_group=True)
    assert opened(tenant) == ("false", None)
    assert add(tenant, who) == 200
    assert opened(tenant) == ("true", "ONLY_ADMINS_CAN_ADD_EXTERNAL_MEMBERS")
    changed = {"whoCanAddExternalMembers": "END_USERS_CAN_ADD_EXTERNAL_MEMBERS"}
    assert plain(tenant, "PATCH", "/groups/v1/groups/empty@small.example", changed)[0] == 200
    assert opened(tenant)[1] == "END_USERS_CAN_ADD_EXTERNAL_MEMBERS"


def test_insiders_open_nothing_and_neither_do_outsiders_where_it_is_off(
    tenant: GoogleTenant,
) -> None:
    """An account, a group without outsiders; and anybody with the behaviour switched off."""
    switch(tenant, outsiders_open_group=True)
    assert [add(tenant, one) for one in ("p0@small.example", "teachers@small.example")] == [200] * 2
    assert opened(tenant) == ("false", None)
    switch(tenant, outsiders_open_group=False)
    assert add(tenant, "parent@family.example") == 200
    assert opened(tenant) == ("false", None)


def test_members_are_seen_by_no_more_people_than_find_the_group(tenant: GoogleTenant) -> None:
    """400 for the wider one alone; both in one write pass."""
    at = "/groups/v1/groups/empty@small.example"
    seen = {"whoCanViewGroup": "ALL_IN_DOMAIN_CAN_VIEW"}
    seen |= {"whoCanViewMembership": "ALL_IN_DOMAIN_CAN_VIEW"}
    hidden = {"whoCanDiscoverGroup": "ALL_MEMBERS_CAN_DISCOVER"}
    assert plain(tenant, "PATCH", at, hidden)[0] == 200
    refused = plain(tenant, "PATCH", at, seen)
    assert reason(refused) == (400, "invalidArgument")
    found = {"whoCanDiscoverGroup": "ALL_IN_DOMAIN_CAN_DISCOVER"}
    assert plain(tenant, "PATCH", at, seen | found)[0] == 200
    switch(tenant, membership_within_discovery=False)
    assert plain(tenant, "PATCH", at, hidden)[0] == 200


@pytest.mark.parametrize("odd", ["two\nlines", "a<b", "a>b", "a=b"])
def test_the_directory_takes_one_plain_line(tenant: GoogleTenant, odd: str) -> None:
    """As a description, on insert and on change."""
    assert plain(tenant, "PATCH", EMPTY, {"description": odd})[0] == 200
    switch(tenant, description_one_line=True)
    new = {"email": "new@small.example", "description": odd}
    for answer in (
        plain(tenant, "PATCH", EMPTY, {"description": odd}),
        plain(tenant, "POST", GROUPS, new),
    ):
        assert reason(answer) == (400, "invalid")
    assert plain(tenant, "PATCH", EMPTY, {"description": "one plain line"})[0] == 200


@pytest.mark.parametrize(("name", "most"), [("description", 300), ("name", 60)])
def test_groups_settings_takes_short_texts(tenant: GoogleTenant, name: str, most: int) -> None:
    """So long and no longer."""
    switch(tenant, description_of_300=True)
    at = "/groups/v1/groups/empty@small.example"
    assert plain(tenant, "PATCH", at, {name: "x" * most})[0] == 200
    assert reason(plain(tenant, "PATCH", at, {name: "x" * (most + 1)})) == (400, "invalidArgument")


@pytest.mark.parametrize(("listed_copy", "expected"), [(1, "ours"), (0, "theirs")])
def test_a_description_has_two_copies(
    tenant: GoogleTenant, listed_copy: int, expected: str
) -> None:
    """Get shows the Directory's, Groups Settings its own, list the one that was chosen."""
    switch(tenant, description_two_copies={"listed": listed_copy})
    at = "/groups/v1/groups/empty@small.example"
    assert plain(tenant, "PATCH", EMPTY, {"description": "theirs"})[0] == 200
    assert plain(tenant, "PATCH", at, {"description": "ours"})[0] == 200
    assert plain(tenant, "GET", EMPTY)[1]["description"] == "theirs"
    assert plain(tenant, "GET", at)[1]["description"] == "ours"
    assert _described(tenant) == expected
    assert plain(tenant, "PATCH", EMPTY, {"description": "anew"})[0] == 200
    assert _described(tenant) == "anew"


def _described(tenant: GoogleTenant) -> str:
    groups = plain(tenant, "GET", GROUPS, customer="my_customer")[1]["groups"]
    return str(next(one["description"] for one in groups if one["email"].startswith("empty")))


def test_an_outsider_may_be_found_by_her_id_alone(tenant: GoogleTenant) -> None:
    """404 by address for a removal and a change of role; reading and accounts are as ever."""
    assert [add(tenant, one) for one in ("parent@family.example", "p0@small.example")] == [200, 200]
    switch(tenant, outsider_by_address_404=True)
    by_address = f"{MEMBERS}/parent@family.example"
    ident = plain(tenant, "GET", by_address)[1]["id"]
    assert plain(tenant, "PATCH", by_address, {"role": "MANAGER"})[0] == 404
    assert plain(tenant, "DELETE", by_address)[0] == 404
    assert plain(tenant, "DELETE", f"{MEMBERS}/{ident}")[0] == 204
    assert plain(tenant, "DELETE", f"{MEMBERS}/p0@small.example")[0] == 204


def test_one_edition_of_a_product_a_person(tenant: GoogleTenant) -> None:
    """412 for a second one, here a teacher's and an extra pupil's of Education Plus."""
    at = f"/apps/licensing/v1/product/101031/sku/{STUDENT_SKU}/user"
    assert plain(tenant, "POST", at, {"userId": "ana@small.example"})[0] == 412
    assert plain(tenant, "POST", at, {"userId": "p0@small.example"})[0] == 200
