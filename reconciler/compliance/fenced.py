"""Runs a rule's code, which is anybody's, so that it can answer and do nothing else.

Premise: a rule is a function of what it is given. One that is not is a mistake, and in this process
a mistake could end the command with success (`sys.exit(0)`, `os._exit(0)`), run the rest of it
twice (`os.fork()`), spoil JSON (`print`) or keep a city waiting (`while True`).

Rule: it runs in a thread of its own, for a limited time. There Python's audit events of processes
and connections are refused, `os._exit`, printing and further threads too: what a second thread
does, nobody would know for the rule's. Whatever else the rule does about that refusal, it failed.
Other threads notice nothing of it.

This keeps mistakes small. It is no prison: rules are code that the city reviews.
"""

from __future__ import annotations

import _thread
import ctypes
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, NoReturn, TextIO

RULE_SECONDS = 10
"""For one rule and one school, and for loading one module; ours take a thousandth of a second."""
_REFUSED = (
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.kill",
    "os.killpg",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
)
"""Audit events (docs.python.org, Audit events table, Python 3.11, 2026-11)."""
_THREADS = ("start_new_thread", "start_new", "start_joinable_thread")
"""What starts a thread in C; up to Python 3.11 without an audit event, so it is wrapped."""


class Offence(StrEnum):
    """What a rule did instead of answering."""

    PRINTED = "print"
    EXITED = "exit"
    STARTED = "process"
    TOOK_LONG = "time"


class FencedError(Exception):
    """A rule's code failed; `problem` is an Offence, or the name of its exception."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


class _RefusedError(BaseException):
    """Ends the rule's code where it stands; `except Exception` in it does not catch this."""


@dataclass(slots=True)
class _Run:
    """One call at work in its thread."""

    offences: list[Offence] = field(default_factory=list)
    answer: Any = None
    error: BaseException | None = None

    def refuse(self, offence: Offence) -> NoReturn:
        """Notes it, and ends the code."""
        self.offences.append(offence)
        raise _RefusedError


class _Here(threading.local):
    run: _Run | None = None


_HERE = _Here()


def fenced(call: Callable[[], Any], seconds: float = RULE_SECONDS) -> Any:
    """What the call gives; FencedError for whatever else it does."""
    _listen()
    run = _Run()
    thread = threading.Thread(target=_in_thread, args=(run, call), daemon=True)
    with _watched_streams():
        thread.start()
        thread.join(seconds)
    if thread.is_alive():
        _end(thread)
        raise FencedError(Offence.TOOK_LONG)
    if run.offences:
        raise FencedError(run.offences[0]) from run.error
    if run.error is not None:
        raise FencedError(type(run.error).__name__) from run.error
    return run.answer


def _in_thread(run: _Run, call: Callable[[], Any]) -> None:
    _HERE.run = run
    try:
        run.answer = call()
    except SystemExit as error:
        run.error, run.offences = error, [*run.offences, Offence.EXITED]
    except BaseException as error:  # noqa: BLE001  it is anybody's code
        run.error = error


def _end(thread: threading.Thread) -> None:
    """Ends Python code that goes on and on; a call that waits in C ends with the process."""
    if thread.ident is not None:
        kind = ctypes.py_object(_RefusedError)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), kind)


@cache
def _listen() -> None:
    """Once a process, for a hook stays."""

    def hear(event: str, _args: tuple[Any, ...]) -> None:
        if event in _REFUSED and _HERE.run is not None:
            _HERE.run.refuse(Offence.STARTED)

    sys.addaudithook(hear)
    for name in _THREADS:
        if hasattr(_thread, name):
            setattr(_thread, name, _starting(getattr(_thread, name)))
    # `start` counts a thread before it calls C, and takes it back for no BaseException
    setattr(threading.Thread, "start", _starting(threading.Thread.start))  # noqa: B010  mypy


def _starting(start: Callable[..., Any]) -> Callable[..., Any]:
    """The same, that no rule may call."""

    def ask(*args: Any, **named: Any) -> Any:
        if _HERE.run is not None:
            _HERE.run.refuse(Offence.STARTED)
        return start(*args, **named)

    return ask


@contextmanager
def _watched_streams() -> Iterator[None]:
    """Standard output and error, and the way out, that know who uses them."""
    out, err, leave = sys.stdout, sys.stderr, os._exit
    sys.stdout, sys.stderr = _Watched(out), _Watched(err)

    def ask(status: int) -> NoReturn:
        if _HERE.run is not None:
            _HERE.run.refuse(Offence.EXITED)
        leave(status)

    os._exit = ask
    try:
        yield
    finally:
        sys.stdout, sys.stderr, os._exit = out, err, leave


class _Watched:
    """A stream of the process that takes nothing from a rule."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        if _HERE.run is not None:
            _HERE.run.refuse(Offence.PRINTED)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        if _HERE.run is not None and name in ("buffer", "writelines"):
            _HERE.run.refuse(Offence.PRINTED)
        return getattr(self._stream, name)
