"""`freeze` and `unfreeze`: one word stops all writing, another lets it go on."""

from __future__ import annotations

import os
import platform

import click

from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import new_session, with_json, with_stack
from reconciler.cli.small_answers import freeze_document
from reconciler.errors import Fault, StackError
from reconciler.ledger import LedgerCode
from reconciler.ledger.freezes import FreezeOrder
from reconciler.ledger.ledger import Ledger
from reconciler.manifest import is_day
from reconciler.manifest.codes import ManifestCode
from reconciler.model.states import RunState
from reconciler.project.caller import login, today, utc_today
from reconciler.project.context import open_stack_ledger
from reconciler.report.texts import Language

_RECENT = 50
"""Newest runs among which those that go on are looked for."""


@click.command()
@with_json
@with_stack
@click.option("--reason", default="", help="Why; everybody who is refused is told.")
@click.option("--until", metavar="DAY", help="The last day of it (UTC). [default: until unfreeze]")
def freeze(stack_name: str, language: Language, reason: str, until: str | None) -> int:
    """Stop all writing at once: apply, undo, forget and Pulumi refuse; running ones stop.

    It holds for every stack that keeps its runs in the same ledger. Exit code: 0, or 1 where the
    ledger cannot be written.
    """
    session = new_session(language)
    wanted = _order(reason, _day(until))
    with open_stack_ledger(session.place(), stack_name) as ledger:
        ledger.freeze(wanted)
        running = _running(ledger, stack_name)
    if session.json:
        session.answer(freeze_document(frozen=True, until=until, lifted=0, running=running))
        return Exit.DONE
    session.write(session.texts.format("freeze-holds", until=until or "none", reason=reason))
    for facts in running:
        session.write(session.texts.format("freeze-running", **facts))
    return Exit.DONE


@click.command()
@with_json
@with_stack
@click.option("--reason", default="", help="Why writing may go on; the ledger keeps it.")
def unfreeze(stack_name: str, language: Language, reason: str) -> int:
    """Let writing go on after `freeze`.

    Exit code: 0, 3 where the stack's own file still stops it.
    """
    session = new_session(language)
    place = session.place()
    wanted = _order(reason, None)
    with open_stack_ledger(place, stack_name) as ledger:
        count = ledger.unfreeze(wanted)
    ours = place.stack(stack_name).frozen
    still = ours is not None and (ours.until is None or ours.until >= today())
    if session.json:
        until = ours.until if ours is not None and still else None
        session.answer(freeze_document(frozen=still, until=until, lifted=count))
    else:
        session.write(session.texts.format("freeze-lifted", count=count))
    if ours is None or not still:
        return Exit.DONE
    session.error(session.texts.fault(Fault(LedgerCode.STACK_FROZEN, ours.place, ours.facts())))
    return Exit.REFUSED


def _order(reason: str, until: str | None) -> FreezeOrder:
    """StackError without a reason."""
    if not reason.strip():
        raise StackError([Fault(CliCode.NO_FREEZE_REASON)])
    return FreezeOrder(login(os.environ), platform.node(), reason.strip(), until)


def _day(until: str | None) -> str | None:
    if until is not None and not is_day(until):
        raise StackError([Fault(ManifestCode.BAD_DAY, None, {"value": until, "form": "day"})])
    if until is not None and until < (day := utc_today()):
        raise StackError([Fault(CliCode.FREEZE_IS_OVER, None, {"until": until, "day": day})])
    return until


def _running(ledger: Ledger, stack: str) -> list[dict[str, str]]:
    """Runs that go on: each stops before its next request that writes."""
    return [
        {"run": str(run.number), "who": run.who, "host": run.host}
        for run in ledger.runs(stack, _RECENT)
        if run.state is RunState.RUNNING
    ]
