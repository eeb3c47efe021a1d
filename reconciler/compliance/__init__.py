"""The contract for authors of rules: input, rules, violations, waivers; pure.

A city's policies import this package and nothing else of the reconciler. It is apart from `rules/`,
which loads and enforces them, so that a rule needs no more than what is documented here.
"""

from __future__ import annotations

from reconciler.compliance.audience import AudienceSummary
from reconciler.compliance.found import FoundGroup, FoundLicence, FoundUnit, TenantSummary
from reconciler.compliance.policy_input import GroupFacts, LicenceFacts, PolicyInput, UnitFacts
from reconciler.compliance.rule import Rule, Rulebook, Violation, Waiver, evaluate
from reconciler.compliance.skus import for_pupils, for_staff
from reconciler.errors import Code
from reconciler.model.people import STAFF

__all__ = [
    "STAFF",
    "AudienceSummary",
    "Code",
    "FoundGroup",
    "FoundLicence",
    "FoundUnit",
    "GroupFacts",
    "LicenceFacts",
    "PolicyInput",
    "Rule",
    "Rulebook",
    "TenantSummary",
    "UnitFacts",
    "Violation",
    "Waiver",
    "evaluate",
    "for_pupils",
    "for_staff",
]
