"""Users that go and come back, become administrators, and what each view shows of them."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from reconciler.simulator.google.state import BEGINNING
from tests.simulator.google.checks import refusal, run, run_pages
from tests.simulator.google.worlds import Clients, schema

ANA = "ana@small.example"
MINE = {"customer": "my_customer"}
DAY = 24 * 3600


def users(local: Clients) -> Any:
    return local.directory.users()


def addresses(answer: dict[str, Any]) -> list[str]:
    return [one["primaryEmail"] for one in answer.get("users", [])]


def test_a_deleted_user_comes_back_by_its_id(local: Clients) -> None:
    """With its aliases and without its groups; until then it is listed among the deleted."""
    ident = run(users(local).get(userKey=ANA))["id"]
    run(users(local).delete(userKey=ANA))
    gone = run(users(local).list(**MINE, showDeleted="true"))
    assert addresses(gone) == [ANA]
    assert "deletionTime" in gone["users"][0]
    assert ANA not in addresses(run(users(local).list(**MINE)))
    assert refusal(users(local).undelete(userKey=ANA, body={}))[0] == 404
    run(users(local).undelete(userKey=ident, body={"orgUnitPath": "/Учители"}))
    back = run(users(local).get(userKey="a.testova@small.example"))
    assert (back["primaryEmail"], back["orgUnitPath"], "deletionTime" in back) == (
        *(ANA, "/Учители"),
        False,
    )
    members = run(local.directory.members().list(groupKey="teachers@small.example"))["members"]
    assert [one["email"] for one in members] == ["boris@small.example"]


def test_an_address_that_was_given_away_stays_given(local: Clients) -> None:
    """409: nobody gets two accounts at one address."""
    ident = run(users(local).get(userKey=ANA))["id"]
    run(users(local).delete(userKey=ANA))
    run(users(local).aliases().insert(userKey="p0@small.example", body={"alias": ANA}))
    assert refusal(users(local).undelete(userKey=ident, body={}))[:2] == (409, "duplicate")


def test_after_twenty_days_a_user_is_gone_for_good(tenant: GoogleTenant, local: Clients) -> None:
    """Neither listed nor restorable; a restart before that keeps it."""
    ident = run(users(local).get(userKey=ANA))["id"]
    run(users(local).delete(userKey=ANA))
    assert ident in GoogleTenant.from_json(tenant.to_json()).restorable()
    tenant.now = BEGINNING + 21 * DAY
    assert addresses(run(users(local).list(**MINE, showDeleted="true"))) == []
    assert refusal(users(local).undelete(userKey=ident, body={}))[0] == 404


def test_rights_of_an_administrator_come_and_go(local: Clients) -> None:
    """The method answers nothing, and the user and the role's holders show it."""
    run(users(local).makeAdmin(userKey=ANA, body={"status": True}))
    assert run(users(local).get(userKey=ANA))["isAdmin"] is True
    held = run(local.directory.roleAssignments().list(customer="my_customer", userKey=ANA))
    assert len(held["items"]) == 1
    run(users(local).makeAdmin(userKey=ANA, body={"status": False}))
    assert run(users(local).get(userKey=ANA))["isAdmin"] is False
    assert refusal(users(local).makeAdmin(userKey=ANA, body={}))[:2] == (400, "required")


@pytest.mark.parametrize("field", ["email", "givenName", "familyName"])
def test_orders_run_both_ways_over_pages(local: Clients, field: str) -> None:
    """Pages of two in either direction give the same users, turned round."""
    for n, name in enumerate("ДАБГВ"):
        body = {"name": {"givenName": name, "familyName": name * 2}}
        run(users(local).update(userKey=f"p{n}@small.example", body=body))
    orders = {}
    for order in ("ASCENDING", "DESCENDING"):
        call = users(local).list(**MINE, orderBy=field, sortOrder=order, maxResults=3)
        pages = run_pages(users(local), call, "users")
        orders[order] = [one["primaryEmail"] for page in pages for one in page]
        assert [len(page) for page in pages] == [3, 3, 2]
    assert orders["ASCENDING"] == orders["DESCENDING"][::-1]
    assert len(set(orders["ASCENDING"])) == 8


def test_custom_fields_show_in_their_projections_alone(local: Clients) -> None:
    """The basic one has none, full all, custom what its mask names; null takes a field away."""
    for name, kinds in {
        "School": {"grade": "INT64", "room": "STRING"},
        "Bus": {"line": "STRING"},
    }.items():
        body = schema(name, kinds)
        run(local.directory.schemas().insert(customerId="my_customer", body=body))
    schemas = {"School": {"grade": 5, "room": "21"}, "Bus": {"line": "7"}}
    run(users(local).patch(userKey=ANA, body={"customSchemas": schemas}))
    shown = {
        name: run(users(local).get(userKey=ANA, **query)).get("customSchemas")
        for name, query in {
            "basic": {},
            "full": {"projection": "full"},
            "custom": {"projection": "custom", "customFieldMask": "Bus,Other"},
        }.items()
    }
    assert shown == {"basic": None, "full": schemas, "custom": {"Bus": {"line": "7"}}}
    change = {"School": {"room": None}, "Bus": None}
    run(users(local).patch(userKey=ANA, body={"customSchemas": change}))
    left = run(users(local).get(userKey=ANA, projection="full"))["customSchemas"]
    assert left == {"School": {"grade": 5}}
    assert refusal(users(local).get(userKey=ANA, projection="custom"))[:2] == (400, "invalid")


def test_the_public_view_hides_what_administrators_see(local: Clients) -> None:
    """Names and addresses of those who are listed; no search by org unit."""
    public = {"viewType": "domain_public"}
    shown = run(users(local).get(userKey=ANA, **public))
    assert {"primaryEmail", "name"} <= set(shown)
    assert not {"orgUnitPath", "isAdmin", "externalIds", "suspended"} & set(shown)
    assert "boris@small.example" not in addresses(run(users(local).list(**MINE, **public)))
    call = users(local).list(**MINE, **public, query="orgUnitPath=/")
    assert refusal(call)[:2] == (400, "invalid")


def test_a_hashed_password_may_be_of_any_length(local: Clients) -> None:
    """Clients send crypt hashes of more than 100 characters, with the function's name."""
    body = {
        "primaryEmail": "nova@small.example",
        "name": {"givenName": "Нова", "familyName": "Колежка"},
        "password": "$6$salt$" + "x" * 110,
    }
    assert refusal(users(local).insert(body=body))[2] == "Invalid Password"
    assert "password" not in run(users(local).insert(body=body | {"hashFunction": "crypt"}))


def test_a_domains_other_name_reaches_its_users(tenant: GoogleTenant, local: Clients) -> None:
    """Every address also works, and shows, at the alias of the domain."""
    tenant.domain_aliases.append("short.example")
    ana = run(users(local).get(userKey="Ana@Short.example"))
    assert (ana["primaryEmail"], ana["nonEditableAliases"]) == (ANA, ["ana@short.example"])
