"""The Reports API's admin activities: every write leaves its event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant, activities
from reconciler.simulator.google.state import BEGINNING
from tests.simulator.google.checks import refusal, run, run_pages
from tests.simulator.google.local import plain
from tests.simulator.google.worlds import STAFF_SKU, STUDENT_SKU, Clients

MINE = {"customerId": "my_customer"}
ALL = {"userKey": "all", "applicationName": "admin"}
ANA = "ana@small.example"
TEACHERS = "teachers@small.example"
DAY = 24 * 3600
Write = Callable[[Clients], Any]


def report(local: Clients, **query: Any) -> list[tuple[str, dict[str, str]]]:
    """(event, parameters) of one page, the newest first."""
    answer = run(local.reports.activities().list(**ALL | query))
    events = [event for item in answer.get("items", []) for event in item["events"]]
    return [
        (event["name"], {one["name"]: one["value"] for one in event["parameters"]})
        for event in events
    ]


def user(**body: Any) -> Write:
    return lambda local: local.directory.users().update(userKey=ANA, body=body)


def unit(**body: Any) -> Write:
    return lambda local: local.directory.orgunits().update(
        customerId="my_customer", orgUnitPath="Учители", body=body
    )


def member(**body: Any) -> Write:
    return lambda local: local.directory.members().update(
        groupKey=TEACHERS, memberKey=ANA, body=body
    )


def group(**body: Any) -> Write:
    return lambda local: local.directory.groups().update(groupKey=TEACHERS, body=body)


LICENCE = {"productId": "101031", "skuId": STAFF_SKU}
NEW_USER = {
    "primaryEmail": "nova@small.example",
    "name": {"givenName": "Нова", "familyName": "Колежка"},
    "password": "x" * 8,
}
WRITES: list[tuple[Write, str, dict[str, str]]] = [
    (
        lambda local: local.directory.orgunits().insert(
            **MINE, body={"name": "8 клас", "parentOrgUnitPath": "/Ученици"}
        ),
        *("CREATE_ORG_UNIT", {"ORG_UNIT_NAME": "/Ученици/8 клас"}),
    ),
    (unit(name="Хора"), "EDIT_ORG_UNIT_NAME", {"ORG_UNIT_NAME": "/Учители", "NEW_VALUE": "Хора"}),
    (unit(description="нови"), "EDIT_ORG_UNIT_DESCRIPTION", {"ORG_UNIT_NAME": "/Учители"}),
    (
        unit(parentOrgUnitPath="/Ученици"),
        *("MOVE_ORG_UNIT", {"ORG_UNIT_NAME": "/Учители", "NEW_VALUE": "/Ученици"}),
    ),
    (
        lambda local: local.directory.groups().insert(body={"email": "new@small.example"}),
        *("CREATE_GROUP", {"GROUP_EMAIL": "new@small.example"}),
    ),
    (
        lambda local: local.directory.groups().delete(groupKey=TEACHERS),
        *("DELETE_GROUP", {"GROUP_EMAIL": TEACHERS}),
    ),
    (group(name="Учители"), "CHANGE_GROUP_NAME", {"OLD_VALUE": "teachers", "NEW_VALUE": "Учители"}),
    (group(email="all@small.example"), "CHANGE_GROUP_EMAIL", {"GROUP_EMAIL": TEACHERS}),
    (
        lambda local: local.settings.groups().patch(
            groupUniqueId=TEACHERS, body={"whoCanJoin": "INVITED_CAN_JOIN"}
        ),
        "CHANGE_GROUP_SETTING",
        {"SETTING_NAME": "WHO_CAN_JOIN", "NEW_VALUE": "INVITED_CAN_JOIN"},
    ),
    (
        lambda local: local.directory.members().insert(
            groupKey=TEACHERS, body={"email": "Parent@Family.example"}
        ),
        *("ADD_GROUP_MEMBER", {"USER_EMAIL": "parent@family.example", "GROUP_EMAIL": TEACHERS}),
    ),
    (
        lambda local: local.directory.members().delete(groupKey=TEACHERS, memberKey=ANA),
        *("REMOVE_GROUP_MEMBER", {"USER_EMAIL": ANA, "GROUP_EMAIL": TEACHERS}),
    ),
    (member(role="MEMBER"), "UPDATE_GROUP_MEMBER", {"OLD_VALUE": "OWNER", "NEW_VALUE": "MEMBER"}),
    (
        member(delivery_settings="NONE"),
        *("UPDATE_GROUP_MEMBER_DELIVERY_SETTINGS", {"NEW_VALUE": "NONE"}),
    ),
    (lambda local: local.directory.users().insert(body=NEW_USER), "CREATE_USER", {}),
    (lambda local: local.directory.users().delete(userKey=ANA), "DELETE_USER", {"USER_EMAIL": ANA}),
    (
        user(orgUnitPath="/Ученици"),
        "MOVE_USER_TO_ORG_UNIT",
        {"USER_EMAIL": ANA, "ORG_UNIT_NAME": "/Учители", "NEW_VALUE": "/Ученици"},
    ),
    (user(suspended=True), "SUSPEND_USER", {"USER_EMAIL": ANA}),
    (user(archived=True), "ARCHIVE_USER", {"USER_EMAIL": ANA}),
    (user(name={"givenName": "Ани"}), "CHANGE_FIRST_NAME", {"NEW_VALUE": "Ани"}),
    (user(primaryEmail="ani@small.example"), "RENAME_USER", {"NEW_VALUE": "ani@small.example"}),
    (
        lambda local: local.directory.users().makeAdmin(userKey=ANA, body={"status": True}),
        *("GRANT_ADMIN_PRIVILEGE", {"USER_EMAIL": ANA}),
    ),
    (
        lambda local: (
            local.directory.users()
            .aliases()
            .insert(userKey=ANA, body={"alias": "ani@small.example"})
        ),
        *("ADD_NICKNAME", {"USER_NICKNAME": "ani@small.example"}),
    ),
    (
        lambda local: local.licensing.licenseAssignments().insert(
            **LICENCE, body={"userId": "p0@small.example"}
        ),
        *("USER_LICENSE_ASSIGNMENT", {"USER_EMAIL": "p0@small.example"}),
    ),
    (
        lambda local: local.licensing.licenseAssignments().update(
            **LICENCE, userId=ANA, body={"skuId": STUDENT_SKU}
        ),
        *("USER_LICENSE_REASSIGNMENT", {"USER_EMAIL": ANA}),
    ),
    (
        lambda local: local.licensing.licenseAssignments().delete(**LICENCE, userId=ANA),
        *("USER_LICENSE_REVOKE", {"USER_EMAIL": ANA}),
    ),
]


@pytest.mark.parametrize(("write", "event", "parameters"), WRITES, ids=lambda value: str(value)[:9])
def test_a_write_leaves_its_event(
    local: Clients, write: Write, event: str, parameters: dict[str, str]
) -> None:
    """One event with Google's name and, among its parameters, these."""
    run(write(local))
    [(name, told)] = report(local)
    assert name == event
    assert parameters.items() <= told.items()


def test_a_write_that_changes_nothing_leaves_nothing(local: Clients) -> None:
    """Neither does a refused one."""
    for write in (user(orgUnitPath="/Учители"), member(role="OWNER"), unit(name="Учители")):
        run(write(local))
    refusal(user(orgUnitPath="/Няма")(local))
    assert report(local) == []


def test_the_newest_come_first_over_pages(tenant: GoogleTenant, local: Clients) -> None:
    """Three on two pages; a restart keeps them."""
    for name in ("А", "Б", "В"):
        run(user(name={"givenName": name})(local))
    call = local.reports.activities().list(**ALL, maxResults=2)
    pages = run_pages(local.reports.activities(), call, "items")
    assert [len(page) for page in pages] == [2, 1]
    values = [told["NEW_VALUE"] for _, told in report(local)]
    assert values == ["В", "Б", "А"]
    assert GoogleTenant.from_json(tenant.to_json()).to_json() == tenant.to_json()


def moments(tenant: GoogleTenant, local: Clients) -> None:
    """A move on each of three days."""
    for day, name in enumerate(("А", "Б", "В")):
        tenant.now = BEGINNING + day * DAY
        run(user(name={"givenName": name})(local))


def test_a_span_of_time_has_both_its_ends(tenant: GoogleTenant, local: Clients) -> None:
    """From startTime to endTime, in any zone."""
    moments(tenant, local)
    for span, expected in (
        ({"startTime": "2025-09-02T08:00:00.000Z"}, ["В", "Б"]),
        ({"endTime": "2025-09-02T11:00:00+03:00"}, ["Б", "А"]),
        ({"startTime": "2025-09-01T09:00:00Z", "endTime": "2025-09-02T09:00:00Z"}, ["Б"]),
    ):
        assert [told["NEW_VALUE"] for _, told in report(local, **span)] == expected


def test_a_report_goes_back_180_days(tenant: GoogleTenant, local: Clients) -> None:
    """What is older is not shown, whatever the start."""
    moments(tenant, local)
    tenant.now = BEGINNING + 181.5 * DAY
    assert [told["NEW_VALUE"] for _, told in report(local)] == ["В"]
    assert len(report(local, startTime="2020-01-01T00:00:00Z")) == 1


FILTERS = [
    ("USER_EMAIL==ana@small.example", 2),
    ("USER_EMAIL<>ana@small.example", 1),
    ("USER_EMAIL==ana@small.example,NEW_VALUE==/Ученици", 1),
    ("NEW_VALUE>=А", 1),
    ("DEVICE_ID==1", 0),
]


@pytest.mark.parametrize(("filters", "count"), FILTERS)
def test_filters_look_at_parameters(local: Clients, filters: str, count: int) -> None:
    """All of them must hold; a parameter that an event lacks holds for none."""
    run(user(orgUnitPath="/Ученици")(local))
    run(user(name={"givenName": "Ани"})(local))
    run(member(role="MEMBER")(local))
    run(local.directory.members().delete(groupKey=TEACHERS, memberKey="boris@small.example"))
    events = ("MOVE_USER_TO_ORG_UNIT", "CHANGE_FIRST_NAME", "REMOVE_GROUP_MEMBER")
    assert sum(len(report(local, eventName=one, filters=filters)) for one in events) == count


BAD = [
    *({"startTime": "yesterday"}, {"startTime": "2025-09-01T08:00:00"}, {"filters": "a=b"}),
    {"startTime": "2025-09-03T00:00:00Z", "endTime": "2025-09-02T00:00:00Z"},
    *({"startTime": "2031-01-01T00:00:00Z"}, {"maxResults": 1001}),
]


@pytest.mark.parametrize("query", BAD)
def test_a_report_that_cannot_be_is_refused(tenant: GoogleTenant, query: dict[str, Any]) -> None:
    """400 for times, filters and sizes that cannot be; sent plainly, as the client refuses some."""
    path = "/admin/reports/v1/activity/users/all/applications/admin"
    assert plain(tenant, "GET", path, **query)[0] == 400


def test_only_the_acting_administrator_has_activities(local: Clients) -> None:
    """By userKey: the administrator's, nobody else's; other applications are not modelled."""
    run(user(suspended=True)(local))
    assert len(report(local, userKey="admin@small.example")) == 1
    assert report(local, userKey=ANA) == []
    activity = local.reports.activities()
    assert refusal(activity.list(userKey="no@small.example", applicationName="admin"))[0] == 404
    assert refusal(activity.list(userKey="all", applicationName="drive"))[0] == 501
    assert refusal(activity.list(**ALL, customerId="C0other"))[:2] == (403, "forbidden")


def test_the_oldest_make_room_for_the_newest() -> None:
    """Memory is bounded; the numbers go on."""
    kept = activities.Activities()
    for n in range(activities.MOST_KEPT + 2):
        kept.add(float(n), "CREATE_GROUP", {}, "")
    assert len(kept.kept) == activities.MOST_KEPT
    assert (kept.kept[0].number, kept.count) == (3, activities.MOST_KEPT + 2)
