"""Schemas of custom fields, and what they let users hold; the customer's numbers of a day."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from reconciler.simulator.google.state import BEGINNING
from tests.simulator.google.checks import refusal, run
from tests.simulator.google.local import plain
from tests.simulator.google.worlds import Clients, schema

MINE = {"customerId": "my_customer"}
ANA = "ana@small.example"
GRADE = {"fieldName": "grade", "fieldType": "INT64"}
DAY = 24 * 3600


def schemas(local: Clients) -> Any:
    return local.directory.schemas()


@pytest.fixture
def school(local: Clients) -> Clients:
    """The schema School with one number and several subjects."""
    body = schema("School", {"grade": "INT64", "subjects": "STRING"})
    body["fields"][0]["readAccessType"] = "ADMINS_AND_SELF"
    run(schemas(local).insert(**MINE, body=body))
    return local


def test_a_schema_answers_to_name_and_id(school: Clients) -> None:
    """And is listed, with an id for every field."""
    [listed] = run(schemas(school).list(**MINE))["schemas"]
    assert len({field["fieldId"] for field in listed["fields"]}) == 2
    for key in ("School", listed["schemaId"]):
        assert run(schemas(school).get(**MINE, schemaKey=key)) == listed


def test_a_changed_schema_keeps_the_ids_of_its_fields(school: Clients) -> None:
    """Fields are replaced whole; without them they stay."""
    before = run(schemas(school).get(**MINE, schemaKey="School"))
    body = {"fields": [{"fieldName": "room", "fieldType": "STRING"}, GRADE]}
    after = run(schemas(school).update(**MINE, schemaKey="School", body=body))
    assert [field["fieldName"] for field in after["fields"]] == ["room", "grade"]
    assert after["fields"][1]["fieldId"] == before["fields"][0]["fieldId"]
    named = run(schemas(school).patch(**MINE, schemaKey="School", body={"displayName": "Училище"}))
    assert (named["displayName"], len(named["fields"])) == ("Училище", 2)


def test_a_schema_that_goes_takes_its_values_along(school: Clients) -> None:
    """Of those who were deleted too."""
    body = {"customSchemas": {"School": {"grade": 5}}}
    for who in (ANA, "boris@small.example"):
        run(school.directory.users().patch(userKey=who, body=body))
    boris = run(school.directory.users().get(userKey="boris@small.example"))["id"]
    run(school.directory.users().delete(userKey=boris))
    run(schemas(school).delete(**MINE, schemaKey="School"))
    run(school.directory.users().undelete(userKey=boris, body={}))
    for who in (ANA, boris):
        assert "customSchemas" not in run(
            school.directory.users().get(userKey=who, projection="full")
        )
    assert refusal(schemas(school).get(**MINE, schemaKey="School"))[0] == 404


BAD: list[tuple[dict[str, Any], tuple[Any, ...]]] = [
    ({"schemaName": "School", "fields": [GRADE]}, (409, "duplicate")),
    ({"schemaName": "Bus"}, (400, "required", "Missing required field: fields")),
    ({"fields": [GRADE]}, (400, "required", "Missing required field: schemaName")),
    ({"schemaName": "a b", "fields": [GRADE]}, (400, "invalid", "Invalid Input: schemaName")),
    ({"schemaName": "Bus", "fields": [GRADE, GRADE]}, (400, "invalid", "Invalid Input: fieldName")),
    (
        {"schemaName": "Bus", "fields": [GRADE | {"fieldType": "TEXT"}]},
        (400, "invalid", "Invalid Input: fieldType"),
    ),
    (
        {"schemaName": "Bus", "fields": [GRADE | {"readAccessType": "ME"}]},
        (400, "invalid", "Invalid Input: readAccessType"),
    ),
]


@pytest.mark.parametrize(("body", "expected"), BAD)
def test_a_bad_schema_is_refused(
    school: Clients, body: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    """Taken and malformed names, unknown types."""
    answer = refusal(schemas(school).insert(**MINE, body=body))
    assert answer[: len(expected)] == expected


VALUES: list[dict[str, Any]] = [
    *({"Nothing": {"grade": 5}}, {"School": {"room": "1"}}, {"School": 5}),
    *({"School": {"grade": [{"value": 5}]}}, {"School": {"subjects": "химия"}}),
    {"School": {"subjects": ["химия"]}},
]


@pytest.mark.parametrize("values", VALUES)
def test_values_that_no_schema_allows_are_refused(school: Clients, values: dict[str, Any]) -> None:
    """Unknown schemas and fields, one value for several and several for one."""
    call = school.directory.users().patch(userKey=ANA, body={"customSchemas": values})
    assert refusal(call)[:2] == (400, "invalid")


def test_the_public_view_shows_what_everybody_may_read(school: Clients) -> None:
    """Fields for administrators are left out there."""
    values = {"School": {"grade": 5, "subjects": [{"value": "химия"}]}}
    users = school.directory.users()
    run(users.patch(userKey=ANA, body={"customSchemas": values}))
    assert run(users.get(userKey=ANA, projection="full"))["customSchemas"] == values
    seen = run(users.get(userKey=ANA, projection="full", viewType="domain_public"))
    assert seen["customSchemas"] == {"School": {"subjects": [{"value": "химия"}]}}


def test_schemas_outlive_a_restart(tenant: GoogleTenant, school: Clients) -> None:
    """With what users hold in them."""
    body = {"customSchemas": {"School": {"grade": 5}}}
    run(school.directory.users().patch(userKey=ANA, body=body))
    again = GoogleTenant.from_json(tenant.to_json())
    assert again.to_json() == tenant.to_json()


def test_the_numbers_of_a_day_come_two_days_later(tenant: GoogleTenant, local: Clients) -> None:
    """An earlier question is told the last day that has numbers, as clients read it."""
    tenant.now = float(BEGINNING + 10 * DAY)
    usage: Any = local.reports.customerUsageReports()
    told = refusal(usage.get(date="2025-09-10"))[2]
    assert told.startswith("Data for dates later than 2025-09-09 is not yet available.")
    [report] = run(usage.get(date="2025-09-09"))["usageReports"]
    numbers = {one["name"]: one["intValue"] for one in report["parameters"]}
    assert (numbers["accounts:num_users"], numbers["accounts:num_suspended_users"]) == ("8", "1")
    asked = run(usage.get(date="2025-09-09", parameters="accounts:num_users,accounts:no_such"))
    [one] = asked["usageReports"][0]["parameters"]
    assert one["name"] == "accounts:num_users"
    assert plain(tenant, "GET", "/admin/reports/v1/usage/dates/2025-99-99")[0] == 400
