"""Lists a tenant at Google's floor: pages, one list a group in scope, settings where declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reconciler.errors import Fault, TenantError
from reconciler.model.observation import (
    Account,
    Listing,
    Observation,
    ObservedGroup,
    ObservedLicence,
    Reference,
    Scope,
)
from reconciler.model.resources import Holder, Member, MemberRole, MemberType
from reconciler.model.tenant import MarkLocation, Tenant
from reconciler.providers.base import VendorCode, vendor_fault
from reconciler.providers.google import convert
from reconciler.providers.google.api import Routes
from reconciler.providers.google.client import Client
from reconciler.providers.google.errors import classify
from reconciler.providers.google.pages import PagedListing, read_all
from reconciler.providers.google.references import Listed
from reconciler.providers.google.response import Response


def observe(tenant: Tenant, scope: Scope, routes: Routes, client: Client) -> Observation:
    """A tenant within a scope. TenantError where the accounts could not be listed completely."""
    return _Reading(tenant, scope, routes, client).observation()


@dataclass(slots=True)
class _Reading:
    """One observation while it is made."""

    tenant: Tenant
    scope: Scope
    routes: Routes
    client: Client
    groups: list[ObservedGroup] = field(default_factory=list)
    members: dict[str, PagedListing] = field(default_factory=dict)
    """By group id."""
    addresses: dict[str, str] = field(default_factory=dict)
    """Of every group, in scope or not, by id."""
    others: dict[str, str] = field(default_factory=dict)
    """Of the groups outside the scope: address or alias → address."""
    faults: list[Fault] = field(default_factory=list)
    broken: set[Listing] = field(default_factory=set)
    holders: dict[str, frozenset[str]] = field(default_factory=dict)
    """Addresses that hold a product, as they were listed, by product."""
    marks_asked: int = 0
    """Settings that are read because no listing shows a mark."""

    def observation(self) -> Observation:
        customer = self.tenant.vendor_id
        users = PagedListing(self.routes.users.call(customer=customer), "users")
        units = PagedListing(self.routes.units.call(customer=customer), "organizationUnits")
        groups = PagedListing(self.routes.groups.call(customer=customer), "groups", self._found)
        read_all((units, users, groups), self.client)
        if users.failure is not None:
            raise TenantError((self._fault(Listing.ACCOUNTS.value, users.failure),))
        accounts = [convert.account_of(user) for user in users.items]
        self._check(Listing.UNITS, units)
        self._check(Listing.GROUPS, groups)
        settings = self._settings()
        self._read_marks(settings)
        found = self._complete(accounts, settings)
        licences = self._licences(accounts)
        found_units = [convert.unit_of(unit) for unit in units.items]
        return Observation(
            tenant=self.tenant.alias,
            accounts=tuple(accounts),
            units=tuple(unit for unit in found_units if self.scope.covers_unit(unit)),
            other_units={
                unit.path: unit.spelling
                for unit in found_units
                if unit.mark is None and not self.scope.covers_unit(unit)
            },
            groups=found,
            other_groups=self.others,
            licences=licences,
            complete=frozenset(Listing) - self.broken,
            faults=tuple(sorted(self.faults, key=_by_facts)),
            references=self._references(accounts),
            requests=self.client.tally.rows(),
            marks_asked=self.marks_asked,
        )

    def _found(self, page: Sequence[Any]) -> Iterable[PagedListing]:
        """Keeps the groups of a page that lie in scope, and asks for their members."""
        for data in page:
            group = convert.group_of(data)
            self.addresses[group.id] = group.address
            if not self._in_scope(group):
                self.others |= dict.fromkeys((group.address, *group.aliases), group.address)
            else:
                self.groups.append(group)
                self.members[group.id] = PagedListing(
                    self.routes.members.call(group=group.id), "members"
                )
                yield self.members[group.id]

    def _in_scope(self, group: ObservedGroup) -> bool:
        return self.scope.covers_address(group.address) or self._declared(group)

    def _declared(self, group: ObservedGroup) -> bool:
        mark = group.mark
        if self.scope.covers_mark(mark):
            return True
        return not self.scope.named.isdisjoint((group.address, *group.aliases))

    def _settings(self) -> Mapping[str, PagedListing]:
        """The settings of declared and marked groups, by group id; no other's are asked for.

        A marked group that is not declared any more may be deleted, and its undo needs them. Where
        marks stand in descriptions and the listing shows none, every group in scope is asked: some
        tenants' listings do not carry that copy of the description.
        """
        hidden = self.tenant.group_mark is MarkLocation.DESCRIPTION and not any(
            group.mark for group in self.groups
        )
        asked = {
            group.id: PagedListing(self.routes.settings.call(group=group.address), "")
            for group in self.groups
            if hidden or self.scope.every_setting or group.mark is not None or self._declared(group)
        }
        declared = sum(group.mark is not None or self._declared(group) for group in self.groups)
        self.marks_asked = len(asked) - declared
        read_all(asked.values(), self.client)
        return asked

    def _read_marks(self, settings: Mapping[str, PagedListing]) -> None:
        """Takes marks from the settings' copy of the description, where they have their home."""
        if self.tenant.group_mark is MarkLocation.DESCRIPTION:
            self.groups = [
                convert.with_description(group, listed.items[0])
                if (listed := settings.get(group.id)) is not None and listed.items
                else group
                for group in self.groups
            ]

    def _complete(
        self, accounts: Sequence[Account], settings: Mapping[str, PagedListing]
    ) -> tuple[ObservedGroup, ...]:
        """The groups with their members and settings, where these were read completely."""
        by_id = {account.id: account for account in accounts}
        return tuple(
            replace(
                self._with_members(group, by_id),
                settings=self._words(group, settings.get(group.id)),
            )
            for group in self.groups
        )

    def _with_members(self, group: ObservedGroup, accounts: Mapping[str, Account]) -> ObservedGroup:
        """With members by role; as it is where a page failed, or fewer came than Google counts."""
        listed = self.members[group.id]
        entries = [convert.member_of(data, accounts, self.addresses) for data in listed.items]
        short = len(entries) < (group.member_count or 0)
        if listed.failure is not None or short or None in entries:
            answer = listed.failure or Response(200)
            half = vendor_fault(self.tenant.alias, VendorCode.HALF_READ, group.address, answer)
            self.faults.append(half)
            return group
        roles: dict[MemberRole, set[Member]] = {role: set() for role in MemberRole}
        outsiders: dict[str, tuple[str, ...]] = {}
        for data, entry in zip(listed.items, entries, strict=True):
            if entry is not None:
                roles[entry.role].add(entry.member)
                if entry.member.type is MemberType.EXTERNAL:
                    known = outsiders.get(entry.member.ref, ())
                    outsiders[entry.member.ref] = (*known, data["id"])
        members = {role: frozenset(members) for role, members in roles.items()}
        return replace(group, members=members, outsiders=outsiders)

    def _words(self, group: ObservedGroup, listed: PagedListing | None) -> convert.Settings | None:
        if listed is None:
            return None
        if listed.failure is not None:
            self.faults.append(self._fault(group.address, listed.failure))
            return None
        return convert.settings_of(listed.items[0])

    def _licences(self, accounts: Sequence[Account]) -> tuple[ObservedLicence, ...]:
        """Who holds each declared product; products that Google does not sell are passed over."""
        customer = self.tenant.vendor_id
        asked = {
            product: [
                PagedListing(
                    self.routes.licences.call(customer=customer, product=names["product"], sku=sku),
                    "items",
                )
                for sku in convert.skus(names)
            ]
            for product, names in sorted(self.scope.products.items())
            if "product" in names
        }
        read_all([listed for some in asked.values() for listed in some], self.client)
        ids = {alias: account.id for account in accounts for alias in account.aliases}
        ids |= {account.address: account.id for account in accounts}
        return tuple(
            self._licence(product, [item for listed in some for item in listed.items], ids)
            for product, some in asked.items()
            if all(self._check(Listing.LICENCES, one, f"licence/{product}") for one in some)
        )

    def _licence(
        self, product: str, items: Sequence[Mapping[str, str]], ids: Mapping[str, str]
    ) -> ObservedLicence:
        self.holders[product] = frozenset(item["userId"].lower() for item in items)
        held = {ids.get(user) for user in self.holders[product]} - {None}
        accounts = frozenset(ident for ident in held if ident is not None)
        automatic = product in self.tenant.automatic
        holders = {Holder(Member(MemberType.ACCOUNT, ident)) for ident in accounts}
        return ObservedLicence(
            product=product,
            holders=frozenset() if automatic else frozenset(holders),
            inherited=accounts if automatic else frozenset(),
            consumed=len(items),
        )

    def _references(self, accounts: Sequence[Account]) -> tuple[Reference, ...]:
        """What a listing names and the listing of its kind lacks, sorted."""
        listed = Listed(self.tenant, accounts, self.addresses.keys())
        named = listed.administrator()
        for group in self.groups:
            named |= listed.members(f"group/{group.address}", self.members[group.id].items)
        for product, users in self.holders.items():
            named |= listed.holders(f"licence/{product}", users)
        return tuple(sorted(named))

    def _check(self, listing: Listing, listed: PagedListing, what: str = "") -> bool:
        """Whether a listing is complete; else it gets a fault, and nothing may be lost for it."""
        if listed.failure is None:
            return True
        self.broken.add(listing)
        self.faults.append(self._fault(what or listing.value, listed.failure))
        return False

    def _fault(self, what: str, answer: Response) -> Fault:
        return vendor_fault(
            self.tenant.alias, classify(answer) or VendorCode.HALF_READ, what, answer
        )


def _by_facts(found: Fault) -> tuple[str, str]:
    return (found.code, str(found.facts["what"]))
