"""Explain a resource: the line that declares it, and whom the roster gives its audiences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reconciler.desired.audiences import audience_keys
from reconciler.desired.context import (
    AccountDirectory,
    PeopleMatch,
    SchoolContext,
    unresolved_reason,
)
from reconciler.desired.explain_shared import shared_people
from reconciler.desired.holds import holding_rows
from reconciler.desired.placements import PlacementResult, placement_claims, resolved
from reconciler.errors import Code, SourceLocation
from reconciler.manifest.types import Audience
from reconciler.model.change import Reason
from reconciler.model.observation import Observation
from reconciler.model.resources import Address, Kind

_SHOWN = 20
"""Rows of lists that a line names."""


class WhyCode(Code):
    """Lines of an explanation (reason-…)."""

    WRITTEN = "why-written"
    ITEM = "why-item"
    GROUP_ITEM = "why-group-item"
    ADDRESS_ITEM = "why-address-item"
    NOBODY = "why-nobody"
    NOT_MANAGED = "why-not-managed"
    SETTING = "why-setting"
    THROUGH = "why-through"
    HELD = "why-held"


def explain(
    contexts: Iterable[SchoolContext], observation: Observation, asked: Address
) -> tuple[Reason, ...]:
    """Lines that explain one resource; () where nothing of it is declared.

    `contexts` are all schools of the tenant: conflicts among them are resolved as in compiling.
    """
    schools = tuple(contexts)
    directory = AccountDirectory.of(observation, schools)
    claims = placement_claims(schools, directory)
    if asked.school not in claims:
        return ()
    explainer = _Explainer(*resolved(claims, directory)[asked.school])
    lines = tuple(explainer.lines(asked.kind, asked.key))
    if not lines:
        return ()
    shared = shared_people(claims, asked.school, asked.kind, asked.key)
    return (*lines, *shared, *explainer.holding(asked.kind, asked.key))


class _Explainer:
    """Explains one school's resources; lives for one call."""

    def __init__(
        self, context: SchoolContext, matched: PeopleMatch, places: PlacementResult
    ) -> None:
        self.context = context
        self.matched = matched
        self.units = places.people_of

    def lines(self, kind: Kind, key: str) -> Iterator[Reason]:
        manifest = self.context.manifest
        if kind in (Kind.ORG_UNIT, Kind.PLACEMENT):
            for unit in manifest.units:
                if unit.key == key:
                    yield _declared_at(kind, key, unit.place)
                    yield from self._audience("holds", unit.holds)
        elif kind is Kind.LICENCE:
            for licence in manifest.licences:
                if licence.product == key:
                    yield _declared_at(kind, key, licence.place)
                    if licence.through:
                        yield Reason(WhyCode.THROUGH, {"group": licence.through})
                    else:
                        yield from self._audience("for", licence.audience)
        else:
            yield from self._group(kind, key)

    def holding(self, kind: Kind, key: str) -> Iterator[Reason]:
        """The rows of lists because of which nobody is taken out of it."""
        manifest = self.context.manifest
        audiences: Iterable[Audience] = ()
        if kind is Kind.PLACEMENT:
            audiences = (i for one in manifest.units if one.key == key for i in one.holds or ())
        elif kind is Kind.LICENCE:
            audiences = (i for one in manifest.licences if one.product == key for i in one.audience)
        elif kind is Kind.MEMBERSHIP:
            audiences = (
                item
                for one in manifest.groups
                if one.key == key
                for item in (*(one.owners or ()), *(one.managers or ()), *(one.members or ()))
            )
        held = holding_rows(audiences, self.matched.loose, manifest)
        rows = (*held.people, *held.certificates)
        if rows:
            shown = (*rows[:_SHOWN], *(["…"] if len(rows) > _SHOWN else []))
            yield Reason(WhyCode.HELD, {"count": len(rows), "rows": ", ".join(shown)})

    def _group(self, kind: Kind, key: str) -> Iterator[Reason]:
        for group in self.context.manifest.groups:
            if group.key != key:
                continue
            yield _declared_at(kind, key, group.place)
            if kind is Kind.GROUP:
                for name, value in sorted(group.settings.items()):
                    yield Reason(WhyCode.SETTING, {"setting": name, "value": str(value).lower()})
            else:
                yield from self._audience("owners", group.owners)
                yield from self._audience("managers", group.managers)
                yield from self._audience("members", group.members)

    def _audience(self, field: str, items: Iterable[Audience] | None) -> Iterator[Reason]:
        if items is None:
            yield Reason(WhyCode.NOT_MANAGED, {"field": field})
            return
        declared = tuple(items)
        if not declared:
            yield Reason(WhyCode.NOBODY, {"field": field})
        for item in declared:
            yield self._item(field, item)

    def _item(self, field: str, item: Audience) -> Reason:
        place = str(item.place)
        if item.group is not None:
            return Reason(WhyCode.GROUP_ITEM, {"field": field, "group": item.group, "place": place})
        if item.address is not None:
            return Reason(WhyCode.ADDRESS_ITEM, {"field": field, "place": place})
        unknown = unresolved_reason((item,), self.context)
        if unknown is not None:
            return unknown
        people = self.matched.people.select((item,), self.units)
        accounts = sum(person.sourced_id in self.matched.account_of for person in people)
        return Reason(
            WhyCode.ITEM,
            {
                "field": field,
                "audience": audience_keys(item),
                "count": len(people),
                "matched": accounts,
                "year": f"{self.context.roster.year - 1}/{self.context.roster.year}"
                if self.context.roster
                else "",
                "place": place,
            },
        )


def _declared_at(kind: Kind, key: str, place: SourceLocation) -> Reason:
    return Reason(WhyCode.WRITTEN, {"kind": kind.value, "key": key, "place": str(place)})
