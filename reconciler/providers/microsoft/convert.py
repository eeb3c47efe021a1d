"""Where Graph's words end: accounts, units, groups, members, licences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reconciler.model.mark import Mark
from reconciler.model.names import folded, name_digests
from reconciler.model.observation import (
    Account,
    DeletedGroup,
    GuardedGroup,
    GuardedUnit,
    ObservedGroup,
    ObservedLicence,
    ObservedUnit,
)
from reconciler.model.resources import GroupType, Holder, Member, MemberRole, MemberType
from reconciler.providers.descriptions import split

USER_FIELDS = (
    "id,userPrincipalName,mail,proxyAddresses,employeeId,accountEnabled,assignedLicenses"
    ",licenseAssignmentStates,usageLocation,userType,displayName,givenName,surname"
)
"""What people are called is kept as digests: so that a text with a name is known."""
GROUP_FIELDS = (
    "id,displayName,description,mailNickname,mail,proxyAddresses,groupTypes,securityEnabled"
    ",visibility,assignedLicenses,uniqueName,onPremisesSyncEnabled,isAssignableToRole"
    ",resourceBehaviorOptions,mailEnabled"
)
UNIT_FIELDS = "id,displayName,description,membershipType,isMemberManagementRestricted"
DELETED_FIELDS = "id,description,mailNickname,mail,proxyAddresses,deletedDateTime"
SKU_FIELDS = "skuId,skuPartNumber,consumedUnits,prepaidUnits,servicePlans"

USER_TYPE = "#microsoft.graph.user"
GROUP_TYPE = "#microsoft.graph.group"

_JOIN = {"invited": "Private", "domain": "Public"}
_VISIBILITY = {"Private": "invited", "HiddenMembership": "invited", "Public": "domain"}


def visibility_of(join: str | bool) -> str | None:
    """Graph's word for our setting `join`; None for one that it cannot express."""
    return _JOIN.get(join) if isinstance(join, str) else None


_BEHAVIOURS: Mapping[tuple[str, str | bool], str] = {
    ("post", "members"): "AllowOnlyMembersToPost",
    ("listed", False): "HideGroupInOutlook",
}
"""Graph's group set options, 2026-11: our settings that only a new group can be told."""
_WITHOUT: Mapping[str, str | bool] = {"post": "domain", "listed": True}
"""What a group has that was made without the option: all of the organization may write to it."""


def behaviours_of(settings: Mapping[str, str | bool]) -> tuple[str, ...]:
    """The resourceBehaviorOptions that our settings ask for, sorted."""
    return tuple(sorted(_BEHAVIOURS[one] for one in settings.items() if one in _BEHAVIOURS))


def _made_with(options: Collection[str]) -> dict[str, str | bool]:
    """Our settings as resourceBehaviorOptions tell them."""
    told = {name: value for (name, value), word in _BEHAVIOURS.items() if word in options}
    return {**_WITHOUT, **told}


def account_of(
    data: Mapping[str, Any], places: Iterable[str], *, admin: bool, restricted: bool = False
) -> Account:
    """An account as listed."""
    address = str(data["userPrincipalName"]).lower()
    enabled = data.get("accountEnabled")
    return Account(
        id=data["id"],
        address=address,
        aliases=_addresses(data) - {address},
        person_id=data.get("employeeId") or None,
        suspended=enabled is False,
        admin=admin,
        licensable=bool(data.get("usageLocation")),
        guest=data.get("userType") == "Guest",
        restricted=restricted,
        places=tuple(sorted(places)),
        called=name_digests(data.get(one) for one in ("displayName", "givenName", "surname")),
    )


def unit_of(data: Mapping[str, Any]) -> ObservedUnit:
    """An administrative unit: its name is its path without the leading slash."""
    spelling = f"/{data['displayName']}"
    label, mark = split(data.get("description") or "")
    return ObservedUnit(data["id"], folded(spelling), spelling, label, mark, _unit_guarded_by(data))


def _unit_guarded_by(unit: Mapping[str, Any]) -> GuardedUnit | None:
    if is_restricted(unit):
        return GuardedUnit.RESTRICTED
    return GuardedUnit.DYNAMIC if unit.get("membershipType") == "Dynamic" else None


def is_restricted(unit: Mapping[str, Any]) -> bool:
    """Whether a unit keeps its members from every administrator but its own, and so from apps."""
    return unit.get("isMemberManagementRestricted") is True


def deleted_of(data: Mapping[str, Any], domain: str) -> DeletedGroup:
    """A group in the recycle bin."""
    addresses = _addresses(data) | {address_of(data, domain)}
    return DeletedGroup(addresses, str(data.get("deletedDateTime") or "")[:10], mark_of(data))


def group_of(
    data: Mapping[str, Any], domain: str, restricted: Collection[str] = ()
) -> ObservedGroup:
    """A group without its members; `restricted` are ids of what lies in restricted units."""
    address = address_of(data, domain)
    label, mark = split(data.get("description") or "")
    secured = data.get("securityEnabled") and "Unified" not in (data.get("groupTypes") or ())
    visibility = data.get("visibility")
    joined = {"join": _VISIBILITY[visibility]} if visibility in _VISIBILITY else {}
    options = data.get("resourceBehaviorOptions")
    behaved = {} if options is None else _made_with(options)
    return ObservedGroup(
        id=data["id"],
        address=address,
        name=data.get("displayName") or "",
        label=label,
        type=GroupType.SECURITY if secured else GroupType.MAIL,
        aliases=_addresses(data) - {address},
        settings={} if secured else {**joined, **behaved},
        guarded=GuardedGroup.RESTRICTED if data["id"] in restricted else guarded_by(data),
        mark=mark,
        mail=str(data["mail"]).lower() if data.get("mail") and not secured else None,
    )


def guarded_by(group: Mapping[str, Any]) -> GuardedGroup | None:
    """Why no app of ours can change a group or its members; Graph answers 403 or 400 to a try."""
    if "DynamicMembership" in (group.get("groupTypes") or ()):
        return GuardedGroup.DYNAMIC
    if group.get("onPremisesSyncEnabled"):
        return GuardedGroup.SYNCED
    if group.get("isAssignableToRole"):
        return GuardedGroup.ROLE_ASSIGNABLE
    return GuardedGroup.EXCHANGE if _is_exchanges(group) else None


def _is_exchanges(group: Mapping[str, Any]) -> bool:
    """Distribution lists and security groups with mail: Graph only reads them (2026-11, docs)."""
    if "Unified" in (group.get("groupTypes") or ()):
        return False
    return bool(group.get("mailEnabled")) or group.get("securityEnabled") is False


def address_of(group: Mapping[str, Any], domain: str) -> str:
    """A group's address: security groups have no mail, and one name for both kinds will do."""
    return f"{group.get('mailNickname') or ''}@{domain}".lower()


def mark_of(group: Mapping[str, Any]) -> Mark | None:
    """The mark in a group's description."""
    return split(group.get("description") or "")[1]


def _addresses(data: Mapping[str, Any]) -> frozenset[str]:
    """Mail addresses: 'SMTP:' is the primary one, 'smtp:' an alias; other kinds are not mail."""
    proxies = [str(proxy) for proxy in data.get("proxyAddresses") or ()]
    found = {proxy[5:].lower() for proxy in proxies if proxy[:5].lower() == "smtp:"}
    mail = data.get("mail")
    return frozenset(found | {mail.lower()} if mail else found)


@dataclass(frozen=True, slots=True)
class Sku:
    """What the tenant bought: a product with its service plans by name and by id."""

    id: str
    consumed: int
    purchased: int
    plan_ids: Mapping[str, str]
    plan_names: Mapping[str, str]

    def names(self, disabled: Iterable[str]) -> tuple[str, ...]:
        """Names of switched-off plans, sorted; a plan that the SKU does not list keeps its id."""
        return tuple(sorted(self.plan_names.get(plan, plan) for plan in disabled))


def skus_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Sku]:
    """SKUs by part number."""
    return {row["skuPartNumber"]: _sku(row) for row in rows}


def _sku(row: Mapping[str, Any]) -> Sku:
    plans = [(plan["servicePlanName"], plan["servicePlanId"]) for plan in row["servicePlans"]]
    units = row.get("prepaidUnits") or {}
    # Seats in a warning state can still be given; docs-contrib 2337, 2026-11.
    purchased = (units.get("enabled") or 0) + (units.get("warning") or 0)
    return Sku(
        id=row["skuId"],
        consumed=row.get("consumedUnits") or 0,
        purchased=purchased,
        plan_ids=dict(plans),
        plan_names={plan: name for name, plan in plans},
    )


@dataclass(frozen=True, slots=True)
class LicenceHoldings:
    """What holds licences: users as listed, groups in scope with their addresses."""

    users: Collection[Mapping[str, Any]]
    groups: Collection[tuple[str, Mapping[str, Any]]]


def licences_of(
    products: Mapping[str, Mapping[str, str]],
    rows: Iterable[Mapping[str, Any]],
    holdings: LicenceHoldings,
) -> Iterator[ObservedLicence]:
    """Every declared product that Microsoft sells; `rows` are what the tenant bought."""
    skus = skus_of(rows)
    for product, names in sorted(products.items()):
        if "sku" in names:
            yield licence_of(product, skus.get(names["sku"]), holdings)


def licence_of(product: str, sku: Sku | None, holdings: LicenceHoldings) -> ObservedLicence:
    """One product; a tenant that never bought it has nobody who holds it."""
    if sku is None:
        return ObservedLicence(product, frozenset(), purchased=0)
    holders: set[Holder] = set()
    inherited: set[str] = set()
    for user in holdings.users:
        direct, through = held_licence(user, sku)
        if direct is not None:
            holders.add(Holder(Member(MemberType.ACCOUNT, user["id"]), direct))
        elif through:
            inherited.add(user["id"])
    for address, group in holdings.groups:
        for licence in group.get("assignedLicenses") or ():
            if licence["skuId"] == sku.id:
                without = sku.names(licence.get("disabledPlans") or ())
                holders.add(Holder(Member(MemberType.GROUP, address), without))
    return ObservedLicence(
        product, frozenset(holders), frozenset(inherited), sku.consumed, sku.purchased
    )


def held_licence(user: Mapping[str, Any], sku: Sku) -> tuple[tuple[str, ...] | None, bool]:
    """Plans switched off where a user holds the SKU directly, else None; and whether by a group.

    A state in error is not held: no seat, no service.
    """
    states = user.get("licenseAssignmentStates")
    if states is None:
        states = user.get("assignedLicenses") or ()
    own: tuple[str, ...] | None = None
    through = False
    for state in states:
        if state["skuId"] != sku.id or state.get("state") == "Error":
            continue
        if state.get("assignedByGroup"):
            through = True
        else:
            own = sku.names(state.get("disabledPlans") or ())
    return own, through


def members_of(
    links: Mapping[MemberRole, Collection[str]],
    accounts: Collection[str],
    addresses: Mapping[str, str],
) -> dict[MemberRole, frozenset[Member]]:
    """Member lists in our words: ids are accounts', groups' (by address), or strangers'."""
    return {
        role: frozenset(_member(one, accounts, addresses) for one in ids)
        for role, ids in links.items()
    }


def _member(one: str, accounts: Collection[str], addresses: Mapping[str, str]) -> Member:
    if one in accounts:
        return Member(MemberType.ACCOUNT, one)
    if one in addresses:
        return Member(MemberType.GROUP, addresses[one])
    return Member(MemberType.EXTERNAL, one)


def type_of(row: Mapping[str, Any]) -> str:
    """What an entry of a list is; '' where Graph does not say."""
    return str(row.get("@odata.type") or "")
