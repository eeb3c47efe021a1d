"""Runs, their schools and refusals."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest

from reconciler.errors import LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger.ledger import Ledger, open_ledger
from reconciler.model.plan import Refusal
from reconciler.model.states import RunState
from tests.ledger.given import TENANT, Clock, claim, keyring, school, start


def test_a_run_is_told_as_it_began(ledger: Ledger, clock: Clock) -> None:
    """Everything of its start comes back, with when it ended and how."""
    log = ledger.begin(start())
    clock.pass_by(12.5)
    log.end(RunState.FAILED)
    run = ledger.run(log.number)
    assert {name: getattr(run, name) for name in asdict(start())} == asdict(start())
    assert (run.started, run.ended) == ("2026-11-24T08:00:00.000Z", "2026-11-24T08:00:12.500Z")
    assert (run.state, run.key_id) == ("failed", keyring().key_id)


def test_the_newest_runs_of_a_stack_come_first(ledger: Ledger) -> None:
    """So many of them, and none of another stack."""
    numbers = [ledger.begin(start()).number for _ in range(3)]
    ledger.begin(start("plovdiv"))
    assert [run.number for run in ledger.runs("sandbox", 2)] == [numbers[2], numbers[1]]


def test_a_run_that_was_never_is_named(ledger: Ledger) -> None:
    """Neither it nor its entries are made up."""
    for look in (ledger.run, ledger.entries):
        with pytest.raises(LedgerError) as caught:
            look(7)
        assert caught.value.faults[0].code is LedgerCode.UNKNOWN_RUN
        assert caught.value.faults[0].facts == {"run": 7, "newest": 0}


def test_a_school_is_told_as_it_ended_last(ledger: Ledger) -> None:
    """What is said of it twice stands once, in each tenant."""
    log = ledger.begin(start())
    for one in (school("open"), school("converged"), school("failed", "shared")):
        log.school(one)
    assert ledger.run(log.number).schools == (school("failed", "shared"), school("converged"))


def test_refusals_are_told_in_their_order(ledger: Ledger) -> None:
    """With the guard, whom it held back, and its numbers."""
    log = ledger.begin(start())
    log.refused("school-vanished", "", "", {"schools": "ou-b"})
    log.refused("last-owner", "ou-a", TENANT, {"removed": 2})
    assert ledger.run(log.number).refusals == (
        Refusal("school-vanished", "", "", {"schools": "ou-b"}),
        Refusal("last-owner", "ou-a", TENANT, {"removed": 2}),
    )


def test_a_run_whose_lease_ran_out_was_interrupted(ledger: Ledger, clock: Clock) -> None:
    """It is shown so at once, and the next run stores it, with when it was alive last."""
    lease = ledger.lease(claim())
    dead = ledger.begin(start(), lease).number
    clock.pass_by(91)
    assert ledger.run(dead).state == "interrupted"
    assert ledger.run(dead).ended is None
    ledger.begin(start())
    assert ledger.run(dead).state == "interrupted"
    assert ledger.run(dead).ended == "2026-11-24T08:01:30.000Z"
    lease.release()


def test_a_run_lives_as_long_as_its_lease_is_renewed(ledger: Ledger, clock: Clock) -> None:
    """A slow run is no dead one."""
    lease = ledger.lease(claim())
    alive = ledger.begin(start(), lease).number
    for _ in range(3):
        clock.pass_by(60)
        lease.renew()
    ledger.begin(start("plovdiv"))
    assert ledger.run(alive).state == "running"
    lease.release()


def test_a_lease_that_is_taken_for_a_run_keeps_it_alive(ledger: Ledger, clock: Clock) -> None:
    """Whichever of both came first."""
    log = ledger.begin(start())
    clock.pass_by(60)
    with ledger.lease(replace(claim(), run=log.number)):
        clock.pass_by(60)
        assert ledger.run(log.number).state == "running"


def test_a_run_that_comes_back_tells_its_own_end(ledger: Ledger, clock: Clock) -> None:
    """Interrupted is what is thought of it; how it ended, it knows better."""
    slow = ledger.begin(start())
    clock.pass_by(91)
    ledger.begin(start())
    slow.end(RunState.STOPPED)
    assert ledger.run(slow.number).state == "stopped"


def test_the_databases_own_clocks_speak_alike(url: str) -> None:
    """Without a clock of ours, times are UTC to the millisecond, and near to this machine's."""
    with open_ledger(url, keyring()) as own:
        log = own.begin(start())
        log.end(RunState.DONE)
        run = own.run(log.number)
    form = "".join("d" if sign.isdigit() else sign for sign in run.started)
    assert form == "dddd-dd-ddTdd:dd:dd.dddZ"
    assert run.started <= str(run.ended)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(run.started)) < timedelta(minutes=5)
