"""Drift as data for every format: per school what others changed, and who, where a log has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reconciler.errors import Fault
from reconciler.model.change import Action, Change, ChangeCause, FieldChange
from reconciler.report.origin import done_by_others
from reconciler.report.rows import ARROW, RowWriter
from reconciler.report.texts import Texts

_SHOWN = 3
"""Rows of a vendor's log that are shown of one change."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row of a vendor's log: somebody else than us changed the thing."""

    who: str
    """An application's name, or an administrator: as a pseudonym unless revealed."""
    person: bool
    at: str
    """ISO time in UTC."""
    event: str
    """In the vendor's words."""


@dataclass(frozen=True, slots=True)
class DriftedChange:
    """One difference that others made, newest audit entry first; None: the log was not read."""

    change: Change
    audit_entries: tuple[AuditEntry, ...] | None = None


@dataclass(frozen=True, slots=True)
class SchoolDrift:
    """What others changed in one school's part of a tenant."""

    school: str
    tenant: str
    vendor: str
    changes: tuple[DriftedChange, ...]


@dataclass(frozen=True, slots=True)
class UnreadTenant:
    """A tenant, or its log, that could not be read, and why."""

    tenant: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class DriftData:
    """The drift of every school in reach."""

    stack: str
    schools: tuple[SchoolDrift, ...]
    """Only those that have any."""
    no_baseline: tuple[str, ...] = ()
    """Schools that were never applied completely: nothing is known of them."""
    only_observed: tuple[tuple[str, int], ...] = ()
    """Schools, and how many differences they have where nothing is written, drift aside."""
    no_log: tuple[UnreadTenant, ...] = ()
    """Tenants whose drift is shown without who did it."""
    not_read: tuple[UnreadTenant, ...] = ()
    """Tenants of whose drift nothing is known."""

    def count(self) -> int:
        """How many differences others made."""
        return sum(len(school.changes) for school in self.schools)


def subject(change: Change, texts: Texts) -> str:
    """'group teachers'."""
    return f"{texts.format(f'plan-kind-{change.address.kind}')} {change.address.key}"


def change_lines(change: Change, texts: Texts) -> tuple[str, ...]:
    """What others did, a line for each thing: fields as left by us → as they are now."""
    fields = tuple(_field(change, field, texts) for field in _fields(change))
    if change.action is Action.UPDATE and fields:
        return fields
    return (done_by_others(change, texts), *fields)


def values(change: Change) -> Iterator[tuple[FieldChange, bool]]:
    """The fields that drifted from what we left to what is there, and whether we know the first.

    Where the declaration moved as well, what we left is kept as a digest only.
    """
    for field in _fields(change):
        yield FieldChange(field.name, field.after, field.before), change.origin is ChangeCause.DRIFT


def audit_lines(drifted: DriftedChange, texts: Texts) -> Iterator[str]:
    """Who did it, as far as the vendor's log has it."""
    if drifted.audit_entries is None:
        return
    for entry in drifted.audit_entries[:_SHOWN]:
        yield texts.format(
            "drift-deed", event=entry.event, who=_who(entry, texts), **_time_facts(entry.at)
        )
    if not drifted.audit_entries:
        yield texts.format("drift-nobody")


def _fields(change: Change) -> tuple[FieldChange, ...]:
    return tuple(field for field in change.fields if field.name in change.drifted)


def _field(change: Change, field_change: FieldChange, texts: Texts) -> str:
    writer = RowWriter(texts)
    now = writer.value(field_change.before)
    if change.origin is not ChangeCause.DRIFT:
        return texts.format("drift-field-now", field=texts.field(field_change.name), value=now)
    return f"{texts.field(field_change.name)}  {writer.value(field_change.after)} {ARROW} {now}"


def _who(entry: AuditEntry, texts: Texts) -> str:
    return texts.format("drift-administrator", who=entry.who) if entry.person else entry.who


def _time_facts(at: str) -> dict[str, str]:
    """'12.11.2026' and '10:31', in UTC."""
    year, month, day = at[:10].split("-")
    return {"day": f"{day}.{month}.{year}", "time": at[11:16]}
