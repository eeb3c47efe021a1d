"""Claims about reading Google's log: which names in an event count, and whose events."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reconciler.providers.base import AuditEvent
from tests.unit.providers.google.fakes import TENANT, FakeGoogle, Reply, Seen, provider

SINCE = "2026-11-01T00:00:00+00:00"
OURS = replace(TENANT, credentials={"subject": "Reconciler@ou-proba.example"})
STAFF = "staff@ou-proba.example"


def item(name: str, at: str = "10", actor: str = "ana@ou-proba.example", **told: str) -> Any:
    """One entry of the log."""
    parameters = [{"name": key, "value": value} for key, value in told.items()]
    event = {"name": name, "parameters": parameters}
    time = f"2026-11-02T{at}:00:00.123Z"
    return {"id": {"time": time}, "actor": {"email": actor}, "events": [event]}


def traces(*items: Any, subjects: tuple[str, ...] = (STAFF,)) -> list[AuditEvent]:
    """What is told of a log of these entries."""
    google = FakeGoogle(lambda _: (200, {"items": list(items)}))
    return list(provider(google, OURS).audit_events(SINCE, subjects))


def test_an_event_is_told_under_the_name_that_was_asked_for() -> None:
    """The log writes addresses in any letter case; the caller finds his own again."""
    found = traces(item("CHANGE_GROUP_NAME", GROUP_EMAIL="Staff@OU-proba.example"))
    assert found == [
        AuditEvent(STAFF, "ana@ou-proba.example", "2026-11-02T10:00:00Z", "CHANGE_GROUP_NAME")
    ]


def test_a_new_value_is_a_name_only_where_something_is_renamed_or_moved() -> None:
    """A description that equals an address says nothing about who has it."""
    moved = item("MOVE_USER_TO_ORG_UNIT", ORG_UNIT_NAME="/old", NEW_VALUE="/staff")
    described = item("CHANGE_GROUP_DESCRIPTION", GROUP_EMAIL="x@x.example", NEW_VALUE="/staff")
    found = traces(moved, described, subjects=("/staff",))
    assert [trace.event for trace in found] == ["MOVE_USER_TO_ORG_UNIT"]


def test_the_newest_of_each_event_and_doer_is_told_the_newest_first() -> None:
    """Whatever the order in which the log gives them."""
    one, other = "CHANGE_GROUP_NAME", "ADD_GROUP_MEMBER"
    found = traces(
        item(one, "09", GROUP_EMAIL=STAFF),
        item(one, "10", GROUP_EMAIL=STAFF),
        item(one, "11", "boris@ou-proba.example", GROUP_EMAIL=STAFF),
        item(other, "12", GROUP_EMAIL=STAFF),
    )
    assert [(trace.event, trace.actor[:3], trace.at[11:13]) for trace in found] == [
        (other, "ana", "12"),
        (one, "bor", "11"),
        (one, "ana", "10"),
    ]


def test_whom_we_act_for_is_not_told() -> None:
    """The delegated administrator's events are ours; a robot without an address is told by key."""
    ours = item("CHANGE_GROUP_NAME", actor="reconciler@ou-proba.example", GROUP_EMAIL=STAFF)
    robot = item("ADD_GROUP_MEMBER", GROUP_EMAIL=STAFF) | {"actor": {"key": "SYSTEM"}}
    assert [trace.actor for trace in traces(ours, robot)] == ["SYSTEM"]


def test_the_log_is_asked_once_for_all_and_page_by_page() -> None:
    """One listing of the tenant's since a time, however many things are asked about."""
    pages = [{"items": [], "nextPageToken": "more"}, {}]

    def handle(_: Seen) -> Reply:
        return 200, pages.pop(0)

    google = FakeGoogle(handle)
    assert provider(google, OURS).audit_events(SINCE, [STAFF, "/staff", "x@x.example"]) == ()
    first, second = (call for batch in google.batches for call in batch)
    assert first.path == "/admin/reports/v1/activity/users/all/applications/admin"
    assert first.query["startTime"] == SINCE
    assert second.query["pageToken"] == "more"
