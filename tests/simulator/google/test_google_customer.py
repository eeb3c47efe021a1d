"""The customer, its domain and its administrators."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from tests.simulator.google.checks import refusal, run
from tests.simulator.google.local import local_clients
from tests.simulator.google.worlds import Clients, small_seed

MINE = {"customer": "my_customer"}


@pytest.fixture
def named() -> Clients:
    """The small tenant, whose domain has a second name."""
    seed = small_seed() | {"domainAliases": ["Short.example"]}
    return local_clients(GoogleTenant.from_seed(seed))


def test_the_domain_and_its_other_name_are_listed(named: Clients) -> None:
    """Each by itself too, whatever the letter case."""
    domains, aliases = named.directory.domains(), named.directory.domainAliases()
    listed = run(domains.list(**MINE))["domains"]
    assert [(one["domainName"], one["isPrimary"]) for one in listed] == [("small.example", True)]
    assert run(domains.get(**MINE, domainName="SMALL.example")) == listed[0]
    found = run(aliases.list(customer="C0small", parentDomainName="small.example"))
    assert [one["domainAliasName"] for one in found["domainAliases"]] == ["short.example"]
    assert run(aliases.get(**MINE, domainAliasName="short.example"))["verified"] is True


def test_a_strange_domain_is_not_found(named: Clients) -> None:
    """404, and 403 at another customer."""
    expected = (404, "notFound", "Domain not found.")
    assert refusal(named.directory.domains().get(**MINE, domainName="no.example")) == expected
    aliases = named.directory.domainAliases()
    assert refusal(aliases.get(**MINE, domainAliasName="no.example")) == expected
    assert refusal(aliases.list(**MINE, parentDomainName="no.example")) == expected
    assert refusal(named.directory.domains().list(customer="C0other"))[:2] == (403, "forbidden")


def test_a_customer_keeps_what_is_written(tenant: GoogleTenant, local: Clients) -> None:
    """PATCH and PUT merge, the address too; a restart keeps it; another domain is not modelled."""
    customers = local.directory.customers()
    address = {"locality": "Пловдив", "countryCode": "BG"}
    body = {"alternateEmail": "it@city.example", "postalAddress": address}
    run(customers.patch(customerKey="my_customer", body=body))
    change = {"language": "en", "postalAddress": {"postalCode": "4000"}}
    run(customers.update(customerKey="C0small", body=change))
    shown = run(customers.get(customerKey="C0small"))
    assert shown["postalAddress"] == address | {"postalCode": "4000"}
    assert (shown["alternateEmail"], shown["language"]) == ("it@city.example", "en")
    again = local_clients(GoogleTenant.from_json(tenant.to_json())).directory.customers()
    assert run(again.get(customerKey="C0small")) == shown
    moved = customers.patch(customerKey="C0small", body={"customerDomain": "new.example"})
    assert refusal(moved)[0] == 501


def test_roles_are_read_in_pages(local: Clients) -> None:
    """Each role by its number too; an unknown number is 404."""
    roles: Any = local.directory.roles()
    first = run(roles.list(**MINE, maxResults=3))
    rest = run(roles.list(**MINE, maxResults=3, pageToken=first["nextPageToken"]))
    listed = first["items"] + rest["items"]
    assert [one["roleName"] for one in listed if one["isSuperAdminRole"]] == ["_SEED_ADMIN_ROLE"]
    for one in listed:
        assert run(roles.get(**MINE, roleId=one["roleId"])) == one
    assert refusal(roles.get(**MINE, roleId="7"))[0] == 404


def test_administrators_hold_the_super_role(local: Clients) -> None:
    """Assignments are found by user and by role."""
    held: Any = local.directory.roleAssignments()
    admin = run(local.directory.users().get(userKey="admin@small.example"))["id"]
    [one] = run(held.list(**MINE))["items"]
    assert (one["assignedTo"], one["scopeType"]) == (admin, "CUSTOMER")
    assert run(held.list(**MINE, roleId=one["roleId"]))["items"] == [one]
    assert run(held.get(**MINE, roleAssignmentId=one["roleAssignmentId"])) == one
    for nothing in ({"roleId": "7"}, {"userKey": "ana@small.example"}):
        assert "items" not in run(held.list(**MINE, **nothing))
    assert refusal(held.list(**MINE, userKey="nobody@small.example"))[0] == 404
    assert refusal(held.get(**MINE, roleAssignmentId="7"))[0] == 404


def test_every_privilege_of_a_role_is_in_the_tree(local: Clients) -> None:
    """What roles name is what the privileges' list shows."""
    trees = run(local.directory.privileges().list(**MINE))["items"]
    known = {one["privilegeName"] for tree in trees for one in (tree, *tree["childPrivileges"])}
    roles = run(local.directory.roles().list(**MINE))["items"]
    assert {one["privilegeName"] for role in roles for one in role["rolePrivileges"]} <= known
