"""What is modelled and what is not: every method of every document, called."""

from __future__ import annotations

import re
from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from reconciler.simulator.google.routes import ROUTES
from tests.simulator.google.checks import DOCUMENTS, check_answer, document, methods
from tests.simulator.google.local import plain
from tests.simulator.google.methods import BODIES, KEYS, NEEDS, QUERY, Entry, entries, method_of
from tests.simulator.google.worlds import group, schema, small_seed

ENTRIES = entries()
MODELLED = [entry for entry in ENTRIES if entry.modelled]


def ready() -> GoogleTenant:
    """The small tenant with something behind every key of the table's calls."""
    seed = small_seed() | {"domainAliases": ["short.example"]}
    seed["groups"][0] = group("teachers@small.example", ["boris@small.example"], aliases=["x@a"])
    tenant = GoogleTenant.from_seed(seed)
    for number in range(5):
        tenant.users[tenant.addresses[f"p{number}@small.example"]].org_unit = tenant.root().id
    body = schema("School", {"grade": "INT64"})
    path = "/admin/directory/v1/customer/my_customer/schemas"
    assert plain(tenant, "POST", path, body)[0] == 200
    return tenant


def keys(tenant: GoogleTenant, entry: Entry) -> dict[str, str]:
    """Values for the path; ids and what a method removes are looked up or made."""
    own = dict(KEYS)
    if entry.id == "directory.users.undelete":
        own["userKey"] = tenant.user(KEYS["userKey"]).id  # type: ignore[union-attr]
        assert plain(tenant, "DELETE", f"/admin/directory/v1/users/{own['userKey']}")[0] == 204
    if entry.id == "directory.groups.aliases.delete":
        own["alias"] = "x@a"
    for kind, name in (("roles", "roleId"), ("roleassignments", "roleAssignmentId")):
        path = f"/admin/directory/v1/customer/my_customer/{kind}"
        own[name] = plain(tenant, "GET", path)[1]["items"][0][name]
    return own


def call(tenant: GoogleTenant, entry: Entry, **query: str) -> tuple[int, Any]:
    """The table's call of one method."""
    method, values = method_of(entry), keys(tenant, entry)
    path = re.sub(r"\{\+?(\w+)\}", lambda match: values.get(match[1], "1"), method["path"])
    body = BODIES.get(entry.id, {}) if "request" in method else None
    return plain(
        tenant, method["httpMethod"], f"/{path}", body, **{**NEEDS.get(entry.id, {}), **query}
    )


def test_the_table_has_every_method_of_every_document() -> None:
    """No more and no fewer, each under its document."""
    documented = {
        (name, method["id"])
        for name in DOCUMENTS
        for method in methods(document(name)["resources"])
    }
    assert {(entry.api, entry.id) for entry in ENTRIES} == documented
    assert len(ENTRIES) == len(documented)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.api}:{entry.id}")
def test_a_method_is_modelled_or_says_that_it_is_not(entry: Entry) -> None:
    """A modelled one answers as its schema says; another answers 501, in Google's form."""
    status, answer = call(ready(), entry)
    if entry.modelled:
        assert 200 <= status < 300, answer
        check_answer(entry.id, answer)
    else:
        assert (status, answer["error"]["errors"][0]["reason"]) == (501, "notImplemented")


@pytest.mark.parametrize("entry", MODELLED, ids=lambda entry: entry.id)
def test_a_parameter_is_modelled_or_says_that_it_is_not(entry: Entry) -> None:
    """Each query parameter of a modelled method, one at a time; none is passed over in silence."""
    parameters = method_of(entry).get("parameters", {})
    names = {name for name, one in parameters.items() if one["location"] == "query"}
    assert set(entry.without) <= names
    for name in sorted(names - {"pageToken"}):
        query = {name: QUERY.get(name, "x")}
        if name == "customFieldMask":
            query["projection"] = "custom"
        if (entry.id, name) == ("directory.groups.list", "domain"):
            query["customer"] = "my_customer"
        status, answer = call(ready(), entry, **query)
        assert (status == 501) is (name in entry.without), (name, answer)
        assert status in (200, 501), (name, answer)


@pytest.mark.parametrize("entry", MODELLED, ids=lambda entry: entry.id)
def test_a_method_takes_the_scopes_of_its_document(entry: Entry) -> None:
    """No scope more, no scope fewer."""
    method = method_of(entry)
    shape = re.sub(r"\{\+?\w+\}", "{}", method["path"])
    [route] = (
        one
        for one in ROUTES
        if one.method == method["httpMethod"] and re.sub(r"\{\+?\w+\}", "{}", one.template) == shape
    )
    assert route.scopes == set(method["scopes"])
