"""`drift`: only what others changed in the tenants, and who did it where the vendor's log says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from reconciler.cli.audit import AuditLog
from reconciler.cli.exit_status import of_plan
from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.keeping import keep_document, kept_files, write_kept
from reconciler.cli.options import new_session, with_format, with_stack, with_targets
from reconciler.cli.planning import PlanCommand, open_plan
from reconciler.cli.run_options import RunOptions
from reconciler.drift.subjects import AuditSubjects
from reconciler.errors import Fault, StackError, TenantError
from reconciler.model.baseline import Baseline
from reconciler.model.plan import SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.providers.base import AuditEvent
from reconciler.report.drift import DriftData, SchoolDrift, UnreadTenant
from reconciler.report.drift_json import drift_document
from reconciler.report.drift_text import render_drift, render_drift_markdown
from reconciler.report.origin import drifted
from reconciler.report.texts import Language
from reconciler.runtime.assemble import load_baselines

_SHORT = 8
"""Digits of an administrator's pseudonym: enough to tell the few of a tenant apart."""
_RENDER = {"text": render_drift, "md": render_drift_markdown}


@click.command()
@with_stack
@with_targets
@with_format("json", "md")
@click.option(
    "--reveal", is_flag=True, help="Show administrators' addresses; for your own terminal only."
)
@click.option(
    "--as-manifest",
    is_flag=True,
    help="Print the edit of the schools' files that keeps it, as a patch, in the place of drift.",
)
@click.option("--write", is_flag=True, help="With --as-manifest: edit the files.")
def drift(stack_name: str, language: Language, form: str, reveal: bool, **given: Any) -> int:
    """Show what others changed in the tenants since the last complete apply, and who did.

    Of what is only observed, everything that differs counts. The next apply puts back what others
    changed; --as-manifest makes the files say it, so that it stays. What no file can say, such as
    who is in a group, is told.

    Exit code: 0 nothing, 1 a tenant or its log could not be read, 2 drift.
    """
    as_manifest, write = given.pop("as_manifest"), given.pop("write")
    if write and not as_manifest:
        raise StackError([Fault(CliCode.NEEDS_AS_MANIFEST)])
    session, options = new_session(language), RunOptions.of(given)
    with open_plan(session, stack_name, options) as planning:
        if as_manifest:
            found = kept_files(planning)
            if session.json:
                session.answer(keep_document(session, found, write=write))
            else:
                write_kept(session, found, write=write)
            if of_plan(planning.plan) is Exit.FAULT:
                return Exit.FAULT
            return Exit.PENDING if found.texts or found.left else Exit.DONE
        data = gathered(planning, reveal=reveal)
        if session.json:
            session.answer(drift_document(data, session.texts))
        else:
            session.write(_RENDER[form](data, session.texts))
        if data.no_log or of_plan(planning.plan) is Exit.FAULT:
            return Exit.FAULT
        return Exit.PENDING if data.schools or data.only_observed else Exit.DONE


def gathered(planning: PlanCommand, *, reveal: bool) -> DriftData:
    """The plan's drift by school, with what each tenant's log has of it."""
    plan, keyring = planning.plan, planning.context.keyring
    baselines = load_baselines(planning.context)
    by_tenant: dict[str, list[SchoolPlan]] = {}
    for school in plan.schools:
        if drifted(school.differences):
            by_tenant.setdefault(school.tenant, []).append(school)
    logs: dict[str, AuditLog] = {}
    no_log: list[UnreadTenant] = []
    for tenant, schools in by_tenant.items():
        tracks = AuditSubjects.of(planning.planned.sessions[tenant].observation)
        answer = _traces(planning, tracks, schools, _since(baselines, schools))
        if isinstance(answer, TenantError):
            no_log.append(UnreadTenant(tenant, answer.faults))
        traces = None if isinstance(answer, TenantError) else answer
        shown = str if reveal else lambda actor: keyring.pseudonym(actor.casefold())[:_SHORT]
        logs[tenant] = AuditLog(tracks, traces, shown)
    return DriftData(
        stack=plan.stack,
        schools=tuple(_school(s, logs[s.tenant]) for s in plan.schools if drifted(s.differences)),
        no_baseline=tuple(s.school for s in plan.schools if s.ref not in baselines),
        only_observed=tuple(
            (s.school, count)
            for s in plan.schools
            if (count := len(s.observed) - len(drifted(s.observed)))
        ),
        no_log=tuple(no_log),
        not_read=tuple(UnreadTenant(failure.tenant, failure.faults) for failure in plan.failures),
    )


def _school(school: SchoolPlan, log: AuditLog) -> SchoolDrift:
    changes = tuple(map(log.explain, drifted(school.differences)))
    return SchoolDrift(school.school, school.tenant, school.vendor, changes)


def _since(baselines: Mapping[SchoolRef, Baseline], schools: Sequence[SchoolPlan]) -> str:
    """The oldest of the schools' baselines: '2026-11-20T10:00:00Z'."""
    known = (baselines[school.ref].at for school in schools)
    return f"{min(known)[: len('2026-11-20T10:00:00')]}Z"


def _traces(
    planning: PlanCommand, tracks: AuditSubjects, schools: Sequence[SchoolPlan], since: str
) -> tuple[AuditEvent, ...] | TenantError:
    """What the tenant's log has of everything that drifted in it, in one look."""
    subjects = {
        name
        for school in schools
        for change in drifted(school.differences)
        for name in tracks.subjects(change)
    } | (tracks.of_groups | tracks.of_units)
    try:
        return planning.planned.sessions[schools[0].tenant].provider.audit_events(since, subjects)
    except TenantError as error:
        return error
