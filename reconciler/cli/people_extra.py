"""What `people --extra` prints of a group, and the list that it writes with --reveal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from reconciler.cli.exits import CliCode
from reconciler.cli.people_list import WrittenList
from reconciler.cli.planning import PlanCommand
from reconciler.errors import Fault, StackError
from reconciler.export.exceptions import RoleExceptions, exceptions
from reconciler.export.world import ExportInput
from reconciler.model.document import document
from reconciler.model.near import near_facts
from reconciler.model.observation import Observation
from reconciler.model.resources import Member, MemberType
from reconciler.report.texts import Texts

FORMAT_VERSION = 1
HEAD = ("role", "is", "address")
_IN, _OUT = "extra", "missing"


def find_extra(
    command: PlanCommand, school: str, group: str
) -> tuple[tuple[RoleExceptions, ...], Observation]:
    """Who does not fit a group's audience; StackError where no tenant that was read has it."""
    planned, context = command.planned, command.context
    groups: list[str] = []
    for alias, contexts in planned.schools_by_tenant.items():
        session = planned.sessions.get(alias)
        if session is None or school not in {one.manifest.id for one in contexts}:
            continue
        groups += [group.key for one in contexts for group in one.manifest.groups]
        given = ExportInput(
            context.loaded, tuple(contexts), session.observation, context.day, context.rosters.year
        )
        found = exceptions(given, school, group)
        if found is not None:
            return found, session.observation
    facts = {"school": school, "group": group, "near": near_facts(group, groups)["near"]}
    raise StackError([Fault(CliCode.NO_SUCH_GROUP, None, facts)])


def render_extra(found: Iterable[RoleExceptions], subject: str, texts: Texts) -> str:
    """A line for each role, with numbers alone."""
    lines = []
    for one in found:
        code = "people-extra" if one.items else "people-extra-unexplained"
        facts = {"field": one.field, "items": one.items, "subject": subject}
        counts = {"extra": len(one.extra), "missing": len(one.missing)}
        lines.append(texts.format(code, **facts, **counts))
    return "\n".join(lines) + "\n"


def extra_document(
    found: Iterable[RoleExceptions], school: str, group: str, written: WrittenList | None
) -> dict[str, Any]:
    """The same numbers for machines."""
    rows = [
        {
            "role": one.field,
            "audience": one.items or None,
            "extra": len(one.extra),
            "missing": len(one.missing),
        }
        for one in found
    ]
    data = {"school": school, "group": group, "roles": rows, "written": written and asdict(written)}
    return document("extra", FORMAT_VERSION, data)


def render_extra_list(found: Iterable[RoleExceptions], observation: Observation) -> tuple[str, int]:
    """The list as CSV with its number of lines: by role, who is extra and who is missing."""
    addresses = {one.id: one.address for one in observation.accounts}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    rows = [
        (one.field, side, address)
        for one in found
        for side, members in ((_IN, one.extra), (_OUT, one.missing))
        for address in sorted(_address(member, addresses) for member in members)
    ]
    writer.writerows(rows)
    return text.getvalue(), len(rows)


def _address(member: Member, addresses: dict[str, str]) -> str:
    return (
        addresses.get(member.ref, member.ref) if member.type is MemberType.ACCOUNT else member.ref
    )
