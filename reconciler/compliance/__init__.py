"""Rules over what is declared, waivers, and what they find; pure. What rules are written with."""

from __future__ import annotations

from reconciler.compliance.audience import STAFF, AudienceSummary
from reconciler.compliance.policy_input import GroupFacts, LicenceFacts, PolicyInput, UnitFacts
from reconciler.compliance.rule import Rule, Rulebook, Violation, Waiver, evaluate
from reconciler.errors import Code

__all__ = [
    "STAFF",
    "AudienceSummary",
    "Code",
    "GroupFacts",
    "LicenceFacts",
    "PolicyInput",
    "Rule",
    "Rulebook",
    "UnitFacts",
    "Violation",
    "Waiver",
    "evaluate",
]
