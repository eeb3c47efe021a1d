"""One writer per tenant."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from reconciler.errors import LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger.leases import Lease, LeaseHeldError, current_process
from reconciler.ledger.ledger import Ledger, open_ledger
from reconciler.ledger.runs import RunLog
from tests.ledger import racing
from tests.ledger.given import TENANT, Clock, claim, group, keyring, start


def test_a_second_writer_is_told_who_holds_the_lease(ledger: Ledger, clock: Clock) -> None:
    """Who, where, since when and until when, for each tenant that is taken."""
    with ledger.lease(claim("ou-a", "ou-b")) as lease:
        number = ledger.begin(start(), lease).number
        clock.pass_by(30)
        with pytest.raises(LeaseHeldError) as caught:
            ledger.lease(claim("ou-b", "ou-c", who="colleague"))
    (fault,) = caught.value.faults
    assert fault.code is LedgerCode.LEASE_HELD
    assert fault.facts == {
        "tenant": "ou-b",
        "who": "operator",
        "host": "ci-1",
        "run": number,
        "since": "2026-11-24T08:00:00.000Z",
        "until": "2026-11-24T08:01:30.000Z",
    }


def test_a_lease_is_of_all_its_tenants_or_of_none(ledger: Ledger) -> None:
    """What was free stays free where another tenant is taken."""
    with ledger.lease(claim("ou-b")):
        with pytest.raises(LeaseHeldError):
            ledger.lease(claim("ou-a", "ou-b", "ou-c"))
        with ledger.lease(claim("ou-a", "ou-c")) as lease:
            assert lease.tenants == ("ou-a", "ou-c")


def test_a_released_lease_is_free_at_once(ledger: Ledger) -> None:
    """And may be released twice."""
    lease = ledger.lease(claim())
    lease.release()
    lease.release()
    ledger.lease(claim()).release()


def test_a_dead_holders_lease_expires(ledger: Ledger, clock: Clock) -> None:
    """Not before its time."""
    dead = ledger.lease(claim())
    clock.pass_by(89.9)
    with pytest.raises(LeaseHeldError):
        ledger.lease(claim())
    clock.pass_by(0.1)
    with ledger.lease(claim(who="colleague")):
        assert not dead.lost
        with pytest.raises(LedgerError) as caught:
            dead.renew()
        assert caught.value.faults[0].code is LedgerCode.LEASE_LOST
        assert dead.lost
        dead.release()
        with pytest.raises(LeaseHeldError):
            ledger.lease(claim())


def test_a_holder_that_is_seen_to_have_died_is_not_waited_for(ledger: Ledger) -> None:
    """A process of this machine that runs no more; its run ends as interrupted."""
    child = subprocess.run(
        [
            sys.executable,
            "-c",
            "from reconciler.ledger.leases import current_process; print(current_process())",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    number = ledger.begin(
        start(), ledger.lease(replace(claim(), process=child.stdout.strip()))
    ).number
    with ledger.lease(claim()):
        assert ledger.run(number).state == "interrupted"


def test_a_holder_that_lives_or_cannot_be_seen_is_waited_for(ledger: Ledger) -> None:
    """Another machine's processes have the same numbers as ours."""
    alive = current_process()
    elsewhere = f"another-boot:pid:[1] {alive.split(' ', 1)[1]}"
    for process in (alive, elsewhere, ""):
        with ledger.lease(replace(claim(), process=process)), pytest.raises(LeaseHeldError):
            ledger.lease(claim())


def test_a_renewed_lease_lasts_longer(ledger: Ledger, clock: Clock) -> None:
    """Its time starts anew."""
    with ledger.lease(claim()) as lease:
        clock.pass_by(60)
        lease.renew()
        clock.pass_by(60)
        with pytest.raises(LeaseHeldError):
            ledger.lease(claim())


def test_a_lease_renews_itself(
    ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without anybody's doing it outlives its first time."""
    beat, renew = Event(), Lease.renew

    def watched(lease: Lease) -> None:
        renew(lease)
        beat.set()

    monkeypatch.setattr(Lease, "renew", watched)
    with ledger.lease(claim(seconds=0.6)):
        for _ in range(3):
            clock.pass_by(0.4)
            for _ in range(2):  # one may have been under way
                beat.clear()
                assert beat.wait(30)
        with pytest.raises(LeaseHeldError):
            ledger.lease(claim())


def test_a_lease_that_cannot_be_renewed_is_lost_in_time(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that does not answer says nothing: after its time the lease counts as lost."""
    with open_ledger(url, keyring()) as ledger, ledger.lease(claim(seconds=0.3)) as lease:
        monkeypatch.setattr(Lease, "renew", _no_answer)
        time.sleep(0.5)
        assert lease.lost


def _no_answer(_lease: Lease) -> None:
    raise LedgerError([])


def test_nothing_is_sent_once_the_lease_is_lost(
    ledger: Ledger, clock: Clock, begin: Callable[[], RunLog]
) -> None:
    """Neither where it ran out, nor where a colleague has taken it since."""
    late = begin()
    late.intend(TENANT, [group("teachers")])
    clock.pass_by(91)
    with pytest.raises(LedgerError) as caught:
        late.sending(TENANT, [group("teachers").address])
    assert caught.value.faults[0].code is LedgerCode.LEASE_LOST
    with ledger.lease(claim(who="colleague")), pytest.raises(LedgerError):
        late.intend(TENANT, [group("staff")])
    assert [entry.state for entry in ledger.entries(late.number)] == ["intended"]


def test_a_run_sends_only_to_tenants_that_it_holds(begin: Callable[[], RunLog]) -> None:
    """A lease of one tenant is none of another."""
    with pytest.raises(LedgerError) as caught:
        begin().intend("ou-b", [group("teachers", "ou-b")])
    assert caught.value.faults[0].facts == {"tenant": "ou-b"}


def test_of_many_threads_one_gets_the_lease(ledger: Ledger) -> None:
    """The others are told who."""
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: _try(ledger), range(16)))
    taken = [lease for lease in got if lease is not None]
    assert len(taken) == 1
    taken[0].release()


def _try(ledger: Ledger) -> Lease | None:
    try:
        return ledger.lease(claim("ou-b", "ou-a"))
    except LeaseHeldError:
        return None


def test_of_two_processes_one_gets_the_lease(url: str) -> None:
    """Every time that they race for it, on a database that neither has made before."""
    for got in racing.race(url, rounds=10):
        assert sorted(got) == ["got it", "held"]
