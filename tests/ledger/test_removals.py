"""What the guards' memory reads from the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reconciler.ledger.ledger import Ledger
from reconciler.ledger.removals import Window
from reconciler.ledger.runs import RunLog
from reconciler.model.change import (
    Action,
    Change,
    LicenceDelta,
    MembershipDelta,
    Reason,
    ReasonCode,
)
from reconciler.model.removals import Acknowledgement, Removal
from reconciler.model.resources import (
    Address,
    Holder,
    Kind,
    LicenceSwap,
    Member,
    MemberRole,
    Membership,
    MemberType,
    RoleMember,
)
from reconciler.model.states import Result
from tests.ledger.given import PARENT, TENANT, group, outcome, parents

Begin = Callable[[], RunLog]
WEEK = Window(7, "2026-11-20")
CLASS = Address(TENANT, "ou-a", Kind.MEMBERSHIP, "5a")
REASON = Reason(ReasonCode.DECLARED)


def entry(ref: str, role: MemberRole = MemberRole.MEMBER) -> RoleMember:
    """An account in a role."""
    return RoleMember(role, Member(MemberType.ACCOUNT, ref))


def update(delta: MembershipDelta) -> Change:
    """A change of a group's members."""
    return Change(CLASS, Action.UPDATE, None, REASON, delta=delta)


def carried_out(log: RunLog, change: Change, result: Result = Result.APPLIED) -> None:
    """One change with its outcome."""
    log.intend(TENANT, [change])
    log.outcome(outcome(change, result))
    log.flush(TENANT)


def found(ledger: Ledger, window: Window = WEEK) -> tuple[Removal, ...]:
    """What the guards are told."""
    return ledger.recent_removals("sandbox", window, {}).removals


def test_members_who_were_taken_out_are_remembered(ledger: Ledger, begin: Begin) -> None:
    """And nobody who was added, or only got another role."""
    log = begin()
    carried_out(log, group("teachers"))
    carried_out(log, parents())
    carried_out(log, update(MembershipDelta(add=(entry("new"),))))
    changed = (entry("boss", MemberRole.OWNER),)
    carried_out(log, update(MembershipDelta(change=changed, was=(entry("boss"),))))
    carried_out(log, update(MembershipDelta(add=(entry("x"),), remove=(entry("p1"), entry("p2")))))
    assert found(ledger) == (Removal(log.number, CLASS, Action.UPDATE, frozenset({"p1", "p2"})),)


def test_whoever_leaves_one_role_for_another_has_not_left(ledger: Ledger, begin: Begin) -> None:
    """Some vendors hold roles in lists of their own."""
    into, out_of = entry("t", MemberRole.OWNER), entry("t")
    carried_out(begin(), update(MembershipDelta(add=(into,), remove=(out_of,))))
    assert found(ledger) == ()


def test_outsiders_are_remembered_as_the_vendor_has_them(ledger: Ledger, begin: Begin) -> None:
    """Their addresses are only encrypted in the journal."""
    gone = RoleMember(MemberRole.MEMBER, Member(MemberType.EXTERNAL, PARENT))
    carried_out(begin(), update(MembershipDelta(remove=(gone,))))
    assert [one.refs for one in found(ledger)] == [frozenset({PARENT})]


def test_a_deleted_group_takes_its_members_with_it(ledger: Ledger, begin: Begin) -> None:
    """It counts as a group and as people."""
    members = Membership("g@x", {MemberRole.MEMBER: frozenset({entry("p").member})})
    deleted = replace(group("g"), action=Action.DELETE, after=None, lost=members)
    carried_out(begin(), deleted)
    assert [(one.address.kind, one.action, one.refs) for one in found(ledger)] == [
        (Kind.GROUP, Action.DELETE, frozenset({"g"})),
        (Kind.MEMBERSHIP, Action.UPDATE, frozenset({"p"})),
    ]


def test_licences_and_let_go_groups_are_remembered(ledger: Ledger, begin: Begin) -> None:
    """Each under its own action."""
    log = begin()
    holder = Holder(Member(MemberType.ACCOUNT, "p"))
    address = Address(TENANT, "ou-a", Kind.LICENCE, "plus")
    taken = LicenceDelta(remove=(holder,))
    carried_out(log, Change(address, Action.UPDATE, None, REASON, delta=taken))
    carried_out(log, replace(group("club"), action=Action.FORGET, after=None))
    assert [(one.address.kind, one.action) for one in found(ledger)] == [
        (Kind.LICENCE, Action.UPDATE),
        (Kind.GROUP, Action.FORGET),
    ]


def test_a_swap_is_remembered_as_lost_where_it_was(ledger: Ledger, begin: Begin) -> None:
    """By the product that was held; of the one in its place nothing is lost."""
    holder = Holder(Member(MemberType.ACCOUNT, "p"))
    address = Address(TENANT, "ou-a", Kind.LICENCE, "a3")
    swapped = LicenceDelta(swap=(LicenceSwap(holder, "a1", holder),))
    log = begin()
    carried_out(log, Change(address, Action.UPDATE, None, REASON, delta=swapped))
    lost = address._replace(key="a1")
    expected = Removal(log.number, lost, Action.UPDATE, frozenset({"p"}), swapped=True)
    assert found(ledger) == (expected,)


@pytest.mark.parametrize(
    ("result", "counts"),
    [
        (Result.APPLIED, True),
        (Result.UNKNOWN, True),
        (Result.FAILED, True),
        (Result.BLOCKED, False),
        (Result.UNCHANGED, False),
    ],
)
def test_what_may_have_been_done_counts(
    ledger: Ledger, begin: Begin, result: Result, counts: bool
) -> None:
    """A part of a failed change may be done; who is still there is taken off by looking."""
    carried_out(begin(), update(MembershipDelta(remove=(entry("p"),))), result)
    assert bool(found(ledger)) is counts


def test_what_was_sent_and_never_answered_counts(ledger: Ledger, begin: Begin) -> None:
    """A run that was killed."""
    change = update(MembershipDelta(remove=(entry("p"),)))
    log = begin()
    log.intend(TENANT, [change])
    log.sending(TENANT, [change.address])
    assert len(found(ledger)) == 1


def test_only_the_days_of_the_window_and_the_stack_count(ledger: Ledger, begin: Begin) -> None:
    """Another stack's runs are another city's, or the sandbox's."""
    carried_out(begin(), update(MembershipDelta(remove=(entry("p"),))))
    assert len(found(ledger)) == 1
    assert found(ledger, Window(7, "2026-11-25")) == ()
    assert found(ledger, Window(0, "2026-11-20")) == ()
    assert ledger.recent_removals("plovdiv", WEEK, {}).removals == ()


def test_a_renamed_school_s_removals_follow_it(ledger: Ledger, begin: Begin) -> None:
    """By the id that it has now."""
    carried_out(begin(), update(MembershipDelta(remove=(entry("p"),))))
    (removal,) = ledger.recent_removals("sandbox", WEEK, {"ou-a": "ou-new"}).removals
    assert removal.address == CLASS._replace(school="ou-new")


def test_acknowledgements_are_told_with_their_runs(ledger: Ledger, begin: Begin) -> None:
    """As they were written on the command line."""
    log = begin()
    recent = ledger.recent_removals("sandbox", WEEK, {})
    assert recent.acknowledged == (Acknowledgement(log.number, "last-owner:ou-a"),)
