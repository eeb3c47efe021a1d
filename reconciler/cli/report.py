"""`report`: for each school what differs from what was declared, in Bulgarian and English."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from reconciler.cli.exits import of_plan
from reconciler.cli.options import session, with_at, with_reach, with_stack
from reconciler.cli.work import Work, planned
from reconciler.desired.context import SchoolInTenant
from reconciler.manifest.types import Text
from reconciler.model.tenant import Mode
from reconciler.report.compliance import Name, ReportData, SchoolFacts, TenantFacts
from reconciler.report.pages import Format, render_report, report_name
from reconciler.report.texts import LANGUAGES, Language, Texts


@click.command()
@with_stack
@with_reach
@with_at
@click.option("--format", "form", type=click.Choice(["md", "html"]), default="md")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for index.bg and index.en; without it the report is printed.",
)
def report(
    stack_name: str, language: Language, form: Format, out: Path | None, **options: Any
) -> int:
    """Say for each school what differs from what was declared.

    Exit code as of plan.
    """
    talk = session(language)
    with planned(talk, stack_name, options) as work:
        data = _data(work, talk.place().root)
        if out is None:
            talk.write(render_report(data, talk.texts, form))
        else:
            out.mkdir(parents=True, exist_ok=True)
            for one in LANGUAGES:
                texts = Texts(one)
                file = out / report_name(form, texts)
                file.write_text(render_report(data, texts, form), "utf-8")
                talk.complain(talk.texts.say("cli-report-written", file=str(file)))
        return of_plan(work.plan)


def _data(work: Work, root: Path) -> ReportData:
    municipality = work.setting.loaded.municipality
    schools: dict[str, list[SchoolInTenant]] = {}
    for contexts in work.planned.inside.values():
        for context in contexts:
            if context.in_reach:
                schools.setdefault(context.manifest.id, []).append(context)
    return ReportData(
        plan=work.plan,
        municipality=_name(municipality.name),
        waves={wave: _name(text) for wave, text in municipality.waves.items()},
        schools=tuple(_facts(schools[school]) for school in sorted(schools)),
        version=_commit(root) or work.setting.loaded.digest[:12],
        day=datetime.now(UTC).astimezone().date().isoformat(),
    )


def _facts(contexts: list[SchoolInTenant]) -> SchoolFacts:
    manifest = contexts[0].manifest
    return SchoolFacts(
        id=manifest.id,
        name=_name(manifest.name),
        neispuo=manifest.neispuo,
        district=manifest.district,
        wave=manifest.wave,
        tenants=tuple(
            TenantFacts(c.tenant.alias, c.tenant.vendor.value, c.mode is Mode.OBSERVE)
            for c in contexts
        ),
    )


def _name(text: Text) -> Name:
    return Name(text.bg, text.in_language("en"))


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
