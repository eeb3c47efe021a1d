"""Licences as the License Manager documents them."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.exchange import Request
from reconciler.simulator.google import GoogleTenant, handle
from tests.simulator.google.checks import refusal, run
from tests.simulator.google.worlds import STAFF_SKU, STUDENT_SKU, Clients, small_seed

PLUS = "101031"
ANA = {"productId": PLUS, "skuId": STAFF_SKU, "userId": "ana@small.example"}
AT = {"productId": PLUS, "skuId": STAFF_SKU}


def licences(small: Clients) -> Any:
    return small.licensing.licenseAssignments()


def insert(small: Clients, address: str, **at: str) -> Any:
    return licences(small).insert(**AT | at, body={"userId": address})


def holders(small: Clients) -> list[str]:
    answer = run(licences(small).listForProduct(productId=PLUS, customerId="C0small"))
    return [one["userId"] for one in answer.get("items", [])]


def test_a_licence_is_given_listed_and_taken(small: Clients) -> None:
    """An assignment shows in both lists until it is deleted."""
    run(insert(small, "p0@small.example"))
    assert holders(small) == ["ana@small.example", "p0@small.example"]
    by_sku = licences(small).listForProductAndSku(**AT, customerId="small.example", maxResults=1)
    first = run(by_sku)
    rest = run(licences(small).listForProductAndSku_next(by_sku, first))
    assert [one["userId"] for one in first["items"] + rest["items"]] == holders(small)
    assert run(licences(small).delete(**ANA)) == {}
    assert holders(small) == ["p0@small.example"]


def test_a_licence_follows_a_renamed_user(small: Clients) -> None:
    """The userId is always the current primary address."""
    body = {"primaryEmail": "nova@small.example"}
    run(small.directory.users().patch(userKey=ANA["userId"], body=body))
    assert holders(small) == ["nova@small.example"]


def test_a_switch_frees_the_old_seat(small: Clients) -> None:
    """An update moves the user to another SKU of the product."""
    shown = run(licences(small).update(**ANA, body={"skuId": STUDENT_SKU}))
    assert shown["skuId"] == STUDENT_SKU
    for n in range(2):
        run(insert(small, f"p{n}@small.example"))


def test_the_seat_after_the_last_is_refused(small: Clients) -> None:
    """412 when as many hold the SKU as were bought."""
    run(insert(small, "p0@small.example"))
    message = "There aren't enough available licenses for the specified product-SKU pair"
    assert refusal(insert(small, "p1@small.example")) == (412, "conditionNotMet", message)


def test_a_product_is_held_once(small: Clients) -> None:
    """412 with one text for the same SKU and another for a second SKU of the product."""
    same = "User already has a license for the specified product and SKU"
    assert refusal(insert(small, ANA["userId"])) == (412, "conditionNotMet", same)
    other = refusal(insert(small, ANA["userId"], skuId=STUDENT_SKU))
    assert other[:2] == (412, "conditionNotMet")
    assert 'use the "update" operation' in other[2]


def test_a_switch_needs_another_sku(small: Clients) -> None:
    """412 names the SKU."""
    message = (
        f"For reassign operations, the new SKU should be different from the old SKU: {STAFF_SKU}"
    )
    call = licences(small).patch(**ANA, body={"skuId": STAFF_SKU})
    assert refusal(call) == (412, "conditionNotMet", message)


@pytest.mark.parametrize("other", [{"productId": "101037"}, {"userId": "p0@small.example"}])
def test_a_switch_stays_with_its_product_and_user(small: Clients, other: dict[str, str]) -> None:
    """412 for a body that names another of either."""
    call = licences(small).update(**ANA, body={"skuId": STUDENT_SKU} | other)
    status, reason, message = refusal(call)
    assert (status, reason) == (412, "conditionNotMet")
    assert message.startswith("Reassign operation can't be performed on different")


def test_licences_that_google_hands_out_stay() -> None:
    """A product declared automatic is neither taken away nor switched: 412 with its own texts."""
    tenant = GoogleTenant.from_seed(small_seed() | {"automatic": [PLUS]})
    path = f"/apps/licensing/v1/product/{PLUS}/sku/{STAFF_SKU}/user/ana@small.example"
    texts = {}
    for method in ("DELETE", "PUT"):
        body = b'{"skuId": "%s"}' % STUDENT_SKU.encode()
        answer = handle(tenant, Request(method, path, {}, {}, body, None, "http://localhost"))
        texts[method] = (answer.status, answer.body["error"]["message"])
    assert texts == {
        "DELETE": (412, "Auto License un-assignment is not allowed."),
        "PUT": (412, "Auto License switching is not allowed."),
    }


def test_who_holds_nothing_is_not_found(small: Clients) -> None:
    """404 on get and delete."""
    who = ANA | {"userId": "p0@small.example"}
    for call in (licences(small).get(**who), licences(small).delete(**who)):
        assert refusal(call)[:2] == (404, "notFound")


@pytest.mark.parametrize("wrong", [{"productId": "7"}, {"skuId": "7"}])
def test_an_unknown_product_or_sku_is_invalid(small: Clients, wrong: dict[str, str]) -> None:
    """400, as for an address that is nobody's."""
    assert refusal(insert(small, "p0@small.example", **wrong))[:2] == (400, "invalid")
    assert refusal(insert(small, "nobody@small.example"))[:2] == (400, "invalid")


def test_another_customer_is_forbidden(small: Clients) -> None:
    """The customerId is the tenant's own id or domain."""
    call = licences(small).listForProduct(productId=PLUS, customerId="C0n500")
    assert refusal(call)[:2] == (403, "forbidden")
