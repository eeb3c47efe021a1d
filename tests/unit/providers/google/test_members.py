"""Putting members in and taking them out: what is sent, what counts as done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.change import Action, Change, MembershipDelta, Target
from reconciler.model.observation import Account
from reconciler.model.resources import Kind, Member, MemberRole, Membership, MemberType, RoleMember
from reconciler.model.states import Result
from reconciler.providers.base import ChangeBatch, VendorCode
from reconciler.providers.google.http import LostAnswerError, UnsentError
from tests.unit.providers.google.fakes import (
    FILES,
    Clock,
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

STAFF = Target("gid", "staff@x.example")
PEOPLE = {str(n): Account(str(n), f"u{n}@x.example") for n in range(2500)}
DUPLICATE = error(409, "duplicate", "Member already exists.")
GONE = error(404, "notFound", "Resource Not Found: memberKey")


def entry(number: int, role: MemberRole = MemberRole.MEMBER) -> RoleMember:
    return RoleMember(role, Member(MemberType.ACCOUNT, str(number)))


def members(delta: MembershipDelta) -> Change:
    after = Membership("staff@x.example", {})
    return change(Kind.MEMBERSHIP, "staff", Action.UPDATE, after=after, target=STAFF, delta=delta)


@pytest.mark.parametrize(("count", "sizes"), [(999, [999]), (1000, [1000]), (1001, [1000, 1])])
def test_writes_of_all_changes_share_batches_of_1000(count: int, sizes: list[int]) -> None:
    """Batches are filled over the whole work, not change by change."""
    google = FakeGoogle(fine)
    changes = [members(MembershipDelta(add=(entry(n),))) for n in range(count)]
    outcomes = carry_out(google, *changes, accounts=PEOPLE)
    assert [len(batch) for batch in google.batches] == sizes
    assert all(outcome.result is Result.APPLIED for outcome in outcomes)


def test_members_are_put_in_first_and_taken_out_after() -> None:
    """People by primary address, groups and outsiders by theirs; removals go last."""
    google = FakeGoogle(fine)
    delta = MembershipDelta(
        add=(
            entry(1, MemberRole.OWNER),
            RoleMember(MemberRole.MEMBER, Member(MemberType.GROUP, "all@x.example")),
            RoleMember(MemberRole.MEMBER, Member(MemberType.EXTERNAL, "mama+1@else.example")),
        ),
        change=(entry(2, MemberRole.MANAGER),),
        remove=(entry(3),),
    )
    (outcome,) = carry_out(google, members(delta), accounts=PEOPLE)
    assert (outcome.done, outcome.wanted) == (5, 5)
    assert [call.body for call in google.batches[0]] == [
        {"email": "u1@x.example", "role": "OWNER"},
        {"email": "all@x.example", "role": "MEMBER"},
        {"email": "mama+1@else.example", "role": "MEMBER"},
        {"role": "MANAGER"},
    ]
    assert google.names()[0][3] == "PATCH /groups/gid/members/2"
    assert google.names()[1] == ["DELETE /groups/gid/members/3"]


def test_already_there_counts_only_after_a_look() -> None:
    """A list of the group settles every doubt: in with the role is done, another role is not."""

    def handle(seen: Seen) -> Reply:
        if seen.method == "GET":
            there = [{"id": "1", "role": "MEMBER"}, {"id": "2", "role": "OWNER"}]
            return 200, {"members": there}
        return DUPLICATE if seen.method == "POST" else GONE

    google = FakeGoogle(handle)
    delta = MembershipDelta(add=(entry(1), entry(2)), remove=(entry(3),))
    (outcome,) = carry_out(google, members(delta), accounts=PEOPLE)
    look = ["GET /groups/gid/members"]
    # who came is known before anybody is taken out
    assert google.names()[1:] == [look, ["DELETE /groups/gid/members/3"], look]
    assert (outcome.result, outcome.done, outcome.wanted) == (Result.FAILED, 2, 3)
    assert codes(outcome) == [VendorCode.ALREADY]


def outsider(address: str) -> RoleMember:
    """Somebody of another domain."""
    return RoleMember(MemberRole.MEMBER, Member(MemberType.EXTERNAL, address))


def known(*ids: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Maria as the list of the group has her."""
    return {"gid": {"maria@else.example": ids}}


def test_an_outsider_who_is_there_under_another_address_is_not_thrown_out() -> None:
    """Google says "duplicate" and lists the other spelling: both are held, the rest is done."""
    listed = {"id": "9", "email": "maria@else.example", "role": "MEMBER"}

    def handle(seen: Seen) -> Reply:
        if seen.method == "GET":
            return 200, listed if seen.path.endswith("m.petrova@else.example") else {
                "members": [listed]
            }
        return DUPLICATE if seen.method == "POST" else (204, None)

    google = FakeGoogle(handle)
    delta = MembershipDelta(
        add=(outsider("m.petrova@else.example"),),
        remove=(entry(3), outsider("maria@else.example")),
    )
    (outcome,) = carry_out(google, members(delta), accounts=PEOPLE, outsider_ids=known("9"))
    assert google.names()[3:] == [["DELETE /groups/gid/members/3"]]
    assert (outcome.result, outcome.done, outcome.wanted) == (Result.HELD, 1, 3)
    assert {one.code for one in outcome.refused} == {"same-person"}
    assert {one.subject for one in outcome.refused} == {
        "+member:external:m.petrova@else.example",
        "-member:external:maria@else.example",
    }


def test_while_google_does_not_say_who_exists_already_no_outsider_goes() -> None:
    """Neither listed nor found, but no invitation either: her replacement is not certain."""

    def handle(seen: Seen) -> Reply:
        if seen.method == "GET":
            asked = seen.path.endswith("m.petrova@else.example")
            return error(403, "forbidden") if asked else (200, {"members": []})
        return DUPLICATE if seen.method == "POST" else (204, None)

    google = FakeGoogle(handle)
    delta = MembershipDelta(
        add=(outsider("m.petrova@else.example"),),
        remove=(entry(3), outsider("maria@else.example")),
    )
    (outcome,) = carry_out(google, members(delta), accounts=PEOPLE, outsider_ids=known("9"))
    assert google.names()[3:] == [["DELETE /groups/gid/members/3"]]
    assert (outcome.result, outcome.done, outcome.wanted) == (Result.FAILED, 1, 3)


def test_an_invitation_that_nobody_answered_makes_room_for_the_member() -> None:
    """Google counts it, lists it nowhere and finds no member: it is deleted, then she is put in."""
    invited = {"mum@else.example"}

    def handle(seen: Seen) -> Reply:
        if seen.method == "GET":
            return (200, {"members": []}) if seen.path.endswith("members") else GONE
        if seen.method == "DELETE":
            invited.clear()
            return 204, None
        return DUPLICATE if invited else fine(seen)

    google, clock = FakeGoogle(handle), Clock()
    add = members(MembershipDelta(add=(outsider("mum@else.example"),)))
    work = ChangeBatch((add,), "plovdiv", FILES, PEOPLE)
    (outcome,) = provider(google, clock=clock).execute(work, Notebook())
    one = "/groups/gid/members/mum@else.example"
    assert google.names()[2] == [f"GET {one}"]
    assert google.names()[-3:] == [
        ["GET /groups/gid/members"],
        [f"DELETE {one}"],
        ["POST /groups/gid/members"],
    ]
    assert sum(clock.slept) >= 60
    assert (outcome.result, outcome.done, outcome.wanted) == (Result.APPLIED, 1, 1)


@pytest.mark.parametrize("late", [0, 1, 5, 40, 60])
@pytest.mark.parametrize("who", [entry(1), outsider("mum@else.example")], ids=["own", "outsider"])
def test_a_member_who_came_a_moment_ago_is_no_invitation(who: RoleMember, late: int) -> None:
    """An insert that was sent twice on its way, and reads that lag: nobody is taken out."""
    clock = Clock()
    address = "u1@x.example" if who == entry(1) else "mum@else.example"
    listed = {"id": "1", "email": address, "role": "MEMBER"}

    def handle(seen: Seen) -> Reply:
        if seen.method == "GET":
            shows = clock.now >= late
            if seen.path.endswith("members"):
                return 200, {"members": [listed] if shows and clock.slept else []}
            return (200, listed) if shows else GONE
        return DUPLICATE if seen.method == "POST" else (204, None)

    google = FakeGoogle(handle)
    work = ChangeBatch((members(MembershipDelta(add=(who,))),), "plovdiv", FILES, PEOPLE)
    (outcome,) = provider(google, clock=clock).execute(work, Notebook())
    sent = [name for batch in google.names() for name in batch]
    assert not [name for name in sent if name.startswith("DELETE")]
    assert (outcome.result, outcome.done) == (Result.APPLIED, 1)


@pytest.mark.parametrize("ids", [("9",), ("9", "10")])
def test_outsiders_go_by_the_ids_that_the_list_gave_them(ids: tuple[str, ...]) -> None:
    """An address can find somebody else, and one mailbox can be listed twice."""
    google = FakeGoogle(fine)
    delta = MembershipDelta(remove=(outsider("maria@else.example"),))
    (outcome,) = carry_out(google, members(delta), outsider_ids=known(*ids))
    assert google.names() == [[f"DELETE /groups/gid/members/{one}" for one in ids]]
    assert (outcome.result, outcome.done) == (Result.APPLIED, len(ids))


def test_an_owner_who_turns_out_to_be_in_frees_the_old_one() -> None:
    """The look counts, not the first answer."""

    def handle(seen: Seen) -> Reply:
        if seen.method == "GET":
            return 200, {"members": [{"id": "1", "role": "OWNER"}]}
        return DUPLICATE if seen.method == "POST" else (204, None)

    owner = MemberRole.OWNER
    delta = MembershipDelta(add=(entry(1, owner),), remove=(entry(2, owner),))
    (outcome,) = carry_out(FakeGoogle(handle), members(delta), accounts=PEOPLE)
    assert (outcome.result, outcome.done) == (Result.APPLIED, 2)


def test_not_there_on_a_removal_is_not_believed_when_the_member_is_seen() -> None:
    """The look decides, not the answer's text."""

    def handle(seen: Seen) -> Reply:
        return (200, {"members": [{"id": "3", "role": "MEMBER"}]}) if seen.method == "GET" else GONE

    (outcome,) = carry_out(FakeGoogle(handle), members(MembershipDelta(remove=(entry(3),))))
    assert (outcome.result, outcome.done, codes(outcome)) == (Result.FAILED, 0, ["missing"])


def test_a_lost_answer_makes_the_outcome_unknown_and_sends_nothing_twice() -> None:
    """The calls were carried out, the answer never came: nobody here knows."""
    google = FakeGoogle(fine, after=[LostAnswerError("reset")])
    clock = Clock()
    work = ChangeBatch((members(MembershipDelta(add=(entry(1),))),), "plovdiv", FILES, PEOPLE)
    (outcome,) = provider(google, clock=clock).execute(work, Notebook())
    assert (outcome.result, codes(outcome)) == (Result.UNKNOWN, [VendorCode.UNKNOWN_ANSWER])
    assert len(google.batches) == 1
    assert clock.slept == []


def test_a_request_that_never_left_is_sent_again() -> None:
    """No connection, no effect: three attempts, then failed, not unknown."""
    google = FakeGoogle(fine, failures=[UnsentError("refused")] * 2)
    add = members(MembershipDelta(add=(entry(1),)))
    assert carry_out(google, add, accounts=PEOPLE)[0].result is Result.APPLIED
    google.failures = [UnsentError("refused")] * 3
    (outcome,) = carry_out(google, add, accounts=PEOPLE)
    assert (outcome.result, codes(outcome)) == (Result.FAILED, [VendorCode.UNREACHABLE])


def test_only_the_throttled_parts_of_a_batch_are_sent_again() -> None:
    """What went through is not repeated."""
    busy = {"POST u2": error(403, "quotaExceeded")}

    def handle(seen: Seen) -> Reply:
        return busy.pop(f"POST {seen.body['email'].partition('@')[0]}", fine(seen))

    google = FakeGoogle(handle)
    add = members(MembershipDelta(add=(entry(1), entry(2), entry(3))))
    (outcome,) = carry_out(google, add, accounts=PEOPLE)
    assert [len(batch) for batch in google.batches] == [3, 1]
    assert (outcome.result, outcome.done) == (Result.APPLIED, 3)


def test_no_owner_goes_before_the_new_one_is_in() -> None:
    """A group whose new owner is refused keeps the old one; other removals go on."""

    def handle(seen: Seen) -> Reply:
        refused = seen.method == "POST"
        return error(400, "invalid", "Invalid Input: memberKey") if refused else (204, None)

    google = FakeGoogle(handle)
    delta = MembershipDelta(
        add=(entry(1, MemberRole.OWNER),), remove=(entry(2, MemberRole.OWNER), entry(3))
    )
    (outcome,) = carry_out(google, members(delta), accounts=PEOPLE)
    assert google.names()[1] == ["DELETE /groups/gid/members/3"]
    assert (outcome.result, outcome.done, outcome.wanted) == (Result.HELD, 1, 3)


@pytest.mark.parametrize(
    ("refused", "status", "result"),
    [
        (1, 400, Result.PARTIAL),
        (3, 400, Result.PARTIAL),
        (4, 400, Result.FAILED),
        (1, 403, Result.FAILED),
        (1, 404, Result.PARTIAL),
        (6, 404, Result.FAILED),
    ],
)
def test_a_few_refused_people_are_no_failure_of_the_change(
    refused: int, status: int, result: Result
) -> None:
    """Refused as invalid, and few: partial. Many, or refused for the caller's sake: failed."""
    left = [refused]

    def handle(seen: Seen) -> Reply:
        if seen.method == "POST" and left[0]:
            left[0] -= 1
            return error(status, {400: "invalid", 403: "forbidden", 404: "notFound"}[status], "no")
        return (200, {"members": []}) if seen.method == "GET" else fine(seen)

    delta = MembershipDelta(
        add=tuple(outsider(f"p{n}@else.example") for n in range(6)),
        remove=tuple(outsider(f"q{n}@else.example") for n in range(9)),
    )
    (outcome,) = carry_out(FakeGoogle(handle), members(delta), accounts=PEOPLE)
    # the removals wait for who takes their place, and count for nothing here
    assert (outcome.result, outcome.done) == (result, 6 - refused)


def test_one_fault_a_code_however_many_members() -> None:
    """A thousand refusals are told once, with their number and no address."""
    google = FakeGoogle(lambda _: error(403, "forbidden", "u1@x.example may not"))
    add = members(MembershipDelta(add=tuple(entry(n) for n in range(1000))))
    (outcome,) = carry_out(google, add, accounts=PEOPLE)
    assert [fault.facts for fault in outcome.faults] == [
        {
            "tenant": "ou-proba",
            "what": "membership/staff",
            "status": 403,
            "answer": "forbidden",
            "count": 1000,
        }
    ]


def test_outcomes_are_told_once_each_and_given_in_order() -> None:
    """The caller's progress needs both."""
    notes = Notebook()
    changes = tuple(members(MembershipDelta(add=(entry(n),))) for n in range(3))
    given = provider(FakeGoogle(fine)).execute(
        ChangeBatch(changes, "plovdiv", FILES, PEOPLE), notes
    )
    assert tuple(notes.outcomes) == given
    assert [outcome.address for outcome in given] == [item.address for item in changes]


def test_letting_members_go_asks_nothing_of_google() -> None:
    """Forgetting a membership changes nobody's membership."""
    google = FakeGoogle(fine)
    (outcome,) = carry_out(google, change(Kind.MEMBERSHIP, "staff", Action.FORGET))
    assert (outcome.result, google.batches) == (Result.APPLIED, [])


NESTED = MembershipDelta(
    add=(RoleMember(MemberRole.MEMBER, Member(MemberType.GROUP, "parents@x.example")),)
)
CLOSED = frozenset({"staff@x.example"})
CLOSE = "PATCH /groups/v1/groups/staff@x.example"


def test_a_closed_group_is_closed_again_once_another_group_is_in_it() -> None:
    """Google may have opened it for the outsiders in there; before anybody is taken out."""
    google = FakeGoogle(fine)
    delta = replace(NESTED, remove=(entry(3),))
    (outcome,) = carry_out(google, members(delta), accounts=PEOPLE, closed=CLOSED)
    assert outcome.result is Result.APPLIED
    assert google.names()[1:] == [[CLOSE], ["DELETE /groups/gid/members/3"]]
    (call,) = google.batches[1]
    assert call.body == {"allowExternalMembers": "false"}


@pytest.mark.parametrize(
    ("delta", "closed"),
    [(NESTED, frozenset[str]()), (MembershipDelta(add=(entry(1),)), CLOSED)],
    ids=["open", "people"],
)
def test_nothing_is_closed_that_was_open_or_took_people_alone(
    delta: MembershipDelta, closed: frozenset[str]
) -> None:
    """Each call counts against the day's budget of Groups Settings."""
    google = FakeGoogle(fine)
    carry_out(google, members(delta), accounts=PEOPLE, closed=closed)
    assert len(google.batches) == 1


def test_a_group_that_could_not_be_closed_again_is_not_done() -> None:
    """The next plan reads that it is open, and closes it."""
    google = FakeGoogle(
        lambda seen: error(403, "forbidden", "No.") if seen.name == CLOSE else fine(seen)
    )
    (outcome,) = carry_out(google, members(NESTED), accounts=PEOPLE, closed=CLOSED)
    assert outcome.result is Result.FAILED
    assert (outcome.done, outcome.wanted) == (1, 2)
