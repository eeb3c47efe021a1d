"""From a school's manifest, its people and a tenant's accounts to resources; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconciler.desired.context import (
    AccountDirectory,
    Desired,
    DesiredCode,
    PeopleMatch,
    SchoolContext,
    unresolved_reason,
)
from reconciler.desired.holds import holding_rows
from reconciler.desired.licences import licence
from reconciler.desired.members import MemberResolver, members_of
from reconciler.desired.placements import PlacementResult, without_conflicts
from reconciler.errors import Facts, SourceLocation
from reconciler.manifest.types import Audience, GroupSpec, UnitSpec
from reconciler.model.observation import Observation
from reconciler.model.plan import Finding, Reason, Refusal
from reconciler.model.resources import (
    Address,
    Declared,
    ExtraMembers,
    Group,
    GroupType,
    Kind,
    Membership,
    OrgUnit,
    Placement,
    Resource,
    ResourceSet,
)


def compile_tenant(
    contexts: Sequence[SchoolContext], observation: Observation
) -> tuple[Desired, ...]:
    """What every school of one tenant should have there, in the order given."""
    directory = AccountDirectory.of(observation)
    return tuple(
        _School(context, directory, matched, places).compiled()
        for context, matched, places in without_conflicts(contexts, directory).values()
    )


def _undeclared_classes(context: SchoolContext) -> Iterator[Finding]:
    """A finding for each class that the roster has and the school's file does not."""
    if context.roster is None:
        return
    declared = {name for names in context.manifest.classes.values() for name in names}
    for name in sorted(context.roster.classes - declared):
        facts = {"class": name}
        yield context.finding(
            DesiredCode.CLASS_NOT_DECLARED, f"class/{name}", facts, context.manifest.place
        )


@dataclass(frozen=True, slots=True)
class Declaration:
    """Where a resource was declared, and what its file says of its past and its strangers."""

    place: SourceLocation
    previously: tuple[str, ...] = ()
    extra_members: ExtraMembers | None = None
    audience: tuple[Audience, ...] = ()
    """Whom it is about."""


class _School:
    """Gathers one school's resources; lives for one call."""

    def __init__(
        self,
        context: SchoolContext,
        directory: AccountDirectory,
        matched: PeopleMatch,
        places: PlacementResult,
    ) -> None:
        groups = {spec.key: spec for spec in context.manifest.groups}
        self.everyone = MemberResolver(context, directory, matched, places.unit_of, groups)
        self.context = context
        self.items: dict[Address, Declared] = {}
        self.unknown: dict[Address, Reason] = {}
        self.findings: list[Finding] = [
            *matched.findings,
            *places.findings,
            *_undeclared_classes(context),
        ]
        self.refusals: list[Refusal] = []
        self.parity: Counter[tuple[DesiredCode, str]] = Counter()

    def compiled(self) -> Desired:
        for unit in self.context.manifest.units:
            self._unit(unit)
        for group in self.context.manifest.groups:
            self._group(group)
        for spec in self.context.manifest.licences:
            self._keep(
                Kind.LICENCE,
                spec.product,
                licence(self.everyone, spec),
                Declaration(spec.place, audience=spec.audience),
            )
        return Desired(
            context=self.context,
            resources=ResourceSet(self.items),
            unknown=self.unknown,
            findings=(*self.findings, *self._parity_findings()),
            refusals=tuple(self.refusals),
            rostered=frozenset(self.everyone.matched.account_of.values()),
            uncertain=self.everyone.matched.uncertain,
            accounts=self.everyone.matched.account_of,
        )

    def _unit(self, spec: UnitSpec) -> None:
        path = self.context.path(spec.key)
        label = spec.name.bg if spec.name else spec.key.rpartition("/")[2]
        self._limit("unit-depth", spec.key, path.count("/"), self.context.limits.unit_depth)
        where = Declaration(spec.place, spec.previously)
        self._keep(Kind.ORG_UNIT, spec.key, OrgUnit(path, label), where)
        if spec.holds is not None:
            held = self._held(spec)
            self._keep(Kind.PLACEMENT, spec.key, held, Declaration(spec.place, audience=spec.holds))

    def _held(self, spec: UnitSpec) -> Placement | Reason:
        unknown = unresolved_reason(spec.holds or (), self.context)
        if unknown is not None:
            return unknown
        account_of = self.everyone.matched.account_of
        accounts = frozenset(
            account_of[person]
            for person, unit in self.everyone.unit_of.items()
            if unit == spec.key and person in account_of
        )
        return Placement(self.context.path(spec.key), accounts)

    def _group(self, spec: GroupSpec) -> None:
        limits = self.context.limits
        self._limit("group-name", spec.key, len(spec.name.bg), limits.name_length)
        self._limit("group-address", spec.key, len(spec.address), limits.address_length)
        address = self.context.mail(spec.address)
        group = Group(address, spec.name.bg, self._type(spec), self._settings(spec))
        extra = spec.extra_members
        audience = (*(spec.owners or ()), *(spec.managers or ()), *(spec.members or ()))
        where = Declaration(spec.place, spec.previously, extra, audience)
        self._keep(Kind.GROUP, spec.key, group, where)
        answer = members_of(self.everyone, spec)
        if isinstance(answer, Reason):
            self._keep(Kind.MEMBERSHIP, spec.key, answer, where)
            return
        roles, lacking = answer
        for code in lacking:
            self.parity[code, ""] += 1
        if roles:
            self._keep(Kind.MEMBERSHIP, spec.key, Membership(address, roles), where)

    def _type(self, spec: GroupSpec) -> GroupType:
        if spec.type not in self.context.limits.types:
            self.parity[DesiredCode.PARITY_SECURITY, ""] += 1
        return self.everyone.group_type(spec)

    def _settings(self, spec: GroupSpec) -> Mapping[str, str | bool]:
        """The declared settings that the vendor has; a finding for the others."""
        known = self.context.limits.settings.get(self.everyone.group_type(spec), frozenset())
        words = self.context.limits.words
        kept: dict[str, str | bool] = {}
        for name, value in spec.settings.items():
            if name in known and (name not in words or value in words[name]):
                kept[name] = value
            else:
                self.parity[DesiredCode.PARITY_SETTING, name] += 1
        return kept

    def _parity_findings(self) -> Iterator[Finding]:
        """What the vendor cannot express: one finding for each thing, with how many groups."""
        vendor = self.context.tenant.vendor.value
        for (code, context), count in sorted(self.parity.items()):
            facts: Facts = {"setting": context, "count": count, "vendor": vendor}
            yield self.context.finding(code, context, facts)

    def _limit(self, what: str, key: str, size: int, limit: int) -> None:
        if size > limit:
            facts: Facts = {"what": what, "key": key, "size": size, "limit": limit}
            self.refusals.append(self.context.refusal("over-vendor-limit", facts))

    def _keep(
        self, kind: Kind, key: str, answer: Resource | Finding | Reason, where: Declaration
    ) -> None:
        address = self.context.address(kind, key)
        if isinstance(answer, Finding):
            self.findings.append(answer)
        elif isinstance(answer, Reason):
            self.unknown[address] = answer
        else:
            loose = self.everyone.matched.loose
            self.items[address] = Declared(
                address,
                answer,
                where.place,
                where.previously,
                where.extra_members,
                holding_rows(where.audience, loose, self.everyone.groups),
            )
