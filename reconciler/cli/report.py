"""`report`: for each school what differs from what was declared, in Bulgarian and English."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from reconciler.cli.exit_status import of_plan
from reconciler.cli.options import new_session, with_at, with_stack, with_targets
from reconciler.cli.planning import PlanCommand, open_plan
from reconciler.cli.run_options import RunOptions
from reconciler.desired.context import SchoolContext
from reconciler.manifest.types import LocalizedText
from reconciler.model.resources import Kind
from reconciler.model.tenant import Mode
from reconciler.report.compliance import BilingualName, ReportData, SchoolFacts, TenantFacts
from reconciler.report.pages import Format, render_report, report_name
from reconciler.report.texts import LANGUAGES, Language, Texts


@click.command()
@with_stack
@with_targets
@with_at
@click.option("--format", "form", type=click.Choice(["md", "html"]), default="md")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for index.bg and index.en; without it the report is printed.",
)
def report(
    stack_name: str, language: Language, form: Format, out: Path | None, **given: Any
) -> int:
    """Report for each school what differs from the declared state.

    Exit code as of plan.
    """
    session, options = new_session(language), RunOptions.of(given)
    with open_plan(session, stack_name, options) as planning:
        data = _data(planning, session.place().root)
        if out is None:
            session.write(render_report(data, session.texts, form))
        else:
            out.mkdir(parents=True, exist_ok=True)
            for item in LANGUAGES:
                texts = Texts(item)
                file = out / report_name(form, texts)
                file.write_text(render_report(data, texts, form), "utf-8")
                session.error(session.texts.format("cli-report-written", file=str(file)))
        return of_plan(planning.plan)


def _data(planning: PlanCommand, root: Path) -> ReportData:
    municipality = planning.context.loaded.municipality
    schools: dict[str, list[SchoolContext]] = {}
    for contexts in planning.planned.schools_by_tenant.values():
        for context in contexts:
            if context.targeted:
                schools.setdefault(context.manifest.id, []).append(context)
    return ReportData(
        plan=planning.plan,
        municipality=_name(municipality.name),
        waves={wave: _name(text) for wave, text in municipality.waves.items()},
        schools=tuple(_facts(schools[school]) for school in sorted(schools)),
        version=_commit(root) or planning.context.loaded.digest[:12],
        day=datetime.now(UTC).astimezone().date().isoformat(),
    )


def _facts(contexts: list[SchoolContext]) -> SchoolFacts:
    manifest = contexts[0].manifest
    return SchoolFacts(
        id=manifest.id,
        name=_name(manifest.name),
        neispuo=manifest.neispuo,
        district=manifest.district,
        wave=manifest.wave,
        tenants=tuple(
            TenantFacts(
                c.tenant.alias,
                c.tenant.vendor.value,
                c.mode is Mode.OBSERVE,
                tuple(kind for kind in Kind if kind in c.observed),
            )
            for c in contexts
        ),
    )


def _name(text: LocalizedText) -> BilingualName:
    return BilingualName(text.bg, text.in_language("en"))


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
