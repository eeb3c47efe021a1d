"""`doctor`: what the project and each tenant have and lack, before anything is written."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from reconciler.cli import names
from reconciler.cli.applying import run_metadata, with_run_metadata
from reconciler.cli.docs import page_text
from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import Session, new_session, with_json, with_stack
from reconciler.cli.progress import ProgressDisplay
from reconciler.cli.run_options import RunOptions
from reconciler.errors import Fault, StackError
from reconciler.model.checkup import CheckState, Checkup, missing_for_planning
from reconciler.model.states import RunKind
from reconciler.project.caller import today
from reconciler.project.checkup import ProjectParts
from reconciler.project.context import open_project
from reconciler.project.open import require_names
from reconciler.project.writing import write_file, write_files
from reconciler.report.cassette import Cassette, render_cassette
from reconciler.report.doctor import (
    doctor_document,
    probe_document,
    render_doctor,
    render_probe,
)
from reconciler.report.letter import LetterHead, has_matters, render_letter
from reconciler.report.sheets import letter_sheets
from reconciler.report.texts import Language
from reconciler.runtime.doctor import check_project, check_tenants
from reconciler.runtime.probe import probe_tenants, require_probing
from reconciler.runtime.report_items import names_of
from reconciler.runtime.writer import LeaseWait

_CONSENT = "probe:"
_OF_RUNS = ("acknowledged", "reason", "lease_wait", "yes")
"""The options that any run has."""


@click.command()
@with_stack
@click.option(
    "--tenant", "tenants", multiple=True, shell_complete=names.tenants, help="Only this tenant."
)
@click.option("--every", is_flag=True, help="List also what is in order, however many tenants.")
@click.option(
    "--letter", is_flag=True, help="Print what each school's administrator is sent, and no more."
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --letter: write each letter there with its page, as HTML and as PDF, to send.",
)
@with_json
@click.option(
    "--probe",
    is_flag=True,
    help="Make groups and a unit in the tenants that are named, prove on them what is assumed of"
    " the vendor, and delete them. Needs --acknowledge probe:TENANT and --reason.",
)
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --probe of one tenant: also write its answers there, without anything of the"
    " tenant, for `reconciler simulator verify`.",
)
@with_run_metadata
def doctor(stack_name: str, language: Language, *, probe: bool, **given: Any) -> int:
    """Tell what each tenant grants and what is missing, with the step that mends it.

    Sends reads only, with the permissions that plan has. What those cannot show is unknown.

    Exit code: 0 nothing is missing, 1 something that every command needs is missing, 2 something
    that only apply or drift needs. With --probe: 0 every assumption holds, 2 some do not, 3 nobody
    agreed, the tenant is only observed, or all writing is stopped.
    """
    session = new_session(language)
    if given["out"] is not None and (probe or not given["letter"]):
        raise StackError([Fault(CliCode.OUT_NEEDS_LETTER)])
    if probe:
        return _probe(session, stack_name, given)
    parts = ProjectParts(session.place(), stack_name, today())
    try:
        checkups = _checked(session, parts, given["tenants"])
    finally:
        parts.close()
    _show(session, checkups, given, _head(parts))
    return _exit(checkups)


def _head(parts: ProjectParts) -> LetterHead:
    """Without the sender where the files cannot be read, which is a line of its own."""
    if parts.loaded is None:
        return LetterHead(parts.day)
    city = parts.loaded.municipality
    contacts = {office: names_of(text) for office, text in city.contacts.items()}
    return LetterHead(parts.day, names_of(city.name), contacts)


def _show(
    session: Session, checkups: list[Checkup], given: dict[str, Any], head: LetterHead
) -> None:
    """What was found, in the form that was asked for."""
    if given["out"] is not None:
        _write_letters(session, checkups, given["out"], head)
    if session.json:
        session.answer(doctor_document(checkups, session.texts))
    elif given["out"] is not None:
        return
    elif given["letter"]:
        session.write(render_letter(checkups, session.texts, head))
    else:
        session.write(render_doctor(checkups, session.texts, every=given["every"]))


def _write_letters(
    session: Session, checkups: list[Checkup], folder: Path, head: LetterHead
) -> None:
    """'TENANT.LANGUAGE.html' and '.pdf' of each school that has something to do."""
    texts, page = session.texts, page_text("school-administrators")
    asked = [one for one in checkups if one.tenant]
    mine = [one for one in asked if has_matters(one, texts)]
    write_files(
        {
            folder / f"{one.tenant}.{texts.language}.{ending}": content
            for one in mine
            for ending, content in letter_sheets(one, page, texts, head).items()
        }
    )
    counts = {"count": len(mine), "others": len(asked) - len(mine)}
    session.error(texts.format("doctor-letters-written", folder=str(folder), **counts))


def _checked(session: Session, parts: ProjectParts, tenants: tuple[str, ...]) -> list[Checkup]:
    own = check_project(parts)
    known = parts.stack.tenants if parts.stack is not None else {}
    if parts.stack is not None:
        require_names("tenant", tenants, known)
    with ProgressDisplay(session.err) as watch:
        watch.stage(session.texts.format("doctor-looking"), len(tenants or known))
        return [own, *check_tenants(parts, tenants, watch.reporter().on_observed)]


def _exit(checkups: Iterable[Checkup]) -> Exit:
    checks = [check for one in checkups for check in one.checks]
    if any(missing_for_planning(check) for check in checks):
        return Exit.FAULT
    missing = any(check.state is CheckState.MISSING for check in checks)
    return Exit.PENDING if missing else Exit.DONE


def _probe(session: Session, stack_name: str, given: dict[str, Any]) -> Exit:
    """Probes the tenants that are named, with consent for each; keeps the answers."""
    tenants = tuple(dict.fromkeys(given["tenants"]))
    if not tenants:
        raise StackError([Fault(CliCode.PROBE_NO_TENANT)])
    save: Path | None = given["save"]
    if save is not None and len(tenants) > 1:
        raise StackError([Fault(CliCode.SAVE_ONE)])
    options = RunOptions.of({name: given[name] for name in _OF_RUNS})
    metadata = run_metadata(session, options, RunKind.PROBE)
    consented = [name.removeprefix(_CONSENT) for name in options.acknowledged]
    context = open_project(session.place(), stack_name, today())
    try:
        require_names("tenant", tenants, context.stack.tenants)
        require_probing(context, tenants, consented)
        with ProgressDisplay(session.err) as watch:
            watch.stage(session.texts.format("probe-looking"), len(tenants))
            wait = LeaseWait(options.lease_wait, time.sleep)
            done = watch.reporter().on_observed
            results = probe_tenants(context, metadata, tenants, done, wait)
    finally:
        context.ledger.close()
    for alias, result in results.items():
        if save is not None:
            vendor = context.stack.tenants[alias].vendor
            write_file(save, render_cassette(Cassette(vendor, today(), result)))
        if not session.json:
            session.write(render_probe(alias, result, session.texts))
    if session.json:
        session.answer(probe_document(results, session.texts))
    return Exit.PENDING if any(one.failed() for one in results.values()) else Exit.DONE
