"""One listing names whom another lacks: both vendors say so, and answer for one by id."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.model.observation import LEDGER, Listing, Observation, Presence, Reference
from reconciler.model.resources import Member, MemberRole, Membership, MemberType, Placement
from reconciler.model.tenant import Vendor
from reconciler.observed.contradictions import without_contradicted
from tests.contract.vendors import ProviderHarness
from tests.support.one_short import without
from tests.support.small import DOMAIN, declare, declared, group, unit

TEACHERS = f"group/teachers@{DOMAIN}"
NOBODY = {
    Vendor.GOOGLE: "109999999999999999999",
    Vendor.MICROSOFT: "00000000-0000-0000-0000-00000000dead",
}


def admin(harness: ProviderHarness, path: str, body: Any = None) -> Any:
    """A call behind everybody's back."""
    asked = {"method": "GET" if body is None else "POST", "path": path, "body": body}
    return harness.box.ask("POST", f"tenants/{harness.vendor.value}/call", asked)["body"]


def shorten(harness: ProviderHarness, listing: str, *left_out: str) -> None:
    """The listing leaves these out from now on."""
    harness.disturb(without(harness.vendor, listing, lambda path: admin(harness, path), *left_out))


def checked(harness: ProviderHarness) -> Observation:
    """A look whose listings were held against each other."""
    return without_contradicted(harness.look(), harness.provider, ())


def named(observation: Observation) -> set[str]:
    """What names somebody whom no listing has."""
    return {one.source for one in observation.references}


@pytest.fixture
def taught(harness: ProviderHarness) -> ProviderHarness:
    """Anna owns the teachers, Boris is one of them and sits in a unit; Goran has a licence."""
    roles = {MemberRole.OWNER: ["anna"], MemberRole.MEMBER: ["boris", "goran"]}
    people = {
        role: frozenset(Member(MemberType.ACCOUNT, harness.ids[name]) for name in names)
        for role, names in roles.items()
    }
    wanted = declared(
        unit("staff"),
        group("teachers"),
        declare("teachers", Membership(f"teachers@{DOMAIN}", people)),
        declare("staff", Placement("/staff", frozenset({harness.ids["boris"]}))),
    )
    harness.do(harness.changes(wanted))
    return harness


@pytest.mark.parametrize("name", ["anna", "boris"])
def test_an_account_that_is_left_out_is_found_by_id(taught: ProviderHarness, name: str) -> None:
    """Owner or member: the accounts are not complete, and nobody's id is told."""
    shorten(taught, "users", f"{name}@{DOMAIN}")
    seen = checked(taught)
    assert TEACHERS in named(seen)
    assert seen.complete == frozenset(Listing) - {Listing.ACCOUNTS}
    assert taught.ids[name] not in str(seen.faults)


def test_a_unit_names_its_people(taught: ProviderHarness) -> None:
    """Where units have lists of their own."""
    shorten(taught, "users", f"boris@{DOMAIN}")
    has_lists = taught.vendor is Vendor.MICROSOFT
    assert ("orgunit/staff" in named(checked(taught))) is has_lists


def test_a_licence_names_its_holder(harness: ProviderHarness) -> None:
    """Where licences have lists of their own; on Graph they stand on the account."""
    shorten(harness, "users", f"goran@{DOMAIN}")
    seen = checked(harness)
    assert ("licence/plus" in named(seen)) is (harness.vendor is Vendor.GOOGLE)
    assert Listing.ACCOUNTS not in seen.complete


def nested(harness: ProviderHarness) -> str:
    """A group inside another, made by hand; the address of the one inside."""
    if harness.vendor is Vendor.GOOGLE:
        body = {"email": f"chess@{DOMAIN}"}
        admin(harness, f"/admin/directory/v1/groups/choir@{DOMAIN}/members", body)
        return f"chess@{DOMAIN}"
    facts = {"mailEnabled": False, "securityEnabled": True}
    made = [
        admin(harness, "/v1.0/groups", {"displayName": name, "mailNickname": name, **facts})["id"]
        for name in ("outer", "inner")
    ]
    link = f"https://graph.microsoft.com/v1.0/directoryObjects/{made[1]}"
    admin(harness, f"/v1.0/groups/{made[0]}/members/$ref", {"@odata.id": link})
    return "inner"


def test_a_group_that_is_left_out_is_found_by_id(harness: ProviderHarness) -> None:
    """A nested group is neither a stranger nor a missing account."""
    inner = nested(harness)
    assert named(harness.look()) == set()
    shorten(harness, "groups", inner)
    seen = checked(harness)
    assert len(named(seen)) == 1
    assert seen.complete == frozenset(Listing) - {Listing.GROUPS}


def test_who_is_gone_is_gone(harness: ProviderHarness) -> None:
    """An id that the vendor never had; the listing stands."""
    seen = harness.look()
    one = Reference(Listing.ACCOUNTS, NOBODY[harness.vendor], TEACHERS)
    assert harness.provider.look_up([one]) == {one: Presence.GONE}
    assert Listing.ACCOUNTS in seen.complete


def test_a_group_is_not_a_missing_account(harness: ProviderHarness) -> None:
    """Asked for as an account it is not there; as a group it is."""
    choir = harness.group("choir").id
    as_account = Reference(Listing.ACCOUNTS, choir, TEACHERS)
    as_group = Reference(Listing.GROUPS, choir, TEACHERS)
    assert harness.provider.look_up([as_account, as_group]) == {
        as_account: Presence.GONE,
        as_group: Presence.FOUND,
    }


def test_what_the_ledger_knows_is_asked_for_by_name(harness: ProviderHarness) -> None:
    """Groups by address, units by path; there and not there."""
    there = [
        Reference(Listing.GROUPS, f"choir@{DOMAIN}", LEDGER),
        Reference(Listing.UNITS, "/old", LEDGER),
    ]
    gone = [
        Reference(Listing.GROUPS, f"nobody@{DOMAIN}", LEDGER),
        Reference(Listing.UNITS, "/nowhere", LEDGER),
    ]
    answers = harness.provider.look_up([*there, *gone])
    assert [answers[one] for one in there] == [Presence.FOUND] * 2
    assert [answers[one] for one in gone] == [Presence.GONE] * 2


def test_a_vendor_that_does_not_answer_does_not_say_that_somebody_is_gone(
    harness: ProviderHarness,
) -> None:
    """503 tells nothing."""
    harness.disturb({"method": "GET", "route": ".", "times": 10_000, "do": "status", "status": 503})
    one = Reference(Listing.ACCOUNTS, harness.ids["anna"], TEACHERS)
    assert harness.provider.look_up([one]) == {one: Presence.UNKNOWN}


def test_the_account_that_we_act_as_has_to_be_listed(harness: ProviderHarness) -> None:
    """Google's reader is somebody; Microsoft's is an application."""
    shorten(harness, "users", f"diana@{DOMAIN}")
    acting = named(checked(harness)) == {"administrator"}
    assert acting is (harness.vendor is Vendor.GOOGLE)


def test_strangers_are_not_missed(harness: ProviderHarness) -> None:
    """An outsider is in no listing, and nobody is asked about her."""
    assert named(harness.look()) == set()


def test_one_who_is_missed_twice_is_one(taught: ProviderHarness) -> None:
    """Goran is a member by his id and holds a licence by his address."""
    shorten(taught, "users", f"goran@{DOMAIN}")
    assert len({one.id for one in taught.look().references}) == 1
