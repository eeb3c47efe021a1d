"""Claims about the policy pack, without an engine: what a School's inputs come to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pulumi_policy import EnforcementLevel, Policy, ResourceValidationPolicy

from reconciler.compliance import Waiver
from reconciler.errors import SourceLocation
from reconciler.model.plan import Level
from reconciler.model.tenant import Mode
from reconciler.pulumi.names import MUNICIPALITY, SCHOOL
from reconciler.pulumi.policy import PolicyEvaluator, policies
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.unit.policies.cases import DAY, rulebook, school

OPEN = school({"groups": {"parents-2034a": {"settings": {"post": "members"}}}})
JUDGE = PolicyEvaluator(rulebook(), Texts("en"), DAY)
WAIVER = Waiver(
    "parents-post", "ou-test", "why", "who", "2027-01-01", SourceLocation("w.yaml", 7, 5)
)


class Resource:
    """As much of the engine's resource as a policy reads."""

    def __init__(self, type_: str, props: dict[str, Any]) -> None:
        self.resource_type = type_
        self.props = props


def reported(policy: Policy, resource: Resource) -> list[str]:
    """What a policy says of a resource."""
    told: list[str] = []

    def report(message: str, urn: str | None) -> None:
        assert urn is None
        told.append(message)

    assert isinstance(policy, ResourceValidationPolicy)
    policy.validate(resource, report)  # type: ignore[arg-type]  # as much of one as is read
    return told


def test_the_levels_of_the_one_file_are_the_engines() -> None:
    """A mandatory breach fails a preview; advice does not."""
    assert {policy.name: policy.enforcement_level for policy in policies(JUDGE)} == {
        "mandatory-rules": EnforcementLevel.MANDATORY,
        "advisory-rules": EnforcementLevel.ADVISORY,
    }


def test_a_breach_is_reported_with_rule_place_and_cure() -> None:
    """By the policy of its level alone."""
    mandatory, advisory = policies(JUDGE)
    (told,) = reported(mandatory, Resource(SCHOOL, OPEN.to_inputs()))
    assert reported(advisory, Resource(SCHOOL, OPEN.to_inputs())) == []
    sentence = 'parents\' group "parents-2034a" lets members write to it'
    assert told.splitlines() == [
        f"parents-post: schools/ou-test.yaml: {sentence}",
        "  write `post: owners` or `post: managers` in its settings",
    ]


def test_what_is_no_school_is_nobodys_business() -> None:
    """The stack and the municipality have no groups."""
    for policy in policies(JUDGE):
        assert reported(policy, Resource(MUNICIPALITY, {})) == []


def test_a_waived_breach_advises_with_the_waivers_place() -> None:
    """And fails nothing."""
    evaluator = replace(JUDGE, rulebook=replace(JUDGE.rulebook, waivers=(WAIVER,)))
    assert list(evaluator.messages(OPEN.to_inputs(), Level.MANDATORY)) == []
    (told,) = evaluator.messages(OPEN.to_inputs(), Level.ADVISORY)
    assert told.startswith("rule-waived: w.yaml:7:5: rule parents-post is waived here until")


def test_an_observed_school_fails_no_preview() -> None:
    """Its breaches are advice."""
    observed = replace(OPEN, mode=Mode.OBSERVE).to_inputs()
    assert list(JUDGE.messages(observed, Level.MANDATORY)) == []
    assert len(list(JUDGE.messages(observed, Level.ADVISORY))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_policies_are_described_in_either_language(language: Language) -> None:
    """The engine prints it above every message."""
    evaluator = replace(JUDGE, texts=Texts(language))
    assert all(policy.description for policy in policies(evaluator))
