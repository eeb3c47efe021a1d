"""Google's objects in our words, and ours in Google's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from reconciler.model.mailbox import mailbox
from reconciler.model.mark import Mark
from reconciler.model.names import folded, name_digests
from reconciler.model.observation import Account, Listing, ObservedGroup, ObservedUnit
from reconciler.model.resources import GroupType, Member, MemberRole, MemberType, RoleMember
from reconciler.providers import descriptions

Settings = Mapping[str, str | bool]

NAMESPACE = "system/external"
"""Documented by Cloud Identity for the same field; not verified on the Directory API, 2026-11."""

_ADDERS = "whoCanAddExternalMembers"
MEMBERS_ADD = "END_USERS_CAN_ADD_EXTERNAL_MEMBERS"
"""Members of the group add outsiders themselves: update notes of 2026-06-24; in no schema, 2026-11.

More open than our `outsiders: true`, so it is shown as Google's own word and differs from both.
"""

_ROLES = {role.name: role for role in MemberRole}

_FIELDS: Mapping[str, tuple[str, Mapping[str, str | bool]]] = {
    "post": (
        "whoCanPostMessage",
        {
            "ALL_OWNERS_CAN_POST": "owners",
            "ALL_MANAGERS_CAN_POST": "managers",
            "ALL_MEMBERS_CAN_POST": "members",
            "ALL_IN_DOMAIN_CAN_POST": "domain",
            "ANYONE_CAN_POST": "anyone",
        },
    ),
    "join": (
        "whoCanJoin",
        {
            "INVITED_CAN_JOIN": "invited",
            "CAN_REQUEST_TO_JOIN": "request",
            "ALL_IN_DOMAIN_CAN_JOIN": "domain",
            "ANYONE_CAN_JOIN": "anyone",
        },
    ),
    "seeMembers": (
        "whoCanViewMembership",
        {
            "ALL_MANAGERS_CAN_VIEW": "managers",
            "ALL_MEMBERS_CAN_VIEW": "members",
            "ALL_IN_DOMAIN_CAN_VIEW": "domain",
        },
    ),
    "seeGroup": (
        "whoCanViewGroup",
        {
            "ALL_MANAGERS_CAN_VIEW": "managers",
            "ALL_MEMBERS_CAN_VIEW": "members",
            "ALL_IN_DOMAIN_CAN_VIEW": "domain",
            "ANYONE_CAN_VIEW": "anyone",
        },
    ),
    # Groups Settings writes its booleans as strings; discovery revision 20220614.
    "outsiders": ("allowExternalMembers", {"true": True, "false": False}),
    "leave": (
        "whoCanLeaveGroup",
        {
            "ALL_MANAGERS_CAN_LEAVE": "managers",
            "ALL_MEMBERS_CAN_LEAVE": "members",
            "NONE_CAN_LEAVE": "nobody",
        },
    ),
    "moderate": (
        "messageModerationLevel",
        {
            "MODERATE_NONE": "none",
            "MODERATE_NEW_MEMBERS": "newMembers",
            "MODERATE_NON_MEMBERS": "nonMembers",
            "MODERATE_ALL_MESSAGES": "all",
        },
    ),
    "listed": ("includeInGlobalAddressList", {"true": True, "false": False}),
    "discover": (
        "whoCanDiscoverGroup",
        {
            "ALL_MEMBERS_CAN_DISCOVER": "members",
            "ALL_IN_DOMAIN_CAN_DISCOVER": "domain",
            "ANYONE_CAN_DISCOVER": "anyone",
        },
    ),
    "contactOwner": (
        "whoCanContactOwner",
        {
            "ALL_OWNERS_CAN_CONTACT": "owners",
            "ALL_MANAGERS_CAN_CONTACT": "managers",
            "ALL_MEMBERS_CAN_CONTACT": "members",
            "ALL_IN_DOMAIN_CAN_CONTACT": "domain",
            "ANYONE_CAN_CONTACT": "anyone",
        },
    ),
}


def settings_of(data: Mapping[str, Any]) -> Settings:
    """A group's settings in our words; a value that we have no word for stays Google's own."""
    settings: dict[str, str | bool] = {
        ours: words.get(data[vendor], data[vendor])
        for ours, (vendor, words) in _FIELDS.items()
        if data.get(vendor) is not None
    }
    if data.get(_ADDERS) == MEMBERS_ADD:
        settings["outsiders"] = MEMBERS_ADD
    return settings


def vendor_settings() -> frozenset[str]:
    """Google's names of the settings that are read."""
    return frozenset({_ADDERS, *(vendor for vendor, _ in _FIELDS.values())})


def settings_body(settings: Settings, before: object = None) -> dict[str, str]:
    """The same in Google's fields. KeyError for a setting or word that we do not have.

    `before` is what `outsiders` was: the second field is written only where Google showed it, for
    no schema has it yet.
    """
    body: dict[str, str] = {}
    for ours, value in settings.items():
        vendor, words = _FIELDS[ours]
        body[vendor] = {word: theirs for theirs, word in words.items()}[value]
    if before == MEMBERS_ADD:
        body[_ADDERS] = "ONLY_ADMINS_CAN_ADD_EXTERNAL_MEMBERS"
    return body


def account_of(data: Mapping[str, Any]) -> Account:
    """A user. A delegated administrator is one; an archived account counts as suspended."""
    aliases = (*(data.get("aliases") or ()), *(data.get("nonEditableAliases") or ()))
    person = [
        item.get("value")
        for item in data.get("externalIds") or ()
        if item.get("type") == "organization"
    ]
    return Account(
        id=data["id"],
        address=data["primaryEmail"].lower(),
        aliases=frozenset(alias.lower() for alias in aliases),
        person_id=person[0] if person else None,
        suspended=bool(data.get("suspended") or data.get("archived")),
        admin=bool(data.get("isAdmin") or data.get("isDelegatedAdmin")),
        places=(folded(data.get("orgUnitPath") or "/"),),
        called=name_digests(_texts(data.get("name"))),
    )


def _texts(name: object) -> Iterator[str]:
    return (
        (one for one in name.values() if isinstance(one, str))
        if isinstance(name, dict)
        else iter(())
    )


def unit_of(data: Mapping[str, Any]) -> ObservedUnit:
    """An organizational unit."""
    label, mark = descriptions.split(data.get("description") or "")
    path = data["orgUnitPath"]
    return ObservedUnit(data["orgUnitId"], folded(path), path, label, mark)


def group_of(data: Mapping[str, Any]) -> ObservedGroup:
    """A group without its settings and members."""
    label, mark = descriptions.split(data.get("description") or "")
    aliases = (*(data.get("aliases") or ()), *(data.get("nonEditableAliases") or ()))
    count = data.get("directMembersCount")
    return ObservedGroup(
        id=data["id"],
        address=data["email"].lower(),
        name=data.get("name") or "",
        label=label,
        type=GroupType.MAIL,
        aliases=frozenset(alias.lower() for alias in aliases),
        member_count=None if count is None else int(count),
        mark=external_mark(data) or mark,
    )


def with_description(group: ObservedGroup, settings: Mapping[str, Any]) -> ObservedGroup:
    """The group with the label and the mark that Groups Settings has."""
    label, mark = descriptions.split(settings.get("description") or "")
    return replace(group, label=label, mark=mark or group.mark)


def external_mark(data: Mapping[str, Any]) -> Mark | None:
    """The mark among a group's external ids."""
    for item in data.get("externalIds") or ():
        mark = _mark_in(item)
        if mark is not None:
            return mark
    return None


def external_id_steps(data: Mapping[str, Any], mark: Mark | None) -> list[list[dict[str, str]]]:
    """External ids to write, call by call, so that this mark stands there alone of ours.

    Cloud Identity, which has the same field, cannot add one and remove another in one call (its
    discovery document; presumed of the Directory, 2026-11). So the new one is added first, and a
    group that is left between the calls carries both, never none. A patch replaces the whole list:
    other people's ids are kept.
    """
    now = [dict(item) for item in data.get("externalIds") or ()]
    ours = [] if mark is None else [{"namespace": NAMESPACE, "id": str(mark)}]
    both = [*now, *(item for item in ours if item not in now)]
    wanted = [item for item in both if item in ours or _mark_in(item) is None]
    return [step for before, step in ((now, both), (both, wanted)) if step != before]


def described(data: Mapping[str, Any], mark: Mark | None, file: str) -> str | None:
    """A group's description with this mark at its end, or without one; None: it is too long."""
    label, _ = descriptions.split(data.get("description") or "")
    return label if mark is None else descriptions.join_line(label, mark, file)


def _mark_in(item: Mapping[str, Any]) -> Mark | None:
    return Mark.parse(item.get("id") or "") if item.get("namespace") == NAMESPACE else None


def member_of(
    data: Mapping[str, Any], accounts: Mapping[str, Account], groups: Mapping[str, str]
) -> RoleMember | None:
    """A member: an account by id, a group by address, anybody else by mailbox.

    `groups` is id → address. None for a role that Google may add later.
    """
    role = _ROLES.get(data.get("role", ""))
    if role is None:
        return None
    ident, mail = data.get("id", ""), (data.get("email") or "").casefold()
    if ident in accounts:
        return RoleMember(role, Member(MemberType.ACCOUNT, ident))
    if ident in groups or data.get("type") == "GROUP":
        return RoleMember(role, Member(MemberType.GROUP, groups.get(ident, mail)))
    # 'Everyone of the domain' (type CUSTOMER) has an id and no address.
    return RoleMember(role, Member(MemberType.EXTERNAL, mailbox(mail) if mail else ident))


def skus(names: Mapping[str, str]) -> tuple[str, ...]:
    """The SKUs that count as a product: the one that is given, then those that may be held for it.

    Google itself hands out Education Plus' Extra Student seats once the base is used up, so a
    pupil may hold either (GAM #1420, read 2026-11-30).
    """
    return (names["sku"], *names.get("countsToo", "").split())


def own_domains(domain: str, accounts: Iterable[Account]) -> frozenset[str]:
    """The customer's domains: the tenant's, and those of its accounts' addresses and aliases.

    Google gives an account only an address in a domain that the customer has verified.
    """
    names = {name for account in accounts for name in (account.address, *account.aliases)}
    return frozenset({domain.lower(), *(name.rpartition("@")[2] for name in names)})


def missing_from(data: Mapping[str, Any], domains: frozenset[str]) -> Listing | None:
    """The listing that ought to have a member whom no listing has; None for an outsider.

    Types that are neither person nor group (CUSTOMER, 'everyone of the domain') are in no listing.
    """
    if (data.get("email") or "").casefold().rpartition("@")[2] not in domains:
        return None
    return {"USER": Listing.ACCOUNTS, "GROUP": Listing.GROUPS}.get(data.get("type") or "")
