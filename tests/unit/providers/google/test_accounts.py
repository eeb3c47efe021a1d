"""Accounts: where they lie, which licences they hold."""

from __future__ import annotations

from reconciler.model.change import Action, Change, LicenceDelta, PlacementDelta, PlacementMove
from reconciler.model.observation import Account
from reconciler.model.resources import (
    Holder,
    Kind,
    LicenceAssignment,
    LicenceSwap,
    Member,
    MemberType,
    Placement,
)
from reconciler.model.states import Outcome, Result
from reconciler.providers.base import ChangeBatch, VendorCode
from tests.unit.providers.google.fakes import (
    FILES,
    FakeGoogle,
    Reply,
    Seen,
    carry_out,
    change,
    codes,
    error,
    fine,
    provider,
)
from tests.unit.providers.notes import Notebook

PEOPLE = {str(n): Account(str(n), f"u{n}@x.example") for n in range(5)}


def test_accounts_move_by_one_patch_each() -> None:
    """By id, so that a renamed person is still the same."""
    google = FakeGoogle(fine)
    delta = PlacementDelta((PlacementMove("1", ("/",)), PlacementMove("2", ("/",))))
    after = Placement("/staff", frozenset("12"))
    (outcome,) = carry_out(
        google, change(Kind.PLACEMENT, "staff", Action.UPDATE, after=after, delta=delta)
    )
    assert google.names() == [["PATCH /users/1", "PATCH /users/2"]]
    assert (outcome.result, outcome.done) == (Result.APPLIED, 2)


LICENCES = change(
    Kind.LICENCE,
    "plus",
    Action.UPDATE,
    after=LicenceAssignment("plus", ()),
    delta=LicenceDelta(
        add=tuple(Holder(Member(MemberType.ACCOUNT, str(n))) for n in (1, 2, 3)),
        remove=(Holder(Member(MemberType.ACCOUNT, "4")),),
    ),
)
PRODUCTS = {
    "plus": {"product": "101031", "sku": "1010310009"},
    "student": {"product": "101031", "sku": "1010310010"},
    "archive": {"product": "101034", "sku": "1010340001"},
}


def licences(google: FakeGoogle, wanted: Change = LICENCES) -> Outcome:
    """Carries the change out, with what Google calls the product."""
    work = ChangeBatch((wanted,), "plovdiv", FILES, PEOPLE, products=PRODUCTS)
    return provider(google).execute(work, Notebook())[0]


def test_licences_are_taken_back_before_they_are_given() -> None:
    """The seat of one may be the seat of the next; no seat left is told as that."""
    short = "There aren't enough available licenses for the specified product-SKU pair"

    def handle(seen: Seen) -> Reply:
        full = seen.method == "POST" and seen.body["userId"] == "u3@x.example"
        return error(412, "conditionNotMet", short) if full else (200, {})

    google = FakeGoogle(handle)
    outcome = licences(google)
    assert [[call.method for call in batch] for batch in google.batches] == [
        ["DELETE"],
        ["POST"] * 3,
    ]
    assert (outcome.done, outcome.wanted, codes(outcome)) == (3, 4, [VendorCode.NO_SEATS])


def test_a_licence_that_is_there_or_gone_counts_after_a_look() -> None:
    """Google's 412 and 404 are looked into, one call for each person in doubt."""

    def handle(seen: Seen) -> Reply:
        if seen.method == "POST":
            text = "User already has a license for the specified product and SKU"
            return error(412, "conditionNotMet", text)
        gone = seen.path.endswith("u4@x.example")
        return error(404, "notFound") if gone else (200, {"userId": seen.path.rpartition("/")[2]})

    google = FakeGoogle(handle)
    outcome = licences(google)
    assert (outcome.result, outcome.done) == (Result.APPLIED, 4)
    assert [len(batch) for batch in google.batches] == [1, 1, 3, 3]


def test_a_look_that_shows_otherwise_leaves_the_licence_undone() -> None:
    """A licence said to be there and not seen, and one said to be gone and seen."""

    def handle(seen: Seen) -> Reply:
        if seen.method == "POST":
            text = "User already has a license for the specified product and SKU"
            return error(412, "conditionNotMet", text)
        held = seen.method == "GET" and seen.path.endswith("u4@x.example")
        answer = {"userId": seen.path.rpartition("/")[2]}
        return (200, answer) if held or "users" in seen.path else error(404, "notFound")

    outcome = licences(FakeGoogle(handle))
    assert (outcome.result, outcome.done) == (Result.FAILED, 0)
    assert codes(outcome) == [VendorCode.ALREADY, VendorCode.MISSING]


def test_an_automatic_licence_is_told_as_that() -> None:
    """So that it becomes a finding and is not planned for ever."""
    text = "Auto License un-assignment is not allowed."

    def handle(seen: Seen) -> Reply:
        return error(412, "conditionNotMet", text) if seen.method == "DELETE" else (200, {})

    assert codes(licences(FakeGoogle(handle))) == [VendorCode.AUTOMATIC_LICENCE]


def swapped(*pairs: tuple[int, str]) -> Change:
    """People who get 'plus' in the place of another product."""
    delta = LicenceDelta(
        swap=tuple(
            LicenceSwap(held, product, held)
            for number, product in pairs
            for held in [Holder(Member(MemberType.ACCOUNT, str(number)))]
        )
    )
    after = LicenceAssignment("plus", ())
    return change(Kind.LICENCE, "plus", Action.UPDATE, after=after, delta=delta)


def test_a_licence_is_switched_inside_a_product_by_one_call() -> None:
    """So that there is no moment without any."""
    google = FakeGoogle(fine)
    outcome = licences(google, swapped((1, "student")))
    (call,) = (call for batch in google.batches for call in batch)
    assert call.method == "PATCH"
    assert call.path.endswith("/product/101031/sku/1010310010/user/u1@x.example")
    assert call.body == {"skuId": "1010310009"}
    assert (outcome.result, outcome.done, outcome.wanted) == (Result.APPLIED, 1, 1)


def test_a_switch_that_google_says_was_done_counts_after_a_look() -> None:
    """The old SKU is not found any more, and the new one is."""

    def handle(seen: Seen) -> Reply:
        there = {"userId": "u1@x.example"}
        return error(404, "notFound") if seen.method == "PATCH" else (200, there)

    google = FakeGoogle(handle)
    assert licences(google, swapped((1, "student"))).result is Result.APPLIED
    assert google.batches[1][0].path.endswith("/sku/1010310009/user/u1@x.example")


def test_across_products_the_old_licence_goes_only_once_the_new_one_is_there() -> None:
    """Google cannot swap there: who got no seat keeps what he has."""
    short = "There aren't enough available licenses for the specified product-SKU pair"

    def handle(seen: Seen) -> Reply:
        full = seen.method == "POST" and seen.body["userId"] == "u2@x.example"
        return error(412, "conditionNotMet", short) if full else (200, {})

    google = FakeGoogle(handle)
    outcome = licences(google, swapped((1, "archive"), (2, "archive")))
    assert [[call.method for call in batch] for batch in google.batches] == [
        ["POST", "POST"],
        ["DELETE"],
    ]
    assert google.batches[1][0].path.endswith("/product/101034/sku/1010340001/user/u1@x.example")
    assert (outcome.done, outcome.wanted, codes(outcome)) == (1, 2, [VendorCode.NO_SEATS])


def test_a_switch_from_a_product_without_a_name_sends_nothing() -> None:
    """It cannot be taken for certain, so nothing is given either."""
    google = FakeGoogle(fine)
    assert codes(licences(google, swapped((1, "unheard-of")))) == [VendorCode.MISSING]
    assert google.batches == []
