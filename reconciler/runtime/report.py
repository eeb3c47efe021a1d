"""Makes a report from a plan: what is declared, what differs, who acts, since when.

Nothing here is worked out a second time: states, differences and findings are the plan's, ages are
the ledger's and the last stored report's, and every page is rendered from the result. Counts of
people are suppressed here, before anybody stores or shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.desired.context import SchoolContext
from reconciler.ledger.reports import StoredReport
from reconciler.manifest.city import Municipality, ProgrammeGoals
from reconciler.model.people import Role
from reconciler.project.context import ProjectContext
from reconciler.reportfile.counts import CountTable, shown_counts
from reconciler.reportfile.file import read_report, stored_report
from reconciler.reportfile.model import (
    Count,
    Goal,
    ItemKind,
    Programme,
    Report,
    ReportFreeze,
    ReportItem,
    ReportRule,
    ReportSchool,
    ReportWaiver,
)
from reconciler.reportfile.told import beside_everybody, nearest
from reconciler.runtime.assemble import load_baselines
from reconciler.runtime.report_items import FoundItem, ReportInputs, item_of, names_of
from reconciler.runtime.report_school import SchoolPart
from reconciler.runtime.september import september
from reconciler.runtime.session import PlanResult


def report_of(context: ProjectContext, planned: PlanResult, version: str) -> Report:
    """The report of a plan's schools today; `version` is of the manifests."""
    stack = context.stack.name
    stored = context.ledger.report_on(stack, context.today)
    return build_report(
        ReportInputs(
            context=context,
            planned=planned,
            day=context.today,
            version=version,
            previous=None if stored is None else read_report(stored.data, f"{stack} {stored.day}"),
            findings=context.ledger.findings(stack),
            baselines=load_baselines(context),
        )
    )


def store_report(context: ProjectContext, planned: PlanResult, report: Report) -> None:
    """Keeps a report that is of every school and of today; another is only shown."""
    targets = planned.targets
    narrowed = targets.schools or targets.tenants or targets.waves or targets.kinds
    if not narrowed and context.day == context.today:
        stored = StoredReport(report.day, stored_report(report))
        context.ledger.save_report(context.stack.name, stored)


def build_report(inputs: ReportInputs) -> Report:
    """The report of the targeted schools."""
    plan, municipality = inputs.planned.plan, inputs.context.loaded.municipality
    schools = _by_school(inputs.planned)
    shown = shown_counts(_count_table(inputs, schools))
    order = {wave: rank for rank, wave in enumerate(plan.waves)}
    parts = [SchoolPart(inputs, tuple(contexts), shown).build() for contexts in schools.values()]
    return Report(
        stack=plan.stack,
        municipality=plan.municipality,
        name=names_of(municipality.name),
        day=inputs.day,
        version=inputs.version,
        year=plan.year,
        fingerprint=plan.fingerprint,
        languages=tuple(municipality.languages),
        waves={wave: names_of(text) for wave, text in municipality.waves.items()},
        schools=tuple(sorted(parts, key=lambda one: (order.get(one.wave, len(order)), one.id))),
        rules=tuple(_rules(inputs, parts)),
        totals=shown.totals,
        products=shown.products,
        contacts={office: names_of(text) for office, text in municipality.contacts.items()},
        product_names=_product_names(municipality),
        programme=_programme(municipality.programme),
        frozen=tuple(ReportFreeze(o.reason, o.until, o.who, o.since) for o in plan.frozen),
        unlisted=tuple(_unlisted(inputs)),
        accounts=_accounts(inputs.planned, shown.totals),
        september=september(
            (one for each in schools.values() for one in each), plan.seats, shown.products
        ),
    )


def _product_names(municipality: Municipality) -> dict[str, dict[str, str]]:
    products = municipality.products.values()
    return {one.id: names_of(one.title) for one in products if one.title is not None}


def _unlisted(inputs: ReportInputs) -> Iterator[ReportItem]:
    """Refusals of a whole tenant or of everything."""
    for refusal in inputs.planned.plan.refusals:
        kind = ItemKind.REFUSAL
        found = FoundItem(kind, refusal.guard, refusal.tenant, facts=refusal.facts)
        yield item_of(found, inputs, "")


def _accounts(planned: PlanResult, totals: Mapping[str, Count]) -> int | None:
    """Of the lists' people; exact it would tell how many of them have none."""
    if not planned.desired:
        return None
    count = sum(len(desired.rostered) for desired in planned.desired.values())
    return nearest(count, beside_everybody(totals))


def _programme(goals: ProgrammeGoals | None) -> Programme | None:
    if goals is None:
        return None
    trained, certified = (
        None if goal is None else Goal(goal.share, goal.by)
        for goal in (goals.trained, goals.certified)
    )
    return Programme(dict(goals.waves), trained, certified)


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
        teachers = [person for person in roster.people if Role.TEACHER in person.roles]
        counts["certified"] = sum(person.certified is True for person in teachers)
        trained = sum(person.trained for person in teachers)
        if trained != counts["certified"]:  # a list without states has certified people alone
            counts["trained"] = trained
    return counts


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
        level = rulebook.levels[rule.id].value
        yield ReportRule(rule.id.value, level, tuple(broken), waived, rule.doubted_by)
