"""Intent before a call, outcome after."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.errors import LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger.ledger import Ledger, open_ledger
from reconciler.ledger.runs import RunLog
from reconciler.model.baseline import Baseline
from reconciler.model.states import Result, RunSchoolState, RunState
from tests.ledger import racing
from tests.ledger.given import PARENT, TENANT, Clock, claim, group, keyring, outcome, parents, start

Begin = Callable[[], RunLog]


def test_intent_comes_before_the_call_and_outcome_after(
    ledger: Ledger, clock: Clock, begin: Begin
) -> None:
    """Each step is there as soon as it was taken, with its time."""
    log, change = begin(), group("teachers")
    log.intend(TENANT, [change])
    assert _states(ledger, log) == ["intended"]
    clock.pass_by(1)
    log.sending(TENANT, [change.address])
    assert _states(ledger, log) == ["sent"]
    clock.pass_by(1)
    log.outcome(outcome(change))
    log.answered(TENANT, [change.address])
    (entry,) = ledger.entries(log.number)
    assert (entry.address, entry.action, entry.change) == (change.address, change.action, change)
    assert (entry.state, entry.done, entry.wanted, entry.external_id) == ("applied", 1, 1, "G-1")
    assert (entry.intended_at, entry.sent_at, entry.ended_at) == (
        "2026-11-24T08:00:00.000Z",
        "2026-11-24T08:00:01.000Z",
        "2026-11-24T08:00:02.000Z",
    )


def test_a_school_of_a_run_that_goes_on_is_open_and_counted_by_its_journal(
    ledger: Ledger, begin: Begin
) -> None:
    """So that history shows what a killed run has done, and what may have been done."""
    log, made, sent, waiting = begin(), group("teachers"), group("pupils"), parents()
    log.intend(TENANT, [made, sent, waiting])
    log.sending(TENANT, [made.address, sent.address])
    log.outcome(outcome(made))
    log.flush(TENANT)
    (shown,) = ledger.run(log.number).schools
    assert (shown.school, shown.tenant, shown.state) == ("ou-a", TENANT, RunSchoolState.OPEN)
    assert (shown.changes, shown.applied, shown.failed, shown.unknown) == (3, 1, 0, 1)


def test_a_change_of_many_requests_was_sent_when_the_first_was(
    ledger: Ledger, clock: Clock, begin: Begin
) -> None:
    """And has ended when the last one's outcome is told."""
    log, change = begin(), parents()
    log.intend(TENANT, [change])
    log.sending(TENANT, [change.address])
    log.answered(TENANT, [change.address])
    clock.pass_by(5)
    log.sending(TENANT, [change.address])
    (entry,) = ledger.entries(log.number)
    assert (entry.state, entry.sent_at) == ("sent", "2026-11-24T08:00:00.000Z")


def test_outcomes_wait_for_the_answer(ledger: Ledger, begin: Begin) -> None:
    """Those of one tenant for its own, in one transaction; a flush needs no request."""
    log, here, there = begin(), group("teachers"), group("staff")
    log.intend(TENANT, [here, there])
    log.outcome(outcome(here))
    log.outcome(outcome(there, Result.BLOCKED))
    log.flush("ou-b")
    assert _states(ledger, log) == ["intended", "intended"]
    log.flush(TENANT)
    assert _states(ledger, log) == ["applied", "blocked"]


def test_an_end_loses_no_outcome(ledger: Ledger, begin: Begin) -> None:
    """What was kept is written before."""
    log, change = begin(), group("teachers")
    log.intend(TENANT, [change])
    log.outcome(outcome(change, Result.FAILED))
    log.end(RunState.FAILED)
    (entry,) = ledger.entries(log.number)
    assert (entry.state, entry.faults) == ("failed", ("unknown-answer",))


def test_what_is_tried_twice_has_two_rows(ledger: Ledger, begin: Begin) -> None:
    """So that undo knows both; the newest one counts."""
    log, change = begin(), group("teachers")
    for result in (Result.UNKNOWN, Result.APPLIED):
        log.intend(TENANT, [change])
        log.sending(TENANT, [change.address])
        log.outcome(outcome(change, result))
        log.answered(TENANT, [change.address])
    assert _states(ledger, log) == ["unknown", "applied"]
    assert ledger.unfinished("sandbox") == frozenset()


def test_an_outcome_that_nobody_meant_is_a_mistake(begin: Begin) -> None:
    """It is told at once, not lost."""
    with pytest.raises(LookupError):
        begin().outcome(outcome(group("teachers")))


def test_several_tenants_write_at_once(ledger: Ledger) -> None:
    """Nothing is lost, and each keeps its own order."""
    tenants = tuple(f"t-{number}" for number in range(4))
    with ledger.lease(claim(*tenants)) as lease:
        log = ledger.begin(start(), lease)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda tenant: _write(log, tenant), tenants))
    entries = ledger.entries(log.number)
    assert {entry.state for entry in entries} == {"applied"}
    for tenant in tenants:
        assert [e.key for e in entries if e.tenant == tenant] == [f"g{n}" for n in range(10)]


def _write(log: RunLog, tenant: str) -> None:
    for number in range(10):
        change = group(f"g{number}", tenant)
        log.intend(tenant, [change])
        log.sending(tenant, [change.address])
        log.outcome(outcome(change))
        log.answered(tenant, [change.address])


def test_every_transaction_is_a_point(points: list[str], begin: Begin) -> None:
    """'answering' is the moment between the vendor's doing and the ledger's knowing."""
    log, change = begin(), group("teachers")
    log.intend(TENANT, [change])
    log.sending(TENANT, [change.address])
    log.outcome(outcome(change))
    log.answered(TENANT, [change.address])
    log.flush(TENANT)
    log.end(RunState.DONE)
    assert points == ["begin", "intend", "sending", "answering", "answered", "end"]


@pytest.mark.parametrize(
    ("point", "state"),
    [("intend", "intended"), ("sending", "sent"), ("answering", "sent"), ("answered", "applied")],
)
def test_a_killed_run_leaves_what_it_knew(url: str, point: str, state: str) -> None:
    """Its journal is whole, its lease ends by itself, and it is told as interrupted."""
    racing.killed(url, point)
    later = Clock()
    later.pass_by(90)
    with open_ledger(url, keyring(), clock=later) as ledger:
        with ledger.lease(claim()) as lease:
            ledger.begin(start(), lease).end(RunState.DONE)
        _, dead = ledger.runs("sandbox", 5)
        assert dead.state == "interrupted"
        assert [entry.state for entry in ledger.entries(dead.number)] == [state]


def test_points_are_counted_over_the_ledger(url: str) -> None:
    """From 1, so that a test can stop at any one."""
    counts: list[int] = []
    with open_ledger(url, keyring(), at_point=lambda _name, count: counts.append(count)) as ledger:
        ledger.begin(start()).end(RunState.DONE)
        ledger.begin(start()).end(RunState.DONE)
    assert counts == [1, 2, 3, 4]


@pytest.mark.parametrize("result", [Result.FAILED, Result.BLOCKED, Result.UNKNOWN, None])
def test_what_did_not_succeed_is_unfinished(
    ledger: Ledger, begin: Begin, result: Result | None
) -> None:
    """Also what was sent and never answered; a later success ends it, in another run too."""
    log, change = begin(), group("teachers")
    log.intend(TENANT, [change, group("staff")])
    log.outcome(outcome(group("staff"), Result.UNCHANGED))
    log.sending(TENANT, [change.address])
    if result is not None:
        log.outcome(outcome(change, result))
    log.answered(TENANT, [change.address])
    assert ledger.unfinished("sandbox") == {str(change.address)}
    assert ledger.unfinished("plovdiv") == frozenset()
    again = begin()
    again.intend(TENANT, [change])
    again.outcome(outcome(change))
    again.flush(TENANT)
    assert ledger.unfinished("sandbox") == frozenset()


def test_a_school_that_was_made_whole_has_nothing_unfinished(ledger: Ledger, begin: Begin) -> None:
    """Whoever closed the rest; what a later run leaves open is unfinished again."""
    log, change = begin(), group("teachers")
    log.intend(TENANT, [change])
    log.baseline(Baseline("ou-a", TENANT, log.number, "2026-11-24T08:00:00.000Z"), "sandbox")
    assert ledger.unfinished("sandbox") == frozenset()
    begin().intend(TENANT, [change])
    assert ledger.unfinished("sandbox") == {str(change.address)}


def test_no_outsiders_address_stands_in_the_database(tmp_path: Path) -> None:
    """Neither in the file nor beside it; who has the key reads it."""
    with (
        open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}", keyring()) as ledger,
        ledger.lease(claim()) as lease,
    ):
        log = ledger.begin(start(), lease)
        log.intend(TENANT, [parents()])
        assert ledger.entries(log.number)[0].change == parents()
        _nowhere_in(tmp_path)
    _nowhere_in(tmp_path)


def _nowhere_in(folder: Path) -> None:
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"parents" in held
    assert PARENT.encode() not in held
    assert PARENT.partition("@")[0].encode() not in held


def test_a_database_that_goes_away_stops_the_run(url: str) -> None:
    """With a fault that names it, and not with the driver's own error."""
    with open_ledger(url, keyring()) as ledger:
        with ledger.lease(claim()) as lease:
            log = ledger.begin(start(), lease)
            with ledger._store.writing() as connection:
                connection.exec_driver_sql("DROP TABLE journal")
            with pytest.raises(LedgerError) as caught:
                log.intend(TENANT, [group("teachers")])
        assert caught.value.faults[0].code is LedgerCode.UNREACHABLE
        assert caught.value.__cause__ is not None


def test_an_external_id_belongs_to_its_own_change(ledger: Ledger, begin: Begin) -> None:
    """Many outcomes in one transaction are not mixed up."""
    log, changes = begin(), [group(f"g{number}") for number in range(30)]
    log.intend(TENANT, changes)
    for change in reversed(changes):
        log.outcome(replace(outcome(change), external_id=f"id-{change.address.key}"))
    log.flush(TENANT)
    assert [e.external_id for e in ledger.entries(log.number)] == [f"id-g{n}" for n in range(30)]


def _states(ledger: Ledger, log: RunLog) -> list[str]:
    return [entry.state for entry in ledger.entries(log.number)]
