"""What Google's good answers look like, as far as they are read; see `providers.shapes`."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.providers.shapes import (
    EitherEmptyOr,
    Record,
    Shape,
    a_list,
    digits,
    done,
    either,
    flag,
    moment,
    name,
    text,
)

_NAMES = a_list(text)

UNIT = Record({"orgUnitId": name, "orgUnitPath": name}, {"description": text})
USER = Record(
    {"id": name, "primaryEmail": name},
    {
        "aliases": _NAMES,
        "nonEditableAliases": _NAMES,
        "suspended": flag,
        "archived": flag,
        "isAdmin": flag,
        "isDelegatedAdmin": flag,
        "orgUnitPath": text,
        "externalIds": a_list(Record(may={"type": text, "value": text})),
        "name": Record(may={"givenName": text, "familyName": text, "fullName": text}),
    },
)
GROUP = Record(
    {"id": name, "email": name},
    {
        "name": text,
        "description": text,
        "directMembersCount": digits,
        "aliases": _NAMES,
        "nonEditableAliases": _NAMES,
        "externalIds": a_list(Record(may={"namespace": text, "id": text})),
    },
)
MEMBER = Record({"id": name, "role": name}, {"email": text, "type": text})
HOLDER = Record({"userId": name})
_EVENT = Record(
    {"name": name},
    {"resourceIds": _NAMES, "parameters": a_list(Record({"name": name}, {"value": text}))},
)
ACTIVITY = Record(
    {"id": Record({"time": moment})},
    {"actor": Record(may={"email": text, "key": text}), "events": a_list(_EVENT)},
)
ADMINISTRATOR = Record(
    {"primaryEmail": name, "customerId": name},
    {"suspended": flag, "isAdmin": flag, "isDelegatedAdmin": flag},
)
ROLE_ASSIGNMENT = Record({"roleId": name})
ROLE = Record(
    may={
        "isSuperAdminRole": flag,
        "rolePrivileges": a_list(Record({"privilegeName": name})),
    }
)
BY_ID = Record({"id": name})
BY_UNIT_ID = Record({"orgUnitId": name})
DONE = done


def page(of: str, item: Shape) -> Shape:
    """A page of a listing, which names its items `of`."""
    return EitherEmptyOr(of, Record(may={of: a_list(item), "nextPageToken": text}))


def settings(fields: Iterable[str]) -> Shape:
    """A group's settings: at least one of the fields that we know."""
    known = dict.fromkeys((*fields, "description"), either(text, flag))
    record = Record(may=known)

    def shape(value: object) -> bool:
        return record(value) and isinstance(value, dict) and not known.keys().isdisjoint(value)

    return shape
