"""Claims about carrying out: what waits for what, and when a run is over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

import pytest

from reconciler.apply.run import Runner, TenantSession
from reconciler.apply.settle import WAITS, Reobservation, settle
from reconciler.errors import Fault, LedgerError, TenantError
from reconciler.ledger import LedgerCode
from reconciler.model.change import Change
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import Observation, Presence, Reference, RouteCount, Scope
from reconciler.model.resources import Address
from reconciler.model.states import Outcome, Result
from reconciler.plan.approve import approve
from reconciler.plan.consent import Consent
from reconciler.plan.order import ordered
from reconciler.providers.base import AuditEvent, ChangeBatch, VendorCode, WriteReporter
from reconciler.providers.google.limits import LIMITS
from tests.support.small import (
    SCHOOL,
    TENANT,
    account,
    declared,
    difference,
    group,
    membership,
    seen,
    seen_group,
    unit,
)
from tests.unit.plan.test_plan import school_plan, whole


@dataclass
class Fake:
    """A provider that remembers what it was asked, and fails what it is told to."""

    fail: frozenset[str] = frozenset()
    error: bool = False
    asked: list[ChangeBatch] = field(default_factory=list)

    @property
    def limits(self) -> VendorLimits:
        """Google's."""
        return LIMITS

    def observe(self, scope: Scope) -> Observation:
        """Nothing is there, in any scope."""
        del scope
        return seen()

    def look_up(self, references: Sequence[Reference]) -> dict[Reference, Presence]:
        """Nobody is there."""
        return dict.fromkeys(references, Presence.GONE)

    def execute(self, work: ChangeBatch, notes: WriteReporter) -> tuple[Outcome, ...]:
        """Applies, or fails by key."""
        self.asked.append(work)
        if self.error:
            raise TenantError([Fault(VendorCode.UNAUTHENTICATED, None, {"tenant": TENANT})])
        outcomes = tuple(
            Outcome(
                change.address,
                change.action,
                Result.FAILED if change.address.key in self.fail else Result.APPLIED,
                external_id=f"new:{change.address.key}",
            )
            for change in work.changes
        )
        notes.sending([change.address for change in work.changes])
        for outcome in outcomes:
            notes.done(outcome)
        notes.answered([change.address for change in work.changes])
        return outcomes

    def audit_events(self, since: str, subjects: Collection[str]) -> tuple[AuditEvent, ...]:
        """Nobody did anything."""
        del since, subjects
        return ()

    def requests(self) -> tuple[RouteCount, ...]:
        """None."""
        return ()

    def close(self) -> None:
        """Nothing to close."""


WANTED = declared(unit("a"), unit("a/b"), unit("c"), group("g"), membership("g", "x"), group("h"))


@dataclass
class Book:
    """A journal in memory: one line a point."""

    lines: list[str] = field(default_factory=list)
    lost: bool = False
    """Whether the lease is lost before anything is sent."""

    def intend(self, tenant: str, changes: Sequence[Change]) -> None:
        """What is meant to be done."""
        del tenant
        self.lines += [f"intend {change.address.kind}/{change.address.key}" for change in changes]

    def sending(self, tenant: str, addresses: Collection[Address]) -> None:
        """Refuses where the lease is lost."""
        if self.lost:
            raise LedgerError([Fault(LedgerCode.LEASE_LOST, None, {"tenant": tenant})])
        self.lines.append(f"sending {len(addresses)}")

    def answered(self, tenant: str, addresses: Collection[Address]) -> None:
        """After an answer."""
        del tenant
        self.lines.append(f"answered {len(addresses)}")

    def outcome(self, outcome: Outcome) -> None:
        """What became of one."""
        self.lines.append(f"{outcome.result} {outcome.address.kind}/{outcome.address.key}")

    def flush(self, tenant: str) -> None:
        """Nothing is kept back here."""


def carried_out(fake: Fake, rulebook: Book | None = None) -> dict[str, Result]:
    """What became of everything, by kind/key."""
    rulebook = rulebook or Book()
    found = difference(WANTED, seen())
    approved = approve(whole(school_plan(*ordered(found.difference.changes))), Consent()).approved
    hand = TenantSession(fake, seen(), "plovdiv", {SCHOOL: "schools/ou-test.yaml"})
    runner = Runner({TENANT: hand}, rulebook, lambda _outcome: None)
    outcomes = runner.run(approved.schools)
    return {f"{o.address.kind}/{o.address.key}": o.result for o in outcomes}


def test_a_failure_blocks_only_what_depends_on_it() -> None:
    """A unit's children and a group's members wait; the rest goes on."""
    results = carried_out(Fake(frozenset({"a", "g"})))
    assert results == {
        "orgunit/a": Result.FAILED,
        "orgunit/c": Result.APPLIED,
        "orgunit/a/b": Result.BLOCKED,
        "group/g": Result.FAILED,
        "group/h": Result.APPLIED,
        "membership/g": Result.BLOCKED,
    }


def test_ids_of_what_was_made_are_known_to_what_comes_after() -> None:
    """A new group's id is there when its members are added."""
    fake = Fake()
    carried_out(fake)
    assert fake.asked[-1].group_ids["g@ou-test.example"] == "new:g"
    assert fake.asked[-1].unit_ids["/a/b"] == "new:a/b"


def test_every_change_is_journalled_before_it_is_sent_and_after() -> None:
    """What is blocked is journalled too, as what it is."""
    rulebook = Book()
    carried_out(Fake(frozenset({"a"})), rulebook)
    for what in ("orgunit/a", "orgunit/c", "group/g", "membership/g"):
        assert rulebook.lines.count(f"intend {what}") == 1
    assert rulebook.lines.index("intend orgunit/a") < rulebook.lines.index("sending 2")
    assert rulebook.lines.index("failed orgunit/a") < rulebook.lines.index("answered 2")
    assert "blocked orgunit/a/b" in rulebook.lines


def test_a_lost_lease_stops_a_run_before_the_next_request() -> None:
    """Somebody else may be writing there."""
    fake, rulebook = Fake(), Book(lost=True)
    with pytest.raises(LedgerError):
        carried_out(fake, rulebook)
    assert len(fake.asked) == 1
    assert not any(line.startswith("applied") for line in rulebook.lines)


SENT = ordered(difference(declared(group("g")), seen()).difference.changes)


def rest(*answers: int) -> Callable[[], Reobservation]:
    """Looks that find so many changes left, one after another."""
    left = list(answers)
    return lambda: Reobservation((school_plan(*(SENT * left.pop(0))),))


def test_a_run_waits_until_its_writes_show_and_no_longer() -> None:
    """Replication takes a while."""
    waited: list[float] = []
    settled = settle(SENT, (), rest(1, 1, 0), waited.append)
    assert (waited, settled.converged, settled.left) == (list(WAITS[:2]), (SCHOOL,), ())


def test_a_run_stops_waiting_in_the_end() -> None:
    """And says what is left."""
    waited: list[float] = []
    settled = settle(SENT, (), rest(*[1] * (len(WAITS) + 1)), waited.append)
    assert (len(waited), len(settled.left)) == (len(WAITS), 1)


def test_after_a_failure_nobody_waits() -> None:
    """What failed will not appear by itself."""
    change = difference(declared(group("g")), seen()).difference.changes[0]
    failed = Outcome(change.address, change.action, Result.FAILED)
    waited: list[float] = []
    settle(SENT, (failed,), rest(1), waited.append)
    assert waited == []


def test_people_whom_a_vendor_refused_are_not_waited_for() -> None:
    """Their change stays different; what else was written is waited for as ever."""
    change = difference(declared(group("g")), seen()).difference.changes[0]
    refused = Outcome(change.address, change.action, Result.PARTIAL)
    waited: list[float] = []
    settled = settle(SENT, (refused,), rest(1), waited.append)
    assert (waited, len(settled.left)) == ([], 1)


def finding(changes: Sequence[Change]) -> Callable[[], Reobservation]:
    """Looks that find the same changes left each time."""
    return lambda: Reobservation((school_plan(*changes),))


def test_what_became_possible_since_is_not_waited_for() -> None:
    """Another school's group was made in the same run: it is a member in the next one."""
    there = (seen_group("g", key="g"), account("ana"), account("eva"))
    first, later, both = (
        difference(declared(group("g"), membership("g", *ids)), seen(*there)).difference.changes
        for ids in (("ana",), ("eva",), ("ana", "eva"))
    )
    for found, waits in ((later, 0), (both, len(WAITS))):
        waited: list[float] = []
        settled = settle(first, (), finding(found), waited.append)
        assert (len(waited), len(settled.left)) == (waits, 1)


def test_a_tenant_that_cannot_be_read_again_is_not_called_converged() -> None:
    """Nothing is known of it, and that is told."""
    settled = settle(SENT, (), lambda: Reobservation((), ("ou-test",)), lambda _seconds: None)
    assert (settled.converged, settled.unread) == ((), ("ou-test",))


def test_a_tenant_whose_writer_cannot_sign_in_fails_alone() -> None:
    """Every change of it is told as failed; nothing is raised."""
    results = carried_out(Fake(error=True))
    assert set(results.values()) <= {Result.FAILED, Result.BLOCKED}
    assert results["orgunit/a"] is Result.FAILED
