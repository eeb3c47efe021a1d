"""What the jobs of a code host share: where they run, and that every end of theirs is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import click

from reconciler import __version__
from reconciler.cli.ci_text import RECORD, ReviewWriter
from reconciler.cli.options import Session
from reconciler.codehost import CodeHostCode, connect
from reconciler.codehost.codes import CodeHostError, TransientError
from reconciler.codehost.job import CiJob, read_job, secrets_of
from reconciler.codehost.lines import code_quality, sarif, takes_commands, workflow_commands
from reconciler.codehost.model import CommitStatus, HostKind, LineLevel, LineNote, StatusState
from reconciler.codehost.publish import Publisher
from reconciler.codehost.transport import withhold
from reconciler.errors import Fault, ReconcilerError, StoppedError
from reconciler.planfile.review import ReviewPlace, ReviewRecord, find_record
from reconciler.planfile.seal import PlanSeal
from reconciler.project.writing import write_file

Command = TypeVar("Command", bound=Callable[..., Any])


def with_number(command: Command) -> Command:
    """--number."""
    option = click.option(
        "--number",
        type=click.IntRange(min=1),
        envvar="RECONCILER_NUMBER",
        help="The pull request. [default: the one that the job is about]",
    )
    return option(command)


@dataclass(frozen=True)
class CiRun:
    """One job at work: its session, its pull request, and what it says there."""

    session: Session
    stack: str
    job: CiJob
    publisher: Publisher
    step: str
    """plan, apply …: the last word of the status' name."""

    @cached_property
    def writer(self) -> ReviewWriter:
        """Writes comments in the session's language."""
        return ReviewWriter(self.session.texts, self.job, self.stack)

    def place(self, number: int) -> ReviewPlace:
        """Where a record of the pull request belongs."""
        return ReviewPlace(self.stack, self.job.repository.lower(), number)

    def record(self, number: int, seal: PlanSeal) -> ReviewRecord | None:
        """What our comment of the pull request remembers."""
        there = self.publisher.comment(number, self.writer.marker)
        return None if there is None else find_record(there.body, self.place(number), seal)

    def say(self, number: int, parts: Sequence[str], record: str = "") -> None:
        """The comment says this; so does the job's own page, where the host has one."""
        body = self.writer.comment(parts, record)
        shown = body.replace(record, "") if record else body
        try:
            self.publisher.put_comment(number, self.writer.marker, body)
        except TransientError:
            self.summarize(shown)  # the host is away; the job's page is what is left
            raise
        self.summarize(shown)

    def write_file(self, path: Path | None, text: str) -> None:
        """Writes a file that an option names; jobs show it, so no secret stands in it."""
        if path is not None:
            withhold(text, secrets_of(os.environ))
            write_file(path, text)

    def summarize(self, text: str) -> None:
        """Adds to what the job's own page shows."""
        if self.job.summary is not None:
            with self.job.summary.open("a", encoding="utf-8") as page:
                page.write(text)

    def status(self, commit: str, state: StatusState, message: str, **facts: str | int) -> None:
        """The commit's status of this step and stack."""
        text = self.session.texts.format(f"ci-status-{message}", **facts)
        context = f"reconciler/{self.step} ({self.stack})"
        self.publisher.status(commit, CommitStatus(state, context, text, self.job.url))

    def note_lines(self, notes: Sequence[LineNote]) -> None:
        """The worst beside the lines, where a job's output can hold them."""
        if takes_commands(self.job.kind):
            self.session.write(workflow_commands(notes) or "\n")

    def lines_file(self, notes: Sequence[LineNote]) -> str:
        """All of them, in the form that the code host reads from a job's files."""
        if self.job.kind is HostKind.GITLAB:
            return code_quality(notes)
        return sarif(notes, __version__)

    @contextmanager
    def told(self, number: int | None, commit: str) -> Iterator[None]:
        """Whatever ends the block early is told on the pull request and on the commit, too."""
        try:
            yield
        except CodeHostError:
            raise  # the host that it would be told to is what fails
        except StoppedError as error:
            self._tell("stopped", error, number, commit)
            raise
        except ReconcilerError as error:
            self._tell("failed", error, number, commit)
            raise
        except BaseException:
            self.status(commit, StatusState.ERROR, "broken")
            raise

    def _tell(self, what: str, error: ReconcilerError, number: int | None, commit: str) -> None:
        self.note_lines([note for fault in error.faults for note in self._note(fault)])
        parts = [self.writer.trouble(f"{self.step}-{what}", error.faults)]
        if error.journal is not None and error.journal.sent:
            sent = error.journal
            parts.append(
                self.session.texts.format(
                    "cli-sent", run=sent.run, sent=sent.sent, applied=sent.applied, open=sent.open
                )
            )
        elif error.journal is not None:
            parts.append(self.session.texts.format("cli-nothing-sent"))
        if number is not None:
            self._say_before_record(number, parts)
        state = StatusState.ERROR if what == "stopped" else StatusState.FAILURE
        self.status(commit, state, what)

    def _say_before_record(self, number: int, parts: list[str]) -> None:
        """What was agreed to stays: the run can be repeated."""
        there = self.publisher.comment(number, self.writer.marker)
        kept = "" if there is None or self.step == "plan" else record_line(there.body)
        self.say(number, parts, kept)

    def _note(self, fault: Fault) -> Iterator[LineNote]:
        if fault.place is not None:
            text = str(self.session.texts.message(f"fault-{fault.code}", fault.facts))
            yield LineNote(LineLevel.ERROR, fault.place.file, fault.place.line, text)


def record_line(body: str) -> str:
    """The sealed line of a comment, as it stands."""
    lines = (line for line in body.splitlines() if line.startswith(RECORD))
    return next(lines, "")


def open_run(session: Session, stack: str, step: str) -> CiRun:
    """The job that this process runs in, with its code host."""
    environment = dict(os.environ)
    job = read_job(environment)
    return CiRun(session, stack, job, connect(job, secrets_of(environment)), step)


def required(number: int | None) -> int:
    """CodeHostError where neither the event nor an option names a pull request."""
    if number is None:
        raise CodeHostError([Fault(CodeHostCode.NO_NUMBER)])
    return number
