"""Claims about rules in a plan: findings with places, and a no that nobody can acknowledge."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.compliance import Code, PolicyInput, Rule, Rulebook, Violation, Waiver
from reconciler.desired.compile import compile_tenant
from reconciler.errors import SourceLocation
from reconciler.manifest.types import GroupSpec, LocalizedText
from reconciler.model.limits import Cost
from reconciler.model.plan import Level, Plan, SchoolPlan
from reconciler.plan.approve import approve
from reconciler.plan.build import plan_tenant
from reconciler.plan.consent import Consent
from reconciler.plan.prior import PriorState
from reconciler.report.texts import LANGUAGES, Texts
from reconciler.rules.enforce import MANDATORY, RuleContext, apply_rules
from tests.support.schools import HERE, context, roster
from tests.support.small import SCHOOL, seen

THERE = SourceLocation("schools/layouts/osnovno.yaml", 40, 3)
DAY = "2026-11-24"


class Ids(Code):
    """One rule for each level."""

    GROUPS = "every-group"
    SCHOOL = "every-school"


def groups(subject: PolicyInput) -> Iterator[Violation]:
    """Each group is one."""
    return (Violation(f"group/{key}") for key in subject.groups)


def school(subject: PolicyInput) -> Iterator[Violation]:
    """The school is one."""
    del subject
    yield Violation()


BOOK = Rulebook(
    (Rule(Ids.GROUPS, groups), Rule(Ids.SCHOOL, school)),
    {"every-group": Level.MANDATORY, "every-school": Level.ADVISORY},
)
WAIVER = Waiver("every-group", SCHOOL, "why", "who", "2027-01-01", SourceLocation("w.yaml", 1, 1))


def plan(rulebook: Rulebook = BOOK) -> SchoolPlan:
    """The plan of a school with one group, judged."""
    group = GroupSpec(
        key="teachers", place=THERE, address="teachers", name=LocalizedText("Учители")
    )
    desired = compile_tenant([context(roster(), groups=(group,))], seen())
    (made,) = plan_tenant(desired, seen(), PriorState(b"a key for tests")).schools
    (told,) = apply_rules([made], desired, RuleContext(rulebook, DAY))
    return told


def whole(told: SchoolPlan) -> Plan:
    """A plan of this school alone."""
    cost = Cost(calls=0, requests=0, seconds_documented=0, unlimited=False)
    return Plan("test", "plovdiv", ("pilot",), (told,), (), (), cost, 2027, told.fingerprint)


def test_a_finding_stands_where_the_thing_was_declared() -> None:
    """A group's in its layout; a school's in its own file."""
    found = {finding.code.value: finding.place for finding in plan().findings}
    assert found == {"every-group": THERE, "every-school": HERE}


def test_a_mandatory_breach_refuses_the_school_with_its_numbers() -> None:
    """Advice refuses nothing, and what is planned stays told."""
    told = plan()
    (refusal,) = told.refusals
    assert refusal.guard == MANDATORY
    assert refusal.facts == {"breaches": 1, "rules": "every-group", "more": 0}
    assert told.changes


def test_the_refusal_says_the_way_on_in_both_languages() -> None:
    """The check command, and a waiver."""
    for language in LANGUAGES:
        told = Texts(language).refusal(plan().refusals[0])
        assert f"reconciler check --school {SCHOOL}" in told
        assert "policies/waivers.yaml" in told


def test_a_waiver_lifts_the_refusal_and_no_acknowledgement_does() -> None:
    """Whoever knows the refusal's name can still not wave it through."""
    waived = plan(Rulebook(BOOK.rules, BOOK.levels, (WAIVER,)))
    assert waived.refusals == ()
    assert "rule-waived" in [finding.code.value for finding in waived.findings]
    consent = Consent(frozenset({MANDATORY, f"{MANDATORY}:{SCHOOL}"}))
    assert approve(whole(plan()), consent).approved.schools == ()
    assert approve(whole(waived), consent).approved.schools == (waived,)
