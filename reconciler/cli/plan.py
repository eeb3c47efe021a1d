"""`plan`: what differs and what would be done; writes nothing anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from reconciler.cli.exit_status import of_plan
from reconciler.cli.exits import CliCode
from reconciler.cli.options import new_session, with_at, with_retry, with_stack, with_targets
from reconciler.cli.planning import open_plan, plan_options
from reconciler.cli.run_options import RunOptions
from reconciler.errors import Fault, StackError
from reconciler.model.tenant import Mode
from reconciler.planfile.seal import seal_plan
from reconciler.planfile.write import plan_json
from reconciler.report.plan_markdown import render_plan_markdown
from reconciler.report.plan_text import render_plan
from reconciler.report.texts import Language


@click.command()
@with_stack
@with_targets
@with_at
@with_retry
@click.option("--format", "form", type=click.Choice(["text", "json", "md"]), default="text")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the plan as JSON, for apply --plan.",
)
@click.option("--reveal", is_flag=True, help="Show addresses; for your own terminal only.")
@click.option(
    "--as-if",
    type=click.Choice([Mode.MANAGE.value]),
    help="Show what would be planned if everything were managed; apply never does it.",
)
@click.option("--explain-requests", is_flag=True, help="Count the requests by route.")
def plan(stack_name: str, language: Language, form: str, out: Path | None, **given: Any) -> int:
    """Show what differs between the files and the tenants.

    Exit code: 0 nothing differs, 1 a tenant could not be read, 2 changes, 3 refused.
    """
    session, options = new_session(language), RunOptions.of(given)
    if out is not None and options.as_if is not None:
        # a plan file is consent to carry the plan out, and this one never is
        raise StackError([Fault(CliCode.AS_IF_TO_FILE)])
    with open_plan(session, stack_name, options) as planning:
        shown = plan_options(session, planning, options)
        if out is not None:
            text = plan_json(planning.plan, session.texts, shown.reveal)
            out.write_text(seal_plan(text, planning.context.keyring), "utf-8")
        if form == "json":
            session.write(plan_json(planning.plan, session.texts, shown.reveal))
        elif form == "md":
            session.write(render_plan_markdown(planning.plan, session.texts))
        else:
            session.write(render_plan(planning.plan, session.texts, shown))
        return of_plan(planning.plan)
