"""`why ADDRESS`: the manifest's line and the roster's facts behind one resource."""

from __future__ import annotations

from collections.abc import Iterator

import click

from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import new_session, with_at, with_json, with_stack
from reconciler.cli.planning import PlanCommand, open_plan
from reconciler.cli.run_options import RunOptions
from reconciler.cli.why_text import WhyAnswer, render_why, why_document
from reconciler.desired.explain import explain
from reconciler.diff.policy import DiffCode
from reconciler.errors import Fault, StackError
from reconciler.model.change import Change, Reason
from reconciler.model.near import NOTHING_NEAR, near_facts
from reconciler.model.plan import Finding, Unknown
from reconciler.model.resources import Address, Declared, Kind
from reconciler.project.open import TargetArgs
from reconciler.report.texts import Language

PARTS = 4
_HELD = (DiffCode.HELD_BACK, DiffCode.HELD_UNCLAIMED, DiffCode.HELD_CERTIFIED)


@click.command()
@click.argument("address")
@with_stack
@with_at
@with_json
def why(address: str, stack_name: str, language: Language, day: str) -> int:
    """Explain where a unit, placement, group, membership or licence comes from.

    ADDRESS is TENANT/SCHOOL/KIND/KEY, such as schools/ou-geo-milev/membership/teachers.
    """
    session = new_session(language)
    asked = parse(address)
    options = RunOptions(day=day, targets=TargetArgs(tenants=(asked.tenant,)))
    with open_plan(session, stack_name, options) as planning:
        lines = _lines(planning, asked)
        if not lines:
            near = near_facts(address, _declared(planning))["near"]
            facts = {"address": address, "near": near}
            raise StackError([Fault(CliCode.NOT_DECLARED, None, facts)])
        found = WhyAnswer(asked, lines, tuple(_held_back(planning, asked)), _state(planning, asked))
    if session.json:
        session.answer(why_document(found, session.texts))
    else:
        session.write(render_why(found, session.texts))
    return Exit.DONE


def _declared(planning: PlanCommand) -> list[str]:
    return [
        str(address)
        for desired in planning.planned.desired.values()
        for address in desired.resources.items
    ]


def _lines(planning: PlanCommand, asked: Address) -> tuple[Reason, ...]:
    tenant_session = planning.planned.sessions.get(asked.tenant)
    if tenant_session is None:
        raise StackError([fault for failure in planning.plan.failures for fault in failure.faults])
    schools = planning.planned.schools_by_tenant[asked.tenant]
    return tenant_session.shield.data(explain(schools, tenant_session.observation, asked))


def _held_back(planning: PlanCommand, asked: Address) -> Iterator[Finding]:
    """How many stay in it now because of rows of lists, and what is wrong with each of those rows.

    A row is told by its place; nothing of what stands in it.
    """
    desired = planning.planned.desired.get(asked.school_ref)
    item = desired.resources.items.get(asked) if desired is not None else None
    subjects = {f"roster/{row}" for row in _rows(item)}
    for school in planning.plan.schools:
        if school.ref != asked.school_ref:
            continue
        for finding in school.findings:
            mine = finding.subject == f"{asked.kind}/{asked.key}"
            if finding.subject in subjects or (mine and finding.code in _HELD):
                yield finding


def _rows(item: Declared | None) -> tuple[str, ...]:
    if item is None:
        return ()
    return (*item.held_by, *item.held_by_certificates, *item.awaited_by)


def _state(planning: PlanCommand, asked: Address) -> Change | Unknown | None:
    """What the plan says of it: a change, that it is unknown, or nothing."""
    for school in planning.plan.schools:
        for unknown in school.unknown:
            if unknown.address == asked:
                return unknown
        for change in school.differences:
            if change.address == asked:
                return change
    return None


def parse(text: str) -> Address:
    """An address as it was typed; the key may hold slashes."""
    parts = text.split("/", PARTS - 1)
    kinds = {kind.value for kind in Kind}
    if len(parts) != PARTS or parts[2] not in kinds:
        near = near_facts(parts[2], sorted(kinds))["near"] if len(parts) == PARTS else NOTHING_NEAR
        facts = {"address": text, "kinds": ", ".join(sorted(kinds)), "near": near}
        raise StackError([Fault(CliCode.BAD_ADDRESS, None, facts)])
    return Address(parts[0], parts[1], Kind(parts[2]), parts[3])
