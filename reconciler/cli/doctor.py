"""`doctor`: what the project and each tenant have and lack, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable

import click

from reconciler.cli.exits import Exit
from reconciler.cli.options import Session, new_session, with_format, with_stack
from reconciler.cli.progress import ProgressDisplay
from reconciler.errors import Fault, StackError
from reconciler.model.checkup import CheckState, Checkup, missing_for_planning
from reconciler.project.caller import today
from reconciler.project.checkup import ProjectParts
from reconciler.project.open import ProjectCode
from reconciler.report.doctor import render_doctor, render_doctor_json
from reconciler.report.texts import Language
from reconciler.runtime.doctor import check_project, check_tenants

_RENDER = {"text": render_doctor, "json": render_doctor_json}


@click.command()
@with_stack
@click.option("--tenant", "tenants", multiple=True, help="Only this tenant.")
@click.option("--every", is_flag=True, help="List also what is in order, however many tenants.")
@with_format(*_RENDER)
def doctor(
    stack_name: str, language: Language, tenants: tuple[str, ...], form: str, *, every: bool
) -> int:
    """Tell what each tenant grants and what is missing, with the step that mends it.

    Sends reads only, with the permissions that plan has. What those cannot show is unknown.

    Exit code: 0 nothing is missing, 1 something that every command needs is missing, 2 something
    that only apply or drift needs.
    """
    session = new_session(language)
    parts = ProjectParts(session.place(), stack_name, today())
    try:
        checkups = _checked(session, parts, tenants)
    finally:
        parts.close()
    session.write(_RENDER[form](checkups, session.texts, every=every))
    return _exit(checkups)


def _checked(session: Session, parts: ProjectParts, tenants: tuple[str, ...]) -> list[Checkup]:
    own = check_project(parts)
    known = parts.stack.tenants if parts.stack is not None else {}
    unknown = [alias for alias in tenants if parts.stack is not None and alias not in known]
    if unknown:
        raise StackError(
            Fault(ProjectCode.UNKNOWN_NAME, None, {"what": "tenant", "name": one})
            for one in unknown
        )
    with ProgressDisplay(session.err) as watch:
        watch.stage(session.texts.format("doctor-looking"), len(tenants or known))
        return [own, *check_tenants(parts, tenants, watch.reporter().on_observed)]


def _exit(checkups: Iterable[Checkup]) -> Exit:
    checks = [check for one in checkups for check in one.checks]
    if any(missing_for_planning(check) for check in checks):
        return Exit.FAULT
    missing = any(check.state is CheckState.MISSING for check in checks)
    return Exit.PENDING if missing else Exit.DONE
