"""Signals: the first stops a command, the next ones change nothing, and it says what was sent."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reconciler.apply.reporting import StoppableJournal
from reconciler.cli.faults import report_faults
from reconciler.cli.invocation import Invocation
from reconciler.cli.stopping import SIGNALS, stoppable
from reconciler.errors import ReconcilerError, SentSoFar, StoppedError
from reconciler.model.observation import Scope
from reconciler.model.stopping import process_stop, workers
from reconciler.providers.registry import FACTORIES
from tests.unit.providers.conversations import readings, talk, writings


@pytest.fixture(autouse=True)
def _anew() -> object:
    yield
    process_stop().clear()


@pytest.mark.parametrize("number", SIGNALS)
def test_the_first_signal_stops_and_the_second_does_no_harm(number: signal.Signals) -> None:
    """Whatever is cleaned up is not cut off by a second Ctrl-C."""
    cleaned: list[bool] = []

    def run() -> None:
        try:
            os.kill(os.getpid(), number)
        finally:
            os.kill(os.getpid(), number)
            cleaned.append(True)

    with pytest.raises(KeyboardInterrupt), stoppable():
        run()
    assert cleaned
    assert process_stop().requested


def test_a_thread_whose_start_a_signal_meets_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else its tenant's client is closed while it is used."""
    start, done = threading.Thread.start, list[bool]()

    def signalled(thread: threading.Thread) -> None:
        start(thread)
        os.kill(os.getpid(), signal.SIGINT)

    def work() -> None:
        time.sleep(0.2)
        done.append(True)

    monkeypatch.setattr(threading.Thread, "start", signalled)
    with pytest.raises(KeyboardInterrupt), stoppable():
        _submit_twice(work)
    assert done == [True, True]


def _submit_twice(work: Callable[[], None]) -> None:
    with workers(2, "t") as pool:
        pool.submit(work)
        pool.submit(work)


@pytest.mark.parametrize("raised", [None, ValueError])
def test_what_must_not_be_broken_ends_before_the_signal(raised: type[Exception] | None) -> None:
    """What else ends it is told instead, and the signal is not told a second time."""
    stop, ended = process_stop(), list[bool]()

    def run() -> None:
        with stop.unbroken(), stop.unbroken():
            os.kill(os.getpid(), signal.SIGINT)
            ended.append(True)
            if raised is not None:
                raise raised

    with stoppable():
        with pytest.raises(raised or KeyboardInterrupt):
            run()
        with stop.unbroken():
            assert stop.requested
    assert ended


def test_handlers_are_put_back_and_what_is_ignored_stays_so() -> None:
    """Nohup's SIGHUP does not end a run."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("vendor", FACTORIES)
def test_nothing_is_sent_once_it_was_asked(vendor: object, tmp_path: Path) -> None:
    """Neither a reading nor a write of either vendor, whichever method is called."""
    process_stop().request()
    with talk(vendor, tmp_path) as one:  # type: ignore[arg-type]
        for methods in (readings, writings):
            for run in methods(one.provider, one.vendor, one.alias).values():
                with pytest.raises(StoppedError):
                    run()
        with pytest.raises(StoppedError):
            one.provider.observe(Scope())
    assert one.calls == []


def test_a_pause_ends_at_once() -> None:
    """A minute of backoff is not waited for."""
    process_stop().request()
    process_stop().sleep(60)


class Kept:
    """A journal that counts."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __getattr__(self, name: str) -> object:
        return lambda *_: self.lines.append(name)


def test_a_journal_takes_answers_and_lets_nothing_more_go() -> None:
    """What was sent is told; what was not is not sent."""
    kept = Kept()
    journal = StoppableJournal(kept, process_stop().check)  # type: ignore[arg-type]
    journal.sending("t", ())
    process_stop().request()
    with pytest.raises(StoppedError):
        journal.sending("t", ())
    journal.answered("t", ())
    assert kept.lines == ["sending", "answered"]


@pytest.mark.parametrize("language", ["en", "bg"])
@pytest.mark.parametrize(
    ("journal", "en", "bg"),
    [
        (None, "", ""),
        (SentSoFar(), "No tenant was changed", "В никой домейн нищо не е променено"),
        (SentSoFar(7), "No tenant was changed", "В никой домейн нищо не е променено"),
        (SentSoFar(7, 9, 6, 3), "Run 7 sent 9 changes", "Изпълнение 7 изпрати 9 промени"),
    ],
)
def test_what_was_sent_is_said_by_the_journal_alone(
    journal: SentSoFar | None,
    en: str,
    bg: str,
    language: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """No journal, no claim that nothing was changed; a stop ends with 130 and the way on."""
    for error, code in ((StoppedError(()), 130), (ReconcilerError(()), 1)):
        error.journal = journal
        called = Invocation(("apply", "--lang", language, "--reason", "a b"))
        assert report_faults(error, called) == code
        said = capfd.readouterr().err
        assert (en if language == "en" else bg) in said
        assert ("reconciler apply" in said) is (code == 130)
        if journal is None or journal.sent:
            assert "No tenant was changed" not in said
            assert "нищо не е променено" not in said
