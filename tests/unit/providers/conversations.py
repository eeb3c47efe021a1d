"""What can be said with each vendor, by provider, examiner and prober; an answer to all calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx

from reconciler.model.change import (
    Action,
    Change,
    FieldChange,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
    PlacementMove,
    Reason,
    Target,
)
from reconciler.model.checkup import CheckNeeds
from reconciler.model.observation import Account, Listing, Reference, Scope
from reconciler.model.resources import (
    Address,
    Group,
    Holder,
    Kind,
    LicenceAssignment,
    LicenceSwap,
    Member,
    MemberRole,
    Membership,
    MemberType,
    OrgUnit,
    Placement,
    RoleMember,
)
from reconciler.model.tenant import Tenant, Vendor
from reconciler.providers.base import ChangeBatch, Provider, VendorCode
from reconciler.providers.clock import ClockDeps
from reconciler.providers.registry import EXAMINERS, PROBERS
from tests.unit.providers.google import fakes as google
from tests.unit.providers.microsoft import fakes as graph
from tests.unit.providers.notes import Notebook

SINCE = "2026-11-01T00:00:00Z"


def scope(vendor: Vendor) -> Scope:
    """Everything, and one licence."""
    names = {Vendor.GOOGLE: {"product": "101031", "sku": "1"}, Vendor.MICROSOFT: {"sku": "A3"}}
    return Scope(
        roots=frozenset({"/"}), addresses=frozenset({"*"}), products={"plus": names[vendor]}
    )


def changes(alias: str) -> tuple[Change, ...]:
    """Each kind by each action that there is."""
    unit = OrgUnit("/staff/new", "Персонал")
    group = Group(f"staff@{alias}.example", "Персонал", settings={"join": "invited"})
    known = Target("t1", "/staff/old", "x")
    people = [Member(MemberType.ACCOUNT, f"u{n}") for n in range(4)]
    add, remove, change = (RoleMember(MemberRole.MEMBER, one) for one in people[:3])
    holders = [Holder(one) for one in people]
    licence = LicenceAssignment("plus", ())
    parts: list[tuple[Kind, Action, Any, dict[str, Any]]] = [
        (Kind.ORG_UNIT, Action.CREATE, unit, {}),
        (Kind.ORG_UNIT, Action.UPDATE, unit, {"target": known, "fields": (PATH,)}),
        (Kind.ORG_UNIT, Action.ADOPT, unit, {"target": known}),
        (Kind.ORG_UNIT, Action.FORGET, None, {"target": known}),
        (Kind.ORG_UNIT, Action.DELETE, None, {"target": known}),
        (Kind.GROUP, Action.CREATE, group, {}),
        (Kind.GROUP, Action.UPDATE, group, {"target": known, "fields": (NAME, JOIN)}),
        (Kind.GROUP, Action.ADOPT, group, {"target": known}),
        (Kind.GROUP, Action.FORGET, None, {"target": known}),
        (Kind.GROUP, Action.DELETE, None, {"target": known}),
        (
            Kind.MEMBERSHIP,
            Action.UPDATE,
            Membership(group.address, {}),
            {"target": known, "delta": MembershipDelta((add,), (remove,), (change,))},
        ),
        (
            Kind.PLACEMENT,
            Action.UPDATE,
            Placement("/staff", frozenset({"u0"})),
            {"delta": PlacementDelta((PlacementMove("u0", ("/old",)),))},
        ),
        (
            Kind.LICENCE,
            Action.UPDATE,
            licence,
            {
                "delta": LicenceDelta(
                    (holders[0],),
                    (holders[1],),
                    swap=(LicenceSwap(holders[2], "basic", holders[2]),),
                )
            },
        ),
    ]
    return tuple(
        Change(
            Address(alias, alias, kind, f"k{n}"), action, after, Reason(VendorCode.MISSING), **more
        )
        for n, (kind, action, after, more) in enumerate(parts)
    )


PATH = FieldChange("path", "/staff/old", "/staff/new")
NAME = FieldChange("name", "a", "Персонал")
JOIN = FieldChange("settings.join", "domain", "invited")


def batch(vendor: Vendor, alias: str, *some: Change) -> ChangeBatch:
    """These changes, with all that they may need."""
    own = {Vendor.GOOGLE: "product", Vendor.MICROSOFT: "sku"}[vendor]
    names = {"plus": {"sku": "A3", own: "101031"}, "basic": {"sku": "A1", own: "101034"}}
    if vendor is Vendor.MICROSOFT:
        names = {"plus": {"sku": "A3"}, "basic": {"sku": "A1"}}
    return ChangeBatch(
        some,
        "plovdiv",
        {alias: f"schools/{alias}.yaml"},
        accounts={f"u{n}": Account(f"u{n}", f"u{n}@{alias}.example") for n in range(4)},
        group_ids={f"staff@{alias}.example": "g1"},
        unit_ids={"/staff": "ou1", "/old": "ou2"},
        products=names,
    )


def readings(provider: Provider, vendor: Vendor, alias: str) -> Mapping[str, Callable[[], Any]]:
    """Every method of `Provider` that reads, ready to be called."""
    asked = [Reference(listing, "x1", "group/g") for listing in (Listing.ACCOUNTS, Listing.GROUPS)]
    asked += [Reference(one, "/x", "ledger") for one in (Listing.UNITS, Listing.GROUPS)]
    return {
        "observe": lambda: provider.observe(scope(vendor)),
        "look_up": lambda: provider.look_up(asked),
        "audit_events": lambda: provider.audit_events(SINCE, {"g1", f"staff@{alias}.example"}),
    }


def writings(provider: Provider, vendor: Vendor, alias: str) -> Mapping[str, Callable[[], Any]]:
    """Every change of every kind, each by itself."""
    return {
        f"execute {one.address.kind} {one.action}": lambda one=one: provider.execute(  # type: ignore[misc]
            batch(vendor, alias, one), Notebook()
        )
        for one in changes(alias)
    }


def checkups(talk: Talk) -> Mapping[str, Callable[[], Any]]:
    """What looks at rights and proves assumptions, as `doctor` asks it."""
    clock = ClockDeps(ours=lambda: 0.0, theirs=lambda _: 0.0)
    names = scope(talk.vendor).products
    needs = CheckNeeds(products=names, licence_groups=talk.vendor is Vendor.MICROSOFT)

    def examine() -> Any:
        return _closing(_of(EXAMINERS, talk, clock=clock), lambda made: made.examine(needs))

    def probe() -> Any:
        made = _of(PROBERS, talk, municipality="plovdiv")
        return _closing(made, lambda made: made.probe(lambda: None))

    return {"examine": examine, "probe": probe}


def _of(table: Mapping[Vendor, str], talk: Talk, **more: Any) -> Any:
    module, _, name = table[talk.vendor].partition(":")
    return getattr(import_module(module), name)(talk.tenant, deps=talk.deps, **more)


def _closing(made: Any, ask: Callable[[Any], Any]) -> Any:
    try:
        return ask(made)
    finally:
        made.close()


# --- Google


def _google(seen: google.Seen) -> google.Reply:
    """A tenant with one of everything."""
    alias, last = google.TENANT.alias, seen.path.split("/")
    unit = {"orgUnitId": "id:1", "orgUnitPath": "/staff", "description": "x"}
    user: dict[str, Any] = {
        "id": "u0",
        "primaryEmail": f"u0@{alias}.example",
        "orgUnitPath": "/staff",
    }
    user |= {"aliases": [f"b@{alias}.example"], "isAdmin": False, "isDelegatedAdmin": True}
    user |= {"customerId": google.TENANT.vendor_id}
    user |= {"externalIds": [{"type": "organization", "value": "7"}]}
    group = {"id": "g1", "email": f"staff@{alias}.example", "name": "x", "directMembersCount": "1"}
    named = {"name": "GROUP_EMAIL", "value": group["email"]}
    event = {"name": "CHANGE_GROUP_NAME", "parameters": [named]}
    pages: dict[str, Any] = {
        "roleassignments": {"items": [{"roleId": "3"}]},
        "3": {"roleId": "3", "rolePrivileges": [{"privilegeName": "GROUPS_ALL"}]},
        "orgunits": {"organizationUnits": [unit]},
        "users": {"users": [user]},
        "groups": {"groups": [group]},
        "members": {"members": [{"id": "u0", "role": "MEMBER", "type": "USER"}]},
        "admin": {"items": [{"id": {"time": SINCE}, "actor": {"email": "x"}, "events": [event]}]},
    }
    if seen.method == "GET" and "licensing" in seen.path:
        holder = {"userId": user["primaryEmail"]}
        return 200, holder if "/user/" in seen.path else {"items": [holder]}
    if seen.method == "GET" and last[-1] in pages:
        return 200, pages[last[-1]]
    if seen.method == "GET" and seen.path.startswith("/groups/"):
        return 200, {"whoCanJoin": "INVITED_CAN_JOIN", "description": ""}
    if seen.method == "GET" and "/members/" in seen.path:
        return 200, {"id": "u0", "role": "MEMBER"}
    for part, answer in (("orgunits", unit), ("users", user), ("groups", group)):
        if part in last and (seen.method == "GET" or last[-1] == part):
            return 200, answer
    return (204, None) if seen.method == "DELETE" else (200, {"kind": "x"})


# --- Microsoft


def _graph(call: graph.Seen) -> graph.Reply:
    """A tenant with one of everything."""
    plans = [{"servicePlanId": "p", "servicePlanName": "TEAMS1"}]
    skus = [
        {"skuId": one, "skuPartNumber": one, "consumedUnits": 1, "servicePlans": plans}
        for one in ("A3", "A1")
    ]
    held: list[Any] = [
        {"skuId": "A3", "disabledPlans": [], "assignedByGroup": None, "state": "Active"}
    ]
    user: dict[str, Any] = {
        "id": "u0",
        "userPrincipalName": f"u0@{graph.DOMAIN}",
        "licenseAssignmentStates": held,
    }
    group = {"id": "g1", "displayName": "x", "mailNickname": "staff", "groupTypes": ["Unified"]}
    target = {"id": "g1", "modifiedProperties": [{"displayName": "x", "newValue": '"y"'}]}
    row: dict[str, Any] = {
        "activityDateTime": SINCE,
        "activityDisplayName": "Update group",
        "result": "success",
    }
    row |= {"initiatedBy": {"user": {"userPrincipalName": "x"}}, "targetResources": [target]}
    person = [{"id": "u0", "@odata.type": "#microsoft.graph.user"}]
    bought = {"enabled": 5}
    priced: list[Any] = [{**one, "prepaidUnits": bought} for one in skus]
    domains = [{"name": graph.DOMAIN, "isDefault": True}]
    quota = {"used": 1, "total": 50_000}
    organization = {"id": "o1", "verifiedDomains": domains, "directorySizeQuota": quota}
    naming = [{"name": "PrefixSuffixNamingRequirement", "value": ""}]
    lists: dict[str, Any] = {
        "/organization": [organization],
        "/groupSettings": [{"id": "s1", "values": naming}],
        "/groupLifecyclePolicies": [{"id": "p1", "managedGroupTypes": "None"}],
        "/users": [user],
        "/groups": [group],
        "/directory/administrativeUnits": [{"id": "ou1", "displayName": "staff"}],
        "/directoryRoles": [{"id": "r1"}],
        "/roleManagement/directory/roleAssignments": [{"id": "a1", "principalId": "u0"}],
        "/roleManagement/directory/roleEligibilityScheduleInstances": [],
        "/directory/deletedItems/microsoft.graph.group": [group],
        "/subscribedSkus": priced,
        "/auditLogs/directoryAudits": [row],
    }
    if call.method == "GET" and call.path.endswith(("/members", "/owners")):
        return 200, {"value": person}
    if call.method == "GET" and call.path in lists:
        return 200, {"value": lists[call.path]}
    if "uniqueName" in call.path:
        return graph.MISSING if call.method == "GET" else (201, {"id": "g9"})
    if call.method == "GET":
        kinds = {"users": user, "groups": group}
        return 200, kinds.get(call.path.split("/")[1], {"id": "x1"})
    if call.method == "POST" and call.path in lists:
        return 201, {"id": "made"}
    return 204, None


@dataclass
class Talk:
    """One provider of a vendor, whose answers can be spoiled; remembers what was asked."""

    vendor: Vendor
    alias: str
    provider: Provider
    tenant: Tenant
    deps: Any
    """What the vendor's clients have around them."""
    bad: dict[str, Any] = field(default_factory=dict)
    """Call → what is answered instead; '*': to all."""
    whole: list[Any] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    good: list[tuple[str, Any]] = field(default_factory=list)
    """Each call with its good answer."""

    def reply(self, name: str, good: Any) -> Any:
        """The good answer, or the one in its place."""
        self.calls.append(name)
        self.good.append((name, good))
        return self.bad.get(name, self.bad.get("*", good))


@contextmanager
def talk(vendor: Vendor, folder: Path) -> Iterator[Talk]:
    """A provider of this vendor over a fake of it."""
    made: Talk
    if vendor is Vendor.GOOGLE:
        fake = google.FakeGoogle(lambda seen: made.reply(seen.name, _google(seen)))
        named = {"serviceAccount": "", "subject": f"u0@{google.TENANT.alias}.example"}
        tenant = replace(google.TENANT, credentials=named)
        deps: Any = google.around(fake, google.Clock())
        provider: Any = google.provider(fake)
        made = Talk(vendor, tenant.alias, provider, tenant, deps, whole=fake.whole)
        yield made
    else:
        told = graph.FakeGraph(lambda seen: made.reply(seen.name, _graph(seen)))
        with graph.provider(told, folder) as provider:
            tenant = graph.signing_in(graph.TENANT, folder)
            deps = graph.around(told, graph.Clock())
            made = Talk(vendor, tenant.alias, provider, tenant, deps, whole=told.complete)
            yield made


def page_of(vendor: Vendor, body: bytes, headers: Mapping[str, str]) -> Any:
    """A whole HTTP answer with status 200."""
    if vendor is Vendor.GOOGLE:
        return {"status": "200", **headers}, body
    return httpx.Response(200, content=body, headers=headers)
