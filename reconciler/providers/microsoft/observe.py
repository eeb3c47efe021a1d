"""Looking: rounds of batches, each asking for what the round before made known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconciler.errors import Fault, TenantError
from reconciler.model.observation import (
    Account,
    Listing,
    Observation,
    ObservedGroup,
    ObservedLicence,
    ObservedUnit,
    Reference,
    Scope,
)
from reconciler.model.resources import MemberRole
from reconciler.model.tenant import Tenant
from reconciler.providers.base import VendorCode, vendor_fault
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.api import Call, listing
from reconciler.providers.microsoft.client import READER, Client
from reconciler.providers.microsoft.convert import (
    GROUP_FIELDS,
    GROUP_TYPE,
    SKU_FIELDS,
    UNIT_FIELDS,
    USER_FIELDS,
    LicenceHoldings,
    account_of,
    address_of,
    group_of,
    licence_of,
    mark_of,
    members_of,
    missing_from,
    skus_of,
    type_of,
    unit_of,
)
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.pages import Row, asked_plainly, next_pages, rounds, rows_of
from reconciler.providers.microsoft.response import Response

ROLE_ROUTES = {api.OWNERS: MemberRole.OWNER, api.MEMBERS: MemberRole.MEMBER}
_NEEDED = frozenset({api.USERS, api.ROLES, api.ROLE_MEMBERS})
"""Without these nobody can be told apart from an administrator, so nothing may be planned."""
LISTS = {Listing.ACCOUNTS: api.USERS, Listing.GROUPS: api.GROUPS}
_NAMES = {
    api.USERS: "users",
    api.GROUPS: "groups",
    api.UNITS: "administrativeUnits",
    api.ROLES: "directoryRoles",
    api.ROLE_MEMBERS: "directoryRoles/members",
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
            return [listing(kind, "id", subject=one) for one in ids for kind in ROLE_ROUTES]
        if route == api.UNITS:
            ids = [row["id"] for row in rows if self.scope.covers_unit(unit_of(row))]
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
        code = classify(answer) or VendorCode.UNKNOWN_ANSWER
        found = vendor_fault(self.tenant.alias, code, self._what(call), answer)
        if call.route in _NEEDED or call.subject in self._admins():
            raise TenantError([found])
        if call.subject or "$skiptoken" in call.path:
            found = replace(found, code=VendorCode.HALF_READ)
        self.faults.append(found)

    def _what(self, call: Call) -> str:
        if call.route in ROLE_ROUTES:
            row = self.rows[api.GROUPS].get(call.subject, {})
            return f"group/{address_of(row, self.tenant.domain)}/{ROLE_ROUTES[call.route]}s"
        if call.route == api.UNIT_MEMBERS:
            return f"orgunit{unit_of(self.rows[api.UNITS][call.subject]).path}"
        return _NAMES[call.route]

    def observation(self, graph: Client) -> Observation:
        """All that came in, in our words, sorted."""
        groups = self._groups()
        return Observation(
            tenant=self.tenant.alias,
            accounts=tuple(sorted(self._accounts(), key=lambda account: account.address)),
            units=tuple(sorted(self._units(), key=lambda unit: (unit.path, unit.id))),
            groups=tuple(sorted(groups, key=lambda group: (group.address, group.id))),
            other_groups=self._other_groups(),
            licences=tuple(self._licences(groups)),
            complete=self._whole(),
            faults=tuple(sorted(self.faults, key=lambda fault: str(sorted(fault.facts.items())))),
            references=self._references(),
            requests=graph.requests(),
        )

    def _references(self) -> tuple[Reference, ...]:
        """What a list names and the listing of its type lacks, sorted."""
        found = set()
        for (route, subject), ids in self.links.items():
            for one in ids:
                listing = missing_from(self.types[one])
                if listing is not None and one not in self.rows[LISTS[listing]]:
                    found.add(Reference(listing, one, self._source(route, subject)))
        return tuple(sorted(found))

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
        admins = self._admins()
        for row in self.rows[api.USERS].values():
            yield account_of(row, places[row["id"]], admin=row["id"] in admins)

    def _admins(self) -> set[str]:
        found: set[str] = set()
        for (route, _), ids in list(self.links.items()):
            if route == api.ROLE_MEMBERS:
                found |= ids
                found |= {one for group in ids for one in self.links.get((api.MEMBERS, group), ())}
        return found

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
        group = group_of(row, self.tenant.domain)
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
            return
        skus = skus_of(self.rows[api.SKUS].values())
        rows = self.rows[api.GROUPS]
        holdings = LicenceHoldings(
            self.rows[api.USERS].values(),
            [(group.address, rows[group.id]) for group in groups],
        )
        for product, names in sorted(self.scope.products.items()):
            if "sku" in names:
                yield licence_of(product, skus.get(names["sku"]), holdings)
