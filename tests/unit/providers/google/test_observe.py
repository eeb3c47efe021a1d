"""Reading a tenant at Google's floor, and saying what was not read completely."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from reconciler.errors import TenantError
from reconciler.model.observation import Listing, Observation, Scope
from reconciler.model.resources import Holder, Kind, Member, MemberRole, MemberType
from reconciler.providers import descriptions
from reconciler.providers.base import VendorCode
from reconciler.providers.google import convert
from reconciler.providers.google.http import LostAnswerError, UnsentError
from tests.unit.providers.google.fakes import (
    TENANT,
    Clock,
    FakeGoogle,
    Reply,
    Seen,
    error,
    mark,
    provider,
)

SCOPE = Scope(
    roots=frozenset({"/"}),
    addresses=frozenset({"class-*"}),
    products={"plus": {"product": "101031", "sku": "1010310009"}, "a3": {"sku": "M365EDU_A3"}},
    named=frozenset({"class-1@x.example"}),
    marks=frozenset({("ou-proba", "renamed")}),
    unit_marks=frozenset({("ou-proba", "renamed")}),
)


def group(number: int, members: int, **more: Any) -> dict[str, Any]:
    """A group as the listing shows it."""
    address = f"class-{number}@x.example"
    shown = {"id": f"g{number}", "email": address, "name": "", "directMembersCount": str(members)}
    return {**shown, **more}


class World:
    """A tenant of so many users, whose groups are given; pages are as long as is asked for."""

    def __init__(self, users: int, *groups: dict[str, Any], holders: int = 0) -> None:
        self.lists: dict[str, list[dict[str, Any]]] = {
            "users": [{"id": str(n), "primaryEmail": f"U{n}@x.example"} for n in range(users)],
            "groups": list(groups),
            "items": [{"userId": f"u{n}@x.example"} for n in range(holders)],
        }
        self.counts = {shown["id"]: int(shown["directMembersCount"]) for shown in groups}
        self.broken: dict[str, Reply] = {}

    def __call__(self, seen: Seen) -> Reply:
        for part, reply in self.broken.items():
            if part in seen.name + seen.query.get("pageToken", ""):
                return reply
        last = seen.path.split("/")
        if last[-1] == "orgunits":
            return 200, {"organizationUnits": [{"orgUnitId": "id:1", "orgUnitPath": "/Staff"}]}
        if last[-1] == "members":
            members = [{"id": str(n), "role": "MEMBER"} for n in range(self.counts[last[-2]])]
            return self.page("members", members, seen)
        if last[1] == "groups" and last[-1].endswith("example"):
            return 200, {"whoCanJoin": "INVITED_CAN_JOIN"}
        key = "items" if "licensing" in seen.path else last[-1]
        return self.page(key, self.lists[key], seen)

    @staticmethod
    def page(key: str, items: list[dict[str, Any]], seen: Seen) -> Reply:
        start, size = int(seen.query.get("pageToken", "0")), int(seen.query["maxResults"])
        shown: dict[str, Any] = {key: found} if (found := items[start : start + size]) else {}
        more = {"nextPageToken": str(start + size)} if len(items) > start + size else {}
        return 200, shown | more


def observe(world: World, scope: Scope = SCOPE) -> tuple[FakeGoogle, Observation]:
    google = FakeGoogle(world)
    return google, provider(google).observe(scope)


@pytest.mark.parametrize("key", ["renamed", "other"])
def test_a_unit_outside_the_roots_is_known_by_its_mark(key: str) -> None:
    """A school that was renamed finds its units where its old scope had them."""
    described = descriptions.join("", mark(Kind.ORG_UNIT, key), "schools/ou-proba.yaml")
    shown = {"orgUnitId": "id:1", "orgUnitPath": "/old/staff", "description": described}
    world = World(0)
    world.broken["orgunits"] = (200, {"organizationUnits": [shown]})
    _, seen = observe(world, replace(SCOPE, roots=frozenset({"/new"})))
    assert [unit.path for unit in seen.units] == ["/old/staff"] * (key == "renamed")


def test_units_without_a_mark_outside_the_roots_are_known_by_their_paths() -> None:
    """Schools that share a tenant have a root each, and people come from units beside these."""
    ours = descriptions.join("", mark(Kind.ORG_UNIT, "other"), "schools/ou-proba.yaml")
    described = {"/Ученици": "", "/north": "", "/north/pupils": "", "/south": ours}
    units = [
        {"orgUnitId": f"id:{path}", "orgUnitPath": path, "description": text}
        for path, text in described.items()
    ]
    world = World(0)
    world.broken["orgunits"] = (200, {"organizationUnits": units})
    _, seen = observe(world, replace(SCOPE, roots=frozenset({"/north"})))
    assert [unit.path for unit in seen.units] == ["/north", "/north/pupils"]
    assert seen.other_units == {"/ученици": "/Ученици"}


def test_the_first_round_is_one_batch_of_the_three_listings() -> None:
    """A tenant without groups takes one Directory request, and one for its declared product."""
    google, seen = observe(World(1))
    customer = "GET /customer/C0proba/orgunits"
    assert google.names()[0] == [customer, "GET /users", "GET /groups"]
    assert len(google.batches) == 2
    assert seen.complete == frozenset(Listing)


@pytest.mark.parametrize(
    ("users", "pages"), [(0, 1), (1, 1), (499, 1), (500, 1), (501, 2), (1000, 2), (1001, 3)]
)
def test_users_take_a_call_for_each_500(users: int, pages: int) -> None:
    """The floor: ⌈U/500⌉, at least one, and every user is seen."""
    google, seen = observe(World(users))
    calls = Counter(call.name for batch in google.batches for call in batch)
    assert calls["GET /users"] == pages
    assert len(seen.accounts) == users


@pytest.mark.parametrize(("members", "pages"), [(0, 1), (199, 1), (200, 1), (201, 2), (401, 3)])
def test_members_take_a_call_for_each_200(members: int, pages: int) -> None:
    """The floor: max(1, ⌈M/200⌉) for each group in scope."""
    google, seen = observe(World(500, group(1, members)))
    calls = Counter(call.name for batch in google.batches for call in batch)
    assert calls["GET /groups/g1/members"] == pages
    assert len((seen.groups[0].members or {})[MemberRole.MEMBER]) == members


def test_a_round_carries_every_open_page() -> None:
    """Second pages of users and first pages of members travel together."""
    google, _ = observe(World(501, group(1, 201), group(2, 3)))
    rounds = ["GET /groups/g1/members", "GET /groups/g2/members", "GET /users"]
    assert sorted(google.names()[1]) == rounds
    assert google.names()[2] == ["GET /groups/g1/members"]


def test_requests_are_counted_by_route() -> None:
    """Inner calls by Google's own names, HTTP requests by API."""
    _, seen = observe(World(501, group(1, 3), holders=101))
    assert {(row.route, row.calls, row.requests) for row in seen.requests} == {
        ("directory.batch", 0, 2),
        ("directory.orgunits.list", 1, 0),
        ("directory.users.list", 2, 0),
        ("directory.groups.list", 1, 0),
        ("directory.members.list", 1, 0),
        ("groupssettings.batch", 0, 1),
        ("groupsSettings.groups.get", 1, 0),
        ("licensing.batch", 0, 2),
        ("licensing.licenseAssignments.listForProductAndSku", 2, 0),
    }


def test_a_group_that_nobody_names_costs_nothing() -> None:
    """Out of scope: no members asked for, and not in the observation."""
    google, seen = observe(World(1, group(1, 1, email="hand-made@x.example", id="g9")))
    assert seen.groups == ()
    assert not any("members" in call.path for batch in google.batches for call in batch)


def test_settings_are_read_of_declared_groups_alone() -> None:
    """By address, by alias or by mark; a group that only fits the pattern is not asked."""
    ours = {"externalIds": convert.external_id_steps({}, mark(Kind.GROUP, "renamed"))[-1]}
    google, seen = observe(
        World(
            1,
            group(1, 0),
            group(2, 0),
            group(3, 0, email="was@x.example", aliases=["Class-1@x.example"]),
            group(4, 0, email="elsewhere@x.example", **ours),
        )
    )
    asked = {call.path for batch in google.batches for call in batch if call.path[1:7] == "groups"}
    assert {path.rpartition("/")[2] for path in asked} == {
        "class-1@x.example",
        "was@x.example",
        "elsewhere@x.example",
    }
    assert [found.settings for found in seen.groups if found.id == "g2"] == [None]


def test_a_half_read_group_loses_its_members_not_its_place() -> None:
    """A failed second page, or fewer members than Google counts, makes the members unknown."""
    world = World(500, group(1, 201), group(2, 5))
    world.broken["g1/members200"] = error(403, "forbidden")
    world.counts["g2"] = 4
    _, seen = observe(world)
    assert [found.members for found in seen.groups] == [None, None]
    assert [(fault.code, fault.facts["what"]) for fault in seen.faults] == [
        (VendorCode.HALF_READ, "class-1@x.example"),
        (VendorCode.HALF_READ, "class-2@x.example"),
    ]
    assert Listing.GROUPS in seen.complete


def test_a_listing_that_fails_is_not_whole() -> None:
    """Units, groups and licences go by themselves; the rest of the observation stands."""
    world = World(1)
    world.broken |= {"orgunits": error(403, "forbidden"), "licensing": error(404, "notFound")}
    _, seen = observe(world)
    assert seen.complete == {Listing.ACCOUNTS, Listing.GROUPS}
    assert (seen.units, seen.licences) == ((), ())
    assert [(fault.code, fault.facts["what"]) for fault in seen.faults] == [
        (VendorCode.FORBIDDEN, "units"),
        (VendorCode.MISSING, "licence/plus"),
    ]


def test_without_all_accounts_there_is_no_observation() -> None:
    """Half of the people would look like leavers: the tenant counts as unread."""
    world = World(501)
    world.broken["users500"] = error(403, "forbidden")
    with pytest.raises(TenantError) as caught:
        observe(world)
    assert caught.value.faults[0].code is VendorCode.FORBIDDEN


def test_a_dropped_or_throttled_read_is_sent_again() -> None:
    """Reading twice harms nobody; only what was throttled is asked for again."""
    world, clock = World(1), Clock()
    busy = [error(429, "rateLimitExceeded")]

    def handle(seen: Seen) -> Reply:
        return busy.pop() if busy and seen.path.endswith("users") else world(seen)

    google = FakeGoogle(handle, failures=[LostAnswerError("reset")])
    seen = provider(google, clock=clock).observe(SCOPE)
    assert [len(batch) for batch in google.batches] == [3, 1, 1]
    assert len(seen.accounts) == 1
    assert clock.slept == [1.0, 2.0]


def test_a_host_that_is_down_is_given_up_soon() -> None:
    """Three attempts to connect, then the tenant is unreachable."""
    google = FakeGoogle(World(1), failures=[UnsentError("refused")] * 3)
    with pytest.raises(TenantError) as caught:
        provider(google).observe(SCOPE)
    assert caught.value.faults[0].code is VendorCode.UNREACHABLE
    assert google.failures == []


def test_licences_that_google_gives_by_itself_are_not_ours() -> None:
    """A product that the stack calls automatic has holders, but none that we may touch."""
    google = FakeGoogle(World(2, holders=3))
    tenant = replace(TENANT, automatic=frozenset({"plus"}))
    automatic = provider(google, tenant).observe(SCOPE).licences[0]
    direct = provider(google).observe(SCOPE).licences[0]
    holders = frozenset(Holder(Member(MemberType.ACCOUNT, ident)) for ident in "01")
    assert (automatic.holders, automatic.inherited) == (frozenset(), frozenset("01"))
    assert (direct.holders, direct.inherited, direct.consumed) == (holders, frozenset(), 3)
