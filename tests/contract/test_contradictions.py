"""One listing names whom another lacks: both vendors say so, and answer for one by id."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.model.observation import LEDGER, Listing, Observation, Presence, Reference
from reconciler.model.resources import Member, MemberRole, Membership, MemberType, Placement
from reconciler.model.tenant import Vendor
from reconciler.observed.contradictions import without_contradicted
from tests.contract.vendors import Bench
from tests.support.one_short import without
from tests.support.small import DOMAIN, declare, declared, group, unit

TEACHERS = f"group/teachers@{DOMAIN}"
NOBODY = {
    Vendor.GOOGLE: "109999999999999999999",
    Vendor.MICROSOFT: "00000000-0000-0000-0000-00000000dead",
}


def admin(bench: Bench, path: str, body: Any = None) -> Any:
    """A call behind everybody's back."""
    asked = {"method": "GET" if body is None else "POST", "path": path, "body": body}
    return bench.box.ask("POST", f"tenants/{bench.vendor.value}/call", asked)["body"]


def shorten(bench: Bench, listing: str, *left_out: str) -> None:
    """The listing leaves these out from now on."""
    bench.disturb(without(bench.vendor, listing, lambda path: admin(bench, path), *left_out))


def checked(bench: Bench) -> Observation:
    """A look whose listings were held against each other."""
    return without_contradicted(bench.look(), bench.provider, ())


def named(observation: Observation) -> set[str]:
    """What names somebody whom no listing has."""
    return {one.source for one in observation.references}


@pytest.fixture
def taught(bench: Bench) -> Bench:
    """Anna owns the teachers, Boris is one of them and sits in a unit; Goran has a licence."""
    roles = {MemberRole.OWNER: ["anna"], MemberRole.MEMBER: ["boris", "goran"]}
    people = {
        role: frozenset(Member(MemberType.ACCOUNT, bench.ids[name]) for name in names)
        for role, names in roles.items()
    }
    wanted = declared(
        unit("staff"),
        group("teachers"),
        declare("teachers", Membership(f"teachers@{DOMAIN}", people)),
        declare("staff", Placement("/staff", frozenset({bench.ids["boris"]}))),
    )
    bench.do(bench.changes(wanted))
    return bench


@pytest.mark.parametrize("name", ["anna", "boris"])
def test_an_account_that_is_left_out_is_found_by_id(taught: Bench, name: str) -> None:
    """Owner or member: the accounts are not complete, and nobody's id is told."""
    shorten(taught, "users", f"{name}@{DOMAIN}")
    seen = checked(taught)
    assert TEACHERS in named(seen)
    assert seen.complete == frozenset(Listing) - {Listing.ACCOUNTS}
    assert taught.ids[name] not in str(seen.faults)


def test_a_unit_names_its_people(taught: Bench) -> None:
    """Where units have lists of their own."""
    shorten(taught, "users", f"boris@{DOMAIN}")
    has_lists = taught.vendor is Vendor.MICROSOFT
    assert ("orgunit/staff" in named(checked(taught))) is has_lists


def test_a_licence_names_its_holder(bench: Bench) -> None:
    """Where licences have lists of their own; on Graph they stand on the account."""
    shorten(bench, "users", f"goran@{DOMAIN}")
    seen = checked(bench)
    assert ("licence/plus" in named(seen)) is (bench.vendor is Vendor.GOOGLE)
    assert Listing.ACCOUNTS not in seen.complete


def nested(bench: Bench) -> str:
    """A group inside another, made by hand; the address of the one inside."""
    if bench.vendor is Vendor.GOOGLE:
        body = {"email": f"chess@{DOMAIN}"}
        admin(bench, f"/admin/directory/v1/groups/choir@{DOMAIN}/members", body)
        return f"chess@{DOMAIN}"
    facts = {"mailEnabled": False, "securityEnabled": True}
    made = [
        admin(bench, "/v1.0/groups", {"displayName": name, "mailNickname": name, **facts})["id"]
        for name in ("outer", "inner")
    ]
    link = f"https://graph.microsoft.com/v1.0/directoryObjects/{made[1]}"
    admin(bench, f"/v1.0/groups/{made[0]}/members/$ref", {"@odata.id": link})
    return "inner"


def test_a_group_that_is_left_out_is_found_by_id(bench: Bench) -> None:
    """A nested group is neither a stranger nor a missing account."""
    inner = nested(bench)
    assert named(bench.look()) == set()
    shorten(bench, "groups", inner)
    seen = checked(bench)
    assert len(named(seen)) == 1
    assert seen.complete == frozenset(Listing) - {Listing.GROUPS}


def test_who_is_gone_is_gone(bench: Bench) -> None:
    """An id that the vendor never had; the listing stands."""
    seen = bench.look()
    one = Reference(Listing.ACCOUNTS, NOBODY[bench.vendor], TEACHERS)
    assert bench.provider.look_up([one]) == {one: Presence.GONE}
    assert Listing.ACCOUNTS in seen.complete


def test_a_group_is_not_a_missing_account(bench: Bench) -> None:
    """Asked for as an account it is not there; as a group it is."""
    choir = bench.group("choir").id
    as_account = Reference(Listing.ACCOUNTS, choir, TEACHERS)
    as_group = Reference(Listing.GROUPS, choir, TEACHERS)
    assert bench.provider.look_up([as_account, as_group]) == {
        as_account: Presence.GONE,
        as_group: Presence.FOUND,
    }


def test_what_the_ledger_knows_is_asked_for_by_name(bench: Bench) -> None:
    """Groups by address, units by path; there and not there."""
    there = [
        Reference(Listing.GROUPS, f"choir@{DOMAIN}", LEDGER),
        Reference(Listing.UNITS, "/old", LEDGER),
    ]
    gone = [
        Reference(Listing.GROUPS, f"nobody@{DOMAIN}", LEDGER),
        Reference(Listing.UNITS, "/nowhere", LEDGER),
    ]
    answers = bench.provider.look_up([*there, *gone])
    assert [answers[one] for one in there] == [Presence.FOUND] * 2
    assert [answers[one] for one in gone] == [Presence.GONE] * 2


def test_a_vendor_that_does_not_answer_does_not_say_that_somebody_is_gone(bench: Bench) -> None:
    """503 tells nothing."""
    bench.disturb({"method": "GET", "route": ".", "times": 10_000, "do": "status", "status": 503})
    one = Reference(Listing.ACCOUNTS, bench.ids["anna"], TEACHERS)
    assert bench.provider.look_up([one]) == {one: Presence.UNKNOWN}


def test_the_account_that_we_act_as_has_to_be_listed(bench: Bench) -> None:
    """Google's reader is somebody; Microsoft's is an application."""
    shorten(bench, "users", f"diana@{DOMAIN}")
    acting = named(checked(bench)) == {"administrator"}
    assert acting is (bench.vendor is Vendor.GOOGLE)


def test_strangers_are_not_missed(bench: Bench) -> None:
    """An outsider is in no listing, and nobody is asked about her."""
    assert named(bench.look()) == set()


def test_one_who_is_missed_twice_is_one(taught: Bench) -> None:
    """Goran is a member by his id and holds a licence by his address."""
    shorten(taught, "users", f"goran@{DOMAIN}")
    assert len({one.id for one in taught.look().references}) == 1
