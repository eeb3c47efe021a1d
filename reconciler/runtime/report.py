"""Makes a report from a plan: what is declared, what differs, who acts, since when.

Nothing here is worked out a second time: states, differences and findings are the plan's, ages are
the ledger's and the last stored report's, and every page is rendered from the result. Counts of
people are suppressed here, before anybody stores or shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reconciler.desired.context import SchoolContext
from reconciler.errors import Facts, SourceLocation
from reconciler.ledger.findings import FindingRecord
from reconciler.manifest.types import LocalizedText
from reconciler.model.baseline import Baseline
from reconciler.model.people import Role
from reconciler.model.plan import Change, Level, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.school import SchoolRef
from reconciler.model.summary import summarize_change
from reconciler.model.tenant import Mode, TenantFailure
from reconciler.project.context import ProjectContext
from reconciler.reportfile.counts import CountTable, ShownCounts, shown_counts
from reconciler.reportfile.model import (
    SUPPRESSED_BELOW,
    ItemKind,
    Report,
    ReportDifference,
    ReportItem,
    ReportLicence,
    ReportRule,
    ReportSchool,
    ReportTenant,
    ReportWaiver,
    SchoolState,
)
from reconciler.reportfile.offices import due_day, office_of
from reconciler.roster import RosterCode
from reconciler.runtime.session import PlanResult

_RANK = {state: rank for rank, state in enumerate(SchoolState)}
_NOT_PEOPLE = frozenset({"breaches", "more", "limit", "line", "year", "days", "grade", "percent"})
"""Facts that are numbers, but not of people."""
_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class ReportInputs:
    """A plan with what it was made from, the report's ISO day and the manifests' version."""

    context: ProjectContext
    planned: PlanResult
    day: str
    version: str
    previous: Report | None = None
    """The last stored report, which says since when things stand."""
    findings: tuple[FindingRecord, ...] = ()
    """What runs found, with ages."""
    baselines: Mapping[SchoolRef, Baseline] = field(default_factory=dict)


def build_report(inputs: ReportInputs) -> Report:
    """The report of the targeted schools."""
    plan, context = inputs.planned.plan, inputs.context
    municipality = context.loaded.municipality
    schools = _by_school(inputs.planned)
    table = _count_table(inputs, schools)
    shown = shown_counts(table)
    order = {wave: rank for rank, wave in enumerate(plan.waves)}
    parts = [_School(inputs, tuple(contexts), shown).build() for contexts in schools.values()]
    return Report(
        stack=plan.stack,
        municipality=plan.municipality,
        name=_name(municipality.name),
        day=inputs.day,
        version=inputs.version,
        year=plan.year,
        fingerprint=plan.fingerprint,
        languages=("bg", "en"),
        waves={wave: _name(text) for wave, text in municipality.waves.items()},
        schools=tuple(sorted(parts, key=lambda one: (order.get(one.wave, len(order)), one.id))),
        rules=tuple(_rules(inputs, parts)),
        totals=shown.totals,
        products=shown.products,
        unlisted=tuple(
            _item(
                _Found(ItemKind.REFUSAL, refusal.guard, refusal.tenant, facts=refusal.facts),
                inputs,
                "",
            )
            for refusal in plan.refusals
        ),
    )


def _by_school(planned: PlanResult) -> dict[str, list[SchoolContext]]:
    """The targeted schools with their contexts, by id."""
    found: dict[str, list[SchoolContext]] = {}
    for contexts in planned.schools_by_tenant.values():
        for context in contexts:
            if context.targeted:
                found.setdefault(context.manifest.id, []).append(context)
    return dict(sorted(found.items()))


def _count_table(inputs: ReportInputs, schools: Mapping[str, list[SchoolContext]]) -> CountTable:
    people = {
        school: _people(contexts[0]) for school, contexts in schools.items() if contexts[0].roster
    }
    return CountTable(people, inputs.planned.plan.seats)


def _people(context: SchoolContext) -> dict[str, int]:
    """By role, and how many of the teachers are certified where there is a list of those."""
    roster = context.roster
    if roster is None:
        return {}
    counts = {role.value: roster.count(role) for role in Role}
    if context.certifications:
        teachers = (person for person in roster.people if Role.TEACHER in person.roles)
        counts["certified"] = sum(person.certified for person in teachers)
    return counts


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that becomes an item."""

    kind: ItemKind
    code: str
    tenant: str
    subject: str = ""
    level: Level = Level.ADVISORY
    facts: Facts = field(default_factory=dict)
    place: SourceLocation | None = None
    is_row: bool = False
    """Whether a row of the school's list is at fault."""


@dataclass(frozen=True, slots=True)
class _School:
    """Builds one school's part."""

    inputs: ReportInputs
    contexts: tuple[SchoolContext, ...]
    shown: ShownCounts

    @property
    def _id(self) -> str:
        return self.contexts[0].manifest.id

    @property
    def _plans(self) -> tuple[SchoolPlan, ...]:
        return tuple(one for one in self.inputs.planned.plan.schools if one.school == self._id)

    @property
    def _failures(self) -> tuple[TenantFailure, ...]:
        return tuple(one for one in self.inputs.planned.plan.failures if self._id in one.schools)

    def build(self) -> ReportSchool:
        """The school's part of the report."""
        manifest, roster = self.contexts[0].manifest, self.contexts[0].roster
        unread = {failure.tenant for failure in self._failures}
        return ReportSchool(
            id=manifest.id,
            name=_name(manifest.name),
            facts={"neispuo": manifest.neispuo, "district": manifest.district},
            wave=manifest.wave,
            tenants=tuple(
                ReportTenant(
                    alias=context.tenant.alias,
                    vendor=context.tenant.vendor.value,
                    observed=context.mode is Mode.OBSERVE,
                    read=context.tenant.alias not in unread,
                )
                for context in self.contexts
            ),
            state=self._state(),
            people=dict(self.shown.people.get(manifest.id, {})),
            classes=sum(len(names) for names in manifest.classes.values()),
            declared=_summed(plan.declared for plan in self._plans),
            unmanaged=_summed(plan.unmanaged for plan in self._plans),
            licences=tuple(self._licences()),
            differences=tuple(self._differences()),
            items=tuple(self._items()),
            roster=roster.exported if roster else "",
            applied=self._applied(),
        )

    def _state(self) -> SchoolState:
        """The worst of the tenants that are managed; those only observed never make it worse."""
        observed = {one.tenant.alias for one in self.contexts if one.mode is Mode.OBSERVE}
        if observed == {context.tenant.alias for context in self.contexts}:
            away = self._failures and not self._plans
            return SchoolState.UNREACHABLE if away else SchoolState.OBSERVED
        states = [_state_of(plan) for plan in self._plans if plan.tenant not in observed]
        states += [SchoolState.UNREACHABLE for one in self._failures if one.tenant not in observed]
        return min(states, key=_RANK.__getitem__, default=SchoolState.OBSERVED)

    def _licences(self) -> Iterator[ReportLicence]:
        tenants = {context.tenant.alias for context in self.contexts}
        bought = {
            (row.tenant, row.product): row.purchased for row in self.inputs.planned.plan.seats
        }
        for (tenant, product), figures in sorted(self.shown.licences.items()):
            if tenant in tenants:
                yield ReportLicence(product, tenant, bought[tenant, product], **figures)

    def _differences(self) -> Iterator[ReportDifference]:
        before = self._previous()
        known = {} if before is None else {_difference_key(one): one for one in before.differences}
        for plan in self._plans:
            for change in plan.changes:
                made = _difference(change, self.inputs.day)
                earlier = known.get(_difference_key(made))
                yield replace(made, since=earlier.since) if earlier else made

    def _items(self) -> Iterator[ReportItem]:
        ages = self._ages()
        seen = set()
        for found in sorted(self._found(), key=_item_order):
            item = _item(found, self.inputs, ages.get(_age_key(found), ""))
            if item not in seen:  # two people with one fault are one item
                seen.add(item)
                yield item

    def _found(self) -> Iterator[_Found]:
        rules = self.inputs.context.rulebook.codes
        for failure in self._failures:
            for fault in failure.faults:
                yield _Found(ItemKind.UNREAD, fault.code.value, failure.tenant, facts=fault.facts)
        for plan in self._plans:
            for refusal in plan.refusals:
                yield _Found(
                    ItemKind.REFUSAL, refusal.guard, plan.tenant,
                    level=Level.MANDATORY, facts=refusal.facts,
                )  # fmt: skip
            for unknown in plan.unknown:
                facts = {**unknown.reason.facts, "kind": unknown.address.kind.value}
                yield _Found(ItemKind.UNKNOWN, unknown.reason.code.value, plan.tenant, facts=facts)
            for finding in plan.findings:
                yield _Found(
                    ItemKind.RULE if finding.code in rules else ItemKind.FINDING,
                    finding.code.value,
                    plan.tenant,
                    _without_person(finding.subject),
                    finding.level,
                    finding.facts,
                    finding.place,
                    is_row=isinstance(finding.code, RosterCode),
                )

    def _ages(self) -> Mapping[tuple[str, str, str, str], str]:
        """Since when: what the ledger's runs saw first, and what the last report had already."""
        before = self._previous()
        known = {} if before is None else {one.key: one.since for one in before.items if one.since}
        for record in self.inputs.findings:
            if record.school == self._id and record.gone_at is None:
                for kind in (ItemKind.FINDING, ItemKind.RULE):
                    subject = _without_person(record.subject)
                    key = (kind.value, record.code, record.tenant, subject)
                    known[key] = min(record.first_seen[:10], known.get(key, "9999"))
        return known

    def _previous(self) -> ReportSchool | None:
        before = self.inputs.previous
        return None if before is None else before.school(self._id)

    def _applied(self) -> str:
        """The day of the oldest of its tenants' last complete applies; '' where one has none."""
        baselines = [self.inputs.baselines.get(context.ref) for context in self.contexts]
        days = [one.at[:10] if one is not None and one.run else "" for one in baselines]
        return min(days, default="")


def _state_of(plan: SchoolPlan) -> SchoolState:
    if plan.refusals:
        return SchoolState.REFUSED
    if plan.changes:
        return SchoolState.DIFFERS
    return SchoolState.UNKNOWN if plan.unknown else SchoolState.CONVERGED


def _item(found: _Found, inputs: ReportInputs, since: str) -> ReportItem:
    office = office_of(found.kind, found.code, in_roster=found.is_row)
    first = since or inputs.day
    return ReportItem(
        kind=found.kind,
        code=found.code,
        level=found.level.value,
        tenant=found.tenant,
        subject=found.subject,
        facts=_shown_facts(found.facts),
        place="" if found.place is None else f"{found.place.file}:{found.place.line}",
        since=first,
        office=office,
        due=due_day(office, first),
    )


def _shown_facts(facts: Facts) -> Facts:
    """Facts whose small numbers of people cannot point at anybody; nor can their share."""
    small = {
        name
        for name, value in facts.items()
        if name not in _NOT_PEOPLE and isinstance(value, int) and 0 < value < SUPPRESSED_BELOW
    }
    hidden = small | ({"percent"} & facts.keys() if small else set())
    return {name: f"<{SUPPRESSED_BELOW}" if name in hidden else v for name, v in facts.items()}


def _without_person(subject: str) -> str:
    """A subject that is an object of ours; the pseudonym of a person is left out."""
    return subject if subject.partition("/")[0] in _KINDS else ""


def _age_key(found: _Found) -> tuple[str, str, str, str]:
    return (found.kind.value, found.code, found.tenant, found.subject)


def _item_order(found: _Found) -> tuple[str, str, str, str, str]:
    return (*_age_key(found), str(sorted(found.facts.items())))


def _difference(change: Change, day: str) -> ReportDifference:
    place = change.place
    return ReportDifference(
        tenant=change.address.tenant,
        kind=change.address.kind.value,
        key=change.address.key,
        action=change.action.value,
        summary=summarize_change(change),
        origin=change.origin.value,
        place="" if place is None else f"{place.file}:{place.line}",
        since=day,
    )


def _difference_key(one: ReportDifference) -> tuple[str, str, str, str]:
    return (one.tenant, one.kind, one.key, one.action)


def _rules(inputs: ReportInputs, schools: Iterable[ReportSchool]) -> Iterator[ReportRule]:
    rulebook = inputs.context.rulebook
    parts = tuple(schools)
    known = {school.id for school in parts}
    for rule in rulebook.rules:
        broken = sorted({s.id for s in parts for item in s.items if item.code == rule.id.value})
        waived = tuple(
            ReportWaiver(one.rule, one.school, one.owner, one.reason, one.until)
            for one in rulebook.waivers
            if one.rule == rule.id and one.school in known and one.holds(inputs.day)
        )
        yield ReportRule(rule.id.value, rulebook.levels[rule.id].value, tuple(broken), waived)


def _summed(pairs: Iterable[Iterable[tuple[Kind, int]]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, count in (pair for each in pairs for pair in each):
        found[kind.value] = found.get(kind.value, 0) + count
    return dict(sorted(found.items()))


def _name(text: LocalizedText) -> dict[str, str]:
    return {"bg": text.bg, "en": text.in_language("en")}
