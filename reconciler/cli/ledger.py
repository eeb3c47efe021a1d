"""`ledger`: what the ledger keeps, and for how long; and its key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import click

from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import Session, new_session, with_json, with_stack
from reconciler.errors import Fault, StackError
from reconciler.ledger.keyring import KeyRing
from reconciler.manifest import load
from reconciler.manifest.city import Municipality
from reconciler.model.document import document
from reconciler.model.keep import Cutoffs, Keep
from reconciler.project.caller import today
from reconciler.project.context import open_stack_ledger
from reconciler.project.open import strong_key
from reconciler.report.texts import Language


@click.group()
def ledger() -> None:
    """What the ledger keeps, and for how long; and its key."""


@ledger.command()
@with_json
@with_stack
@click.option("--yes", is_flag=True, help="Do it; without it only the counts are shown.")
def prune(stack_name: str, language: Language, *, yes: bool) -> int:
    """Take out what is older than municipality.yaml says in `ledger: {keep: …}`.

    Values, members and texts go; what was done when, counts and digests stay. A run whose journal
    was pruned cannot be undone. Exit code: 0, or 2 where something would go and --yes is missing.
    """
    session = new_session(language)
    place = session.place()
    municipality = load(place.stack(stack_name).schools).municipality
    require_keep(municipality.keep)
    cutoffs = _cutoffs(municipality)
    with open_stack_ledger(place, stack_name) as opened:
        counts = opened.prune(cutoffs) if yes else opened.to_prune(cutoffs)
    facts = {"journal": counts.journal, "findings": counts.findings, "reports": counts.reports}
    if session.json:
        session.answer(document("prune", 1, {"done": yes, **facts}))
    else:
        session.write(session.texts.format("ledger-pruned" if yes else "ledger-to-prune", **facts))
    return Exit.PENDING if counts.any and not yes else Exit.DONE


def require_keep(keep: Keep) -> None:
    """StackError where nothing is written."""
    if keep == Keep():
        raise StackError([Fault(CliCode.NOTHING_TO_KEEP)])


def require_other(old: KeyRing, new: KeyRing, file: str) -> None:
    """StackError where the new key is the old one."""
    if new.key_id == old.key_id:
        raise StackError([Fault(CliCode.SAME_KEY, None, {"file": file})])


def _cutoffs(municipality: Municipality) -> Cutoffs:
    """What the guards still remember stays, whatever is written."""
    day = today()
    cutoffs = municipality.keep.until(day)
    if cutoffs.journal is None:
        return cutoffs
    remembered = date.fromisoformat(day) - timedelta(days=municipality.guard_window)
    return replace(cutoffs, journal=min(cutoffs.journal, remembered.isoformat()))


@ledger.command()
@with_json
@with_stack
@click.option(
    "--new-key",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with the new key, 32 bytes or more.",
)
def rekey(stack_name: str, language: Language, file: Path) -> int:
    """Change the pseudonym key of the ledger, whole or not at all.

    The old key is the one that the stack has now. Afterwards put the new one in its place: with
    the old one nothing opens the ledger any more. Every open approval is void, and until a school's
    next complete apply drift there cannot be told from a change of its files.
    """
    session = new_session(language)
    place = session.place()
    stack = place.stack(stack_name)
    loaded = load(stack.schools)
    name = loaded.municipality.id
    old = KeyRing(place.key(stack), name)
    new = KeyRing(strong_key(file.read_bytes().strip(), str(file)), name)
    require_other(old, new, str(file))
    rosters = place.rosters(stack, loaded, today())
    ids = {one.sourced_id for roster in rosters.by_school.values() for one in roster.people}
    people = {old.pseudonym(one): new.pseudonym(one) for one in ids}
    with open_stack_ledger(place, stack_name) as opened:
        sealed = opened.rekey(new, people)
    _tell(session, sealed, new)
    return Exit.DONE


def _tell(session: Session, sealed: int, new: KeyRing) -> None:
    facts: dict[str, str | int] = {"sealed": sealed, "key": new.key_id}
    if session.json:
        session.answer(document("rekey", 1, facts))
    else:
        session.write(session.texts.format("ledger-rekeyed", **facts))
