"""`report`: how the schools stand, for a principal, the city, IT and an auditor."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from reconciler import __version__
from reconciler.cli.exit_status import of_plan
from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.invocation import keep_format
from reconciler.cli.options import Session, iso_day, new_session, with_at, with_stack, with_targets
from reconciler.cli.planning import PlanCommand, open_plan
from reconciler.cli.run_options import RunOptions
from reconciler.cli.suggested import GivenOptions
from reconciler.errors import Fault, StackError
from reconciler.ledger.ledger import Ledger
from reconciler.project.context import open_stack_ledger
from reconciler.project.writing import write_files
from reconciler.report.pdf import report_pdfs
from reconciler.report.report_markdown import report_markdown
from reconciler.report.sarif import report_sarif
from reconciler.report.site.render import SiteInputs, render_site
from reconciler.report.site.wording import PageWording
from reconciler.report.tables import csv_file, report_csv
from reconciler.report.texts import LANGUAGES, Language, Texts
from reconciler.report.workbook import report_workbook
from reconciler.reportfile.changes import with_changes
from reconciler.reportfile.file import read_report, report_document, report_json
from reconciler.reportfile.model import Report, ReportState
from reconciler.runtime.report import report_of, store_report

Render = Callable[[Report, PageWording], str]
_TEXTS: Mapping[str, Render] = {
    "md": report_markdown,
    "json": lambda report, _: report_json(report),
    "csv": report_csv,
    "sarif": lambda report, wording: report_sarif(report, wording, __version__),
}
"""Formats that one text is, so that they can be printed."""
FORMATS = (*_TEXTS, "html", "xlsx", "pdf")


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What was asked for, by the options' names."""

    form: str
    out: Path | None
    on: str | None
    """ISO day of a stored report."""
    since: str | None
    """ISO day of the report to compare with."""
    keep: bool = False

    @classmethod
    def of(cls, given: dict[str, Any]) -> ReportOptions:
        """Takes its own out of what click parsed."""
        return cls(**{one.name: given.pop(one.name) for one in fields(cls)})


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is rendered: a report, and the earlier ones that it is shown beside."""

    site: SiteInputs
    options: ReportOptions


@click.command()
@with_stack
@with_targets
@with_at
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="md",
    show_default=True,
    callback=keep_format,
    help="Pages, tables or a file; json is for machines.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to; html, xlsx and pdf need one.",
)
@click.option("--keep", is_flag=True, help="Keep it in the ledger, for --on and --since.")
@click.option(
    "--on",
    metavar="DAY",
    callback=iso_day,
    help="Show the last stored report on or before this day.",
)
@click.option(
    "--since",
    metavar="DAY",
    callback=iso_day,
    help="Compare with the stored report of this day.",
)
def report(stack_name: str, language: Language, **given: Any) -> int:
    """Show how each school stands, what needs somebody, and who acts by when.

    Without --on the tenants are read. Each apply keeps the report of its day in the ledger; so
    does --keep, where the report is of all schools and of today. Exit code as of plan.
    """
    asked = ReportOptions.of(given)
    session, options = new_session(language), RunOptions.of(given)
    if asked.out is None and asked.form not in _TEXTS:
        raise StackError([Fault(CliCode.REPORT_NEEDS_FOLDER, None, {"format": asked.form})])
    if asked.on is not None:
        with open_stack_ledger(session.place(), stack_name) as ledger:
            stored = stored_report(ledger, stack_name, asked.on)
            session.error(session.texts.format("cli-report-of", day=stored.day))
            _show(session, _Shown(_beside(ledger, stored, asked.since), asked))
        return _exit_of(stored)
    with open_plan(session, stack_name, options) as planning:
        made = _made(session, planning)
        if asked.keep:
            store_report(planning.context, planning.planned, made)
        _show(session, _Shown(_beside(planning.context.ledger, made, asked.since), asked))
        return of_plan(planning.plan)


def _made(session: Session, planning: PlanCommand) -> Report:
    """The report of this plan."""
    context, planned = planning.context, planning.planned
    version = _commit(session.place().root) or context.loaded.digest[:12]
    return report_of(context, planned, version)


def stored_report(ledger: Ledger, stack: str, day: str) -> Report:
    """The last report on or before an ISO day; StackError where there is none so early."""
    found = ledger.report_on(stack, day)
    if found is None:
        raise StackError([Fault(CliCode.NO_REPORT, None, {"day": day, "stack": stack})])
    return read_report(found.data, f"{stack} {found.day}")


def _beside(ledger: Ledger, report: Report, since: str | None) -> SiteInputs:
    """With the report to compare with, and the last one of each earlier month."""
    stack = report.stack
    before = None if since is None else stored_report(ledger, stack, since)
    months = {day[:7]: day for day in ledger.report_days(stack) if day < report.day}
    days = [day for month, day in sorted(months.items()) if month < report.day[:7]][-11:]
    history = tuple(stored_report(ledger, stack, day) for day in days)
    return SiteInputs(report if before is None else with_changes(report, before), history)


def _show(session: Session, shown: _Shown) -> None:
    report, out = shown.site.report, shown.options.out
    if session.json and out is None:
        session.answer(report_document(report))
        return
    if out is None:
        wording = PageWording.of(session.texts, report)
        session.write(_TEXTS[shown.options.form](report, wording))
        return
    write_files({out / path: content for path, content in _files(session, shown)})
    session.error(session.texts.format("cli-report-written", file=str(out)))


def _files(session: Session, shown: _Shown) -> list[tuple[str, bytes]]:
    """(path, content) of every file of a format, in each language."""
    report, form = shown.site.report, shown.options.form
    given = GivenOptions(session.invocation)
    texts = [Texts(language, repeat=given.repeat) for language in LANGUAGES]
    if form == "html":
        return [(path, page.encode()) for path, page in render_site(shown.site, texts)]
    found: list[tuple[str, bytes]] = []
    for one in texts:
        wording = PageWording.of(one, report)
        if form == "pdf":
            found += report_pdfs(shown.site, wording)
            continue
        found.append((f"report.{one.language}.{form}", _content(form, report, wording)))
    return found


def _content(form: str, report: Report, wording: PageWording) -> bytes:
    """One file of a format that has one for each language."""
    if form == "xlsx":
        return report_workbook(report, wording)
    text = _TEXTS[form](report, wording)
    return csv_file(text) if form == "csv" else text.encode()


def _exit_of(report: Report) -> Exit:
    """As a plan of that day would have ended."""
    states = {school.state for school in report.schools}
    if states & {ReportState.UNREACHABLE, ReportState.UNKNOWN}:
        return Exit.FAULT
    if ReportState.REFUSED in states or report.unlisted:
        return Exit.REFUSED
    return Exit.PENDING if ReportState.DIFFERS in states else Exit.DONE


def _commit(root: Path) -> str | None:
    """The Git commit of the manifests; None outside Git or where they are not as committed."""
    state = _git(root, "status", "--porcelain", "--", "schools")
    return None if state is None or state else _git(root, "rev-parse", "--short=12", "HEAD")


def _git(root: Path, *words: str) -> str | None:
    command = ["git", "-C", str(root), *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
