"""Claims about the city's rules: what each finds, in words, and what it lets pass."""

from __future__ import annotations

import pytest

from reconciler.compliance.rule import ComplianceCode
from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import SchoolContext
from reconciler.errors import Code
from reconciler.manifest import effective, load
from reconciler.model.observation import Observation
from reconciler.model.plan import Level
from reconciler.model.tenant import Mode, Tenant, Vendor
from reconciler.providers.google.limits import LIMITS as GOOGLE
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from reconciler.report.texts import LANGUAGES, Language, Texts
from reconciler.rules.facts import policy_input
from tests.unit.policies.cases import ROOT, Case, cases, rulebook, school, told

CASES = tuple(cases())
BOOK = rulebook()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.claim)
def test_a_changed_school_is_told_in_these_words(case: Case, language: Language) -> None:
    """The school breaks no rule, but for what the case changes."""
    assert told(BOOK, case.subject, language) == case.expected[language]


def test_the_school_that_cases_start_from_breaks_nothing() -> None:
    """Or the cases would claim nothing."""
    assert told(BOOK, school(), "en") == []


def test_every_rule_has_a_case_that_breaks_it() -> None:
    """A rule without one could say anything."""
    broken = {line.split()[0] for case in CASES for line in case.expected["en"]}
    assert broken == {rule.id.value for rule in BOOK.rules}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_words(language: Language) -> None:
    """What is wrong and the cure; the rule, why it stands and where it comes from."""
    texts = Texts(language)
    for rule in BOOK.rules:
        assert texts.has(f"finding-{rule.id}")
        assert texts.has(f"finding-{rule.id}", "hint")
        for part in ("", "-why", "-source"):
            assert texts.format(f"rule-{rule.id}{part}")


def test_no_rule_is_called_like_a_finding_of_ours() -> None:
    """Findings are told apart by their code alone."""
    ours = {
        code.value
        for codes in Code.__subclasses__()
        if codes.__module__.startswith("reconciler.") and codes is not ComplianceCode
        for code in codes
    }
    assert not ours & BOOK.codes


def test_the_citys_manifests_break_no_mandatory_rule() -> None:
    """Whatever the rosters say: nobody is in the schools here, and audiences are judged."""
    for context in _city():
        (desired,) = compile_tenant([context], Observation(context.tenant.alias))
        subject = policy_input(desired)
        broken = [
            breach
            for rule in BOOK.rules
            if BOOK.levels[rule.id] is Level.MANDATORY
            for breach in rule.check(subject)
        ]
        assert (context.manifest.id, broken) == (context.manifest.id, [])


def _city() -> list[SchoolContext]:
    loaded = load(ROOT / "schools")
    contexts: list[SchoolContext] = []
    for school_id in loaded.schools:
        (scope,) = loaded.municipality.scopes[school_id]
        vendor = Vendor.MICROSOFT if "a3-staff" in scope.products else Vendor.GOOGLE
        contexts.append(
            SchoolContext(
                municipality=loaded.municipality,
                manifest=effective(loaded, school_id, 2027),
                tenant=Tenant(scope.tenant, vendor, f"{school_id}.example", "C0test"),
                mode=Mode.MANAGE,
                scope=scope,
                limits=GOOGLE if vendor is Vendor.GOOGLE else MICROSOFT,
                roster=None,
            )
        )
    return contexts


def test_the_page_of_rules_has_each_with_its_level_and_sentence() -> None:
    """What the city's IT reads is what is enforced."""
    page = (ROOT / "docs" / "policies.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    texts = Texts("en")
    assert sorted(rows) == [
        f"| `{rule.id}` | {BOOK.levels[rule.id]} | {texts.format(f'rule-{rule.id}')} |"
        for rule in BOOK.rules
    ]
