"""Users and groups as Graph's JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from reconciler.simulator.microsoft.state import NO_ERROR, Group, Key, Unit, User, instant
from reconciler.simulator.microsoft.wire import Getter, Shape, always


def _proxies(user: User) -> list[str]:
    if user.mail is None:
        return []
    return [f"SMTP:{user.mail}", *(f"smtp:{alias}" for alias in user.aliases)]


def _assigned(user: User) -> list[dict[str, Any]]:
    off: dict[str, set[str]] = {}
    for key, holding in user.licences.items():
        if holding.error == NO_ERROR:
            disabled = set(holding.disabled)
            off[key.sku_id] = off.get(key.sku_id, disabled) & disabled
    return [{"skuId": sku, "disabledPlans": sorted(disabled)} for sku, disabled in off.items()]


def _states(user: User) -> list[dict[str, Any]]:
    return [
        {
            "skuId": key.sku_id,
            "disabledPlans": list(holding.disabled),
            "assignedByGroup": _giver(key),
            "state": "Active" if holding.error == NO_ERROR else "Error",
            "error": holding.error,
            "lastUpdatedDateTime": instant(holding.moment),
        }
        for key, holding in user.licences.items()
    ]


def _giver(key: Key) -> str | None:
    return key.group_id or None


def _security_identifier(group: Group) -> str:
    """The identifier that Entra derives from the object id."""
    raw = UUID(group.id).bytes_le
    parts = (int.from_bytes(raw[at : at + 4], "little") for at in range(0, 16, 4))
    return "S-1-12-1-" + "-".join(str(part) for part in parts)


def _extra(name: str, missing: object = None) -> Getter[User]:
    return lambda user: user.extra.get(name, missing)


def gone(thing: User | Group | Unit) -> str | None:
    """When a deleted object was deleted."""
    return None if thing.gone is None else instant(thing.gone)


def kinds_of(group: Group) -> list[str]:
    """The group's types as Graph lists them."""
    unified = ["Unified"] if group.unified else []
    return unified if group.rule is None else ["DynamicMembership", *unified]


def _processing(group: Group) -> dict[str, str] | None:
    if group.waits:
        return {"state": "QueuedForProcessing" if group.waits > 1 else "ProcessingInProgress"}
    return {"state": "ProcessingComplete"} if group.licences else None


def rule_state(owner: Group | Unit) -> str | None:
    """Whether a membership rule is followed; None without one."""
    if owner.rule is None:
        return None
    return "On" if owner.rule_on else "Paused"


def _identities(user: User) -> list[dict[str, str]]:
    issuer = user.upn.rpartition("@")[2]
    return [{"signInType": "userPrincipalName", "issuer": issuer, "issuerAssignedId": user.upn}]


def _mailbox(name: str) -> Getter[Group]:
    return lambda group: group.mailbox.get(name, False)


MAILBOX = frozenset(
    {
        *("allowExternalSenders", "autoSubscribeNewMembers", "isSubscribedByMail"),
        *("hideFromAddressLists", "hideFromOutlookClients"),
    }
)
"""What Exchange keeps of a Unified group: shown for one group alone, and only when selected."""
_SYNCED = (
    *("onPremisesDistinguishedName", "onPremisesDomainName", "onPremisesLastSyncDateTime"),
    *("onPremisesSamAccountName", "onPremisesSecurityIdentifier"),
)
USERS: Shape[User] = Shape(
    name="user",
    collection="users",
    getters={
        "businessPhones": _extra("businessPhones", []),
        "displayName": lambda user: user.display_name,
        "givenName": lambda user: user.given_name,
        "jobTitle": _extra("jobTitle"),
        "mail": lambda user: user.mail,
        "mobilePhone": _extra("mobilePhone"),
        "officeLocation": _extra("officeLocation"),
        "preferredLanguage": _extra("preferredLanguage"),
        "surname": lambda user: user.surname,
        "userPrincipalName": lambda user: user.upn,
        "id": lambda user: user.id,
        "accountEnabled": lambda user: user.enabled,
        "assignedLicenses": _assigned,
        "city": _extra("city"),
        "companyName": _extra("companyName"),
        "country": _extra("country"),
        "createdDateTime": lambda user: instant(user.moment),
        "deletedDateTime": gone,
        "department": _extra("department"),
        "employeeId": lambda user: user.employee_id,
        "employeeType": _extra("employeeType"),
        "ageGroup": _extra("ageGroup"),
        "consentProvidedForMinor": _extra("consentProvidedForMinor"),
        "creationType": always(None),
        "employeeHireDate": _extra("employeeHireDate"),
        "employeeOrgData": _extra("employeeOrgData"),
        "externalUserState": always(None),
        "faxNumber": _extra("faxNumber"),
        "identities": _identities,
        "imAddresses": always([]),
        "isManagementRestricted": lambda user: user.restricted,
        "licenseAssignmentStates": _states,
        "onPremisesImmutableId": _extra("onPremisesImmutableId"),
        "onPremisesSyncEnabled": always(None),
        "onPremisesUserPrincipalName": always(None),
        **dict.fromkeys(_SYNCED, always(None)),
        "passwordPolicies": _extra("passwordPolicies"),
        "postalCode": _extra("postalCode"),
        "showInAddressList": _extra("showInAddressList"),
        "state": _extra("state"),
        "streetAddress": _extra("streetAddress"),
        "mailNickname": lambda user: user.extra.get("mailNickname", user.upn.partition("@")[0]),
        "otherMails": lambda user: list(user.other_mails),
        "proxyAddresses": _proxies,
        "usageLocation": lambda user: user.usage_location,
        "userType": lambda user: "Guest" if user.guest else "Member",
    },
    default=(
        "businessPhones",
        "displayName",
        "givenName",
        "jobTitle",
        "mail",
        "mobilePhone",
        "officeLocation",
        "preferredLanguage",
        "surname",
        "userPrincipalName",
        "id",
    ),
    filtered=frozenset(
        {
            "accountEnabled",
            "assignedLicenses",
            "city",
            "companyName",
            "country",
            "createdDateTime",
            "department",
            "displayName",
            "employeeId",
            "employeeType",
            "givenName",
            "id",
            "jobTitle",
            "mail",
            "mailNickname",
            "otherMails",
            "proxyAddresses",
            "surname",
            "usageLocation",
            "userPrincipalName",
            "userType",
        }
    ),
    sorted=frozenset({"createdDateTime", "deletedDateTime", "displayName", "userPrincipalName"}),
    searched=frozenset(
        {"displayName", "givenName", "mail", "otherMails", "surname", "userPrincipalName"}
    ),
)

GROUPS: Shape[Group] = Shape(
    name="group",
    collection="groups",
    getters={
        "id": lambda group: group.id,
        "deletedDateTime": gone,
        "classification": always(None),
        "createdDateTime": lambda group: instant(group.moment),
        "description": lambda group: group.description,
        "displayName": lambda group: group.display_name,
        "groupTypes": kinds_of,
        "isAssignableToRole": lambda group: group.role_assignable or None,
        "isManagementRestricted": lambda group: group.restricted,
        "mail": lambda group: group.mail,
        "mailEnabled": lambda group: group.mail is not None,
        "mailNickname": lambda group: group.nickname,
        "membershipRule": lambda group: group.rule,
        "membershipRuleProcessingState": rule_state,
        "onPremisesSyncEnabled": lambda group: group.synced or None,
        "proxyAddresses": lambda group: [f"SMTP:{group.mail}"] if group.mail else [],
        "renewedDateTime": lambda group: instant(group.moment),
        "resourceBehaviorOptions": lambda group: list(group.behaviour),
        "resourceProvisioningOptions": always([]),
        "securityEnabled": lambda group: group.security_enabled,
        "securityIdentifier": _security_identifier,
        "uniqueName": lambda group: group.unique_name,
        "visibility": lambda group: group.visibility,
        "assignedLabels": always([]),
        "assignedLicenses": lambda group: [
            {"skuId": sku, "disabledPlans": list(off)} for sku, off in group.licences.items()
        ],
        "licenseProcessingState": _processing,
        "expirationDateTime": always(None),
        "onPremisesNetBiosName": always(None),
        **dict.fromkeys(_SYNCED[1:], always(None)),
        "preferredDataLocation": always(None),
        "preferredLanguage": always(None),
        "theme": always(None),
        **{name: _mailbox(name) for name in MAILBOX},
    },
    default=(
        "id",
        "deletedDateTime",
        "classification",
        "createdDateTime",
        "description",
        "displayName",
        "groupTypes",
        "isAssignableToRole",
        "mail",
        "mailEnabled",
        "mailNickname",
        "membershipRule",
        "membershipRuleProcessingState",
        "proxyAddresses",
        "renewedDateTime",
        "resourceBehaviorOptions",
        "resourceProvisioningOptions",
        "securityEnabled",
        "securityIdentifier",
        "uniqueName",
        "visibility",
    ),
    filtered=frozenset(
        {
            "assignedLicenses",
            "createdDateTime",
            "description",
            "displayName",
            "groupTypes",
            "id",
            "mail",
            "mailEnabled",
            "mailNickname",
            "proxyAddresses",
            "securityEnabled",
            "uniqueName",
        }
    ),
    sorted=frozenset({"createdDateTime", "deletedDateTime", "displayName"}),
    searched=frozenset({"description", "displayName", "mail", "mailNickname"}),
)
