"""Users and their aliases as the Directory API documents them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.google.checks import refusal, run, run_pages
from tests.simulator.google.worlds import Clients, clients

ANA = "ana@small.example"


def users(small: Clients) -> Any:
    return small.directory.users()


def newcomer(**more: Any) -> dict[str, Any]:
    name = {"givenName": "Нова", "familyName": "Колежка"}
    return {"primaryEmail": "nova@small.example", "name": name, "password": "x" * 8} | more


@pytest.mark.parametrize(("count", "sizes"), [(499, [499]), (500, [500]), (501, [500, 1])])
def test_users_come_in_pages_of_500(base: str, count: int, sizes: list[int]) -> None:
    """Every user is on exactly one page, in the order of their addresses."""
    with clients(base, f"u000@n{count}.example") as sized:
        resource = sized.directory.users()
        call = resource.list(customer="my_customer", maxResults=500)
        pages = run_pages(resource, call, "users")
    assert [len(page) for page in pages] == sizes
    addresses = [one["primaryEmail"] for page in pages for one in page]
    assert addresses == [f"u{n:03}@n{count}.example" for n in range(count)]


def test_a_user_answers_to_id_address_and_alias(small: Clients) -> None:
    """Keys are any of the three, addresses in any letter case."""
    ana = run(users(small).get(userKey=ANA))
    assert ana["externalIds"] == [{"type": "organization", "value": "T-1"}]
    for key in (ana["id"], "A.Testova@Small.Example", ANA.upper()):
        assert run(users(small).get(userKey=key)) == ana


def test_a_listing_must_say_whose(small: Clients) -> None:
    """Neither customer nor domain is 400; a strange domain 404."""
    assert refusal(users(small).list())[:2] == (400, "badRequest")
    call = users(small).list(domain="other.example")
    assert refusal(call) == (404, "notFound", "Domain not found.")


@pytest.mark.parametrize("size", [0, 501])
def test_a_page_size_out_of_range_is_refused(small: Clients, size: int) -> None:
    """1 to 500 users a page."""
    call = users(small).list(customer="my_customer", maxResults=size)
    assert refusal(call)[:2] == (400, "invalidParameter")


def test_moving_a_user_changes_the_unit_alone(small: Clients) -> None:
    """PUT with an orgUnitPath keeps everything else but the etag."""
    before = run(users(small).get(userKey=ANA))
    run(users(small).update(userKey=ANA, body={"orgUnitPath": "/ученици/5 КЛАС"}))
    after = run(users(small).get(userKey=ANA))
    assert after["orgUnitPath"] == "/Ученици/5 клас"
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"orgUnitPath", "etag"}


def test_a_renamed_user_keeps_the_old_address_as_alias(small: Clients) -> None:
    """Both addresses reach the account, and its memberships show the new one."""
    run(users(small).patch(userKey=ANA, body={"primaryEmail": "ana.nova@small.example"}))
    shown = run(users(small).get(userKey=ANA))
    assert shown["primaryEmail"] == "ana.nova@small.example"
    assert ANA in shown["aliases"]
    members = run(small.directory.members().list(groupKey="teachers@small.example"))["members"]
    assert "ana.nova@small.example" in [member["email"] for member in members]


def test_a_new_user_lands_in_the_root(small: Clients) -> None:
    """Without orgUnitPath the account is in '/'; its password is never shown."""
    shown = run(users(small).insert(body=newcomer()))
    assert (shown["orgUnitPath"], "password" in shown) == ("/", False)


def test_a_suspended_user_says_why(small: Clients) -> None:
    """The reason stands only beside suspended true."""
    shown = run(users(small).patch(userKey=ANA, body={"suspended": True}))
    assert shown["suspensionReason"] == "ADMIN"
    assert "suspensionReason" not in run(users(small).patch(userKey=ANA, body={"suspended": False}))


def test_a_deleted_user_leaves_groups_and_licences(small: Clients) -> None:
    """Nothing points at an account that is gone, and its address is free again."""
    run(users(small).delete(userKey=ANA))
    members = run(small.directory.members().list(groupKey="teachers@small.example"))["members"]
    assert [member["email"] for member in members] == ["boris@small.example"]
    query = {"productId": "101031", "customerId": "C0small"}
    assert "items" not in run(small.licensing.licenseAssignments().listForProduct(**query))
    run(users(small).insert(body=newcomer(primaryEmail=ANA)))


UPDATES = [
    ({"orgUnitPath": "/Няма"}, (400, "invalid", "Invalid Input: INVALID_OU_ID")),
    ({"primaryEmail": "p0@small.example"}, (409, "duplicate", "Entity already exists.")),
    ({"primaryEmail": "teachers@small.example"}, (409, "duplicate", "Entity already exists.")),
    ({"primaryEmail": "ana@other.example"}, (404, "notFound", "Domain not found.")),
    ({"name": {"givenName": "я" * 61}}, (400, "invalid", "Invalid Input: name")),
    ({"suspended": "true"}, (400, "invalid", "Invalid Input: suspended")),
]


@pytest.mark.parametrize(("body", "expected"), UPDATES)
def test_a_bad_update_is_refused_and_changes_nothing(
    small: Clients, body: dict[str, Any], expected: tuple[int, str, str]
) -> None:
    """The error is the documented one and the account is as before."""
    before = run(users(small).get(userKey=ANA))
    assert refusal(users(small).update(userKey=ANA, body=body)) == expected
    assert run(users(small).get(userKey=ANA)) == before


INSERTS = [
    ({"primaryEmail": ANA}, (409, "duplicate", "Entity already exists.")),
    ({"primaryEmail": "a..b@small.example"}, (400, "invalid")),
    ({"primaryEmail": None}, (400, "required")),
    ({"password": "short"}, (400, "invalid", "Invalid Password")),
    ({"name": {"givenName": "Х"}}, (400, "invalid", "Invalid Input: name")),
]


@pytest.mark.parametrize(("more", "expected"), INSERTS)
def test_a_bad_new_user_is_refused(
    small: Clients, more: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    """Duplicates, bad addresses, short passwords and missing names."""
    answer = refusal(users(small).insert(body=newcomer(**more)))
    assert answer[: len(expected)] == expected


def test_an_unknown_user_is_not_found(small: Clients) -> None:
    """404 names the parameter."""
    expected = (404, "notFound", "Resource Not Found: userKey")
    assert refusal(users(small).get(userKey="nobody@small.example")) == expected


def test_aliases_come_and_go(small: Clients) -> None:
    """An alias is listed, reaches the account, and is free once deleted."""
    aliases, body = users(small).aliases(), {"alias": "anna@small.example"}
    run(aliases.insert(userKey=ANA, body=body))
    listed = run(aliases.list(userKey=ANA))["aliases"]
    assert [one["alias"] for one in listed] == ["a.testova@small.example", "anna@small.example"]
    taken = refusal(aliases.insert(userKey="p0@small.example", body=body))
    assert taken == (409, "duplicate", "Entity already exists.")
    run(aliases.delete(userKey=ANA, alias="Anna@small.example"))
    assert refusal(users(small).get(userKey="anna@small.example"))[0] == 404


def test_what_is_not_modelled_says_so(small: Clients) -> None:
    """A parameter that only serves notifications answers 501, never as if it were not there."""
    assert refusal(users(small).list(customer="my_customer", event="add"))[0] == 501
