"""Builds one school's part of a report: state, differences, and what somebody should act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reconciler.desired.context import SchoolContext
from reconciler.errors import Facts
from reconciler.model.change import Change
from reconciler.model.plan import Finding, Level, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.summary import summarize_change
from reconciler.model.tenant import Mode, TenantFailure
from reconciler.reportfile.counts import ShownCounts
from reconciler.reportfile.model import (
    ItemKind,
    ReportDifference,
    ReportItem,
    ReportLicence,
    ReportSchool,
    ReportState,
    ReportTenant,
)
from reconciler.reportfile.plain_names import shown_name
from reconciler.reportfile.told import Beside, beside_school, short_told, told
from reconciler.roster import RosterCode
from reconciler.runtime.report_items import (
    SHORT,
    FoundItem,
    ReportInputs,
    age_key,
    item_of,
    item_order,
    names_of,
    without_person,
)

_RANK = {state: rank for rank, state in enumerate(ReportState)}
_Labels = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class SchoolPart:
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
            name=names_of(manifest.name),
            facts=dict(manifest.facts),
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

    def _state(self) -> ReportState:
        """The worst of the tenants that are managed; those only observed never make it worse."""
        observed = {one.tenant.alias for one in self.contexts if one.mode is Mode.OBSERVE}
        if observed == {context.tenant.alias for context in self.contexts}:
            away = self._failures and not self._plans
            return ReportState.UNREACHABLE if away else ReportState.OBSERVED
        states = [_state_of(plan) for plan in self._plans if plan.tenant not in observed]
        states += [ReportState.UNREACHABLE for one in self._failures if one.tenant not in observed]
        return min(states, key=_RANK.__getitem__, default=ReportState.OBSERVED)

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
        labels, beside = self._labels(), self._beside()
        for plan in self._plans:
            for change in plan.differences:
                made = _difference(change, self.inputs.day, labels, beside)
                if change in plan.observed:
                    made = replace(made, origin="observed")
                earlier = known.get(_difference_key(made))
                yield replace(made, since=earlier.since) if earlier else made

    def _items(self) -> Iterator[ReportItem]:
        ages, beside = self._ages(), self._beside()
        made: list[ReportItem] = []
        for found in sorted(self._found(), key=item_order):
            item = item_of(found, self.inputs, ages.get(age_key(found), ""), beside)
            item = replace(item, facts=self._facts_of_seats(item, beside))
            if not made or item != made[-1]:  # two people with one fault are one item
                made.append(item)
        yield from made

    def _beside(self) -> tuple[Beside, ...]:
        return beside_school(self.shown, self._id, [one.tenant.alias for one in self.contexts])

    def _facts_of_seats(self, item: ReportItem, beside: tuple[Beside, ...]) -> Facts:
        """An item's facts, with how many are short as the table of licences allows."""
        count = item.facts.get("count")
        if item.code != SHORT or not isinstance(count, int):
            return item.facts
        product = str(item.facts["product"])
        shown = self.shown.licences.get((item.tenant, product), {}).get("short", 0)
        there = self._short(item.tenant, product)
        return {**item.facts, "count": short_told(count, there, shown, beside)}

    def _short(self, tenant: str, product: str) -> tuple[int, ...]:
        """How many go without in each school of a tenant that lacks seats."""
        return tuple(
            int(finding.facts["count"])
            for plan in self.inputs.planned.plan.schools
            if plan.tenant == tenant
            for finding in plan.findings
            if finding.code.value == SHORT and finding.facts["product"] == product
        )

    def _found(self) -> Iterator[FoundItem]:
        rules, labels = self.inputs.context.rulebook.codes, self._labels()
        for failure in self._failures:
            for fault in failure.faults:
                yield FoundItem(
                    ItemKind.UNREAD, fault.code.value, failure.tenant, facts=fault.facts
                )
        for plan in self._plans:
            for refusal in plan.refusals:
                yield FoundItem(
                    ItemKind.REFUSAL, refusal.guard, plan.tenant,
                    level=Level.MANDATORY, facts=refusal.facts,
                )  # fmt: skip
            for unknown in plan.unknown:
                facts = {**unknown.reason.facts, "kind": unknown.address.kind.value}
                yield FoundItem(
                    ItemKind.UNKNOWN, unknown.reason.code.value, plan.tenant, facts=facts
                )
            for finding in plan.findings:
                yield FoundItem(
                    ItemKind.RULE if finding.code in rules else ItemKind.FINDING,
                    finding.code.value,
                    plan.tenant,
                    without_person(finding.subject),
                    finding.level,
                    finding.facts,
                    finding.place,
                    is_row=isinstance(finding.code, RosterCode),
                    label=_label_of(finding, labels),
                )

    def _labels(self) -> _Labels:
        """'group/robotics' → its name; 'group/#01ab' → a hand-made one's, if it is no person's."""
        manifest = self.contexts[0].manifest
        units = {f"{Kind.ORG_UNIT.value}/{unit.key}": unit.name for unit in manifest.units}
        groups = {f"{Kind.GROUP.value}/{group.key}": group.name for group in manifest.groups}
        declared = {key: names_of(name) for key, name in (units | groups).items() if name}
        return declared | self._hand_made()

    def _hand_made(self) -> _Labels:
        sessions = self.inputs.planned.sessions
        tenants = [plan.tenant for plan in self._plans if plan.tenant in sessions]
        names = {
            f"{Kind.GROUP.value}/#{group.id}": shown_name(group.name, group.address)
            for tenant in tenants
            for group in sessions[tenant].observation.groups
            if group.mark is None
        }
        return {key: {"bg": name, "en": name} for key, name in names.items() if name}

    def _ages(self) -> Mapping[tuple[str, str, str, str], str]:
        """Since when: what the ledger's runs saw first, and what the last report had already."""
        before = self._previous()
        known = {} if before is None else {one.key: one.since for one in before.items if one.since}
        for record in self.inputs.findings:
            if record.school == self._id and record.gone_at is None:
                for kind in (ItemKind.FINDING, ItemKind.RULE):
                    subject = without_person(record.subject)
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


def _state_of(plan: SchoolPlan) -> ReportState:
    if plan.refusals:
        return ReportState.REFUSED
    if plan.changes:
        return ReportState.DIFFERS
    return ReportState.UNKNOWN if plan.unknown else ReportState.CONVERGED


def _label_of(finding: Finding, labels: _Labels) -> dict[str, str]:
    """The name of what a finding is about; of several groups that it names by key, their names."""
    keys = str(finding.facts.get("groups", "")).split(", ")
    named = [labels.get(f"{Kind.GROUP.value}/{key}", {}) for key in keys]
    if finding.subject or not all(named):
        return labels.get(finding.subject, {})
    return {language: "\n".join(name[language] for name in named) for language in named[0]}


def _difference(
    change: Change, day: str, labels: _Labels, beside: tuple[Beside, ...]
) -> ReportDifference:
    place = change.place
    address = change.address
    kind = Kind.GROUP if address.kind is Kind.MEMBERSHIP else address.kind
    return ReportDifference(
        tenant=address.tenant,
        kind=address.kind.value,
        key=address.key,
        action=change.action.value,
        summary=summarize_change(change, lambda n: told(n, beside) if n else "0"),
        origin=change.origin.value,
        place="" if place is None else f"{place.file}:{place.line}",
        since=day,
        label=labels.get(f"{kind.value}/{address.key}", {}),
        # of a set it is how many somebody added and removed
        drifted=tuple(name for name in change.drifted if name[:1].isalpha()),
    )


def _difference_key(one: ReportDifference) -> tuple[str, str, str, str]:
    return (one.tenant, one.kind, one.key, one.action)


def _summed(pairs: Iterable[Iterable[tuple[Kind, int]]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, count in (pair for each in pairs for pair in each):
        found[kind.value] = found.get(kind.value, 0) + count
    return dict(sorted(found.items()))
