"""Claims about reading Entra's audit log: which names in a row count, and whose rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reconciler.errors import TenantError
from reconciler.providers.base import AuditEvent
from tests.unit.providers.microsoft.fakes import TENANT, VERSION, FakeGraph, Handle, Seen, provider

SINCE = "2026-11-01T00:00:00Z"
BY_ANA = {"user": {"userPrincipalName": "ana@su-proba.example", "id": "u1"}, "app": None}


def row(name: str, *targets: dict[str, Any], at: str = "10", **more: Any) -> dict[str, Any]:
    """One row of the log."""
    return {
        "activityDisplayName": name,
        "activityDateTime": f"2026-11-02T{at}:00:00.1234567Z",
        "result": "success",
        "initiatedBy": BY_ANA,
        "targetResources": list(targets),
        **more,
    }


def traces(folder: Path, *found: Any, subjects: tuple[str, ...] = ("g1",)) -> list[AuditEvent]:
    """What is told of a log of these rows."""
    return asked(folder, lambda _: (200, {"value": list(found)}), subjects)[0]


def asked(
    folder: Path, handle: Handle, subjects: tuple[str, ...] = ("g1",)
) -> tuple[list[AuditEvent], FakeGraph]:
    """What is told, and what was called."""
    fake = FakeGraph(handle)
    with provider(fake, folder, tenant=replace(TENANT)) as made:
        return list(made.audit_events(SINCE, subjects)), fake


def test_a_row_is_told_under_the_id_that_was_asked_for(tmp_path: Path) -> None:
    """Ids in any letter case."""
    found = traces(tmp_path, row("Update group", {"id": "G1"}))
    assert found == [
        AuditEvent("g1", "ana@su-proba.example", "2026-11-02T10:00:00Z", "Update group")
    ]


def test_a_members_row_tells_of_the_group(tmp_path: Path) -> None:
    """Either as a target of its own, or as a property of the member's."""
    changed = [{"displayName": "Group.ObjectID", "oldValue": None, "newValue": '"g1"'}]
    alone = row("Add member to group", {"id": "u7", "modifiedProperties": changed})
    both = row("Remove member from group", {"id": "u7"}, {"id": "g1"}, at="09")
    assert [trace.event for trace in traces(tmp_path, alone, both)] == [
        "Add member to group",
        "Remove member from group",
    ]


def test_what_did_not_succeed_is_not_told(tmp_path: Path) -> None:
    """A refused attempt changed nothing."""
    assert traces(tmp_path, row("Update group", {"id": "g1"}, result="failure")) == []


def test_an_app_is_told_by_its_name_unless_it_is_ours(tmp_path: Path) -> None:
    """Entra gives its id, or leaves it out."""
    theirs = {"app": {"displayName": "Another app", "appId": None}}
    ours = {"app": {"displayName": "Reconciler", "appId": "w"}}
    rows = [
        row("Update group", {"id": "g1"}, initiatedBy=theirs),
        row("Add group", {"id": "g1"}, initiatedBy=ours),
    ]
    assert [trace.actor for trace in traces(tmp_path, *rows)] == ["Another app"]


def test_the_log_is_asked_once_for_all_and_page_by_page(tmp_path: Path) -> None:
    """One listing since a time, however many things are asked about."""
    link = f"https://graph.microsoft.com{VERSION}/auditLogs/directoryAudits?$skiptoken=more"

    def handle(call: Seen) -> Any:
        more = {} if "$skiptoken" in call.query else {"@odata.nextLink": link}
        return 200, {"value": [], **more}

    found, fake = asked(tmp_path, handle, ("g1", "g2", "u1"))
    assert found == []
    assert [call.name for call in fake.calls] == ["GET /auditLogs/directoryAudits"] * 2
    assert fake.calls[0].query["$filter"] == f"activityDateTime ge {SINCE}"
    assert [token["client_id"] for token in fake.tokens] == ["r"]


def test_a_log_without_rows_is_no_log(tmp_path: Path) -> None:
    """An answer of another shape is not taken for an empty log."""
    with pytest.raises(TenantError) as caught:
        asked(tmp_path, lambda _: (200, {}))
    assert [fault.code for fault in caught.value.faults] == ["malformed"]
