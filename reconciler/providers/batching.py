"""Jobs side by side: each round sends in batches what every job asks for, and notes each batch."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from reconciler.model.resources import Address
from reconciler.model.states import Outcome
from reconciler.providers.base import WriteReporter


class VendorCall(Protocol):
    """A call of any vendor."""

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""


C = TypeVar("C", bound=VendorCall)
A = TypeVar("A")
C_contra = TypeVar("C_contra", bound=VendorCall, contravariant=True)
A_co = TypeVar("A_co", covariant=True)


class BatchTransport(Protocol[C_contra, A_co]):
    """Carries calls to one vendor."""

    def partition(self, calls: Sequence[C_contra]) -> Sequence[Sequence[Sequence[int]]]:
        """The calls' indexes by HTTP request; the requests of one row travel side by side."""

    def transmit(
        self, calls: Sequence[C_contra], before_resending: Callable[[], None]
    ) -> Sequence[A_co]:
        """The answers to one row's calls, in order; never raises for what a vendor does.

        `before_resending` is called whenever it has waited, before anything more is sent: a lease
        may have been lost meanwhile. What it raises is passed on.
        """


@dataclass(slots=True)
class _Running(Generic[C, A]):
    """A job and the calls that it waits for."""

    address: Address
    job: Generator[Sequence[C], Sequence[A], Outcome]
    calls: Sequence[C] = ()
    answers: list[A | None] = field(default_factory=list)
    left: int = 0
    outcome: Outcome | None = None

    def go_on(self, answers: Sequence[A] | None, reporter: WriteReporter) -> None:
        """Hands the answers over and keeps what is asked next; to ask for nothing is to go on."""
        try:
            self.calls = next(self.job) if answers is None else self.job.send(answers)
            while not self.calls:
                self.calls = self.job.send(())
        except StopIteration as end:
            self.calls, self.outcome = (), end.value
            reporter.done(end.value)
        self.answers = [None] * len(self.calls)
        self.left = len(self.calls)

    def take(self, place: int, answer: A, reporter: WriteReporter) -> None:
        """Keeps one answer, and goes on once none is missing."""
        self.answers[place] = answer
        self.left -= 1
        if not self.left:
            self.go_on([kept for kept in self.answers if kept is not None], reporter)


class _Slot(NamedTuple, Generic[C, A]):
    """One call, and where its answer goes."""

    job: _Running[C, A]
    place: int
    call: C


def run_jobs(
    jobs: Sequence[tuple[Address, Generator[Sequence[C], Sequence[A], Outcome]]],
    post: BatchTransport[C, A],
    reporter: WriteReporter,
) -> tuple[Outcome, ...]:
    """Runs jobs concurrently, round by round; one outcome for each, in their order.

    What `reporter` raises is passed on: nothing more is sent then.
    """
    running = [_Running(address, job) for address, job in jobs]
    for one in running:
        one.go_on(None, reporter)
    while asking := [one for one in running if one.outcome is None]:
        slots = [_Slot(one, place, call) for one in asking for place, call in enumerate(one.calls)]
        for row in post.partition([slot.call for slot in slots]):
            _row([[slots[index] for index in batch] for batch in row], post, reporter)
    return tuple(one.outcome for one in running if one.outcome is not None)


def _row(
    batches: Sequence[Sequence[_Slot[C, A]]], post: BatchTransport[C, A], reporter: WriteReporter
) -> None:
    """Sends requests side by side, and hands their answers over."""
    written = [_written(batch) for batch in batches]

    def report() -> None:
        for addresses in filter(None, written):
            reporter.sending(addresses)

    report()
    answers = iter(post.transmit([slot.call for batch in batches for slot in batch], report))
    for batch, addresses in zip(batches, written, strict=True):
        for slot in batch:
            slot.job.take(slot.place, next(answers), reporter)
        if addresses:
            reporter.answered(addresses)


def _written(batch: Sequence[_Slot[C, A]]) -> tuple[Address, ...]:
    """The changes that a batch writes for, once each; none where it only reads."""
    return tuple(dict.fromkeys(slot.job.address for slot in batch if not slot.call.reads))
