"""Members of groups as the Directory API documents them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.google.checks import refusal, run, run_pages
from tests.simulator.google.worlds import Clients, clients

TEACHERS = "teachers@small.example"
EVERYONE = "everyone@small.example"


def members(small: Clients) -> Any:
    return small.directory.members()


@pytest.mark.parametrize(("count", "sizes"), [(199, [199]), (200, [200]), (201, [200, 1])])
def test_members_come_in_pages_of_200(base: str, count: int, sizes: list[int]) -> None:
    """Every member is on exactly one page."""
    with clients(base, "u000@n500.example") as sized:
        resource = sized.directory.members()
        call = resource.list(groupKey=f"g{count}@n500.example", maxResults=200)
        pages = run_pages(resource, call, "members")
    assert [len(page) for page in pages] == sizes
    addresses = [one["email"] for page in pages for one in page]
    assert addresses == [f"u{n:03}@n500.example" for n in range(count)]


def test_a_page_is_not_disturbed_by_a_removal_before_it(small: Clients) -> None:
    """The token names the last entry given, so nobody is skipped."""
    for n in range(4):
        body = {"email": f"p{n}@small.example"}
        run(members(small).insert(groupKey="empty@small.example", body=body))
    call = members(small).list(groupKey="empty@small.example", maxResults=2)
    answer = run(call)
    run(members(small).delete(groupKey="empty@small.example", memberKey="p0@small.example"))
    rest = run(members(small).list_next(call, answer))["members"]
    assert [one["email"] for one in rest] == ["p2@small.example", "p3@small.example"]


def test_a_page_token_that_nobody_gave_is_refused(small: Clients) -> None:
    """400 names the parameter."""
    call = members(small).list(groupKey=TEACHERS, pageToken="made up")
    assert refusal(call) == (400, "invalid", "Invalid Input: pageToken")


def test_types_and_states_of_members(small: Clients) -> None:
    """Groups, users, suspended users, and outsiders, who have no status."""
    shown = run(members(small).list(groupKey=EVERYONE))["members"]
    kinds = {one["email"]: (one["type"], one.get("status")) for one in shown}
    assert kinds == {TEACHERS: ("GROUP", "ACTIVE"), "guest@family.example": ("USER", None)}
    boris = run(members(small).get(groupKey=TEACHERS, memberKey="boris@small.example"))
    assert boris["status"] == "SUSPENDED"


def test_roles_filter_and_order_the_list(small: Clients) -> None:
    """The answer follows the order in which the roles were asked for."""
    body = {"email": "p0@small.example", "role": "MANAGER"}
    run(members(small).insert(groupKey=TEACHERS, body=body))
    shown = run(members(small).list(groupKey=TEACHERS, roles="MEMBER,OWNER"))["members"]
    assert [one["role"] for one in shown] == ["MEMBER", "OWNER"]


def test_a_role_can_change(small: Clients) -> None:
    """PATCH and PUT set the role; delivery settings show in get, not in lists."""
    key = {"groupKey": TEACHERS, "memberKey": "boris@small.example"}
    run(members(small).update(**key, body={"role": "OWNER"}))
    shown = run(members(small).patch(**key, body={"delivery_settings": "DIGEST"}))
    assert (shown["role"], shown["delivery_settings"]) == ("OWNER", "DIGEST")
    assert "delivery_settings" not in run(members(small).list(groupKey=TEACHERS))["members"][0]


def test_a_member_is_one_person_whatever_the_address(small: Clients) -> None:
    """An alias in other letters names the same member, who can be added once."""
    body = {"email": "A.Testova@small.example"}
    expected = (409, "duplicate", "Member already exists.")
    assert refusal(members(small).insert(groupKey=TEACHERS, body=body)) == expected


def test_an_outsider_joins_once_and_leaves(small: Clients) -> None:
    """External addresses compare without letter case."""
    group = "empty@small.example"
    run(members(small).insert(groupKey=group, body={"email": "Parent@Family.example"}))
    again = members(small).insert(groupKey=group, body={"email": "parent@family.example"})
    assert refusal(again)[:2] == (409, "duplicate")
    run(members(small).delete(groupKey=group, memberKey="PARENT@family.example"))
    assert "members" not in run(members(small).list(groupKey=group))


def test_a_circle_of_groups_is_refused(small: Clients) -> None:
    """412 for a group in itself, directly or through others."""
    expected = (412, "conditionNotMet", "Cyclic memberships not allowed")
    for address in (EVERYONE, TEACHERS):
        call = members(small).insert(groupKey=TEACHERS, body={"email": address})
        assert refusal(call) == expected


INSERTS = [
    ({"email": "no@small.example"}, (404, "notFound", "Resource Not Found: memberKey")),
    ({"email": "not an address"}, (400, "invalid", "Invalid Input: memberKey")),
    ({"role": "MEMBER"}, (400, "required", "Missing required field: memberKey")),
    ({"email": "p0@small.example", "role": "BOSS"}, (400, "invalid", "Invalid Input: role")),
]


@pytest.mark.parametrize(("body", "expected"), INSERTS)
def test_a_bad_new_member_is_refused(
    small: Clients, body: dict[str, str], expected: tuple[int, str, str]
) -> None:
    """Unknown, malformed and missing keys, and a role that there is not."""
    assert refusal(members(small).insert(groupKey=TEACHERS, body=body)) == expected


def test_removing_who_is_not_in_is_not_found(small: Clients) -> None:
    """404 for a person who exists but is no member."""
    call = members(small).delete(groupKey=TEACHERS, memberKey="p0@small.example")
    assert refusal(call) == (404, "notFound", "Resource Not Found: memberKey")


def test_has_member_looks_through_groups(small: Clients) -> None:
    """Nested members count, outsiders only directly."""
    asked = {"ana@small.example": True, "p0@small.example": False, "guest@family.example": True}
    for address, expected in asked.items():
        call = members(small).hasMember(groupKey=EVERYONE, memberKey=address)
        assert run(call) == {"isMember": expected}
