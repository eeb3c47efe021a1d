"""Prints an error of ours; apart from `main`, which loads it only when there is one."""

from __future__ import annotations

import os
import shlex
from dataclasses import asdict

from reconciler.cli.exits import Exit
from reconciler.cli.options import Session, new_session
from reconciler.errors import ReconcilerError, RefusedError, SentSoFar, StoppedError
from reconciler.model.language import language_of


def report_faults(error: ReconcilerError, words: list[str]) -> Exit:
    """Every fault, one after another, in the language that the command line asks for."""
    asked = {"RECONCILER_LANG": words[words.index("--lang") + 1]} if "--lang" in words[:-1] else {}
    session = new_session(language_of({**dict(os.environ), **asked}))
    for fault in error.faults:
        session.error(session.texts.fault(fault))
    if not isinstance(error, StoppedError):
        session.error(session.texts.format("cli-faults", count=len(error.faults)))
    else:
        session.error(session.texts.format("cli-stopped"))
    if error.journal is not None:
        _report_sent(session, error.journal)
    if isinstance(error, StoppedError):
        command = shlex.join(["reconciler", *words])
        session.error(session.texts.format("cli-again", command=command))
        return Exit.STOPPED
    return Exit.REFUSED if isinstance(error, RefusedError) else Exit.FAULT


def _report_sent(session: Session, journal: SentSoFar) -> None:
    """What the journal proves: that nothing was sent, or how much."""
    if journal.sent:
        session.error(session.texts.format("cli-sent", **asdict(journal)))
    else:
        session.error(session.texts.format("cli-nothing-sent"))
