"""What a tenant shows of a school, as numbers for rules: hand-made groups, administrators, seats.

Whoever is in a hand-made group is counted by role, through nested groups and with its owners. A
group whose members were not read is left out, and so is every number that hangs on a listing that
was not read whole: what is not known breaks no rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from reconciler.compliance.found import FoundGroup, FoundLicence, FoundUnit, TenantSummary
from reconciler.desired.context import Desired, roles_by_member
from reconciler.model.names import folded
from reconciler.model.observation import Account, GuardedGroup, Listing, Observation, ObservedGroup
from reconciler.model.people import Role
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Member, MemberRole, MemberType


def planned_summary(plan: SchoolPlan) -> TenantSummary:
    """What a plan alone says of the tenant: counts without our mark, and what is not known."""
    unknown = (f"{item.address.kind.value}/{item.address.key}" for item in plan.unknown)
    counts = {kind.value: count for kind, count in plan.unmanaged if count}
    return TenantSummary(counts, tuple(sorted(unknown)))


def tenant_summary(
    desired: Desired, plan: SchoolPlan, observation: Observation, day: str
) -> TenantSummary:
    """All that the tenant shows of a school on an ISO day ('': no day in particular)."""
    reader = _Tenant(desired, observation, roles_by_member(desired))
    base = planned_summary(plan)
    return TenantSummary(
        unmanaged=base.unmanaged,
        unknown=base.unknown,
        groups=reader.groups(),
        administrators=reader.administrators(),
        administrator_roles=reader.administrator_roles(),
        administrator_guests=reader.administrator_guests(),
        parent_accounts=reader.parent_accounts(),
        licences=reader.licences(),
        units=reader.units(),
        suspended_holders=reader.suspended_holders(),
        roster_age=_age(desired, day),
    )


def _age(desired: Desired, day: str) -> int | None:
    roster = desired.context.roster
    if roster is None or not roster.exported or not day:
        return None
    return max(0, (date.fromisoformat(day) - date.fromisoformat(roster.exported)).days)


def _member(account: Account) -> Member:
    return Member(MemberType.ACCOUNT, account.id)


@dataclass(frozen=True, slots=True)
class _Tenant:
    """One school's view of one observation."""

    desired: Desired
    observation: Observation
    roles: Mapping[Member, frozenset[Role]]

    def groups(self) -> dict[str, FoundGroup]:
        """The hand-made groups of the school's scope."""
        context = self.desired.context
        declared = {context.address_of(spec) for spec in context.manifest.groups}
        found: dict[str, FoundGroup] = {}
        for group in self.observation.groups:
            local = group.address.partition("@")[0]
            ours = group.mark is not None or group.address in declared
            if not ours and fnmatchcase(local, context.scope.addresses):
                made = self._group(group)
                if made is not None:
                    found[group.id] = made
        return found

    def _group(self, group: ObservedGroup) -> FoundGroup | None:
        if group.members is None:
            return None
        everybody = self._with_nested(group)
        guests = {account.id for account in self.observation.accounts if account.guest}
        run_by = {
            member
            for role in (MemberRole.OWNER, MemberRole.MANAGER)
            for member in group.members.get(role, ())
        }
        return FoundGroup(
            people=self._by_role(everybody),
            outside=sum(one.type is MemberType.EXTERNAL or one.ref in guests for one in everybody),
            run_by=self._by_role(run_by),
            owners=len(group.members.get(MemberRole.OWNER, ())),
            settings=group.settings or {},
            for_roles=group.guarded is GuardedGroup.ROLE_ASSIGNABLE,
        )

    def _with_nested(self, group: ObservedGroup) -> frozenset[Member]:
        """Everybody in a group in any role, nested groups replaced by the people in them."""
        by_address = {one.address: one for one in self.observation.groups}
        found, visited, waiting = set[Member](), {group.address}, [group]
        while waiting:
            for members in (waiting.pop().members or {}).values():
                for member in members:
                    inner = by_address.get(member.ref)
                    if member.type is not MemberType.GROUP:
                        found.add(member)
                    elif inner is not None and inner.address not in visited:
                        visited.add(inner.address)
                        waiting.append(inner)
        return frozenset(found)

    def _by_role(self, members: Iterable[Member]) -> Counter[Role]:
        return Counter(role for member in members for role in self.roles.get(member, ()))

    def _whole(self, *listings: Listing) -> bool:
        return set(listings) <= self.observation.complete

    def _administrators(self) -> tuple[Account, ...]:
        accounts = self.observation.accounts
        return tuple(account for account in accounts if account.admin and not account.suspended)

    def administrators(self) -> int | None:
        return len(self._administrators()) if self._whole(Listing.ACCOUNTS) else None

    def administrator_roles(self) -> Counter[Role]:
        return self._by_role({_member(account) for account in self._administrators()})

    def administrator_guests(self) -> int:
        return sum(account.guest for account in self._administrators())

    def parent_accounts(self) -> int:
        """Accounts by the address of somebody who is a parent alone, and that are nobody else's."""
        roster = self.desired.context.roster
        parents = {
            person.email
            for person in (() if roster is None else roster.people)
            if person.roles == {Role.PARENT} and person.email is not None
        }
        return sum(
            bool(parents & {account.address, *account.aliases})
            for account in self.observation.accounts
            if account.id not in self.desired.rostered and not account.guest
        )

    def licences(self) -> dict[str, FoundLicence]:
        """What the school's own people hold, by role."""
        context = self.desired.context
        if not self._whole(Listing.ACCOUNTS, Listing.LICENCES):
            return {}
        found: dict[str, FoundLicence] = {}
        for licence in self.observation.licences:
            product = context.municipality.products.get(licence.product)
            names = {} if product is None else product.names.get(context.tenant.vendor, {})
            people = self._by_role({holder.member for holder in licence.holders})
            if people:
                found[licence.product] = FoundLicence(names.get("sku", ""), people)
        return found

    def units(self) -> dict[str, FoundUnit]:
        """Declared units by key, with whoever is in them."""
        context = self.desired.context
        if not self._whole(Listing.ACCOUNTS):
            return {}
        paths = {spec.key: folded(context.path(spec.key)) for spec in context.manifest.units}
        return {key: self._unit(path) for key, path in paths.items()}

    def _unit(self, path: str) -> FoundUnit:
        inside = [account for account in self.observation.accounts if path in account.places]
        ids = {account.id for account in inside}
        whole = self._whole(Listing.LICENCES)
        holders = {
            licence.product: sum(holder.member.ref in ids for holder in licence.holders)
            for licence in (self.observation.licences if whole else ())
        }
        return FoundUnit(
            active=sum(not account.suspended for account in inside),
            holders={product: count for product, count in holders.items() if count},
        )

    def suspended_holders(self) -> dict[str, int]:
        """Licences that the school's people hold while they are suspended."""
        suspended = {
            account.id
            for account in self.observation.accounts
            if account.suspended and account.id in self.desired.rostered
        }
        if not self._whole(Listing.ACCOUNTS, Listing.LICENCES):
            return {}
        counts = {
            licence.product: sum(holder.member.ref in suspended for holder in licence.holders)
            for licence in self.observation.licences
        }
        return {product: count for product, count in counts.items() if count}
