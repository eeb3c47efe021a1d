"""Looking: rounds of batches, each asking for what the round before made known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconciler.errors import Fault, TenantError
from reconciler.model.observation import (
    Account,
    DeletedGroup,
    Listing,
    Observation,
    ObservedGroup,
    ObservedLicence,
    ObservedUnit,
    Scope,
)
from reconciler.model.resources import MemberRole
from reconciler.model.tenant import Tenant
from reconciler.providers.base import VendorCode, vendor_fault
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.api import listing
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.client import READER, Client
from reconciler.providers.microsoft.convert import (
    DELETED_FIELDS,
    GROUP_FIELDS,
    GROUP_TYPE,
    SKU_FIELDS,
    UNIT_FIELDS,
    USER_FIELDS,
    LicenceHoldings,
    account_of,
    address_of,
    deleted_of,
    group_of,
    is_restricted,
    licences_of,
    mark_of,
    members_of,
    type_of,
    unit_of,
)
from reconciler.providers.microsoft.errors import classify, is_unlicensed
from reconciler.providers.microsoft.pages import Row, asked_plainly, next_pages, rounds, rows_of
from reconciler.providers.microsoft.references import unlisted
from reconciler.providers.microsoft.response import Response

ROLE_ROUTES = {api.OWNERS: MemberRole.OWNER, api.MEMBERS: MemberRole.MEMBER}
_PRINCIPALS = (api.ROLE_ASSIGNMENTS, api.ELIGIBILITIES)
"""Who administers a unit or an app, and who may come to administer (PIM)."""
_NEEDED = frozenset({api.USERS, api.ROLES, api.ROLE_MEMBERS, *_PRINCIPALS})
"""Without these nobody can be told apart from an administrator, so nothing may be planned."""
_NAMES = {
    api.USERS: "users",
    api.GROUPS: "groups",
    api.UNITS: "administrativeUnits",
    api.ROLES: "directoryRoles",
    api.ROLE_MEMBERS: "directoryRoles/members",
    api.ROLE_ASSIGNMENTS: "roleAssignments",
    api.ELIGIBILITIES: "roleEligibilityScheduleInstances",
    api.SKUS: "subscribedSkus",
}


def observe(graph: Client, tenant: Tenant, scope: Scope) -> Observation:
    """The tenant within the scope; TenantError when accounts or administrators are unknown."""
    look = TenantReader(tenant, scope)
    rounds(graph, READER, look.first(), look.take)
    return look.observation(graph)


@dataclass(slots=True)
class TenantReader:
    """One look at a tenant: what has come in so far."""

    tenant: Tenant
    scope: Scope
    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))
    """By route of the listing, then by id."""
    links: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """Ids by route of the list and the id whose list it is."""
    broken: set[tuple[str, str]] = field(default_factory=set)
    """Lists that are not complete, by the same key."""
    faults: list[Fault] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    """What each entry of a list is, by its id."""

    def first(self) -> list[Call]:
        """The first round: the first page of all that is always listed."""
        found = [
            listing(api.USERS, USER_FIELDS),
            listing(api.GROUPS, GROUP_FIELDS),
            listing(api.UNITS, UNIT_FIELDS),
            listing(api.ROLES, top=False),
            *(listing(route, "id,principalId", top=False) for route in _PRINCIPALS),
            listing(api.DELETED_GROUPS, DELETED_FIELDS),
        ]
        if any("sku" in names for names in self.scope.products.values()):
            found.append(listing(api.SKUS, SKU_FIELDS, top=False))
        return found

    def take(self, call: Call, answer: Response) -> Iterable[Call]:
        """Keeps an answer; gives the calls that it leads to."""
        plain = asked_plainly(call, answer)
        if plain is not None:
            return (plain,)
        rows = rows_of(answer)
        if call.route == api.ELIGIBILITIES and is_unlicensed(answer):
            return ()
        if classify(answer) is not None or rows is None:
            self._fail(call, answer)
            return ()
        pages = next_pages(call, answer)
        if call.subject:
            return (*pages, *self._linked(call, rows))
        self.rows[call.route].update((row.get("id") or row["skuId"], row) for row in rows)
        return (*pages, *self._lists_of(call.route, rows))

    def _linked(self, call: Call, rows: Iterable[Row]) -> list[Call]:
        self.links[call.route, call.subject].update(row["id"] for row in rows)
        self.types.update((row["id"], type_of(row)) for row in rows)
        if call.route != api.ROLE_MEMBERS:
            return []
        # A role that a group has, its members have; such groups do not nest (Entra, 2026-11).
        groups = [row["id"] for row in rows if type_of(row) == GROUP_TYPE]
        return [listing(api.MEMBERS, "id", subject=group) for group in groups]

    def _lists_of(self, route: str, rows: Iterable[Row]) -> Iterable[Call]:
        if route == api.GROUPS:
            ids = [row["id"] for row in rows if self._covers_group(row)]
            found = [listing(kind, "id", subject=one) for one in ids for kind in ROLE_ROUTES]
            ranked = {row["id"] for row in rows if row.get("isAssignableToRole")}.difference(ids)
            return found + [listing(api.MEMBERS, "id", subject=one) for one in sorted(ranked)]
        if route == api.UNITS:
            ids = [
                row["id"]
                for row in rows
                if self.scope.covers_unit(unit_of(row)) or is_restricted(row)
            ]
            return [listing(api.UNIT_MEMBERS, "id", subject=one) for one in ids]
        if route == api.ROLES:
            # Every role that was ever given counts: moving an administrator is the worse mistake.
            ids = [row["id"] for row in rows]
            return [listing(api.ROLE_MEMBERS, "id", subject=one, top=False) for one in ids]
        return ()

    def _covers_group(self, row: Row) -> bool:
        group = group_of(row, self.tenant.domain)
        mark = mark_of(row)
        return (
            self.scope.covers_address(group.address)
            or bool(group.aliases & self.scope.named)
            or self.scope.covers_mark(mark)
        )

    def _fail(self, call: Call, answer: Response) -> None:
        self.broken.add((call.route, call.subject))
        if call.route == api.DELETED_GROUPS:
            return  # told with the groups that are to be made, where it matters
        code = classify(answer) or VendorCode.UNKNOWN_ANSWER
        found = vendor_fault(self.tenant.alias, code, self._what(call), answer)
        if call.route in _NEEDED or self._may_hold_roles(call.subject):
            raise TenantError([found])
        if call.subject or "$skiptoken" in call.path:
            found = replace(found, code=VendorCode.HALF_READ)
        self.faults.append(found)

    def _may_hold_roles(self, subject: str) -> bool:
        """Whether somebody may be an administrator because of the list of this id."""
        row = self.rows[api.GROUPS].get(subject, {})
        return bool(row.get("isAssignableToRole")) or subject in self._admins()

    def _what(self, call: Call) -> str:
        if call.route in ROLE_ROUTES:
            row = self.rows[api.GROUPS].get(call.subject, {})
            return f"group/{address_of(row, self.tenant.domain)}/{ROLE_ROUTES[call.route]}s"
        if call.route == api.UNIT_MEMBERS:
            return f"orgunit{unit_of(self.rows[api.UNITS][call.subject]).path}"
        return _NAMES[call.route]

    def observation(self, graph: Client) -> Observation:
        """All that came in, in our words, sorted."""
        self._refuse_unknown_principals()
        groups = self._groups()
        return Observation(
            tenant=self.tenant.alias,
            accounts=tuple(sorted(self._accounts(), key=lambda account: account.address)),
            units=tuple(sorted(self._units(), key=lambda unit: (unit.path, unit.id))),
            groups=tuple(sorted(groups, key=lambda group: (group.address, group.id))),
            other_groups=self._other_groups(),
            deleted_groups=self._deleted_groups(),
            licences=tuple(self._licences(groups)),
            complete=self._whole(),
            faults=tuple(sorted(self.faults, key=lambda fault: str(sorted(fault.facts.items())))),
            references=unlisted(self.links, self.types, self.rows, self._source),
            requests=graph.requests(),
        )

    def _refuse_unknown_principals(self) -> None:
        """While groups are not all known, one that has a role looks like nobody."""
        known = self.rows[api.USERS].keys() | self.rows[api.GROUPS].keys() | self.types.keys()
        lists = {route for route, _ in self.broken}
        if api.GROUPS in lists and not self._principals() <= known:
            raise TenantError(self.faults)

    def _deleted_groups(self) -> tuple[DeletedGroup, ...] | None:
        if any(route == api.DELETED_GROUPS for route, _ in self.broken):
            return None
        rows = self.rows[api.DELETED_GROUPS].values()
        found = [deleted_of(row, self.tenant.domain) for row in rows]
        return tuple(sorted(found, key=lambda one: (one.deleted, sorted(one.addresses))))

    def _source(self, route: str, subject: str) -> str:
        """The list that names something, as findings call it."""
        if route == api.UNIT_MEMBERS:
            return f"orgunit{unit_of(self.rows[api.UNITS][subject]).path}"
        if route in ROLE_ROUTES and subject in self.rows[api.GROUPS]:
            return f"group/{address_of(self.rows[api.GROUPS][subject], self.tenant.domain)}"
        return _NAMES[api.ROLES]

    def _whole(self) -> frozenset[Listing]:
        lists = {route for route, _ in self.broken}
        unlisted = {
            Listing.UNITS: lists & {api.UNITS, api.UNIT_MEMBERS},
            Listing.GROUPS: lists & {api.GROUPS},
            Listing.LICENCES: lists & {api.SKUS, api.GROUPS},
        }
        return frozenset(one for one in Listing if not unlisted.get(one))

    def _accounts(self) -> Iterable[Account]:
        places: dict[str, set[str]] = defaultdict(set)
        for unit in self._units():
            for member in self.links[api.UNIT_MEMBERS, unit.id]:
                places[member].add(unit.path)
        admins, restricted = self._admins(), self._restricted()
        for one, row in self.rows[api.USERS].items():
            yield account_of(row, places[one], admin=one in admins, restricted=one in restricted)

    def _restricted(self) -> set[str]:
        """Ids of what restricted units keep from us, whatever lies in our scope."""
        units = [one for one, row in self.rows[api.UNITS].items() if is_restricted(row)]
        return {member for unit in units for member in self.links[api.UNIT_MEMBERS, unit]}

    def _principals(self) -> set[str]:
        rows = [row for route in _PRINCIPALS for row in self.rows[route].values()]
        return {row["principalId"] for row in rows}

    def _admins(self) -> set[str]:
        found = self._principals()
        for (route, _), ids in self.links.items():
            if route == api.ROLE_MEMBERS:
                found |= ids
        # A role that a group has, its members have; such groups do not nest (Entra, 2026-11).
        return found | {one for group in found for one in self.links.get((api.MEMBERS, group), ())}

    def _units(self) -> list[ObservedUnit]:
        units = map(unit_of, self.rows[api.UNITS].values())
        return [unit for unit in units if self.scope.covers_unit(unit)]

    def _groups(self) -> list[ObservedGroup]:
        rows = self.rows[api.GROUPS]
        addresses = {one: address_of(row, self.tenant.domain) for one, row in rows.items()}
        return [
            self._with_members(row, addresses) for row in rows.values() if self._covers_group(row)
        ]

    def _other_groups(self) -> Mapping[str, str]:
        """Of the groups outside the scope: address or alias → address."""
        groups = [group_of(row, self.tenant.domain) for row in self._outside()]
        return {name: group.address for group in groups for name in (group.address, *group.aliases)}

    def _outside(self) -> Iterable[Row]:
        return (row for row in self.rows[api.GROUPS].values() if not self._covers_group(row))

    def _with_members(self, row: Row, addresses: Mapping[str, str]) -> ObservedGroup:
        group = group_of(row, self.tenant.domain, self._restricted())
        keys = {role: (route, group.id) for route, role in ROLE_ROUTES.items()}
        links = {role: self.links[key] for role, key in keys.items()}
        known = self.rows[api.USERS].keys() | addresses.keys()
        # While groups are not all known, a group looks like a stranger.
        strange = (api.GROUPS, "") in self.broken and not set().union(*links.values()) <= known
        if strange or any(key in self.broken for key in keys.values()):
            return group
        members = members_of(links, self.rows[api.USERS].keys(), addresses)
        return replace(group, members=members)

    def _licences(self, groups: Sequence[ObservedGroup]) -> Iterable[ObservedLicence]:
        if Listing.LICENCES not in self._whole():
            return ()
        rows = self.rows[api.GROUPS]
        holdings = LicenceHoldings(
            self.rows[api.USERS].values(),
            [(group.address, rows[group.id]) for group in groups],
        )
        return licences_of(self.scope.products, self.rows[api.SKUS].values(), holdings)
