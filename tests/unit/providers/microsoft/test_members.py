"""Putting members and owners in and taking them out: what is sent, what counts as done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from reconciler.model.change import Action, MembershipDelta, Target
from reconciler.model.resources import (
    Group,
    Kind,
    Member,
    MemberRole,
    Membership,
    MemberType,
    RoleMember,
)
from reconciler.model.states import Outcome, Result
from reconciler.providers.base import VendorCode
from tests.unit.providers.microsoft.fakes import (
    ALREADY,
    DENIED,
    DOMAIN,
    MISSING,
    STRANGE,
    Clock,
    FakeGraph,
    Handle,
    Reply,
    Seen,
    change,
    codes,
    error,
    fine,
    provider,
    rows,
    work,
)
from tests.unit.providers.notes import Notebook

TARGET = Target("g", f"staff@{DOMAIN}")
LAST_OWNER = error(
    400,
    "Request_BadRequest",
    "The group must have at least one owner, hence this owner cannot be removed.",
)


def members(*numbers: int) -> tuple[RoleMember, ...]:
    """People as members."""
    return tuple(
        RoleMember(MemberRole.MEMBER, Member(MemberType.ACCOUNT, f"u{n}")) for n in numbers
    )


def owners(*numbers: int) -> tuple[RoleMember, ...]:
    """People as owners."""
    return tuple(RoleMember(MemberRole.OWNER, entry.member) for entry in members(*numbers))


def carry_out(handle: Handle, folder: Path, **delta: Any) -> tuple[Outcome, FakeGraph]:
    """One membership's outcome."""
    wanted = change(Kind.MEMBERSHIP, "staff", target=TARGET, delta=MembershipDelta(**delta))
    fake = FakeGraph(handle)
    with provider(fake, folder) as made:
        (done,) = made.execute(work(wanted), Notebook())
    return done, fake


class Club:
    """A group that takes a bind whole or not at all, as Graph does."""

    def __init__(self, *inside: str, unknown: frozenset[str] = frozenset()) -> None:
        self.inside, self.unknown = set(inside), unknown

    def __call__(self, call: Seen) -> Reply:
        """Answers one call."""
        if call.method == "GET":
            return rows(*sorted(self.inside))
        if call.method == "DELETE":
            gone = call.path.split("/")[-2]
            assert call.path.endswith("/$ref")
            return (204, None) if gone in self.inside else MISSING
        if call.named & self.inside:
            return ALREADY
        if call.named & self.unknown:
            return MISSING
        self.inside |= call.named
        return 204, None


@pytest.mark.parametrize(("count", "calls"), [(1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_members_join_by_twenties(tmp_path: Path, count: int, calls: int) -> None:
    """400 people are one HTTP request."""
    done, fake = carry_out(Club(), tmp_path, add=members(*range(count)))
    assert (done.result, done.done, done.wanted) == (Result.APPLIED, count, count)
    assert len(fake.calls) == calls
    assert len(fake.batches) == 1


def test_twenty_with_one_who_is_in_are_looked_at_and_the_rest_sent(tmp_path: Path) -> None:
    """Graph refuses the whole bind; who is in already counts once a read shows it."""
    club = Club("u3", "u7")
    done, fake = carry_out(club, tmp_path, add=members(*range(20)))
    assert (done.result, done.done) == (Result.APPLIED, 20)
    assert club.inside == {f"u{n}" for n in range(20)}
    assert [call.method for call in fake.calls] == ["PATCH", "GET", "PATCH"]


def test_one_unknown_among_twenty_fails_alone(tmp_path: Path) -> None:
    """The others are sent one by one."""
    club = Club(unknown=frozenset({"u5"}))
    done, _ = carry_out(club, tmp_path, add=members(*range(20)))
    assert (done.result, done.done, codes(done)) == (Result.PARTIAL, 19, {VendorCode.MISSING})
    assert done.faults[0].facts["count"] == 1
    assert "u5" not in str(done.faults)


def test_a_refusal_of_rights_is_not_asked_for_twice(tmp_path: Path) -> None:
    """One call, one fault for all twenty."""
    done, fake = carry_out(lambda _: DENIED, tmp_path, add=members(*range(20)))
    assert (done.done, codes(done), len(fake.calls)) == (0, {VendorCode.FORBIDDEN}, 1)
    assert done.faults[0].facts["count"] == 20


def test_a_lost_answer_leaves_all_its_members_unknown(tmp_path: Path) -> None:
    """Nothing is sent again."""
    fake = FakeGraph(complete=[httpx.ReadError("gone")])
    wanted = change(
        Kind.MEMBERSHIP, "staff", target=TARGET, delta=MembershipDelta(add=members(1, 2))
    )
    with provider(fake, tmp_path) as made:
        (done,) = made.execute(work(wanted), Notebook())
    assert (done.result, codes(done)) == (Result.UNKNOWN, {VendorCode.UNKNOWN_ANSWER})
    assert len(fake.calls) == 1


def test_a_member_is_never_deleted_but_only_taken_off_the_list(tmp_path: Path) -> None:
    """Without /$ref the person would go."""
    done, fake = carry_out(Club("u1"), tmp_path, remove=members(1))
    assert done.result is Result.APPLIED
    assert [call.name for call in fake.calls] == ["DELETE /groups/g/members/u1/$ref"]


def test_not_there_on_a_removal_counts_once_a_look_shows_it(tmp_path: Path) -> None:
    """404 may also mean that the group is not seen yet."""
    done, fake = carry_out(Club("u2"), tmp_path, remove=members(1, 2))
    assert (done.result, done.done) == (Result.APPLIED, 2)
    assert fake.count("GET /groups/g/members") == 1


def test_a_removal_that_a_look_contradicts_has_failed(tmp_path: Path) -> None:
    """The member is there, whatever Graph says."""

    def handle(call: Seen) -> Reply:
        return rows("u1") if call.method == "GET" else MISSING

    done, _ = carry_out(handle, tmp_path, remove=members(1))
    assert (done.result, codes(done)) == (Result.FAILED, {VendorCode.MISSING})


def test_a_strange_answer_stays_unknown_unless_a_look_settles_it(tmp_path: Path) -> None:
    """Never guessed."""

    def handle(call: Seen) -> Reply:
        return rows() if call.method == "GET" else STRANGE

    done, _ = carry_out(handle, tmp_path, add=owners(1))
    assert (done.result, codes(done)) == (Result.UNKNOWN, {VendorCode.UNKNOWN_ANSWER})


def test_owners_come_before_owners_go(tmp_path: Path) -> None:
    """Else the last owner could not be replaced."""
    done, fake = carry_out(fine, tmp_path, add=owners(1), remove=owners(2))
    assert done.done == 2
    assert [call.name for call in fake.calls] == [
        "POST /groups/g/owners/$ref",
        "DELETE /groups/g/owners/u2/$ref",
    ]


def test_no_owner_goes_for_one_who_did_not_come(tmp_path: Path) -> None:
    """Members still go."""

    def handle(call: Seen) -> Reply:
        return DENIED if call.method == "POST" else fine(call)

    done, fake = carry_out(handle, tmp_path, add=owners(1), remove=(*owners(2), *members(3)))
    assert codes(done) == {VendorCode.FORBIDDEN, VendorCode.CONFLICT}
    assert fake.count("DELETE /groups/g/owners/u2/$ref") == 0
    assert fake.count("DELETE /groups/g/members/u3/$ref") == 1


def test_the_last_owner_stays(tmp_path: Path) -> None:
    """Graph's refusal is told as the state that does not allow it."""
    done, _ = carry_out(lambda _: LAST_OWNER, tmp_path, remove=owners(1))
    assert codes(done) == {VendorCode.CONFLICT}


def test_nested_groups_go_by_id_and_outsiders_not_at_all(tmp_path: Path) -> None:
    """A group is named by its address; parents have no accounts here."""
    add = (
        RoleMember(MemberRole.MEMBER, Member(MemberType.GROUP, f"teachers@{DOMAIN}")),
        RoleMember(MemberRole.MEMBER, Member(MemberType.GROUP, f"nowhere@{DOMAIN}")),
        RoleMember(MemberRole.MEMBER, Member(MemberType.EXTERNAL, "mum@family.example")),
        RoleMember(MemberRole.MANAGER, Member(MemberType.ACCOUNT, "u1")),
    )
    wanted = change(
        Kind.MEMBERSHIP,
        "staff",
        after=Membership(f"staff@{DOMAIN}", {}),
        delta=MembershipDelta(add=add),
    )
    fake = FakeGraph()
    ids = {f"staff@{DOMAIN}": "g", f"teachers@{DOMAIN}": "t"}
    with provider(fake, tmp_path) as made:
        (done,) = made.execute(work(wanted, group_ids=ids), Notebook())
    assert codes(done) == {VendorCode.MISSING, VendorCode.UNSUPPORTED}
    assert (done.done, done.wanted) == (1, 4)
    assert fake.calls[0].named == {"t"}


def test_a_stranger_whom_we_saw_can_be_taken_out(tmp_path: Path) -> None:
    """By the id that Graph gave."""
    stranger = RoleMember(MemberRole.MEMBER, Member(MemberType.EXTERNAL, "printer"))
    done, fake = carry_out(Club("printer"), tmp_path, remove=(stranger,))
    assert done.done == 1
    assert fake.calls[0].path == "/groups/g/members/printer/$ref"


def test_a_group_that_was_never_made_gets_nobody(tmp_path: Path) -> None:
    """No id, no call."""
    wanted = change(
        Kind.MEMBERSHIP,
        "staff",
        after=Membership(f"staff@{DOMAIN}", {}),
        delta=MembershipDelta(add=members(1, 2)),
    )
    fake = FakeGraph()
    with provider(fake, tmp_path) as made:
        (done,) = made.execute(work(wanted), Notebook())
    assert (done.result, done.faults[0].facts["count"], fake.calls) == (Result.FAILED, 2, [])


def test_a_group_just_made_is_waited_for_and_then_unknown(tmp_path: Path) -> None:
    """404 right after a creation is no failure."""
    group = Group(f"staff@{DOMAIN}", "Персонал")

    def handle(call: Seen) -> Reply:
        return (201, {"id": "g"}) if "Prefer" in call.headers else MISSING

    create = change(Kind.GROUP, "staff", Action.CREATE, after=group)
    fill = change(Kind.MEMBERSHIP, "staff", target=TARGET, delta=MembershipDelta(add=members(1)))
    clock = Clock()
    with provider(FakeGraph(handle), tmp_path, clock) as made:
        made.execute(work(create), Notebook())
        (done,) = made.execute(work(fill), Notebook())
    assert (done.result, codes(done)) == (Result.UNKNOWN, {VendorCode.UNKNOWN_ANSWER})
    assert clock.naps[:4] == [1.0, 2.0, 4.0, 8.0]
