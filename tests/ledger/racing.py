"""Processes that want the same lease at the same moment, or die while they hold it."""

from __future__ import annotations

import os
import signal
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from reconciler.ledger.leases import LeaseHeldError
from reconciler.ledger.ledger import Ledger, open_ledger
from tests.ledger.given import TENANT, Clock, claim, group, keyring, outcome, start

PATIENCE = 60
"""Seconds."""
RACERS = 2


def race(url: str, rounds: int) -> list[list[str]]:
    """What each got, by round; both open the ledger first, at the same moment too."""
    context = get_context("spawn")
    barrier = context.Barrier(RACERS)
    told: Queue[tuple[int, str]] = context.Queue()
    racers = [
        context.Process(target=_racer, args=(url, rounds, barrier, told)) for _ in range(RACERS)
    ]
    for racer in racers:
        racer.start()
    answers = [told.get(timeout=PATIENCE) for _ in range(rounds * RACERS)]
    for racer in racers:
        racer.join(PATIENCE)
    return [[got for turn, got in answers if turn == one] for one in range(rounds)]


def _racer(url: str, rounds: int, barrier: Barrier, told: Queue[tuple[int, str]]) -> None:
    barrier.wait(PATIENCE)
    with open_ledger(url, keyring()) as ledger:
        for turn in range(rounds):
            barrier.wait(PATIENCE)
            told.put((turn, _claim(ledger, barrier)))


def _claim(ledger: Ledger, barrier: Barrier) -> str:
    """Whoever gets it keeps it until the other has asked too."""
    try:
        lease = ledger.lease(claim())
    except LeaseHeldError:
        barrier.wait(PATIENCE)
        return "held"
    barrier.wait(PATIENCE)
    lease.release()
    return "got it"


def killed(url: str, point: str) -> None:
    """A run that is killed, as by the machine, at a journal point."""
    dying = get_context("spawn").Process(target=_dies, args=(url, point))
    dying.start()
    dying.join(PATIENCE)
    assert dying.exitcode == -signal.SIGKILL


def _dies(url: str, point: str) -> None:
    def watch(name: str, _count: int) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    ledger = open_ledger(url, keyring(), at_point=watch, clock=Clock())
    log = ledger.begin(start(), ledger.lease(claim()))
    change = group("teachers")
    log.intend(TENANT, [change])
    log.sending(TENANT, [change.address])
    log.outcome(outcome(change))
    log.answered(TENANT, [change.address])
