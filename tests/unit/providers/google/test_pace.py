"""Budgets are kept before Google has to say no."""

from __future__ import annotations

from dataclasses import replace

from reconciler.model.plan import Action, MembershipDelta
from reconciler.model.resources import Kind, Member, MemberRole, Membership, MemberType, RoleMember
from reconciler.providers.base import ChangeBatch
from reconciler.providers.google.limits import BUDGETS
from reconciler.providers.pacing import Pacer, budgets_of
from tests.unit.providers.google.fakes import FILES, TENANT, Clock, FakeGoogle, change, provider
from tests.unit.providers.notes import Notebook


def test_a_batch_leaves_at_once_and_the_next_waits_until_it_is_paid_for() -> None:
    """100 calls at 40 a second: one second's worth was saved, 60 are owed for 1.5 seconds."""
    clock = Clock()
    pacer = Pacer({"directory": 40.0}, lambda: clock.now, clock.sleep)
    pacer.take("directory", 100)
    assert clock.slept == []
    pacer.take("directory", 1)
    assert clock.slept == [1.5]


def test_what_has_no_budget_is_not_held_back() -> None:
    """The sandbox lifts all of them openly."""
    clock = Clock()
    pacer = Pacer({}, lambda: clock.now, clock.sleep)
    pacer.take("directory", 1_000_000)
    pacer.take("directory", 1)
    assert clock.slept == []


def test_a_stack_changes_single_budgets_or_lifts_them_all() -> None:
    """None: the documented ones; some: over the documented ones; none at all: unlimited."""
    assert budgets_of(replace(TENANT, budgets=None), BUDGETS) == BUDGETS
    mixed = budgets_of(replace(TENANT, budgets={"licensing": 5.0}), BUDGETS)
    assert mixed == {**BUDGETS, "licensing": 5.0}
    assert budgets_of(replace(TENANT, budgets={}), BUDGETS) == {}


def test_writes_keep_the_documented_budget() -> None:
    """2,000 members at 40 a second: two batches, the second once the first is paid for."""
    clock, google = Clock(), FakeGoogle(lambda _: (200, {}))
    add = tuple(
        RoleMember(MemberRole.MEMBER, Member(MemberType.ACCOUNT, str(n))) for n in range(2000)
    )
    item = change(
        Kind.MEMBERSHIP,
        "staff",
        Action.UPDATE,
        after=Membership("staff@x.example", {}),
        delta=MembershipDelta(add=add),
    )
    paced = provider(google, replace(TENANT, budgets=None), clock)
    paced.execute(ChangeBatch((item,), "plovdiv", FILES), Notebook())
    assert [len(batch) for batch in google.batches] == [1000, 1000]
    assert clock.slept == [24.0]
