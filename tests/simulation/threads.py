"""What stands in for the threads, events and executors of the product."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

from tests.simulation.scheduler import Scheduler


def pool_class(current: Callable[[], Scheduler]) -> type:
    """An executor whose work is tasks of the scheduler."""

    class Pool:
        def __init__(self, workers: int, thread_name_prefix: str = "") -> None:
            del thread_name_prefix
            self._workers = workers

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def map(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
            """Like an executor's: results in order, the first error raised in its place."""
            return iter(_mapped(current(), self._workers, work, list(items)))

    return Pool


def _mapped(
    scheduler: Scheduler, workers: int, work: Callable[[Any], Any], items: list[Any]
) -> list[Any]:
    process = scheduler.process
    assert process is not None
    results: dict[int, Any] = {}
    waiting = list(enumerate(items))

    def worker() -> None:
        while waiting:
            place, item = waiting.pop(0)
            results[place] = work(item)

    tasks = [scheduler.spawn(process, worker) for _ in range(min(workers, len(items)))]
    if tasks:
        scheduler.wait(lambda: all(task.done for task in tasks))
    for task in tasks:
        if task.error is not None:
            raise task.error
    return [results[place] for place in range(len(items))]


def thread_class(current: Callable[[], Scheduler]) -> type:
    """A thread that is a task of the process that starts it."""

    class Thread:
        def __init__(self, target: Callable[[], None], **_: Any) -> None:
            self._target = target
            self._task: Any = None

        def start(self) -> None:
            """Begins with its next turn."""
            process = current().process
            assert process is not None
            self._task = current().spawn(process, self._target)

        def join(self) -> None:
            """Waits for its end."""
            current().wait(lambda: self._task.done)

    return Thread


def event_class(current: Callable[[], Scheduler]) -> type:
    """An event that is waited for in virtual time."""

    class Event:
        def __init__(self) -> None:
            self._set = False

        def is_set(self) -> bool:
            """Whether it has happened."""
            return self._set

        def set(self) -> None:
            """It has happened."""
            self._set = True

        def wait(self, seconds: float | None = None) -> bool:
            """Until it happens, or so long."""
            return current().wait(self.is_set, seconds)

    return Event
