"""Prints an error of ours; apart from `main`, which loads it only when there is one.

People read it on standard error. Where JSON was asked for, standard output gets it too, as the one
document that it holds.
"""

from __future__ import annotations

import shlex
from dataclasses import asdict

from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.invocation import Invocation
from reconciler.cli.options import Session, new_session
from reconciler.cli.spoken import spoken_language
from reconciler.errors import ReconcilerError, RefusedError, SentSoFar, StoppedError
from reconciler.model.inert import json_text
from reconciler.report.faults import EndedCommand, fault_entries, fault_entry, faults_document
from reconciler.report.texts import Message

USAGE = "usage"
"""The code of what click finds in the words: a missing argument, an option that there is not."""


def report_faults(error: ReconcilerError, invocation: Invocation) -> Exit:
    """Every fault, one after another, in the language that the command line asks for."""
    session = new_session(spoken_language(invocation.words), invocation)
    for fault in error.faults:
        session.error(session.texts.fault(fault))
    stopped = isinstance(error, StoppedError)
    if stopped:
        session.error(session.texts.format("cli-stopped"))
    else:
        session.error(session.texts.format("cli-faults", count=len(error.faults)))
    if error.journal is not None:
        _report_sent(session, error.journal)
    command = shlex.join(["reconciler", *invocation.words])
    if stopped:
        session.error(session.texts.format("cli-again", command=command))
    code = _exit_of(error)
    # where the output takes nothing, one more try would end in the same fault
    if invocation.json and not any(fault.code is CliCode.NO_OUTPUT for fault in error.faults):
        ended = EndedCommand(
            invocation.path,
            code,
            tuple(fault_entries(error.faults, session.texts)),
            error.journal,
            command if stopped else None,
            invocation.document,
        )
        _print(session, ended)
    return code


def report_usage(message: str, invocation: Invocation) -> None:
    """The document of a command whose words click could not use."""
    if invocation.json:
        session = new_session(spoken_language(invocation.words), invocation)
        entry = fault_entry(USAGE, Message(message))
        _print(session, EndedCommand(invocation.path, Exit.FAULT, (entry,)))


def report_answer(invocation: Invocation) -> None:
    """The document that a command made, once it has ended; StackError where nothing takes it."""
    if invocation.document is not None:
        new_session(spoken_language(invocation.words), invocation).write(
            json_text(invocation.document)
        )


def _print(session: Session, ended: EndedCommand) -> None:
    session.write(json_text(faults_document(ended)))


def _exit_of(error: ReconcilerError) -> Exit:
    if isinstance(error, StoppedError):
        return Exit.STOPPED
    return Exit.REFUSED if isinstance(error, RefusedError) else Exit.FAULT


def _report_sent(session: Session, journal: SentSoFar) -> None:
    """What the journal proves: that nothing was sent, or how much."""
    if journal.sent:
        session.error(session.texts.format("cli-sent", **asdict(journal)))
    else:
        session.error(session.texts.format("cli-nothing-sent"))
