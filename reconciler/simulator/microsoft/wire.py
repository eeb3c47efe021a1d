"""Our objects as Graph's JSON: the properties there are, those unasked, those of $select."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from reconciler.simulator.microsoft.errors import unsupported
from reconciler.simulator.microsoft.state import NO_ERROR, Group, Key, Unit, User, instant

Thing = TypeVar("Thing")
Getter = Callable[[Thing], Any]


@dataclass(frozen=True, slots=True)
class Shape(Generic[Thing]):
    """One resource type: its set in $metadata, its OData type, its properties, the default ones."""

    name: str
    collection: str
    getters: Mapping[str, Getter[Thing]]
    default: tuple[str, ...]

    @property
    def odata_type(self) -> str:
        """The type as `@odata.type` spells it."""
        return f"#microsoft.graph.{self.name}"

    def known(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the names that are properties here, in any letter case, as Graph spells them."""
        spelled = {name.casefold(): name for name in self.getters}
        found = (spelled.get(name.casefold()) for name in names)
        return tuple(name for name in found if name is not None)

    def chosen(self, names: tuple[str, ...] | None) -> tuple[str, ...]:
        """The properties to show; 501 for a property that is not modelled."""
        if names is None:
            return self.default
        found = self.known(names)
        if len(found) < len(names):
            raise unsupported()
        return found

    def render(self, thing: Thing, names: tuple[str, ...]) -> dict[str, Any]:
        """The thing with these properties."""
        getters = self.getters
        return {name: getters[name](thing) for name in names}


def selection(text: str | None) -> tuple[str, ...] | None:
    """The names that a $select value lists; None without one."""
    if text is None:
        return None
    return tuple(name.strip() for name in text.split(",") if name.strip())


def always(value: object) -> Callable[[object], Any]:
    """A property that has one value for all: what is not modelled, or never differs."""
    return lambda _: value


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


USERS: Shape[User] = Shape(
    name="user",
    collection="users",
    getters={
        "businessPhones": always([]),
        "displayName": lambda user: user.display_name,
        "givenName": lambda user: user.given_name,
        "jobTitle": always(None),
        "mail": lambda user: user.mail,
        "mobilePhone": always(None),
        "officeLocation": always(None),
        "preferredLanguage": always(None),
        "surname": lambda user: user.surname,
        "userPrincipalName": lambda user: user.upn,
        "id": lambda user: user.id,
        "accountEnabled": lambda user: user.enabled,
        "assignedLicenses": _assigned,
        "createdDateTime": lambda user: instant(user.moment),
        "employeeId": lambda user: user.employee_id,
        "licenseAssignmentStates": _states,
        "mailNickname": lambda user: user.upn.partition("@")[0],
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
)

GROUPS: Shape[Group] = Shape(
    name="group",
    collection="groups",
    getters={
        "id": lambda group: group.id,
        "deletedDateTime": always(None),
        "classification": always(None),
        "createdDateTime": lambda group: instant(group.moment),
        "description": lambda group: group.description,
        "displayName": lambda group: group.display_name,
        "groupTypes": lambda group: ["Unified"] if group.unified else [],
        "isAssignableToRole": always(None),
        "mail": lambda group: group.mail,
        "mailEnabled": lambda group: group.mail is not None,
        "mailNickname": lambda group: group.nickname,
        "membershipRule": always(None),
        "membershipRuleProcessingState": always(None),
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
        "licenseProcessingState": lambda group: (
            {"state": "ProcessingComplete"} if group.licences else None
        ),
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
)

UNITS: Shape[Unit] = Shape(
    name="administrativeUnit",
    collection="administrativeUnits",
    getters={
        "id": lambda unit: unit.id,
        "deletedDateTime": always(None),
        "displayName": lambda unit: unit.display_name,
        "description": lambda unit: unit.description,
        "isMemberManagementRestricted": always(None),
        "membershipRule": always(None),
        "membershipRuleProcessingState": always(None),
        "membershipType": always(None),
        "visibility": lambda unit: unit.visibility,
    },
    default=(
        "id",
        "deletedDateTime",
        "displayName",
        "description",
        "isMemberManagementRestricted",
        "visibility",
    ),
)
