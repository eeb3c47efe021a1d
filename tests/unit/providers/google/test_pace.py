"""Budgets are kept before Google has to say no."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from reconciler.errors import LedgerError, TenantError
from reconciler.model.change import Action, FieldChange, MembershipDelta, Target
from reconciler.model.observation import Listing, Scope
from reconciler.model.resources import (
    Address,
    Group,
    Kind,
    Member,
    MemberRole,
    Membership,
    MemberType,
    RoleMember,
)
from reconciler.providers.base import ChangeBatch
from reconciler.providers.google.limits import BUDGETS
from reconciler.providers.pacing import Pacer, QuotaPool, budgets_of
from tests.unit.providers.google.fakes import (
    FILES,
    TENANT,
    Clock,
    FakeGoogle,
    Reply,
    Seen,
    change,
    error,
    provider,
)
from tests.unit.providers.notes import Notebook

ACTING = {"impersonate": "reconciler@schools.iam.gserviceaccount.com"}


def paced_by(clock: Clock, rate: float, seconds: float, pool: QuotaPool | None = None) -> Pacer:
    """A pacer of one API, which one project is counted by."""
    return Pacer(
        {"directory": rate},
        lambda: clock.now,
        clock.sleep,
        windows={"directory": seconds},
        keys={"directory": ("project",)},
        pool=pool,
    )


def test_a_window_is_never_passed_and_is_used_up_at_once() -> None:
    """2,400 a minute: three batches leave together, the fourth when the first is a minute old."""
    clock = Clock()
    pacer = paced_by(clock, 40.0, 60.0)
    assert pacer.largest("directory") == 2400
    for calls in (1000, 1000, 400):
        pacer.take("directory", calls)
    assert clock.slept == []
    clock.now = 10.0
    pacer.take("directory", 1000)
    assert clock.slept == [50.0]
    pacer.take("directory", 1000)
    assert clock.slept == [50.0]


@pytest.mark.parametrize("sizes", [(7,), (1, 3, 10), (10, 1, 1), (4, 9, 2, 2)])
def test_no_window_ever_holds_more_than_its_limit(sizes: tuple[int, ...]) -> None:
    """Whatever comes: over every stretch of ten seconds ten calls at most were sent."""
    clock, sent = Clock(), []
    pacer = paced_by(clock, 1.0, 10.0)
    for size in sizes * 10:
        pacer.take("directory", size)
        sent.append((clock.now, size))
        clock.now += 0.5
    for start, _ in sent:
        assert sum(size for at, size in sent if start <= at < start + 10) <= 10


def test_more_than_a_window_goes_alone_and_is_paid_for() -> None:
    """25 calls at ten a second: nothing leaves for two and a half seconds."""
    clock = Clock()
    pacer = paced_by(clock, 10.0, 1.0)
    pacer.take("directory", 25)
    pacer.take("directory", 1)
    assert clock.slept == [2.5]


def test_tenants_of_one_key_share_its_window_by_the_stricter_budget() -> None:
    """One project, two tenants: what one sent, the other waits for."""
    clock, pool = Clock(), QuotaPool()
    one, other = paced_by(clock, 10.0, 1.0, pool), paced_by(clock, 4.0, 1.0, pool)
    one.take("directory", 4)
    other.take("directory", 4)
    assert clock.slept == [1.0]


def test_google_counts_licences_by_project_and_the_directory_by_administrator_too() -> None:
    """Two schools of one project: one licence a second together, users side by side."""
    clock, google, pool = Clock(), FakeGoogle(lambda _: (200, {})), QuotaPool()
    tenants = [
        replace(TENANT, alias=name, budgets=None, credentials={**ACTING, "subject": f"a@{name}"})
        for name in ("one.example", "two.example")
    ]
    scope = Scope(products={"plus": {"product": "p", "sku": "s"}})
    for tenant in tenants:
        provider(google, tenant, clock, pool).observe(scope)
    assert clock.slept == [1.0]


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
    """3,000 members at 2,400 a minute: the third batch leaves a minute after the first."""
    clock, google = Clock(), FakeGoogle(lambda _: (200, {}))
    add = tuple(
        RoleMember(MemberRole.MEMBER, Member(MemberType.ACCOUNT, str(n))) for n in range(3000)
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
    assert [len(batch) for batch in google.batches] == [1000, 1000, 1000]
    assert clock.slept == [60.0]


def test_a_day_that_is_spent_ends_licensing_and_nothing_else() -> None:
    """One answer of "Queries per day" is enough: no retry, no further call, groups go on."""
    spent = error(403, "quotaExceeded", "Quota exceeded for quota metric 'Queries per day'")

    def handle(seen: Seen) -> Reply:
        return spent if "licensing" in seen.path or "product" in seen.path else (200, {})

    google, clock = FakeGoogle(handle), Clock()
    made = provider(google, TENANT, clock)
    scope = Scope(products={"plus": {"product": "p", "sku": "s"}})
    for _ in range(2):
        seen = made.observe(scope)
        assert Listing.LICENCES not in seen.complete
        assert [fault.code for fault in seen.faults] == ["quota-spent"]
    asked = [call for batch in google.batches for call in batch if "product" in call.path]
    assert len(asked) == 1
    assert clock.slept == []


def test_a_call_that_a_batch_refuses_to_let_in_is_sent_again() -> None:
    """One call may be "Login Required" while the others pass; it is not tried for ever."""
    refused = [error(401, "required", "Login Required")]
    google = FakeGoogle(lambda _: refused.pop() if refused else (200, {}))
    assert provider(google).observe(Scope()).complete == frozenset(Listing)
    always = FakeGoogle(lambda _: error(401, "required", "Login Required"))
    with pytest.raises(TenantError):
        provider(always).observe(Scope())
    assert len(always.batches) <= 6  # Google's own client repeats each as well


def test_what_waited_asks_before_it_leaves_again() -> None:
    """A lease that was lost meanwhile ends it: nothing more is sent."""
    google = FakeGoogle(lambda _: error(503, "backendError"))
    asked: list[int] = []

    class Lost(Notebook):
        def sending(self, addresses: Collection[Address]) -> None:
            super().sending(addresses)
            asked.append(len(google.batches))
            if len(asked) > 1:
                raise LedgerError([])

    made = change(Kind.GROUP, "club", Action.UPDATE, after=Group("club@x.example", "Club"))
    made = replace(made, target=Target("g-1", "club@x.example", "", adopted=False))
    made = replace(made, fields=(FieldChange("name", "a", "b"),))
    with pytest.raises(LedgerError):
        provider(google).execute(ChangeBatch((made,), "plovdiv", FILES), Lost())
    assert asked == [0, 1]
    assert len(google.batches) == 1
