"""The table of methods, and a call of each that has to succeed where it is modelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.simulator.google.checks import document, methods
from tests.simulator.google.worlds import STAFF_SKU, STUDENT_SKU

TABLE = Path(__file__).with_name("methods.txt")
_ANA = "ana@small.example"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table."""

    api: str
    id: str
    modelled: bool
    without: tuple[str, ...]


def entries() -> list[Entry]:
    """The lines of the table, in their order."""
    found, api = [], ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            api = line.strip("[]")
        elif line and not line.startswith("#"):
            ident, state, *rest = line.split()
            assert state in ("modelled", "501"), line
            assert not rest or rest[0] == "without", line
            found.append(Entry(api, ident, state == "modelled", tuple(rest[1:])))
    return found


def method_of(entry: Entry) -> dict[str, Any]:
    """The method as its discovery document describes it, with its path from the root."""
    whole = document(entry.api)
    [method] = (one for one in methods(whole["resources"]) if one["id"] == entry.id)
    return method | {"path": whole["servicePath"] + method["path"]}


KEYS: Mapping[str, str] = {
    "alias": "a.testova@small.example",
    "applicationName": "admin",
    "customer": "my_customer",
    "customerId": "my_customer",
    "customerKey": "my_customer",
    "date": "2025-08-01",
    "domainAliasName": "short.example",
    "domainName": "small.example",
    "groupKey": "teachers@small.example",
    "groupUniqueId": "teachers@small.example",
    "memberKey": "boris@small.example",
    "name": "customers/C0small/chrome/printers/1",
    "orgUnitPath": "%D0%A3%D1%87%D0%B5%D0%BD%D0%B8%D1%86%D0%B8/5%20%D0%BA%D0%BB%D0%B0%D1%81",
    "parent": "customers/C0small",
    "productId": "101031",
    "schemaKey": "School",
    "skuId": STAFF_SKU,
    "userId": _ANA,
    "userKey": _ANA,
}
"""Path parameter → a value that names something; of others any value will do."""
QUERY: Mapping[str, str] = {
    "customer": "my_customer",
    "customFieldMask": "School",
    "customerId": "C0small",
    "domain": "small.example",
    "parameters": "accounts:num_users",
    "resolveConflictAccount": "true",
    "endTime": "2025-10-01T00:00:00Z",
    "eventName": "CREATE_GROUP",
    "filters": "GROUP_EMAIL==x",
    "includeDerivedMembership": "true",
    "includeIndirectRoleAssignments": "true",
    "maxResults": "5",
    "orderBy": "email",
    "orgUnitPath": "/",
    "parentDomainName": "small.example",
    "projection": "full",
    "query": "email:a*",
    "roleId": "1",
    "roles": "OWNER",
    "showDeleted": "true",
    "sortOrder": "DESCENDING",
    "startTime": "2025-09-01T00:00:00Z",
    "type": "all",
    "userKey": _ANA,
    "viewType": "domain_public",
}
"""Query parameter → a value that the vendor takes."""
NEEDS: Mapping[str, Mapping[str, str]] = {
    "directory.users.list": {"customer": "my_customer"},
    "licensing.licenseAssignments.listForProduct": {"customerId": "C0small"},
    "licensing.licenseAssignments.listForProductAndSku": {"customerId": "C0small"},
}
"""Method → the query that it cannot do without."""
_NAME = {"givenName": "Нова", "familyName": "Колежка"}
_SWITCH = {"skuId": STUDENT_SKU}
BODIES: Mapping[str, Mapping[str, Any]] = {
    "directory.groups.aliases.insert": {"alias": "new@small.example"},
    "directory.groups.insert": {"email": "new@small.example"},
    "directory.members.insert": {"email": "p0@small.example"},
    "directory.orgunits.insert": {"name": "8 клас", "parentOrgUnitPath": "/"},
    "directory.users.aliases.insert": {"alias": "new@small.example"},
    "directory.users.insert": {
        "primaryEmail": "new@small.example",
        "name": _NAME,
        "password": "x" * 8,
    },
    "directory.schemas.insert": {
        "schemaName": "Bus",
        "fields": [{"fieldName": "line", "fieldType": "STRING"}],
    },
    "directory.users.makeAdmin": {"status": True},
    "licensing.licenseAssignments.insert": {"userId": "p0@small.example"},
    "licensing.licenseAssignments.patch": _SWITCH,
    "licensing.licenseAssignments.update": _SWITCH,
}
"""Method → a body that it takes; the others take an empty one."""
