"""Claims about notes: each request that writes is noted before, and after its answers are in."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pytest

from reconciler.errors import LedgerError
from reconciler.model.change import Action
from reconciler.model.resources import Address, Kind
from reconciler.model.states import Outcome, Result
from reconciler.providers.batching import run_jobs
from tests.unit.providers.notes import Notebook


class Asked(NamedTuple):
    """A call of no vendor."""

    name: str
    reads: bool = False


Job = Generator[Sequence[Asked], Sequence[str], Outcome]


@dataclass
class Post:
    """Two calls a request, two requests side by side; answers with the call's name."""

    reporter: Notebook
    sent: list[list[str]] = field(default_factory=list)
    waits: bool = False

    def partition(self, calls: Sequence[Asked]) -> list[list[list[int]]]:
        """[[[0, 1], [2, 3]], [[4, 5], …]]."""
        places = list(range(len(calls)))
        batches = [places[start : start + 2] for start in places[::2]]
        return [batches[start : start + 2] for start in range(0, len(batches), 2)]

    def transmit(self, calls: Sequence[Asked], before_resending: Callable[[], None]) -> list[str]:
        """Remembers what is sent, and notes it among the lines; waits where it is told to."""
        if self.waits:
            before_resending()
        self.sent.append([call.name for call in calls])
        self.reporter.lines.append(("sent", tuple(call.name for call in calls)))
        return [call.name for call in calls]


def job(key: str, *rounds: Sequence[Asked]) -> tuple[Address, Job]:
    """Asks for these calls, round by round, and must get their answers."""
    return _address(key), _job(key, *rounds)


def _address(key: str) -> Address:
    return Address("t", "s", Kind.GROUP, key)


def _job(key: str, *rounds: Sequence[Asked]) -> Job:
    for calls in rounds:
        answers = yield calls
        assert list(answers) == [call.name for call in calls]
    return Outcome(_address(key), Action.UPDATE, Result.APPLIED)


def writes(key: str, count: int) -> list[Asked]:
    """So many writes of one job."""
    return [Asked(f"{key}{number}") for number in range(count)]


def test_what_waited_is_noted_again_before_it_leaves() -> None:
    """A lease that was lost in the meantime ends the batch, and nothing more is sent."""
    notes = Notebook()
    run_jobs([job("a", writes("a", 1))], Post(notes, waits=True), notes)
    assert notes.lines[:3] == [
        ("sending", ("group/a",)),
        ("sending", ("group/a",)),
        ("sent", ("a0",)),
    ]


def test_a_request_is_noted_before_it_leaves_and_once_its_outcomes_are_told() -> None:
    """Whoever reads the notes after a crash knows what may have been done."""
    notes = Notebook()
    run_jobs([job("a", writes("a", 1)), job("b", writes("b", 2))], Post(notes), notes)
    assert notes.lines == [
        ("sending", ("group/a", "group/b")),
        ("sending", ("group/b",)),
        ("sent", ("a0", "b0", "b1")),
        ("done", ("group/a",)),
        ("answered", ("group/a", "group/b")),
        ("done", ("group/b",)),
        ("answered", ("group/b",)),
    ]


def test_looking_is_not_noted() -> None:
    """A look changes nothing; in a mixed request only the changes that write are named."""
    notes = Notebook()
    look = [Asked("look", reads=True)]
    run_jobs([job("a", look, writes("a", 1)), job("b", writes("b", 1))], Post(notes), notes)
    assert notes.of("sending") == notes.of("answered") == [("group/b",), ("group/a",)]
    assert notes.of("sent") == [("look", "b0"), ("a0",)]


def test_answers_find_their_jobs_over_many_requests() -> None:
    """Each job gets its own answers in its own order, and ends in the order it came."""
    notes = Notebook()
    keys = [f"k{number}-" for number in range(9)]
    jobs = [
        job(key, writes(key, 3), [], writes(f"{key}x", number)) for number, key in enumerate(keys)
    ]
    done = run_jobs(jobs, Post(notes), notes)
    assert [outcome.address.key for outcome in done] == keys
    assert len(notes.of("sending")) == len(notes.of("answered")) == 14 + 18


@pytest.mark.parametrize("good", range(4))
def test_nothing_leaves_once_the_notes_cannot_be_written(good: int) -> None:
    """A lost lease ends the work at once, whatever round it is in."""
    notes = Notebook(full_after=good)
    post = Post(notes)
    jobs = [job(key, writes(key, 3), writes(key, 3)) for key in ("a", "b", "c")]
    with pytest.raises(LedgerError):
        run_jobs(jobs, post, notes)
    assert len(post.sent) == good // 2
    assert all((one[0], other[0]) != ("sent", "sending") for one, other in pairwise(notes.lines))
