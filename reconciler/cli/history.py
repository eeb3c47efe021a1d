"""`history`: the runs of a stack, and one of them with all that is known of it."""

from __future__ import annotations

from dataclasses import fields

import click

from reconciler.cli import names
from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session, with_json, with_stack
from reconciler.errors import Fault, StackError
from reconciler.ledger.journal import JournalEntry
from reconciler.ledger.ledger import Ledger
from reconciler.ledger.runs import Run
from reconciler.model.states import EntryState
from reconciler.project.caller import today
from reconciler.project.context import holding_freezes, open_stack_ledger
from reconciler.project.open import require_names
from reconciler.report.freezes import freezes_document, render_freezes
from reconciler.report.history import (
    FindingRow,
    RunRow,
    SchoolRow,
    UnfinishedChange,
    findings_document,
    history_document,
    render_findings,
    render_history,
    render_run,
    run_document,
)
from reconciler.report.texts import Language
from reconciler.undo.state import UndoFault

_DONE = frozenset({EntryState.APPLIED, EntryState.UNCHANGED})


@click.group(invoke_without_command=True)
@with_stack
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many runs."
)
@with_json
@click.pass_context
def history(ctx: click.Context, stack_name: str, language: Language, limit: int) -> int:
    """List the newest runs of a stack; `history show RUN` describes one.

    Exit code: 0, or 1 where the ledger cannot be read.
    """
    if ctx.invoked_subcommand is not None:
        return Exit.DONE
    session = new_session(language)
    with open_stack_ledger(session.place(), stack_name) as ledger:
        runs = [run_row(run) for run in ledger.runs(stack_name, limit)]
        stack = session.place().stack(stack_name)
        frozen = holding_freezes(stack, ledger, today())
    if session.json:
        session.answer(history_document(stack_name, runs, frozen))
    else:
        session.write(render_history(stack_name, runs, session.texts, frozen))
    return Exit.DONE


@history.command()
@with_stack
@click.argument("run", type=int, shell_complete=names.runs)
@with_json
def show(stack_name: str, language: Language, run: int) -> int:
    """Tell one run: its schools, what was refused and acknowledged, and what was not done."""
    session = new_session(language)
    with open_stack_ledger(session.place(), stack_name) as ledger:
        found = require_run(ledger, run, stack_name)
        left = [_not_done(entry) for entry in ledger.entries(run) if entry.state not in _DONE]
    row = run_row(found)
    if session.json:
        session.answer(run_document(row, left))
    else:
        session.write(render_run(row, left, session.texts))
    return Exit.DONE


@history.command("findings")
@with_stack
@click.option(
    "--school",
    "schools",
    multiple=True,
    shell_complete=names.schools,
    help="Only this school; may be repeated.",
)
@with_json
@click.option("--gone", is_flag=True, help="Also those that are settled.")
def known(stack_name: str, language: Language, schools: tuple[str, ...], *, gone: bool) -> int:
    """List what runs found, since when it is so and until when it was."""
    session = new_session(language)
    with open_stack_ledger(session.place(), stack_name) as ledger:
        found = ledger.findings(stack_name)
        # a school that is declared no more may have findings still
        files = session.place().stack(stack_name).schools.glob("*.yaml")
        require_names("school", schools, {one.school for one in found} | {f.stem for f in files})
        rows = [
            FindingRow(
                finding.school,
                finding.subject,
                finding.code,
                finding.level,
                finding.first_seen,
                finding.gone_at,
            )
            for finding in found
            if (not schools or finding.school in schools) and (gone or finding.gone_at is None)
        ]
    if session.json:
        session.answer(findings_document(stack_name, rows))
    else:
        session.write(render_findings(stack_name, rows, session.texts))
    return Exit.DONE


@history.command("freezes")
@with_json
@with_stack
def freezes(stack_name: str, language: Language) -> int:
    """List every stop of all writing: who ordered it, why, and who lifted it."""
    session = new_session(language)
    with open_stack_ledger(session.place(), stack_name) as ledger:
        held = frozenset((freeze.since, freeze.who) for freeze in ledger.freezes())
        ordered = ledger.freezes(lifted=True)
    if session.json:
        session.answer(freezes_document(ordered, held))
    else:
        session.write(render_freezes(ordered, held, session.texts))
    return Exit.DONE


def require_run(ledger: Ledger, number: int, stack: str) -> Run:
    """A run of this stack; LedgerError for none, StackError for another stack's."""
    run = ledger.run(number)
    if run.stack != stack:
        facts: dict[str, str | int] = {"run": str(number), "of": run.stack, "stack": stack}
        raise StackError([Fault(UndoFault.OTHER_STACK, None, facts)])
    return run


def run_row(run: Run) -> RunRow:
    """A run as reports know it."""
    rows = (
        SchoolRow(**{field.name: getattr(school, field.name) for field in fields(SchoolRow)})
        for school in run.schools
    )
    return RunRow(
        run=run.number,
        stack=run.stack,
        kind=run.kind,
        state=run.state,
        who=run.who,
        host=run.host,
        commit=run.commit,
        reason=run.reason,
        day=run.day,
        fingerprint=run.fingerprint,
        started=run.started,
        ended=run.ended,
        acknowledged=run.acknowledged,
        schools=tuple(rows),
        refusals=run.refusals,
    )


def _not_done(entry: JournalEntry) -> UnfinishedChange:
    return UnfinishedChange(
        entry.address, entry.action, entry.state, entry.done, entry.wanted, entry.faults
    )
