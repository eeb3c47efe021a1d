"""Rules over what is declared, waivers, and what they find; pure. What rules are written with."""

from __future__ import annotations

from reconciler.compliance.rule import Breach, Rule, Rulebook, Waiver, evaluate
from reconciler.compliance.subject import GroupFacts, LicenceFacts, Subject, UnitFacts
from reconciler.compliance.who import STAFF, Who
from reconciler.errors import Code

__all__ = [
    "STAFF",
    "Breach",
    "Code",
    "GroupFacts",
    "LicenceFacts",
    "Rule",
    "Rulebook",
    "Subject",
    "UnitFacts",
    "Waiver",
    "Who",
    "evaluate",
]
