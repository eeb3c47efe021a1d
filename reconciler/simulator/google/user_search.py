"""Which users a query finds; fields and operators as the vendor's search guide lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from reconciler.simulator.google.clauses import Clause, bad_query, parse
from reconciler.simulator.google.custom_search import custom_test
from reconciler.simulator.google.errors import invalid
from reconciler.simulator.google.records import User
from reconciler.simulator.google.state import Directory

Test = Callable[[User], bool]
_FULL = ("=", ":", ":*")
_PART = ("=", ":")
_BOOLEANS: Mapping[str, Callable[[User], bool]] = MappingProxyType(
    {
        "isAdmin": lambda user: user.admin,
        "isSuspended": lambda user: user.suspended,
        "isArchived": lambda user: user.archived,
        "isGuest": lambda _: False,
        "isDelegatedAdmin": lambda _: False,
        "isEnrolledIn2Sv": lambda _: False,
        "isEnforcedIn2Sv": lambda _: False,
    }
)
# Query field → (property of the user, name inside it, operators).
_INSIDE: Mapping[str, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {
        "im": ("ims", "im", _PART),
        "phone": ("phones", "value", ("=",)),
        "addressPoBox": ("addresses", "poBox", _PART),
        "addressExtended": ("addresses", "extendedAddress", _PART),
        "addressStreet": ("addresses", "streetAddress", _PART),
        "addressLocality": ("addresses", "locality", _PART),
        "addressRegion": ("addresses", "region", _PART),
        "addressPostalCode": ("addresses", "postalCode", _PART),
        "addressCountry": ("addresses", "country", _PART),
        "orgName": ("organizations", "name", _PART),
        "orgTitle": ("organizations", "title", _PART),
        "orgDepartment": ("organizations", "department", _PART),
        "orgDescription": ("organizations", "description", _PART),
        "orgCostCenter": ("organizations", "costCenter", _PART),
    }
)


def user_test(tenant: Directory, query: str) -> Test:
    """The test that a user must pass; GoogleError 400 for what the guide does not list."""
    tests = [_test(tenant, clause) for clause in parse(query)]
    return lambda user: all(test(user) for test in tests)


def _test(tenant: Directory, clause: Clause) -> Test:
    field = clause.field
    if field in _BOOLEANS:
        wanted, read = clause.is_true(), _BOOLEANS[field]
        return lambda user: read(user) is wanted
    if field == "orgUnitPath":
        return _unit_test(tenant, clause)
    if field in ("manager", "directManager", "managerId", "directManagerId"):
        return _manager_test(tenant, clause)
    if "." in field:
        return custom_test(clause)
    texts, operators = _texts(field)
    if clause.operator not in operators:
        raise bad_query()
    return lambda user: any(clause.fits(text) for text in texts(user))


def _texts(field: str) -> tuple[Callable[[User], Iterable[str]], tuple[str, ...]]:
    plain: dict[str, tuple[Callable[[User], Iterable[str]], tuple[str, ...]]] = {
        "": (lambda user: (user.given, user.family, *_addresses(user)), ("",)),
        "name": (lambda user: (f"{user.given} {user.family}",), _PART),
        "email": (_addresses, _FULL),
        "givenName": (lambda user: (user.given,), _FULL),
        "familyName": (lambda user: (user.family,), _FULL),
        "externalId": (lambda user: _values(user.external_ids, "value"), _PART),
        "address": (lambda user: _all_values(user.extra.get("addresses")), (":",)),
    }
    if field in plain:
        return plain[field]
    if field not in _INSIDE:
        raise bad_query()
    where, name, operators = _INSIDE[field]
    return (lambda user: _values(user.extra.get(where), name)), operators


def _addresses(user: User) -> tuple[str, ...]:
    return (user.email, *user.aliases)


def _entries(value: Any) -> list[dict[str, Any]]:
    listed = value if isinstance(value, list) else []
    return [entry for entry in listed if isinstance(entry, dict)]


def _values(value: Any, name: str) -> list[str]:
    return [str(entry[name]) for entry in _entries(value) if name in entry]


def _all_values(value: Any) -> list[str]:
    return [str(part) for entry in _entries(value) for part in entry.values()]


def _unit_test(tenant: Directory, clause: Clause) -> Test:
    if clause.operator != "=":
        raise bad_query()
    top = tenant.org_unit("/" + clause.value.strip("/"))
    if top is None:
        raise invalid("INVALID_OU_ID")
    start = top.path.rstrip("/") + "/"
    inside = {unit.id for unit in tenant.org_units.values() if unit.path.startswith(start)}
    inside.add(top.id)
    return lambda user: user.org_unit in inside


def _manager_test(tenant: Directory, clause: Clause) -> Test:
    if clause.operator != "=":
        raise bad_query()
    wanted = tenant.user(clause.value)
    most = 1 if clause.field.startswith("direct") else len(tenant.users)
    return lambda user: wanted is not None and wanted in _managers(tenant, user, most)


def _managers(tenant: Directory, user: User, most: int) -> list[User]:
    above: list[User] = []
    while len(above) < most:
        relations = _entries(user.extra.get("relations"))
        named = [str(one.get("value")) for one in relations if one.get("type") == "manager"]
        manager = tenant.user(named[0]) if named else None
        if manager is None or manager in above:
            break
        above.append(manager)
        user = manager
    return above
