"""When a vendor fails, lags behind or was faster: the same promises on both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reconciler.errors import TenantError
from reconciler.model.change import Change, MembershipDelta
from reconciler.model.observation import Listing
from reconciler.model.resources import Member, MemberRole, MemberType, RoleMember
from reconciler.model.states import Result
from reconciler.model.tenant import Vendor
from tests.contract.vendors import ProviderHarness
from tests.support.small import declared, group, licence, membership, unit

FOR_EVER = 10_000
LISTS = {
    Vendor.GOOGLE: {
        "users": r"v1/users$",
        "groups": r"v1/groups$",
        "units": r"orgunits$",
        "members": r"groups/\{groupKey\}/members$",
        "licences": "licensing",
    },
    Vendor.MICROSOFT: {
        "users": r"v1.0/users$",
        "groups": r"v1.0/groups$",
        "units": r"administrativeUnits$",
        "members": r"groups/\{id\}/members$",
        "licences": "subscribedSkus",
    },
}


def broken(harness: ProviderHarness, what: str, **more: Any) -> dict[str, Any]:
    """A rule by which a listing fails."""
    rule = {"method": "GET", "route": LISTS[harness.vendor][what], "times": FOR_EVER}
    return {**rule, "do": "status", "status": 500, **more}


def membership_change(harness: ProviderHarness, *names: str) -> Change:
    """The planned change that puts these people into the group of teachers."""
    ids = [harness.ids[name] for name in names]
    (change,) = harness.changes(declared(group("teachers"), membership("teachers", *ids)))
    return change


def entry(ref: str) -> RoleMember:
    """A plain member by account id."""
    return RoleMember(MemberRole.MEMBER, Member(MemberType.ACCOUNT, ref))


def plain_members(harness: ProviderHarness, key: str = "teachers") -> set[str]:
    """The ids of a group's plain members."""
    members = harness.group(key).members
    assert members is not None
    return {member.ref for member in members[MemberRole.MEMBER]}


def test_adding_who_is_in_already_succeeds_after_a_look(harness: ProviderHarness) -> None:
    """Somebody was faster: what the vendor refuses is looked at, and all the others go in."""
    harness.do(harness.changes(declared(group("teachers"))))
    late = membership_change(harness, "anna", "boris", "vera")
    harness.do([membership_change(harness, "boris")])
    harness.box.ask("DELETE", "requests")
    (outcome,) = harness.do([late])
    assert (outcome.result, outcome.done) == (Result.APPLIED, 3)
    assert plain_members(harness) == {harness.ids[name] for name in ("anna", "boris", "vera")}
    methods = [one["method"] for one in harness.log()]
    first_write = next(place for place, method in enumerate(methods) if method != "GET")
    assert "GET" in methods[first_write:]


def test_removing_who_is_out_already_succeeds_after_a_look(harness: ProviderHarness) -> None:
    """The other way round."""
    harness.do(harness.changes(declared(group("teachers"))))
    harness.do([membership_change(harness, "anna", "boris", "vera")])
    late = membership_change(harness, "vera")
    harness.do([membership_change(harness, "anna", "vera")])
    (outcome,) = harness.do([late])
    assert (outcome.result, outcome.done) == (Result.APPLIED, 2)
    assert plain_members(harness) == {harness.ids["vera"]}


def test_a_licence_that_is_there_already_succeeds_after_a_look(harness: ProviderHarness) -> None:
    """Whoever gave it."""
    wanted = declared(licence("plus", harness.ids["goran"], harness.ids["anna"]))
    late = harness.changes(wanted)
    harness.do(late)
    assert [outcome.result for outcome in harness.do(late)] == [Result.APPLIED]


def test_what_fails_leaves_the_others(harness: ProviderHarness) -> None:
    """One member who does not exist costs no other member and no other change."""
    harness.do(harness.changes(declared(group("choir"))))
    first, second = harness.ids["anna"], harness.ids["boris"]
    there = [group("choir"), membership("choir", first, second, harness.ids["goran"])]
    *others, change = harness.changes(declared(unit("staff"), *there))
    assert isinstance(change.delta, MembershipDelta)
    ghost = replace(change.delta, add=(*change.delta.add, entry("0123456789")))
    done = harness.do([replace(change, delta=ghost), *others])
    assert {str(one.address.kind): (one.result, one.done) for one in done} == {
        "membership": (Result.PARTIAL, 2),
        "orgunit": (Result.APPLIED, 1),
    }
    assert {first, second} < plain_members(harness, "choir")


def test_a_lost_answer_is_unknown_and_a_later_look_shows_the_write(
    harness: ProviderHarness,
) -> None:
    """Neither done nor failed as far as anybody can tell; sent once."""
    changes = harness.changes(declared(unit("staff")))
    route = LISTS[harness.vendor]["units"]
    harness.disturb({"method": "POST", "route": route, "times": 1, "do": "drop-after"})
    (outcome,) = harness.do(changes)
    assert outcome.result is Result.UNKNOWN
    assert harness.changes(declared(unit("staff"))) == ()
    assert [one["method"] for one in harness.log()].count("POST") == 1


@pytest.mark.parametrize(
    ("what", "listing"),
    [
        ("groups", Listing.GROUPS),
        ("units", Listing.UNITS),
        ("licences", Listing.LICENCES),
    ],
)
def test_a_listing_that_fails_is_not_whole_and_says_so(
    harness: ProviderHarness, what: str, listing: Listing
) -> None:
    """The others are whole."""
    harness.disturb(broken(harness, what))
    seen = harness.look()
    assert listing not in seen.complete
    assert Listing.ACCOUNTS in seen.complete
    assert len(seen.accounts) == 5
    assert seen.faults


def test_members_that_were_not_read_are_not_nobody(harness: ProviderHarness) -> None:
    """The groups are known, their members are None."""
    harness.disturb(broken(harness, "members"))
    seen = harness.look()
    assert Listing.GROUPS in seen.complete
    assert {found.members for found in seen.groups} == {None}
    assert "half-read" in {found.code for found in seen.faults}


def test_without_the_accounts_there_is_no_observation(harness: ProviderHarness) -> None:
    """The tenant fails by name."""
    harness.disturb(broken(harness, "users"))
    with pytest.raises(TenantError) as raised:
        harness.look()
    assert harness.vendor.value in str(raised.value.faults[0].facts)


def test_a_short_disturbance_costs_nothing_but_time(harness: ProviderHarness) -> None:
    """A few refusals to hurry are asked again."""
    before = harness.look()
    rules = [broken(harness, what, times=1, status=503) for what in LISTS[harness.vendor]]
    harness.disturb(*rules)
    after = harness.look()
    assert replace(after, requests=()) == replace(before, requests=())


def test_looking_sends_only_reads(harness: ProviderHarness) -> None:
    """Inner calls of batches too."""
    assert {one["method"] for one in harness.log()} == {"GET"}


def test_requests_are_counted_as_the_vendor_counts_them(harness: ProviderHarness) -> None:
    """After reading and writing: inner calls, and HTTP requests."""
    first = [group("teachers"), membership("teachers", harness.ids["anna"]), unit("staff")]
    harness.do(harness.changes(declared(*first)))
    rows = harness.provider.requests()
    total = harness.box.ask("GET", "requests/summary")["total"]
    assert sum(row.calls for row in rows) == total["calls"]
    assert sum(row.requests for row in rows) == total["http"]
    assert [row.route for row in rows] == sorted(row.route for row in rows)
