"""Who changed what, by both vendors' own logs: the same questions and the same kind of answers."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.errors import TenantError
from reconciler.model.observation import RouteCount
from reconciler.model.tenant import Vendor
from reconciler.providers.base import AuditEvent
from tests.contract.vendors import ProviderHarness
from tests.support.small import DOMAIN, declared, group, membership, unit

LONG_AGO = "2026-01-01T00:00:00Z"
DIRECTOR = f"director@{DOMAIN}"
LOGS = {Vendor.GOOGLE: "activity/users", Vendor.MICROSOFT: "auditLogs/directoryAudits$"}
EVENTS = {
    Vendor.GOOGLE: ("CHANGE_GROUP_NAME", "ADD_GROUP_MEMBER"),
    Vendor.MICROSOFT: ("Update group", "Add member to group"),
}


def click(harness: ProviderHarness, method: str, path: str, body: dict[str, Any]) -> None:
    """An administrator changes something behind our back."""
    call = {"method": method, "path": path, "body": body, "actor": DIRECTOR}
    answer = harness.box.ask("POST", f"tenants/{harness.vendor.value}/call", call)
    assert answer["status"] < 300, answer


def rename(harness: ProviderHarness, name: str = "На ръка") -> tuple[str, str]:
    """Renames the choir; (its id, its address)."""
    choir = harness.group("choir")
    if harness.vendor is Vendor.GOOGLE:
        click(harness, "PATCH", f"/admin/directory/v1/groups/{choir.id}", {"name": name})
    else:
        click(harness, "PATCH", f"/v1.0/groups/{choir.id}", {"displayName": name})
    return choir.id, choir.address


def let_in(harness: ProviderHarness, person: str) -> tuple[str, str]:
    """Puts somebody into the choir; (its id, its address)."""
    choir, account = harness.group("choir"), harness.ids[person]
    if harness.vendor is Vendor.GOOGLE:
        path = f"/admin/directory/v1/groups/{choir.id}/members"
        click(harness, "POST", path, {"email": f"{person}@{DOMAIN}"})
    else:
        path = f"/v1.0/groups/{choir.id}/members/$ref"
        click(harness, "POST", path, {"@odata.id": f"https://x/v1.0/directoryObjects/{account}"})
    return choir.id, choir.address


def told(found: tuple[AuditEvent, ...]) -> set[tuple[str, str]]:
    """Who, and what in the vendor's words."""
    return {(trace.actor, trace.event) for trace in found}


def test_a_change_by_hand_is_traced_to_who_made_it(harness: ProviderHarness) -> None:
    """By the id or the address that was asked for, in one call that only reads."""
    subjects = {*rename(harness), *let_in(harness, "anna")}
    harness.box.ask("DELETE", "requests")
    found = harness.provider.audit_events(LONG_AGO, subjects)
    assert told(found) == {(DIRECTOR, event) for event in EVENTS[harness.vendor]}
    assert {trace.external_id for trace in found} < subjects
    assert [trace.at for trace in found] == sorted((trace.at for trace in found), reverse=True)
    (entry,) = harness.log()
    assert entry["method"] == "GET"
    assert not any("write" in right.casefold() for right in entry["rights"])


def test_of_many_changes_of_one_sort_the_newest_is_told(harness: ProviderHarness) -> None:
    """Once a doer, an object and an event."""
    subjects = {ident for name in ("А", "Б", "В") for ident in rename(harness, name)}
    assert len(harness.provider.audit_events(LONG_AGO, subjects)) == 1


def test_what_nobody_asked_about_is_not_told(harness: ProviderHarness) -> None:
    """The log tells of the whole tenant; ours is the question."""
    rename(harness)
    assert harness.provider.audit_events(LONG_AGO, {f"chess@{DOMAIN}", "no-such-id"}) == ()


def test_our_own_changes_are_not_traced(harness: ProviderHarness) -> None:
    """They would hide who was there before or after us."""
    wish = declared(unit("staff"), group("teachers"), membership("teachers", harness.ids["anna"]))
    harness.do(harness.changes(wish))
    teachers = harness.group("teachers")
    subjects = {teachers.id, teachers.address, "/staff", harness.unit("/staff").id}
    assert harness.provider.audit_events(LONG_AGO, subjects) == ()
    subjects |= {*rename(harness)}
    assert {trace.actor for trace in harness.provider.audit_events(LONG_AGO, subjects)} == {
        DIRECTOR
    }


def test_nothing_older_than_asked_is_told(harness: ProviderHarness) -> None:
    """The time is the vendor's to compare."""
    subjects = rename(harness)
    (trace,) = harness.provider.audit_events(LONG_AGO, subjects)
    assert harness.provider.audit_events(trace.at, subjects) == (trace,)
    later = f"{int(trace.at[:4]) + 1}{trace.at[4:]}"
    if harness.vendor is Vendor.GOOGLE:
        # Google refuses a report that would begin in the future.
        with pytest.raises(TenantError):
            harness.provider.audit_events(later, subjects)
    else:
        assert harness.provider.audit_events(later, subjects) == ()


def test_a_delayed_log_tells_nothing_yet(harness: ProviderHarness) -> None:
    """Both logs run some minutes behind; nobody is named rather than somebody else."""
    path = f"tenants/{harness.vendor.value}/behaviour"
    harness.box.ask("PUT", path, {"audit": {"seconds": 600}})
    subjects = rename(harness)
    assert harness.provider.audit_events(LONG_AGO, subjects) == ()


def test_every_page_of_the_log_is_read(harness: ProviderHarness) -> None:
    """A thousand events a page at both."""
    subjects = rename(harness)
    for number in range(1001):
        click_chess(harness, f"Шах {number}")
    (trace,) = harness.provider.audit_events(LONG_AGO, subjects)
    assert trace.actor == DIRECTOR
    route = next(row for row in harness.provider.requests() if _is_log(row))
    assert route.calls == 2


def click_chess(harness: ProviderHarness, name: str) -> None:
    """Renames the chess club."""
    if harness.vendor is Vendor.GOOGLE:
        click(harness, "PATCH", f"/admin/directory/v1/groups/chess@{DOMAIN}", {"name": name})
    else:
        click(harness, "PATCH", f"/v1.0/groups/{_chess(harness)}", {"displayName": name})


def _chess(harness: ProviderHarness) -> str:
    path = f"/v1.0/groups?$filter=startswith(mail,'chess@{DOMAIN}')&$select=id"
    call = {"method": "GET", "path": path}
    answer = harness.box.ask("POST", f"tenants/{harness.vendor.value}/call", call)
    return str(answer["body"]["value"][0]["id"])


def _is_log(row: RouteCount) -> bool:
    return "activities" in row.route or "directoryAudits" in row.route


def test_a_log_that_cannot_be_read_is_an_error_of_the_tenant(harness: ProviderHarness) -> None:
    """Whoever asks goes on without names, and knows why."""
    rule = {
        "method": "GET",
        "route": LOGS[harness.vendor],
        "times": 9,
        "do": "status",
        "status": 403,
    }
    harness.disturb(rule)
    with pytest.raises(TenantError) as caught:
        harness.provider.audit_events(LONG_AGO, ["x"])
    assert [fault.code for fault in caught.value.faults] == ["forbidden"]


def test_no_question_costs_no_call(harness: ProviderHarness) -> None:
    """Where nothing drifted the log is not read."""
    harness.box.ask("DELETE", "requests")
    assert harness.provider.audit_events(LONG_AGO, ()) == ()
    assert harness.log() == []
