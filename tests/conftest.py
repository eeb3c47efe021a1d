"""Fixtures that several folders of tests share, and how examples are generated."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, settings

from reconciler.model.collector import collect_seldom
from tests.support.postgres import postgres, postgres_server
from tests.support.sockets import no_sockets

__all__ = ["no_sockets", "postgres", "postgres_server"]

# the same examples on every machine, however slow it is; a test that needs more asks for them
settings.register_profile(
    "tests",
    derandomize=True,
    deadline=None,
    max_examples=50,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("tests")

collect_seldom()

# a shell starts what runs beside it with SIGINT ignored, nohup with SIGHUP, and every command would
# inherit that
if threading.current_thread() is threading.main_thread():
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tells where the time went: the seconds that the tests of each folder took, summed."""
    seconds = _seconds_by_folder(
        report
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport)
    )
    if len(seconds) > 1:
        told = ", ".join(f"{folder} {took:.0f}" for folder, took in seconds.most_common())
        terminalreporter.write_line(f"seconds of all workers together: {told}")


def _seconds_by_folder(reports: Iterable[pytest.TestReport]) -> Counter[str]:
    seconds: Counter[str] = Counter()
    for report in reports:
        seconds["/".join(report.nodeid.split("/")[:2])] += report.duration  # type: ignore[assignment]
    return seconds
