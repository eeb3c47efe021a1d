"""Who changed what, by both vendors' own logs: the same questions and the same kind of answers."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.errors import TenantError
from reconciler.model.observation import RouteCount
from reconciler.model.tenant import Vendor
from reconciler.providers.base import AuditEvent
from tests.contract.vendors import Bench
from tests.support.small import DOMAIN, declared, group, membership, unit

LONG_AGO = "2026-01-01T00:00:00Z"
DIRECTOR = f"director@{DOMAIN}"
LOGS = {Vendor.GOOGLE: "activity/users", Vendor.MICROSOFT: "auditLogs/directoryAudits$"}
EVENTS = {
    Vendor.GOOGLE: ("CHANGE_GROUP_NAME", "ADD_GROUP_MEMBER"),
    Vendor.MICROSOFT: ("Update group", "Add member to group"),
}


def click(bench: Bench, method: str, path: str, body: dict[str, Any]) -> None:
    """An administrator changes something behind our back."""
    call = {"method": method, "path": path, "body": body, "actor": DIRECTOR}
    answer = bench.box.ask("POST", f"tenants/{bench.vendor.value}/call", call)
    assert answer["status"] < 300, answer


def rename(bench: Bench, name: str = "На ръка") -> tuple[str, str]:
    """Renames the choir; (its id, its address)."""
    choir = bench.group("choir")
    if bench.vendor is Vendor.GOOGLE:
        click(bench, "PATCH", f"/admin/directory/v1/groups/{choir.id}", {"name": name})
    else:
        click(bench, "PATCH", f"/v1.0/groups/{choir.id}", {"displayName": name})
    return choir.id, choir.address


def let_in(bench: Bench, person: str) -> tuple[str, str]:
    """Puts somebody into the choir; (its id, its address)."""
    choir, account = bench.group("choir"), bench.ids[person]
    if bench.vendor is Vendor.GOOGLE:
        path = f"/admin/directory/v1/groups/{choir.id}/members"
        click(bench, "POST", path, {"email": f"{person}@{DOMAIN}"})
    else:
        path = f"/v1.0/groups/{choir.id}/members/$ref"
        click(bench, "POST", path, {"@odata.id": f"https://x/v1.0/directoryObjects/{account}"})
    return choir.id, choir.address


def told(found: tuple[AuditEvent, ...]) -> set[tuple[str, str]]:
    """Who, and what in the vendor's words."""
    return {(trace.actor, trace.event) for trace in found}


def test_a_change_by_hand_is_traced_to_who_made_it(bench: Bench) -> None:
    """By the id or the address that was asked for, in one call that only reads."""
    subjects = {*rename(bench), *let_in(bench, "anna")}
    bench.box.ask("DELETE", "requests")
    found = bench.provider.audit_events(LONG_AGO, subjects)
    assert told(found) == {(DIRECTOR, event) for event in EVENTS[bench.vendor]}
    assert {trace.external_id for trace in found} < subjects
    assert [trace.at for trace in found] == sorted((trace.at for trace in found), reverse=True)
    (entry,) = bench.log()
    assert entry["method"] == "GET"
    assert not any("write" in right.casefold() for right in entry["rights"])


def test_of_many_changes_of_one_sort_the_newest_is_told(bench: Bench) -> None:
    """Once a doer, an object and an event."""
    subjects = {ident for name in ("А", "Б", "В") for ident in rename(bench, name)}
    assert len(bench.provider.audit_events(LONG_AGO, subjects)) == 1


def test_what_nobody_asked_about_is_not_told(bench: Bench) -> None:
    """The log tells of the whole tenant; ours is the question."""
    rename(bench)
    assert bench.provider.audit_events(LONG_AGO, {f"chess@{DOMAIN}", "no-such-id"}) == ()


def test_our_own_changes_are_not_traced(bench: Bench) -> None:
    """They would hide who was there before or after us."""
    wish = declared(unit("staff"), group("teachers"), membership("teachers", bench.ids["anna"]))
    bench.do(bench.changes(wish))
    teachers = bench.group("teachers")
    subjects = {teachers.id, teachers.address, "/staff", bench.unit("/staff").id}
    assert bench.provider.audit_events(LONG_AGO, subjects) == ()
    subjects |= {*rename(bench)}
    assert {trace.actor for trace in bench.provider.audit_events(LONG_AGO, subjects)} == {DIRECTOR}


def test_nothing_older_than_asked_is_told(bench: Bench) -> None:
    """The time is the vendor's to compare."""
    subjects = rename(bench)
    (trace,) = bench.provider.audit_events(LONG_AGO, subjects)
    assert bench.provider.audit_events(trace.at, subjects) == (trace,)
    later = f"{int(trace.at[:4]) + 1}{trace.at[4:]}"
    if bench.vendor is Vendor.GOOGLE:
        # Google refuses a report that would begin in the future.
        with pytest.raises(TenantError):
            bench.provider.audit_events(later, subjects)
    else:
        assert bench.provider.audit_events(later, subjects) == ()


def test_a_delayed_log_tells_nothing_yet(bench: Bench) -> None:
    """Both logs run some minutes behind; nobody is named rather than somebody else."""
    path = f"tenants/{bench.vendor.value}/behaviour"
    bench.box.ask("PUT", path, {"audit": {"seconds": 600}})
    subjects = rename(bench)
    assert bench.provider.audit_events(LONG_AGO, subjects) == ()


def test_every_page_of_the_log_is_read(bench: Bench) -> None:
    """A thousand events a page at both."""
    subjects = rename(bench)
    for number in range(1001):
        click_chess(bench, f"Шах {number}")
    (trace,) = bench.provider.audit_events(LONG_AGO, subjects)
    assert trace.actor == DIRECTOR
    route = next(row for row in bench.provider.requests() if _is_log(row))
    assert route.calls == 2


def click_chess(bench: Bench, name: str) -> None:
    """Renames the chess club."""
    if bench.vendor is Vendor.GOOGLE:
        click(bench, "PATCH", f"/admin/directory/v1/groups/chess@{DOMAIN}", {"name": name})
    else:
        click(bench, "PATCH", f"/v1.0/groups/{_chess(bench)}", {"displayName": name})


def _chess(bench: Bench) -> str:
    path = f"/v1.0/groups?$filter=startswith(mail,'chess@{DOMAIN}')&$select=id"
    call = {"method": "GET", "path": path}
    answer = bench.box.ask("POST", f"tenants/{bench.vendor.value}/call", call)
    return str(answer["body"]["value"][0]["id"])


def _is_log(row: RouteCount) -> bool:
    return "activities" in row.route or "directoryAudits" in row.route


def test_a_log_that_cannot_be_read_is_an_error_of_the_tenant(bench: Bench) -> None:
    """Whoever asks goes on without names, and knows why."""
    rule = {"method": "GET", "route": LOGS[bench.vendor], "times": 9, "do": "status", "status": 403}
    bench.disturb(rule)
    with pytest.raises(TenantError) as caught:
        bench.provider.audit_events(LONG_AGO, ["x"])
    assert [fault.code for fault in caught.value.faults] == ["forbidden"]


def test_no_question_costs_no_call(bench: Bench) -> None:
    """Where nothing drifted the log is not read."""
    bench.box.ask("DELETE", "requests")
    assert bench.provider.audit_events(LONG_AGO, ()) == ()
    assert bench.log() == []
