"""`plan`: what differs and what would be done; writes nothing anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconciler.cli.exits import of_plan
from reconciler.cli.options import session, with_at, with_reach, with_stack
from reconciler.cli.work import plan_options, planned
from reconciler.plan.file import sealed
from reconciler.report.plan_json import render_plan_json
from reconciler.report.plan_markdown import render_plan_markdown
from reconciler.report.plan_text import render_plan
from reconciler.report.texts import Language


@click.command()
@with_stack
@with_reach
@with_at
@click.option("--format", "form", type=click.Choice(["text", "json", "md"]), default="text")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the plan as JSON, for apply --plan.",
)
@click.option("--reveal", is_flag=True, help="Show addresses; for your own terminal only.")
@click.option("--explain-requests", is_flag=True, help="Count the requests by route.")
def plan(stack_name: str, language: Language, form: str, out: Path | None, **options: Any) -> int:
    """Show what differs between the manifests and the tenants.

    Exit code: 0 nothing differs, 1 a tenant could not be read, 2 changes, 3 refused.
    """
    talk = session(language)
    with planned(talk, stack_name, options) as work:
        shown = plan_options(talk, work, options)
        if out is not None:
            text = render_plan_json(work.plan, talk.texts, shown)
            out.write_text(sealed(text, work.setting.seal), "utf-8")
        if form == "json":
            talk.write(render_plan_json(work.plan, talk.texts, shown))
        elif form == "md":
            talk.write(render_plan_markdown(work.plan, talk.texts))
        else:
            talk.write(render_plan(work.plan, talk.texts, shown))
        return of_plan(work.plan)
