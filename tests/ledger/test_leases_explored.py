"""Every interleaving of two runs over the real ledger, with a fault at each step.

Premise: whether two writers ever meet depends on orders that nobody thinks of. Two runs of six
steps come to few states, whatever their order: every one is reached, and each again with a run that
dies at a step, with a connection that is lost before or after a step's transaction, and with a
clock that jumps by less or by more than a lease.

Rule: whatever the order, a request leaves only while its run holds the tenant; two runs never hold
one at the same time; what was sent stands in the journal as sent; and once every lease has passed,
a third run gets in.

What cannot be had: a request that has left arrives, however late. So looking at the lease and
sending are one step here, as nothing of ours comes between the two.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from reconciler.errors import Fault, LedgerError
from reconciler.ledger import LedgerCode, leases, runs
from reconciler.ledger.leases import Lease
from reconciler.ledger.ledger import Ledger, open_ledger
from reconciler.ledger.runs import RunLog
from reconciler.ledger.tables import JOURNAL, LEASES, RUNS
from reconciler.model.change import Change
from reconciler.model.states import RunState
from tests.ledger.given import TENANT, Clock, claim, group, keyring, outcome, start

STEPS = ("lease", "begin", "intend", "request", "answer", "end")
SECONDS = 90


@dataclass
class Trouble:
    """What befalls one run at one of its steps."""

    name: str
    who: int = 0
    step: int = 0

    def meets(self, who: int, step: int, name: str) -> bool:
        """Whether it befalls this step in this way."""
        return (self.name, self.who, self.step) == (name, who, step)


@dataclass
class Player:
    """One run: where it stands, and what it has."""

    number: int
    ledger: Ledger
    trouble: Trouble
    at: int = 0
    over: bool = False
    lease: Lease | None = None
    log: RunLog | None = None
    requests: int = 0

    def step(self, board: Board) -> None:
        """Its next step; a ledger that fails ends it, as it does in the product."""
        if self.over:
            return
        name, self.at = STEPS[self.at], self.at + 1
        if self.trouble.meets(self.number, self.at - 1, "killed"):
            self.over = True
            return
        try:
            if self.trouble.meets(self.number, self.at - 1, "lost before"):
                raise _lost()
            getattr(self, f"_{name}")(board)
            if self.trouble.meets(self.number, self.at - 1, "lost after"):
                raise _lost()
        except LedgerError:
            self.over = True
            self._let_go()
            return
        self.over = self.at == len(STEPS)

    def _let_go(self) -> None:
        if self.lease is not None:
            self.lease.release()

    def _lease(self, _board: Board) -> None:
        self.lease = self.ledger.lease(claim(who=f"run {self.number}", seconds=SECONDS))

    def _begin(self, _board: Board) -> None:
        self.log = self.ledger.begin(start(), self.lease)

    def _intend(self, _board: Board) -> None:
        assert self.log is not None
        self.log.intend(TENANT, [self._change])

    def _request(self, board: Board) -> None:
        assert self.log is not None
        self.log.sending(TENANT, [self._change.address])
        board.arrived(self)
        self.requests += 1

    def _answer(self, _board: Board) -> None:
        assert self.log is not None
        self.log.outcome(outcome(self._change))
        self.log.answered(TENANT, [self._change.address])

    def _end(self, _board: Board) -> None:
        assert self.log is not None
        self.log.end(RunState.DONE)
        self._let_go()

    @property
    def _change(self) -> Change:
        return group(f"club-{self.number}")


def _lost() -> LedgerError:
    return LedgerError([Fault(LedgerCode.UNREACHABLE, None, {"url": "-", "why": "lost"})])


@dataclass
class Board:
    """What an observer sees who reads the database and no code."""

    ledger: Ledger
    clock: Clock
    breaches: list[str] = field(default_factory=list)

    def arrived(self, player: Player) -> None:
        """A request is with the vendor: whose is the tenant now, and what does the journal say?"""
        assert player.log is not None
        with self.ledger._store.reading() as connection:
            held = connection.execute(select(LEASES)).mappings().all()
            states = connection.scalars(
                select(JOURNAL.c.state).where(JOURNAL.c.run == player.log.number)
            ).all()
        if [row["run"] for row in held] != [player.log.number]:
            self.breaches.append(f"run {player.number} writes, and the tenant is {held}")
        elif held[0]["expires"] <= self.clock():
            self.breaches.append(f"run {player.number} writes after its lease")
        if list(states) != ["sent"]:
            self.breaches.append(f"run {player.number} writes, and the journal says {states}")


def troubles() -> Iterator[Trouble]:
    """Nothing, and each fault of the first run at each step; the second is its mirror."""
    yield Trouble("nothing")
    for name in ("killed", "lost before", "lost after", "sleeps", "naps"):
        yield from (Trouble(name, 0, step) for step in range(len(STEPS)))


@dataclass
class History:
    """One order of steps, played: what an observer saw, and where everybody stands."""

    order: tuple[int, ...]
    breaches: list[str]
    state: tuple[object, ...]
    over: bool


def play(order: tuple[int, ...], trouble: Trouble, ledger: Ledger, clock: Clock) -> History:
    """One history from an empty table of leases; afterwards a third run must get in."""
    board = Board(ledger, clock)
    first = _newest(ledger)
    players = [Player(number, ledger, trouble) for number in (0, 1)]
    for who in order:
        player = players[who]
        if trouble.meets(who, player.at, "sleeps") and not player.over:
            clock.pass_by(SECONDS + 1)
        if trouble.meets(who, player.at, "naps") and not player.over:
            clock.pass_by(SECONDS / 2)
        player.step(board)
    state = _state(players, ledger, clock, first)
    clock.pass_by(2 * SECONDS)
    with ledger.lease(claim(who="third")):
        pass
    told = [f"{order} {trouble}: {breach}" for breach in board.breaches]
    return History(order, told, state, all(player.over for player in players))


def _newest(ledger: Ledger) -> int:
    with ledger._store.reading() as connection:
        return connection.scalar(select(func.max(RUNS.c.number))) or 0


def _state(players: list[Player], ledger: Ledger, clock: Clock, first: int) -> tuple[object, ...]:
    """All that decides what can follow: two orders that come to the same need one look."""
    with ledger._store.reading() as connection:
        held = connection.execute(select(LEASES.c.who, LEASES.c.run, LEASES.c.expires)).all()
        begun = connection.execute(
            select(RUNS.c.number, RUNS.c.state, RUNS.c.expires).where(RUNS.c.number > first)
        ).all()
        rows = connection.execute(
            select(JOURNAL.c.run, JOURNAL.c.state).where(JOURNAL.c.run > first)
        ).all()
    now = datetime.fromisoformat(clock())
    left = tuple(
        (who, run and run - first, (datetime.fromisoformat(until) - now).total_seconds())
        for who, run, until in held
    )
    return (
        tuple((one.at, one.over, one.log and one.log.number - first) for one in players),
        left,
        tuple(
            (number - first, state, (datetime.fromisoformat(until) - now).total_seconds())
            for number, state, until in begun
        ),
        tuple((run - first, state) for run, state in rows),
    )


def explored(trouble: Trouble, ledger: Ledger, clock: Clock) -> tuple[list[str], int]:
    """Every state that two runs can come to: what broke on the way there, and how many."""
    seen: set[tuple[object, ...]] = set()
    waiting: list[tuple[int, ...]] = [()]
    breaches: list[str] = []
    while waiting:
        order = waiting.pop()
        for who in (0, 1):
            history = play((*order, who), trouble, ledger, clock)
            breaches += history.breaches
            if history.state not in seen:
                seen.add(history.state)
                waiting += [] if history.over else [history.order]
    return breaches, len(seen)


class _Still:
    """In the place of the heartbeat: here the clock stands, and a beat is a step of its own."""

    def __init__(self, **_: object) -> None:
        return

    def start(self) -> None:
        """Never beats."""

    def join(self) -> None:
        """Is over."""


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Ledger]]:
    """A new ledger each time it is asked for, from a copy of one that was made once."""
    monkeypatch.setattr(leases, "Thread", _Still)
    clock = Clock()
    file, kept = tmp_path / "ledger.sqlite", tmp_path / "kept.sqlite"
    open_ledger(f"sqlite:///{kept}", keyring(), clock=clock).close()
    opened: list[Ledger] = []

    def make() -> Ledger:
        for one in opened:
            one.close()
        for rest in tmp_path.glob("ledger.sqlite*"):
            rest.unlink()
        shutil.copy(kept, file)
        opened[:] = [open_ledger(f"sqlite:///{file}", keyring(), clock=clock)]
        return opened[0]

    yield make
    for one in opened:
        one.close()


@pytest.mark.parametrize("trouble", tuple(troubles()), ids=lambda one: f"{one.name}-{one.step}")
def test_no_request_outlives_its_lease_in_any_order(
    trouble: Trouble, fresh: Callable[[], Ledger]
) -> None:
    """All that two runs can come to, with one fault of the first."""
    ledger = fresh()
    clock = ledger._store.clock
    assert isinstance(clock, Clock)
    breaches, states = explored(trouble, ledger, clock)
    assert not breaches, breaches[:5]
    assert states > len(STEPS)


def test_a_lease_that_nobody_looks_at_is_outlived(
    fresh: Callable[[], Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The explorer sees what it looks for: with the look left out, it finds two writers."""
    monkeypatch.setattr(runs, "require_held", lambda *_: None)
    ledger = fresh()
    clock = ledger._store.clock
    assert isinstance(clock, Clock)
    breaches, _ = explored(Trouble("sleeps", 0, STEPS.index("request")), ledger, clock)
    assert breaches
