"""Moving accounts between units; giving licences and taking them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reconciler.model.change import Change, LicenceDelta, PlacementDelta, PlacementMove
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
from reconciler.providers.base import VendorCode
from tests.unit.providers.microsoft.fakes import (
    ALREADY,
    DENIED,
    DOMAIN,
    MISSING,
    PEOPLE,
    Clock,
    FakeGraph,
    Handle,
    Reply,
    Seen,
    change,
    codes,
    error,
    provider,
    rows,
    work,
)
from tests.unit.providers.notes import Notebook

UNITS = {"/pupils": "new", "/staff": "old"}
PLACE = Placement("/pupils", frozenset({"u1"}))
PRODUCTS = {"a3": {"sku": "M365EDU_A3_FACULTY"}, "a1": {"sku": "STANDARDWOFFPACK_FACULTY"}}
SKU = {
    "skuId": "sku-1",
    "skuPartNumber": "M365EDU_A3_FACULTY",
    "servicePlans": [{"servicePlanId": "p-y", "servicePlanName": "YAMMER_EDU"}],
}
OLD_SKU = {
    "skuId": "sku-0",
    "skuPartNumber": "STANDARDWOFFPACK_FACULTY",
    "servicePlans": [],
}
NO_SEATS = error(
    400, "Request_BadRequest", "Subscription with SKU x does not have any available licenses."
)
NOT_HELD = error(400, "Request_BadRequest", "User does not have a corresponding license.")


def moved(*moves: PlacementMove) -> Change:
    """Accounts into the pupils' unit."""
    return change(Kind.PLACEMENT, "pupils", after=PLACE, delta=PlacementDelta(moves))


def place(handle: Handle, folder: Path, *moves: PlacementMove) -> tuple[Outcome, FakeGraph]:
    """One placement's outcome; u9 is in the unit as it was observed."""
    accounts = {**PEOPLE, "u9": replace(PEOPLE["u9"], places=("/pupils", "/staff"))}
    fake = FakeGraph(handle)
    with provider(fake, folder) as made:
        wanted = replace(work(moved(*moves), unit_ids=UNITS), accounts=accounts)
        (done,) = made.execute(wanted, Notebook())
    return done, fake


def test_an_account_enters_before_it_leaves(tmp_path: Path) -> None:
    """Nobody is between two units; leaving is always by /$ref."""
    done, fake = place(lambda _: (204, None), tmp_path, PlacementMove("u1", ("/staff",)))
    assert (done.result, done.done) == (Result.APPLIED, 1)
    assert [call.name for call in fake.calls] == [
        "POST /directory/administrativeUnits/new/members/$ref",
        "DELETE /directory/administrativeUnits/old/members/u1/$ref",
    ]
    assert fake.calls[0].named == {"u1"}


def test_who_is_in_already_only_leaves_the_others(tmp_path: Path) -> None:
    """What was observed needs no call."""
    done, fake = place(lambda _: (204, None), tmp_path, PlacementMove("u9", ("/staff",)))
    assert (done.done, [call.method for call in fake.calls]) == (1, ["DELETE"])


def test_who_could_not_enter_does_not_leave(tmp_path: Path) -> None:
    """The others of the same change go on."""

    def handle(call: Seen) -> Reply:
        return DENIED if call.method == "POST" and call.named == {"u1"} else (204, None)

    done, fake = place(
        handle, tmp_path, PlacementMove("u1", ("/staff",)), PlacementMove("u2", ("/staff",))
    )
    assert (done.result, done.done, done.wanted) == (Result.FAILED, 1, 2)
    assert fake.count("DELETE /directory/administrativeUnits/old/members/u1/$ref") == 0


@pytest.mark.parametrize(("inside", "done"), [(("u1",), 1), ((), 0)])
def test_already_in_a_unit_counts_once_a_look_shows_it(
    tmp_path: Path, inside: tuple[str, ...], done: int
) -> None:
    """Else it has failed."""

    def handle(call: Seen) -> Reply:
        return rows(*inside) if call.method == "GET" else ALREADY

    outcome, _ = place(handle, tmp_path, PlacementMove("u1", ()))
    assert outcome.done == done


def test_not_in_the_old_unit_any_more_is_done(tmp_path: Path) -> None:
    """After a look."""
    answers: dict[str, Reply] = {"POST": (204, None), "DELETE": MISSING, "GET": rows()}
    done, _ = place(lambda call: answers[call.method], tmp_path, PlacementMove("u1", ("/staff",)))
    assert done.result is Result.APPLIED


def account(number: int, *without: str) -> Holder:
    """A person who holds a licence."""
    return Holder(Member(MemberType.ACCOUNT, f"u{number}"), without)


def licence(folder: Path, handle: Callable[[Seen], Any], **delta: Any) -> tuple[Any, Any, Clock]:
    """One licence change's outcome, the calls that wrote, and the clock."""

    def answer(call: Seen) -> Reply:
        if call.path == "/subscribedSkus":
            return 200, {"value": [SKU, OLD_SKU]}
        found = handle(call)
        return found if found is not None else (200, {"value": []})

    wanted = change(
        Kind.LICENCE, "a3", after=LicenceAssignment("a3", ()), delta=LicenceDelta(**delta)
    )
    fake, clock = FakeGraph(answer), Clock()
    with provider(fake, folder, clock) as made:
        given = work(wanted, group_ids={f"club@{DOMAIN}": "g"}, products=PRODUCTS)
        (done,) = made.execute(given, Notebook())
    return done, [call for call in fake.calls if call.method == "POST"], clock


def test_licences_are_taken_before_they_are_given(tmp_path: Path) -> None:
    """Both lists are always there; plans go by id."""
    done, written, _ = licence(
        tmp_path,
        lambda call: (200, {}) if call.method == "POST" else None,
        add=(account(1, "YAMMER_EDU"),),
        change=(account(2),),
        remove=(account(3),),
    )
    assert (done.result, done.done, done.wanted) == (Result.APPLIED, 3, 3)
    give = {"skuId": "sku-1", "disabledPlans": ["p-y"]}
    assert [(call.path, call.body) for call in written] == [
        ("/users/u3/assignLicense", {"addLicenses": [], "removeLicenses": ["sku-1"]}),
        ("/users/u1/assignLicense", {"addLicenses": [give], "removeLicenses": []}),
        (
            "/users/u2/assignLicense",
            {"addLicenses": [{"skuId": "sku-1", "disabledPlans": []}], "removeLicenses": []},
        ),
    ]


def test_a_licence_is_switched_in_one_request(tmp_path: Path) -> None:
    """Given and taken together, so that there is no moment without any."""
    done, written, _ = licence(
        tmp_path,
        lambda call: (200, {}) if call.method == "POST" else None,
        swap=(LicenceSwap(account(1, "YAMMER_EDU"), "a1", account(1)),),
    )
    assert (done.result, done.done, done.wanted) == (Result.APPLIED, 1, 1)
    give = {"skuId": "sku-1", "disabledPlans": ["p-y"]}
    assert [(call.path, call.body) for call in written] == [
        ("/users/u1/assignLicense", {"addLicenses": [give], "removeLicenses": ["sku-0"]})
    ]


@pytest.mark.parametrize(
    ("held", "result"), [(["sku-1"], Result.APPLIED), (["sku-0", "sku-1"], Result.FAILED)]
)
def test_a_doubtful_switch_counts_once_the_old_licence_is_gone(
    tmp_path: Path, held: list[str], result: Result
) -> None:
    """And the new one is there."""
    states = [{"skuId": one, "assignedByGroup": None, "state": "Active"} for one in held]
    licences = [{"skuId": one, "disabledPlans": []} for one in held]

    def handle(call: Seen) -> Reply | None:
        if call.method == "POST":
            return NOT_HELD
        seen = {"id": "u1", "assignedLicenses": licences, "licenseAssignmentStates": states}
        return (200, seen) if call.path == "/users/u1" else None

    swap = (LicenceSwap(account(1), "a1", account(1)),)
    done, _, _ = licence(tmp_path, handle, swap=swap)
    assert done.result is result


def test_a_switch_from_a_product_that_was_not_bought_sends_nothing(tmp_path: Path) -> None:
    """It could not be taken, so nothing is given either."""
    swap = (LicenceSwap(account(1), "a5", account(1)),)
    done, written, _ = licence(tmp_path, lambda _: None, swap=swap)
    assert (codes(done), written) == ({VendorCode.MISSING}, [])


def test_seats_run_out_for_some_only(tmp_path: Path) -> None:
    """Who got one is counted as done."""

    def handle(call: Seen) -> Reply | None:
        if call.method != "POST":
            return None
        return NO_SEATS if "u2" in call.path else (200, {})

    done, _, _ = licence(tmp_path, handle, add=(account(1), account(2)))
    assert (done.result, done.done, codes(done)) == (Result.FAILED, 1, {VendorCode.NO_SEATS})


@pytest.mark.parametrize(
    ("states", "result"),
    [
        ([], Result.APPLIED),
        ([{"skuId": "sku-1", "assignedByGroup": "g"}], Result.APPLIED),
        ([{"skuId": "sku-1", "assignedByGroup": None}], Result.FAILED),
    ],
)
def test_not_held_counts_once_a_look_shows_it(
    tmp_path: Path, states: list[Any], result: Result
) -> None:
    """What comes through a group is another matter."""

    def handle(call: Seen) -> Reply | None:
        if call.method == "POST":
            return NOT_HELD
        found = (200, {"id": "u1", "licenseAssignmentStates": states})
        return found if call.path == "/users/u1" else None

    done, _, _ = licence(tmp_path, handle, remove=(account(1),))
    assert done.result is result


@pytest.mark.parametrize(
    ("busy", "result", "naps"),
    [
        (0, Result.APPLIED, []),
        (2, Result.APPLIED, [1.0, 2.0]),
        (99, Result.UNKNOWN, [1.0, 2.0, 4.0, 8.0, 16.0]),
    ],
)
def test_a_groups_licences_are_waited_for_within_bounds(
    tmp_path: Path, busy: int, result: Result, naps: list[float]
) -> None:
    """202 is a promise."""
    looks = iter(range(100))

    def handle(call: Seen) -> Reply | None:
        if call.path != "/groups/g":
            return (202, {}) if call.method == "POST" else None
        state = "ProcessingInProgress" if next(looks) < busy else "ProcessingComplete"
        return 200, {"id": "g", "licenseProcessingState": {"state": state}}

    club = Holder(Member(MemberType.GROUP, f"club@{DOMAIN}"))
    done, written, clock = licence(tmp_path, handle, add=(club,))
    assert (done.result, clock.naps) == (result, naps)
    assert [call.path for call in written] == ["/groups/g/assignLicense"]


def test_a_plan_that_the_sku_does_not_have_is_invalid(tmp_path: Path) -> None:
    """Nothing is sent for it."""
    done, written, _ = licence(tmp_path, lambda _: None, add=(account(1, "NO_SUCH_PLAN"),))
    assert (codes(done), written) == ({VendorCode.INVALID}, [])


def test_a_product_that_was_not_bought_is_missing(tmp_path: Path) -> None:
    """Its holders are all counted."""
    wanted = change(
        Kind.LICENCE,
        "a1",
        after=LicenceAssignment("a1", ()),
        delta=LicenceDelta(add=(account(1), account(2))),
    )
    with provider(FakeGraph(), tmp_path) as made:
        (done,) = made.execute(work(wanted), Notebook())
    assert (done.result, codes(done)) == (Result.FAILED, {VendorCode.MISSING})
    assert done.faults[0].facts["count"] == 2
