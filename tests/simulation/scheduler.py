"""The seeded scheduler: one task runs at a time, in virtual time.

Premise: the product runs threads. Each is a real thread here, but only the one that holds the baton
runs; it hands the baton on at every request, ledger call and sleep. Who gets it is drawn from the
seed, so the same seed gives the same history.

A process is killed by a BaseException at its next hand-over, in each of its tasks, and at every one
after that: what a real process would not have done any more, `finally` or not, has no effect.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

NEVER = float("inf")
MOST_SWITCHES = 200_000
"""More hand-overs than any town needs: a run that goes on for ever is a fault of its own."""


class Died(BaseException):
    """The process was killed; nothing of the product may catch it."""


class StuckError(AssertionError):
    """Nobody can go on, or everybody goes on for ever."""


def _held() -> threading.Lock:
    """A lock that somebody else lets go of: far cheaper than a semaphore."""
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(eq=False)
class Process:
    """One run of the product, or a person: what dies and freezes together."""

    name: str
    started: float = 0.0
    dead: bool = False
    frozen: float = 0.0
    """Until when none of its tasks runs."""
    visible: bool = True
    """Whether others on the machine can see that it has died."""
    points: int = 0
    """Hand-overs so far."""
    die_at: float = NEVER
    """The hand-over at which it is killed."""
    freeze_at: float = NEVER
    """The hand-over at which it stops for a while, as a machine does that sleeps."""
    freeze_for: float = 0.0
    out: list[str] = field(default_factory=list)


@dataclass(eq=False)
class _Task:
    process: Process
    baton: threading.Lock = field(default_factory=_held)
    wake: float = 0.0
    ready: Callable[[], bool] | None = None
    done: bool = False
    error: BaseException | None = None
    looked: float | None = None
    """Its process's `frozen` when it looked at its lease; None: it has waited since."""


class _Worker:
    """A thread that serves one task after the other: thousands would be started else."""

    idle: ClassVar[list[_Worker]] = []

    def __init__(self) -> None:
        self._asked = _held()
        self._work: Callable[[], None] = lambda: None
        threading.Thread(target=self._serve, daemon=True).start()

    def do(self, work: Callable[[], None]) -> None:
        """Begins at once, beside the caller."""
        self._work = work
        self._asked.release()

    def _serve(self) -> None:
        while True:
            self._asked.acquire()
            self._work()
            self.idle.append(self)


class Scheduler:
    """Tasks, whose turn it is, and the clock."""

    def __init__(self, seed: str, start: datetime) -> None:
        self._dice = random.Random(f"{seed}/turns")
        self._start = start
        self._tasks: list[_Task] = []
        self._local = threading.local()
        self._idle = _held()
        self._stuck: StuckError | None = None
        self._switches = 0
        self.now = 0.0

    @property
    def time(self) -> datetime:
        """The present, in UTC."""
        return self._start + timedelta(seconds=self.now)

    @property
    def text(self) -> str:
        """The present as the ledger writes it."""
        at = self.time.astimezone(UTC)
        return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"

    @property
    def process(self) -> Process | None:
        """Whose task is running; None outside of all."""
        task: _Task | None = getattr(self._local, "task", None)
        return task.process if task else None

    @property
    def looked(self) -> float | None:
        """The running task's look at its lease: see `_Task.looked`."""
        task: _Task = self._local.task
        return task.looked

    @looked.setter
    def looked(self, frozen: float | None) -> None:
        task: _Task = self._local.task
        task.looked = frozen

    def toss(self, sides: int) -> int:
        """A number below `sides`."""
        return self._dice.randrange(sides)

    def monotonic(self) -> float:
        """Virtual seconds."""
        return self.now

    def spawn(self, process: Process, work: Callable[[], Any]) -> _Task:
        """A task that begins when its turn comes."""
        task = _Task(process, wake=self.now)

        def body() -> None:
            task.baton.acquire()
            self._local.task = task
            try:
                if not process.dead:
                    work()
            except BaseException as error:  # noqa: BLE001  whatever ends a task is kept
                task.error = error
            task.done = True
            del self._local.task
            self._hand_on(None)

        self._tasks.append(task)
        (_Worker.idle.pop() if _Worker.idle else _Worker()).do(body)
        return task

    def run(self) -> None:
        """Lets all tasks go on until they are done; StuckError where they never will be."""
        self._hand_on(None)
        self._idle.acquire()
        self._tasks.clear()
        if self._stuck is not None:
            stuck, self._stuck = self._stuck, None
            raise stuck

    def turn(self, *, steady: bool = False) -> None:
        """A point at which another task may go on, and at which this process may die or freeze.

        `steady`: not freeze, since no look at a lease can come between this and what follows.
        """
        task: _Task | None = getattr(self._local, "task", None)
        if task is None:
            return
        process = task.process
        process.points += 1
        if process.points >= process.die_at:
            process.dead = True
        if process.dead:
            raise Died
        if not steady:
            self._freeze(process)
        self.now += self._dice.random() * 0.02
        task.wake = self.now
        self._switch(task)

    def sleep(self, seconds: float) -> None:
        """Goes on so many virtual seconds later."""
        task: _Task | None = getattr(self._local, "task", None)
        if task is None:
            self.now += seconds
            return
        task.wake = self.now + max(0.0, seconds)
        task.looked = None
        self._freeze(task.process)
        self._switch(task)

    def _freeze(self, process: Process) -> None:
        if process.points >= process.freeze_at:
            process.freeze_at = NEVER
            process.frozen = self.now + process.freeze_for

    def wait(self, ready: Callable[[], bool], seconds: float | None = None) -> bool:
        """Goes on when something is so, or later at most; whether it is."""
        task: _Task = self._local.task
        task.ready = ready
        task.wake = NEVER if seconds is None else self.now + seconds
        self._switch(task)
        return ready()

    def _switch(self, task: _Task) -> None:
        self._hand_on(task)
        task.ready = None
        if task.process.dead:
            raise Died

    def _hand_on(self, task: _Task | None) -> None:
        """Gives the baton to whose turn it is; comes back when this task's turn has come."""
        following = self._following()
        if following is None:
            self._idle.release()
        elif following is not task:
            following.baton.release()
        if task is not None and following is not task:
            task.baton.acquire()

    def _following(self) -> _Task | None:
        self._switches += 1
        left = [task for task in self._tasks if not task.done]
        if not left or self._stuck is not None:
            return None
        if self._switches > MOST_SWITCHES:
            self._stuck = StuckError("the tasks go on for ever")
            return None
        able = [task for task in left if self._able(task)]
        if not able:
            moment = min(max(task.wake, task.process.frozen) for task in left)
            if moment == NEVER:
                self._stuck = StuckError("every task waits for another one")
                return None
            self.now = max(self.now, moment)
            able = [task for task in left if self._able(task)]
        return able[0] if len(able) == 1 else self._dice.choice(able)

    def _able(self, task: _Task) -> bool:
        if task.process.dead:
            return True
        if task.process.frozen > self.now:
            return False
        return task.wake <= self.now or (task.ready is not None and task.ready())
