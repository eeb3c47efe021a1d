"""Build a rule's input from the desired state: people become counts and digests.

Rules and Pulumi's state must hold no people. A digest over an audience changes whenever its people
do, so that a change of people that keeps every number is still seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from reconciler.compliance.audience import AudienceSummary
from reconciler.compliance.found import TenantSummary
from reconciler.compliance.policy_input import GroupFacts, LicenceFacts, PolicyInput, UnitFacts
from reconciler.desired.audiences import AudienceItems, AudienceRoles, audiences_by_role
from reconciler.desired.context import Desired, SchoolContext, roles_by_member
from reconciler.manifest.types import Audience, GroupSpec, LicenceSpec, UnitSpec
from reconciler.model.people import Role
from reconciler.model.resources import (
    Group,
    Kind,
    LicenceAssignment,
    Member,
    Membership,
    MemberType,
    Placement,
    Resource,
)

Digest = Callable[[str], str]
"""A keyed digest of a text, from which the people in it cannot be found."""


def policy_input(
    desired: Desired, digest: Digest | None = None, seen: TenantSummary | None = None
) -> PolicyInput:
    """The rules' input for one school in one tenant; `seen` is what its tenant shows.

    Without `digest` a change of people that keeps every number is not seen in the result.
    """
    context, manifest = desired.context, desired.context.manifest
    keys = {context.address_of(spec): spec.key for spec in manifest.groups}
    reader = _Reader(desired, digest, roles_by_member(desired), keys)
    roster = context.roster
    return PolicyInput(
        school=manifest.id,
        tenant=context.tenant.alias,
        vendor=context.tenant.vendor,
        name=manifest.name.text,
        mode=context.mode,
        wave=manifest.wave,
        facts=manifest.facts,
        file=manifest.file,
        people=None if roster is None else {r: roster.count(r) for r in Role if roster.count(r)},
        trained=_trained(context),
        classes=manifest.classes,
        units={spec.key: reader.unit(spec) for spec in manifest.units},
        groups={spec.key: reader.group(spec) for spec in manifest.groups},
        licences={spec.product: reader.licence(spec) for spec in manifest.licences},
        seen=seen,
        closing=manifest.decommission,
    )


def _trained(context: SchoolContext) -> int | None:
    if context.roster is None or not context.certifications:
        return None
    people = context.roster.people
    return sum(Role.TEACHER in one.roles and bool(one.trained or one.certified) for one in people)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns one school's specs and resources into facts."""

    desired: Desired
    digest: Digest | None
    roles: Mapping[Member, frozenset[Role]]
    keys: Mapping[str, str]
    """Address of a group of this school → its key."""

    def unit(self, spec: UnitSpec) -> UnitFacts:
        path, label = self.desired.context.path(spec.key), spec.name.text if spec.name else ""
        if spec.holds is None:
            return UnitFacts(path, label, spec.place.file)
        placed = self._resource(Kind.PLACEMENT, spec.key)
        accounts = placed.accounts if isinstance(placed, Placement) else frozenset()
        members = {Member(MemberType.ACCOUNT, account) for account in accounts}
        holds = self._summary(Kind.PLACEMENT, spec.key, spec.holds, members)
        return UnitFacts(path, label, spec.place.file, holds)

    def group(self, spec: GroupSpec) -> GroupFacts:
        group = self._resource(Kind.GROUP, spec.key)
        membership = self._resource(Kind.MEMBERSHIP, spec.key)
        members = membership.roles if isinstance(membership, Membership) else {}
        kept = group.settings if isinstance(group, Group) else {}
        return GroupFacts(
            address=self.desired.context.address_of(spec),
            name=spec.name.text,
            type=group.type if isinstance(group, Group) else spec.type,
            settings=spec.settings,
            not_kept=tuple(sorted(spec.settings.keys() - kept.keys())),
            file=spec.place.file,
            roles={
                role: self._summary(
                    Kind.MEMBERSHIP, spec.key, items, members.get(role, frozenset())
                )
                for role, items in audiences_by_role(spec).items()
            },
        )

    def licence(self, spec: LicenceSpec) -> LicenceFacts:
        context = self.desired.context
        licence = self._resource(Kind.LICENCE, spec.product)
        holders = licence.holders if isinstance(licence, LicenceAssignment) else ()
        items: AudienceItems = spec.audience
        if spec.through is not None:
            items = (Audience(spec.place, group=spec.through),)
        members = {holder.member for holder in holders}
        return LicenceFacts(
            wanted=self._summary(Kind.LICENCE, spec.product, items, members),
            sku=context.municipality.products[spec.product]
            .names.get(context.tenant.vendor, {})
            .get("sku", ""),
            seats=spec.seats,
            purchased=context.tenant.seats.get(spec.product),
            through=spec.through,
            file=spec.place.file,
        )

    def _resource(self, kind: Kind, key: str) -> Resource | None:
        found = self.desired.resources.items.get(self.desired.context.address(kind, key))
        return None if found is None else found.resource

    def _summary(
        self, kind: Kind, key: str, items: AudienceItems, members: Collection[Member]
    ) -> AudienceSummary:
        declared = AudienceRoles.of(items, self.desired.context.manifest)
        unknown = self.desired.unknown.get(self.desired.context.address(kind, key))
        if unknown is not None:
            return AudienceSummary(
                audience=declared.audience,
                classes=declared.classes,
                certified=declared.certified,
                unknown=unknown.code.value,
            )
        people = self._with_nested(members)
        roles = [self.roles.get(member, frozenset()) for member in people]
        groups = {member.ref for member in members if member.type is MemberType.GROUP}
        return AudienceSummary(
            count=len(members),
            people=Counter(role for person_roles in roles for role in person_roles),
            outside=sum(member.type is MemberType.EXTERNAL for member in people),
            others=sum(not person_roles for person_roles in roles),
            nested=tuple(sorted(self.keys.get(address, address) for address in groups)),
            audience=declared.audience,
            classes=declared.classes,
            certified=declared.certified,
            digest=self._digest(f"{kind.value}/{key}", members),
        )

    def _with_nested(self, members: Collection[Member]) -> frozenset[Member]:
        """The members, with the school's own groups replaced by the people in them."""
        found, visited, waiting = set[Member](), set[str](), list(members)
        while waiting:
            member = waiting.pop()
            key = self.keys.get(member.ref) if member.type is MemberType.GROUP else None
            if key is None:
                found.add(member)
            elif key not in visited:
                visited.add(key)
                inner = self._resource(Kind.MEMBERSHIP, key)
                listed = inner.roles.values() if isinstance(inner, Membership) else ()
                waiting += [nested for role in listed for nested in role]
        return frozenset(found)

    def _digest(self, what: str, members: Collection[Member]) -> str:
        if self.digest is None:
            return ""
        return self.digest("\n".join([what, *sorted(f"{m.type}:{m.ref}" for m in members)]))
