"""What the rules' own files can have wrong, and what waivers come to."""

from __future__ import annotations

from reconciler.errors import Code


class RulebookCode(Code):
    """Codes of faults in policies/ (fault-…)."""

    NO_RULES = "no-rules"
    RULE_TWICE = "rule-twice"
    NO_LEVEL = "no-level"
    UNKNOWN_RULE = "unknown-rule"
    WAIVER_TWICE = "waiver-twice"


class ComplianceCode(Code):
    """Codes of findings (finding-…); every rule's id is one too."""

    RULE_WAIVED = "rule-waived"
    WAIVER_EXPIRED = "waiver-expired"
