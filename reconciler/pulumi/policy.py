"""The rules as a Pulumi policy pack: every School resource is judged by its inputs.

Two policies, one a level, and not one a rule: the SDK decodes a resource anew for each policy, and
a city's schools are large. So a message begins with the rule's id.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
)

from reconciler.compliance import PolicyInput, Rulebook, evaluate
from reconciler.errors import ManifestError
from reconciler.model.language import language_of
from reconciler.model.plan import Finding, Level
from reconciler.pulumi.names import PACKAGE, SCHOOL
from reconciler.report.texts import Texts
from reconciler.rules.load import load_rulebook

_ENFORCED = {Level.MANDATORY: EnforcementLevel.MANDATORY, Level.ADVISORY: EnforcementLevel.ADVISORY}


def serve(folder: Path) -> None:
    """Serves a folder's rules to the engine until it ends the process; exit 1 on faults in it."""
    texts = Texts(language_of(dict(os.environ)))
    try:
        rulebook = load_rulebook(folder)
    except ManifestError as error:
        sys.exit("\n".join(texts.fault(fault) for fault in error.faults))
    today = datetime.now().astimezone().date().isoformat()
    PolicyPack(PACKAGE, policies(PolicyEvaluator(rulebook, texts, today)))


@dataclass(frozen=True, slots=True)
class PolicyEvaluator:
    """Judges one school's inputs at a time."""

    rulebook: Rulebook
    texts: Texts
    day: str
    """ISO day that waivers are read for."""

    def messages(self, inputs: Mapping[str, Any], level: Level) -> Iterator[str]:
        """'rule: place: what is wrong', and on a second line the cure; for one level."""
        subject = PolicyInput.from_inputs(inputs)
        try:
            findings = evaluate(self.rulebook, [subject], self.day)
        except ManifestError as error:
            # what a rule did not judge counts as not checked, whatever its level
            if level is Level.MANDATORY:
                yield from map(self.texts.fault, error.faults)
            return
        for finding in findings:
            if finding.level is level:
                yield self._message(finding, subject)

    def _message(self, finding: Finding, subject: PolicyInput) -> str:
        place = finding.place or subject.file_of(finding.subject)
        return f"{finding.code}: {place}: {self.texts.finding(finding)}"


def policies(evaluator: PolicyEvaluator) -> list[Policy]:
    """What the pack holds."""
    return [
        ResourceValidationPolicy(
            name=f"{level.value}-rules",
            description=evaluator.texts.format(f"policy-{level.value}"),
            validate=_validation(evaluator, level),
            enforcement_level=_ENFORCED[level],
        )
        for level in Level
    ]


def _validation(
    evaluator: PolicyEvaluator, level: Level
) -> Callable[[ResourceValidationArgs, ReportViolation], None]:
    def validate(resource: ResourceValidationArgs, report: ReportViolation) -> None:
        if resource.resource_type == SCHOOL:
            for message in evaluator.messages(resource.props, level):
                report(message, None)

    return validate
