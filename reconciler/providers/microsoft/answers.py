"""What Graph's good answers look like, as far as they are read; see `providers.shapes`."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.providers.shapes import (
    Record,
    Shape,
    a_list,
    count,
    done,
    either,
    flag,
    link,
    moment,
    name,
    text,
)

_NAMES = a_list(text)
_TYPE = {"@odata.type": text}
_LICENCES: Mapping[str, Shape] = {
    "assignedLicenses": a_list(Record({"skuId": name}, {"disabledPlans": _NAMES})),
    "licenseAssignmentStates": a_list(
        Record({"skuId": name}, {"disabledPlans": _NAMES, "assignedByGroup": text, "state": text})
    ),
}
_USER: Mapping[str, Shape] = {
    "userPrincipalName": name,
    "mail": text,
    "proxyAddresses": _NAMES,
    "employeeId": text,
    "accountEnabled": flag,
    "usageLocation": text,
    "userType": text,
    "displayName": text,
    "givenName": text,
    "surname": text,
    **_LICENCES,
}
_GROUP: Mapping[str, Shape] = {
    "displayName": text,
    "description": text,
    "mailNickname": text,
    "mail": text,
    "proxyAddresses": _NAMES,
    "groupTypes": _NAMES,
    "securityEnabled": flag,
    "mailEnabled": flag,
    "visibility": text,
    "uniqueName": text,
    "onPremisesSyncEnabled": flag,
    "isAssignableToRole": flag,
    "resourceBehaviorOptions": _NAMES,
    "deletedDateTime": text,
    "licenseProcessingState": Record(may={"state": text}),
    **_LICENCES,
}
_UNIT: Mapping[str, Shape] = {
    "displayName": name,
    "description": text,
    "membershipType": text,
    "isMemberManagementRestricted": flag,
}
_OF_ALL: Mapping[str, Shape] = {**_USER, **_GROUP, **_UNIT}

USER = Record({"id": name, "userPrincipalName": name}, _USER)
GROUP = Record({"id": name}, _GROUP)
UNIT = Record({"id": name, "displayName": name}, _UNIT)
SKU = Record(
    {
        "skuId": name,
        "skuPartNumber": name,
        "servicePlans": a_list(Record({"servicePlanName": name, "servicePlanId": name})),
    },
    {"consumedUnits": count, "prepaidUnits": Record(may={"enabled": count, "warning": count})},
)
ORGANIZATION = Record(
    {"id": name},
    {
        "onPremisesSyncEnabled": flag,
        "verifiedDomains": a_list(Record({"name": name}, {"isDefault": flag})),
        "directorySizeQuota": Record(may={"used": count, "total": count}),
    },
)
GROUP_SETTING = Record({"values": a_list(Record({"name": name}, {"value": text}))})
EXPIRATION = Record({"groupLifetimeInDays": count}, {"managedGroupTypes": text})
ASSIGNMENT = Record({"id": name, "principalId": name})
BY_ID = Record({"id": name}, _TYPE)
_PERSON = Record(may={"userPrincipalName": text, "id": text})
_APP = Record(may={"displayName": text, "appId": text, "servicePrincipalId": text})
_CHANGED = Record(may={"displayName": text, "newValue": text, "oldValue": text})
_TARGET = Record(
    may={"id": text, "userPrincipalName": text, "modifiedProperties": a_list(_CHANGED)}
)
AUDIT = Record(
    {"activityDateTime": moment, "activityDisplayName": name},
    {
        "result": text,
        "initiatedBy": Record(may={"user": _PERSON, "app": _APP}),
        "targetResources": a_list(_TARGET),
    },
)


def page(row: Shape) -> Shape:
    """A page of a listing."""
    return Record({"value": a_list(row)}, {"@odata.nextLink": link})


def one(select: str) -> Shape:
    """One object, of which these properties were asked for; any but its id may be left out."""
    return Record({"id": name} if "id" in select.split(",") else {}, _OF_ALL)


MADE = BY_ID
MADE_OR_THERE = either(lambda body: body is None, BY_ID)
"""Of a creation that is safe to repeat: 204 where it had been made before."""
DONE = done
