"""Claims about what a vendor refused for good: held, told, tried again, and never for ever."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.change import (
    Action,
    Change,
    FieldChange,
    LicenceDelta,
    MembershipDelta,
    Reason,
    ReasonCode,
    Target,
)
from reconciler.model.held import RememberedRefusal
from reconciler.model.observation import Account, Observation, ObservedGroup
from reconciler.model.parts import ADD, subject_of, subjects
from reconciler.model.resources import (
    Address,
    Group,
    GroupType,
    Holder,
    Kind,
    LicenceAssignment,
    Member,
    MemberRole,
    Membership,
    MemberType,
    RoleMember,
)
from reconciler.plan.held import HoldResult, held_finding, hold
from reconciler.plan.refusal_inputs import RefusalInputs, RefusalMemory

REASON = Reason(ReasonCode.ROSTER)
MAIL = "parents@levski.example"
PLUS = Address("t", "s", Kind.LICENCE, "plus")
PARENTS = Address("t", "s", Kind.MEMBERSHIP, "parents")
GROUP = PARENTS._replace(kind=Kind.GROUP)
SEEN = Observation(
    "t",
    accounts=(Account("a1", "ann@levski.example"), Account("a2", "bob@levski.example")),
    groups=(ObservedGroup("g1", MAIL, "Parents", "", GroupType.MAIL),),
)
NAMES = {"plus": {"product": "101031", "sku": "1010310009"}}


def outsider(name: str, role: MemberRole = MemberRole.MEMBER) -> RoleMember:
    """Somebody of another domain."""
    return RoleMember(role, Member(MemberType.EXTERNAL, f"{name}@family.example"))


def licences(*accounts: str) -> Change:
    """Gives a product."""
    holders = tuple(Holder(Member(MemberType.ACCOUNT, one)) for one in accounts)
    after = LicenceAssignment("plus", holders)
    return Change(PLUS, Action.UPDATE, after, REASON, delta=LicenceDelta(add=holders), total=7)


def members(delta: MembershipDelta, total: int = 5) -> Change:
    """Changes the parents."""
    target = Target("g1", MAIL)
    after = Membership(MAIL, {})
    return Change(PARENTS, Action.UPDATE, after, REASON, target, delta=delta, total=total)


def refused_now(memory: RefusalMemory, change: Change, subject: str, code: str) -> RefusalMemory:
    """The memory of a run in which a vendor has just refused one item."""
    digest = memory.digest(change.action.value, subject)
    row = RememberedRefusal(change.address, digest, "", code)
    rows = (*memory.remembered.get(change.address, ()), row)
    return replace(memory, remembered={**memory.remembered, change.address: rows})


def later(result: HoldResult, today: str, *, retry: bool = False) -> RefusalMemory:
    """What the ledger gives to a later run."""
    remembered: dict[Address, tuple[RememberedRefusal, ...]] = {}
    for row in result.remembered:
        remembered[row.address] = (*remembered.get(row.address, ()), row)
    return RefusalMemory(b"key", today, remembered, retry)


def parted(change: Change, memory: RefusalMemory, observation: Observation = SEEN) -> HoldResult:
    """One change, parted."""
    return hold((change,), memory, RefusalInputs.of(observation, NAMES))


def one_licence_refused() -> HoldResult:
    """Of two licences one was refused as automatic, on a Monday."""
    change = licences("a1", "a2")
    subject = subject_of(ADD, Holder(Member(MemberType.ACCOUNT, "a1")))
    memory = refused_now(RefusalMemory(b"key", "2026-11-30"), change, subject, "automatic-licence")
    return parted(change, memory)


def test_one_refused_licence_is_held_and_the_other_is_given() -> None:
    """The change shrinks by one; what is held says since when and until when."""
    result = one_licence_refused()
    (sent,), (held,) = result.changes, result.held
    assert [str(subject) for subject, _ in subjects(sent)] == ["+account:a2"]
    assert sent.total == 6
    assert (held.reason, held.times, held.since, held.retry) == (
        "automatic-licence",
        1,
        "2026-11-30",
        "2026-12-07",
    )
    assert held_finding(held).facts["count"] == 1


@pytest.mark.parametrize(
    ("today", "is_held"), [("2026-12-01", True), ("2026-12-06", True), ("2026-12-07", False)]
)
def test_it_is_held_for_seven_days(today: str, *, is_held: bool) -> None:
    """And its age goes on from the first refusal."""
    result = parted(licences("a1", "a2"), later(one_licence_refused(), today))
    assert bool(result.held) is is_held
    assert len(result.remembered) == 1
    assert result.remembered[0].first == "2026-11-30"


def test_a_person_may_ask_for_it_at_once() -> None:
    """With --retry it is planned as if nothing had happened, and still remembered."""
    result = parted(licences("a1", "a2"), later(one_licence_refused(), "2026-12-01", retry=True))
    assert (len(result.held), len(result.remembered)) == (0, 1)
    assert len(subjects(result.changes[0])) == 2


def test_it_is_tried_again_when_the_object_changed() -> None:
    """The account has another address, or another licence, or the product another name."""
    memory = later(one_licence_refused(), "2026-12-01")
    moved = replace(SEEN, accounts=(Account("a1", "anna@levski.example"), SEEN.accounts[1]))
    assert not parted(licences("a1", "a2"), memory, moved).held
    inputs = RefusalInputs.of(SEEN, {"plus": {"product": "101031", "sku": "1010310008"}})
    assert not hold((licences("a1", "a2"),), memory, inputs).held
    assert parted(licences("a1", "a2"), memory).held


def test_what_is_done_is_not_remembered_any_more() -> None:
    """Nobody plans it: nothing is kept."""
    assert parted(licences("a2"), later(one_licence_refused(), "2026-12-01")).remembered == ()


def swapped(memory: RefusalMemory) -> HoldResult:
    """One outsider takes another's place."""
    delta = MembershipDelta(add=(outsider("new"),), remove=(outsider("old"), outsider("gone")))
    return parted(members(delta), memory)


def test_outsiders_wait_for_a_refused_one_until_its_second_refusal() -> None:
    """Nobody leaves for a typo of this week; nobody stays for ever because of one."""
    delta = MembershipDelta(add=(outsider("new"),), remove=(outsider("old"), outsider("gone")))
    change, subject = members(delta), subject_of(ADD, outsider("new"))
    first = swapped(refused_now(RefusalMemory(b"key", "2026-11-30"), change, subject, "invalid"))
    assert first.changes == ()
    assert [(one.reason, len(subjects(one.change))) for one in first.held] == [
        ("invalid", 1),
        ("waits", 2),
    ]
    due = later(first, "2026-12-07")
    assert swapped(due).changes == (change,)
    again = swapped(refused_now(due, change, subject, "invalid"))
    assert [one.reason for one in again.held] == ["invalid"]
    assert again.remembered[0].times == 2
    assert again.remembered[0].first == "2026-11-30"
    (sent,) = swapped(later(again, "2026-12-08")).changes
    assert sent.delta == MembershipDelta(remove=delta.remove)
    assert sent.total == 4


def test_an_owner_stays_however_often_the_new_one_is_refused() -> None:
    """A group is never left without one because of a wrong address."""
    owners = [outsider(name, MemberRole.OWNER) for name in ("new", "old")]
    change = members(MembershipDelta(add=(owners[0],), remove=(owners[1],)))
    subject = subject_of(ADD, owners[0])
    memory = RefusalMemory(b"key", "2026-11-30")
    for day in ("2026-12-07", "2026-12-14", "2026-12-21"):
        memory = later(parted(change, refused_now(memory, change, subject, "invalid")), day)
    result = parted(change, replace(memory, today="2026-12-15"))
    assert [one.reason for one in result.held] == ["invalid", "waits"]


def test_who_is_there_under_another_address_holds_back_nobody_else() -> None:
    """The vendor says which entry is hers: that one alone stays."""
    delta = MembershipDelta(add=(outsider("new"),), remove=(outsider("old"), outsider("gone")))
    change = members(delta)
    memory = RefusalMemory(b"key", "2026-11-30")
    for sign, entry in (("+", outsider("new")), ("-", outsider("old"))):
        memory = refused_now(memory, change, subject_of(sign, entry), "same-person")
    (sent,) = parted(change, memory).changes
    assert sent.delta == MembershipDelta(remove=(outsider("gone"),))


def test_what_needs_a_refused_group_is_held_with_it() -> None:
    """Its members, the group that it should be in, and nothing else."""
    made = Change(GROUP, Action.CREATE, Group(MAIL, "Parents"), REASON)
    inside = members(MembershipDelta(add=(outsider("new"),)))
    other = PARENTS._replace(key="everyone")
    nested = RoleMember(MemberRole.MEMBER, Member(MemberType.GROUP, MAIL))
    outer = Change(
        other,
        Action.UPDATE,
        Membership("everyone@levski.example", {}),
        REASON,
        Target("g2", "everyone@levski.example"),
        delta=MembershipDelta(add=(nested, outsider("x"))),
        total=2,
    )
    memory = refused_now(RefusalMemory(b"key", "2026-11-30"), made, "", "invalid")
    result = hold((made, inside, outer), memory, RefusalInputs.of(SEEN, NAMES))
    assert [(one.change.address, one.reason) for one in result.held] == [
        (GROUP, "invalid"),
        (PARENTS, "needs"),
        (other, "needs"),
    ]
    (sent,) = result.changes
    assert sent.delta == MembershipDelta(add=(outsider("x"),))


def test_nobody_comes_into_a_group_that_is_more_open_than_its_file_says() -> None:
    """Its settings are held: members may leave meanwhile, none comes."""
    field = FieldChange("settings.post", "anyone", "owners")
    target = Target("g1", MAIL)
    closed = Change(GROUP, Action.UPDATE, Group(MAIL, "Parents"), REASON, target, (field,))
    bob = RoleMember(MemberRole.MEMBER, Member(MemberType.ACCOUNT, "a2"))
    ann = RoleMember(MemberRole.MEMBER, Member(MemberType.ACCOUNT, "a1"))
    change = members(MembershipDelta(add=(ann,), remove=(bob,)))
    memory = refused_now(RefusalMemory(b"key", "2026-11-30"), closed, "", "invalid")
    result = hold((closed, change), memory, RefusalInputs.of(SEEN, NAMES))
    assert [one.delta for one in result.changes] == [MembershipDelta(remove=(bob,))]
