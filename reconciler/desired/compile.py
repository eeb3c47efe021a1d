"""Compile one tenant's schools: manifest, roster and the tenant's accounts become resources.

Each declared unit, group and licence becomes a resource (`Desired.resources`), or a reason why it
is unknown (`Desired.unknown`), or, where the vendor cannot express it, a parity finding. All
schools of a tenant are compiled together, since two may claim one person (see `placements`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from reconciler.desired.impossible import impossible_members, named_pupils, unreachable_members
from reconciler.desired.licences import licence
from reconciler.desired.members import MemberResolver, members_of
from reconciler.desired.placements import PlacementResult, without_conflicts
from reconciler.desired.present import PresentNames
from reconciler.errors import Facts, SourceLocation
from reconciler.manifest.types import Audience, GroupSpec, UnitSpec, adopted_in
from reconciler.model.change import Reason
from reconciler.model.names import folded
from reconciler.model.observation import Observation
from reconciler.model.plan import Finding, Refusal
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

ROOT = "_root"
"""The key of a scope's root; no key that a file can have."""


def compile_tenant(
    contexts: Sequence[SchoolContext], observation: Observation
) -> tuple[Desired, ...]:
    """The desired resources of every school of one tenant, in the order given."""
    # over all schools of the tenant: a group may have another school's group as a member
    directory = AccountDirectory.of(observation, contexts)
    claims = without_conflicts(contexts, directory).values()
    pupils = frozenset().union(*(matched.pupils() for _, matched, _ in claims))
    unclaimed = _unclaimed(claims, directory)
    by_hand = frozenset(unit.path for unit in observation.units if unit.mark is None)
    present = PresentNames.of(observation)
    return tuple(
        _School(
            context,
            MemberResolver(
                context,
                directory,
                matched,
                places.people_of,
                {spec.key: spec for spec in context.manifest.groups},
                pupils,
            ),
            places,
            (by_hand, present),
            unclaimed,
        ).compiled()
        for context, matched, places in claims
    )


def _unclaimed(
    claims: Iterable[tuple[SchoolContext, PeopleMatch, PlacementResult]],
    directory: AccountDirectory,
) -> frozenset[str]:
    """The accounts that people without one may have: nobody of a list has them for certain.

    Where people are matched by id, an account that carries one is known to be somebody else's.
    """
    known: set[str] = set()
    by_id = False
    for context, matched, _ in claims:
        known.update(matched.account_of.values())
        by_id = by_id or "sourcedId" in context.municipality.match_by
    accounts = directory.accounts.values()
    return frozenset(
        one.id for one in accounts if one.id not in known and not (by_id and one.person_id)
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
    """Where a resource was declared, its earlier keys, and what to do with undeclared members."""

    place: SourceLocation
    previously: tuple[str, ...] = ()
    extra_members: ExtraMembers | None = None
    audience: tuple[Audience, ...] = ()
    """Whom it is about."""
    moved_from: tuple[str, ...] = ()
    adopts: bool = False
    """Whether it is one that is there, and is not made."""


class _School:
    """Gathers one school's resources; lives for one call."""

    def __init__(
        self,
        context: SchoolContext,
        resolver: MemberResolver,
        places: PlacementResult,
        there: tuple[frozenset[str], PresentNames],
        unclaimed: frozenset[str],
    ) -> None:
        self.by_hand, self.present = there
        self.unclaimed = unclaimed
        self.resolver = resolver
        self.unit_of = places.unit_of
        self.context = context
        self.items: dict[Address, Declared] = {}
        self.unknown: dict[Address, Reason] = {}
        self.findings: list[Finding] = [
            *resolver.matched.findings,
            *places.findings,
            *_undeclared_classes(context),
            *unreachable_members(resolver),
        ]
        self.refusals: list[Refusal] = list(named_pupils(resolver))
        self.parity: Counter[tuple[DesiredCode, str]] = Counter()

    def compiled(self) -> Desired:
        self._root()
        for unit in self.context.manifest.units:
            self._unit(unit)
        for group in self.context.manifest.groups:
            self._group(group)
        self.refusals += impossible_members(self.resolver, self.items)
        for spec in self.context.manifest.licences:
            self._add(
                Kind.LICENCE,
                spec.product,
                licence(self.resolver, spec),
                Declaration(spec.place, audience=spec.audience),
            )
        return Desired(
            context=self.context,
            resources=ResourceSet(self.items),
            unknown=self.unknown,
            findings=(*self.findings, *self._parity_findings()),
            refusals=tuple(self.refusals),
            rostered=frozenset(self.resolver.matched.account_of.values()),
            uncertain=self.resolver.matched.uncertain,
            accounts=self.resolver.matched.account_of,
            unclaimed=self.unclaimed,
        )

    def _root(self) -> None:
        """The root of the school's scope, which all of it lies under where units nest.

        One that somebody made by hand is used as it is.
        """
        scope, manifest = self.context.scope, self.context.manifest
        spelled = scope.root.rstrip("/")
        path = folded(spelled)
        made = not path or path in self.by_hand
        if manifest.units and self.context.limits.units_nest and not made:
            where = Declaration(scope.place)
            self._add(Kind.ORG_UNIT, ROOT, OrgUnit(path, manifest.name.text, spelled), where)

    def _unit(self, spec: UnitSpec) -> None:
        path, adopts = self.context.path(spec.key), spec.key in self.context.adopted
        label = spec.name.text if spec.name else spec.key.rpartition("/")[2]
        if adopts and spec.name is None:
            label = self._present(Kind.ORG_UNIT, spec.key, path) or ""
        self._limit("unit-depth", spec.key, path.count("/"), self.context.limits.unit_depth)
        where = Declaration(spec.place, spec.previously, moved_from=spec.moved_from, adopts=adopts)
        unit = OrgUnit(path, label, self.context.spelled(spec.key))
        self._add(Kind.ORG_UNIT, spec.key, unit, where)
        if spec.holds is not None:
            placement = self._placement(spec)
            where = Declaration(spec.place, audience=spec.holds)
            self._add(Kind.PLACEMENT, spec.key, placement, where)

    def _placement(self, spec: UnitSpec) -> Placement | Reason:
        unknown = unresolved_reason(spec.holds or (), self.context)
        if unknown is not None:
            return unknown
        account_of = self.resolver.matched.account_of
        accounts = frozenset(
            account_of[person]
            for person, unit in self.unit_of.items()
            if unit == spec.key and person in account_of
        )
        return Placement(self.context.path(spec.key), accounts)

    def _group(self, spec: GroupSpec) -> None:
        limits = self.context.limits
        address = self.context.address_of(spec)
        adopts = adopted_in(spec.adopt, self.context.tenant.alias) is not None
        name = spec.name.text
        if adopts and spec.unnamed:
            name = self._present(Kind.GROUP, spec.key, address) or name
        else:
            self._limit("group-name", spec.key, len(name), limits.name_length)
        if not adopts:
            self._limit("group-address", spec.key, len(spec.address), limits.address_length)
        group = Group(address, name, self._type(spec), self._settings(spec))
        extra = spec.extra_members
        where = Declaration(
            spec.place, spec.previously, extra, spec.audiences, spec.moved_from, adopts=adopts
        )
        self._add(Kind.GROUP, spec.key, group, where)
        resolved = members_of(self.resolver, spec)
        if isinstance(resolved, Reason):
            self._add(Kind.MEMBERSHIP, spec.key, resolved, where)
            return
        roles, unsupported = resolved
        for code in unsupported:
            self.parity[code, ""] += 1
        if roles:
            self._add(Kind.MEMBERSHIP, spec.key, Membership(address, roles), where)

    def _present(self, kind: Kind, key: str, name: str) -> str | None:
        """What the unit or group that is adopted is called today."""
        earlier = self.context.manifest.previously
        return self.present.text(self.context.address(kind, key), name, earlier)

    def _type(self, spec: GroupSpec) -> GroupType:
        if spec.type not in self.context.limits.types:
            self.parity[DesiredCode.PARITY_SECURITY, ""] += 1
        return self.resolver.group_type(spec)

    def _settings(self, spec: GroupSpec) -> Mapping[str, str | bool]:
        """The declared settings that the vendor supports; others are counted as parity findings."""
        known = self.context.limits.settings.get(self.resolver.group_type(spec), frozenset())
        words = self.context.limits.words
        supported: dict[str, str | bool] = {}
        for name, value in spec.settings.items():
            if name in known and (name not in words or value in words[name]):
                supported[name] = value
            else:
                self.parity[DesiredCode.PARITY_SETTING, name] += 1
        return supported

    def _parity_findings(self) -> Iterator[Finding]:
        """One finding for each thing that the vendor cannot express, with how many groups."""
        vendor = self.context.tenant.vendor.value
        for (code, setting), count in sorted(self.parity.items()):
            facts: Facts = {"setting": setting, "count": count, "vendor": vendor}
            yield self.context.finding(code, setting, facts)

    def _limit(self, what: str, key: str, size: int, limit: int) -> None:
        if size > limit:
            facts: Facts = {"what": what, "key": key, "size": size, "limit": limit}
            self.refusals.append(self.context.refusal("over-vendor-limit", facts))

    def _add(
        self, kind: Kind, key: str, compiled: Resource | Finding | Reason, where: Declaration
    ) -> None:
        address = self.context.address(kind, key)
        if isinstance(compiled, Finding):
            self.findings.append(compiled)
        elif isinstance(compiled, Reason):
            self.unknown[address] = compiled
        else:
            matched, manifest = self.resolver.matched, self.context.manifest
            held = holding_rows(where.audience, matched.loose, manifest)
            self.items[address] = Declared(
                address,
                compiled,
                where.place,
                where.previously,
                where.extra_members,
                held.people,
                where.moved_from,
                where.adopts,
                holding_rows(where.audience, matched.waiting, manifest).people,
                held.certificates,
            )
