"""Claims about who is named for a difference, out of a vendor's log."""

from __future__ import annotations

from reconciler.cli.audit import AuditLog
from reconciler.drift.subjects import AuditSubjects
from reconciler.model.change import Change
from reconciler.providers.base import AuditEvent
from reconciler.report.drift import AuditEntry
from tests.support.small import (
    DOMAIN,
    account,
    declared,
    group,
    licence,
    membership,
    seen,
    seen_group,
    seen_licence,
    seen_unit,
    unit,
    with_licence,
)
from tests.support.small import difference as compared
from tests.unit.plan.test_baseline import placed

ADMIN = f"admin@{DOMAIN}"
THERE = seen(
    account("x"), seen_unit("/a", key="a"), seen_group("g", key="g"), seen_licence("plus-staff")
)
WANTED = declared(
    unit("a"), group("g"), membership("g", "x"), placed("a", "x"), licence("plus-staff", "x")
)


def difference(kind: str) -> Change:
    """What differs of a kind: x is missing everywhere."""
    found = compared(WANTED, THERE, with_licence("plus-staff")).difference.changes
    (change,) = [one for one in found if one.address.kind.value == kind]
    return change


def row(name: str, event: str, at: str = "10:00", actor: str = ADMIN) -> AuditEvent:
    """A row of the log."""
    return AuditEvent(name, actor, f"2026-11-24T{at}:00Z", event)


def told(kind: str, *rows: AuditEvent) -> list[str]:
    """'event who' of what is told of a difference."""
    log = AuditLog(AuditSubjects.of(THERE), rows, lambda actor: f"p-{len(actor)}")
    return [
        f"{deed.event} {deed.who}" for deed in log.explain(difference(kind)).audit_entries or ()
    ]


def test_a_log_that_was_not_read_tells_nothing_rather_than_nobody() -> None:
    """None is not an empty list."""
    change = difference("membership")
    assert AuditLog(AuditSubjects.of(THERE), None, str).explain(change).audit_entries is None
    assert AuditLog(AuditSubjects.of(THERE), (), str).explain(change).audit_entries == ()


def test_administrators_are_pseudonyms_and_applications_are_named() -> None:
    """What has an @ is a person."""
    rows = (row("id:g", "REMOVE"), row("id:g", "ADD", actor="Timetable"))
    log = AuditLog(AuditSubjects.of(THERE), rows, lambda _: "3f9a12cd")
    assert log.explain(difference("membership")).audit_entries == (
        AuditEntry("3f9a12cd", person=True, at="2026-11-24T10:00:00Z", event="REMOVE"),
        AuditEntry("Timetable", person=False, at="2026-11-24T10:00:00Z", event="ADD"),
    )


def test_of_one_doer_and_event_the_newest_is_told() -> None:
    """Twenty pupils moved by one person are one line."""
    rows = (row("id:g", "ADD", "12:00"), row(f"g@{DOMAIN}", "ADD", "11:00"))
    log = AuditLog(AuditSubjects.of(THERE), rows, str)
    assert [
        deed.at[11:16] for deed in log.explain(difference("membership")).audit_entries or ()
    ] == ["12:00"]


def test_what_was_done_to_a_person_is_told_of_the_kind_that_it_was_done_in() -> None:
    """A row that names a group is about the group, one that names a unit about the unit."""
    rows = (
        row("x", "REVOKE", "12:00"),
        row("x", "LEAVE", "11:00"),
        row("id:g", "LEAVE", "11:00"),
        row("x", "MOVE", "10:00"),
        row("/a", "MOVE", "10:00"),
    )
    assert told("placement", *rows) == ["MOVE p-21"]
    assert told("licence", *rows) == ["REVOKE p-21"]
    assert told("membership", *rows) == ["LEAVE p-21"]


def test_a_move_whose_row_names_no_unit_is_told_all_the_same() -> None:
    """A vendor may name the person alone."""
    assert told("placement", row("x", "MOVE"), row("id:g", "LEAVE")) == ["MOVE p-21"]


def test_a_row_about_something_else_is_not_told() -> None:
    """Another group's."""
    assert told("membership", row("id:other", "ADD")) == []
