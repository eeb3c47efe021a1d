"""Searching users and groups: the clauses of the vendor's guides, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from tests.simulator.google.checks import refusal, run
from tests.simulator.google.local import local_clients
from tests.simulator.google.worlds import Clients, group, schema, small_seed, user

MINE = {"customer": "my_customer"}
D = "small.example"


@pytest.fixture
def school() -> Clients:
    """A few people who differ in everything that can be searched."""
    seed = small_seed() | {"licences": []}
    seed["users"] = [
        user(f"admin@{D}", admin=True),
        user(f"ana@{D}", "/Учители", given="Ана-Мария", personId="T-1", aliases=[f"a.t@{D}"]),
        user(f"boris@{D}", "/Ученици/5 клас", given="Борис", family="О'Нийл", suspended=True),
    ]
    seed["groups"] = [
        group(f"teachers@{D}", [f"ana@{D}", "guest@family.example"], name="5 клас учители"),
        group(f"pupils@{D}", [f"boris@{D}"], name="5 клас ученици", aliases=[f"kids@{D}"]),
    ]
    clients = local_clients(GoogleTenant.from_seed(seed))
    kinds = {"grade": "INT64", "since": "DATE", "club": "BOOL", "subjects": "STRING"}
    run(clients.directory.schemas().insert(customerId="my_customer", body=schema("School", kinds)))
    shown = {
        "addresses": [{"streetAddress": "ул. Шипка 1", "locality": "Пловдив", "country": "BG"}],
        "organizations": [{"title": "Учител", "department": "Математика"}],
        "phones": [{"value": "+359 32 000 000"}],
        "relations": [{"type": "manager", "value": f"admin@{D}"}],
        "customSchemas": {"School": {"grade": 5, "since": "2024-09-15", "club": True}},
    }
    run(clients.directory.users().update(userKey=f"ana@{D}", body=shown))
    body: dict[str, Any] = {
        "relations": [{"type": "manager", "value": f"ana@{D}"}],
        "archived": True,
    }
    body["customSchemas"] = {"School": {"subjects": [{"value": "химия"}, {"value": "физика"}]}}
    run(clients.directory.users().update(userKey=f"boris@{D}", body=body))
    return clients


USERS = [
    ("isAdmin=true", "admin"),
    ("isSuspended=False", "admin ana"),
    ("isArchived=true", "boris"),
    ("isDelegatedAdmin=true", ""),
    ("isEnrolledIn2Sv=false isEnforcedIn2Sv=false isAdmin=true", "admin"),
    ("email=A.T@small.example", "ana"),
    ("email:bor*", "boris"),
    ("email:small", "admin ana boris"),
    ("givenName='ана-мария'", "ana"),
    ("givenName:Ана*", "admin ana"),
    (r"familyName='О\'Нийл'", "boris"),
    ('name:"рис О"', "boris"),
    ("name='Борис О\\'Нийл' isSuspended=true", "boris"),
    ("externalId=T-1", "ana"),
    ("orgUnitPath=/Ученици", "boris"),
    ("orgUnitPath='/ученици/5 клас'", "boris"),
    ("orgUnitPath=/", "admin ana boris"),
    ("addressLocality=Пловдив", "ana"),
    ("address:шипка", "ana"),
    ("orgTitle:учит orgDepartment=математика", "ana"),
    ("phone='+359 32 000 000'", "ana"),
    ("directManager=admin@small.example", "ana"),
    ("manager='admin@small.example'", "ana boris"),
    ("School.grade=5", "ana"),
    ("School.grade>=6", ""),
    ("School.since:[2024-01-01,2024-12-31]", "ana"),
    ("School.club=true", "ana"),
    ("School.subjects:физ*", "boris"),
    ("борис", "boris"),
]


@pytest.mark.parametrize(("query", "expected"), USERS)
def test_a_query_finds_these_users(school: Clients, query: str, expected: str) -> None:
    """Clauses are joined as AND; letter case does not matter."""
    shown = run(school.directory.users().list(**MINE, query=query)).get("users", [])
    assert " ".join(one["primaryEmail"].partition("@")[0] for one in shown) == expected


BAD_USERS = [
    *("colour=red", "isAdmin:true", "isAdmin=maybe", "phone:1", "email>1", "name:a*"),
    *("name=", "=x", "givenName='open", "email=x*", "orgUnitPath:/x", "School.since:[1]"),
]


@pytest.mark.parametrize("query", BAD_USERS)
def test_a_query_outside_the_guide_is_refused(school: Clients, query: str) -> None:
    """400: a clause that is not understood never finds everybody."""
    call = school.directory.users().list(**MINE, query=query)
    assert refusal(call) == (400, "invalid", "Invalid Input: query")


def test_a_query_for_a_unit_that_is_not_there_says_so(school: Clients) -> None:
    """400 with the vendor's word for it."""
    call = school.directory.users().list(**MINE, query="orgUnitPath='/Няма'")
    assert refusal(call) == (400, "invalid", "Invalid Input: INVALID_OU_ID")


GROUPS = [
    ("email=teachers@small.example", "teachers"),
    ("email:pup*", "pupils"),
    ("email=KIDS@small.example", "pupils"),
    ("name:'5 клас'*", "pupils teachers"),
    ("name='5 КЛАС ученици'", "pupils"),
    ("name:5* email:t*", "teachers"),
    ("memberKey=boris@small.example", "pupils"),
    ("memberKey=guest@family.example", "teachers"),
]


@pytest.mark.parametrize(("query", "expected"), GROUPS)
def test_a_query_finds_these_groups(school: Clients, query: str, expected: str) -> None:
    """By address, name or member."""
    shown = run(school.directory.groups().list(**MINE, query=query)).get("groups", [])
    assert " ".join(one["email"].partition("@")[0] for one in shown) == expected


@pytest.mark.parametrize(
    "query", ["name:клас", "description=x", "memberKey=boris@small.example name:5*"]
)
def test_a_group_query_outside_the_guide_is_refused(school: Clients, query: str) -> None:
    """400: contains is only for users, and memberKey stands alone."""
    call = school.directory.groups().list(**MINE, query=query)
    assert refusal(call)[:2] == (400, "invalid")


def test_groups_of_a_user_or_an_outsider(school: Clients) -> None:
    """A userKey lists direct memberships, and does not go with customer."""
    groups: Any = school.directory.groups()
    shown = run(groups.list(userKey="guest@family.example"))["groups"]
    assert [one["email"] for one in shown] == ["teachers@small.example"]
    both = groups.list(**MINE, userKey="guest@family.example")
    assert refusal(both)[:2] == (400, "badRequest")
    assert refusal(groups.list(userKey="nobody@x.example"))[0] == 404
