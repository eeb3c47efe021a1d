"""What an export says: why something is left out, and what it proposes."""

from __future__ import annotations

from dataclasses import dataclass, field

from reconciler.errors import Code, Facts


class ExportCode(Code):
    """Codes of remarks (export-…)."""

    PROPOSED = "proposed"
    UNEXPLAINED = "unexplained"
    EMPTY = "empty"
    MEMBERS_UNREAD = "members-unread"
    SETTING_UNKNOWN = "setting-unknown"
    SETTINGS_UNREAD = "settings-unread"
    AT_CREATION = "at-creation"
    NAME_UNTOLD = "name-untold"
    GUARDED = "guarded"
    MARKED = "marked"
    TWICE = "twice"
    NAMED_AFTER_PERSON = "named-after-person"
    UNWRITABLE = "unwritable"
    BELOW_LEFT_OUT = "below-left-out"
    AGAINST_RULE = "against-rule"
    NEEDS_ANOTHER = "needs-another"
    RULE_FORBIDS = "rule-forbids"
    REFUSED = "refused"
    FAULTY = "faulty"
    AUTOMATIC = "automatic"


class ExportFault(Code):
    """Why nothing is written (fault-…)."""

    UNPROVEN = "unproven"
    HALF_OBSERVED = "half-observed"
    DECLARES_ALREADY = "declares-already"
    SEVERAL_TENANTS = "several-tenants"
    SCHOOL_CLOSES = "school-closes"
    NO_SUCH_PROPOSAL = "no-such-proposal"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the files do not say, and why; never about a person."""

    code: ExportCode
    subject: str = ""
    """'groups/klas5a', 'orgUnits/pupils/fifth'; '' where its name is not to be told."""
    facts: Facts = field(default_factory=dict)
