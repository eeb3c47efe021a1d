"""Prints an error of ours; apart from `main`, which loads it only when there is one."""

from __future__ import annotations

import os

from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session
from reconciler.errors import ReconcilerError, RefusedError
from reconciler.project.open import language_of


def report_faults(error: ReconcilerError, words: list[str]) -> Exit:
    """Every fault, one after another, in the language that the command line asks for."""
    asked = {"RECONCILER_LANG": words[words.index("--lang") + 1]} if "--lang" in words else {}
    session = new_session(language_of({**dict(os.environ), **asked}))
    for fault in error.faults:
        session.error(session.texts.fault(fault))
    session.error(session.texts.format("cli-faults", count=len(error.faults)))
    return Exit.REFUSED if isinstance(error, RefusedError) else Exit.FAULT
