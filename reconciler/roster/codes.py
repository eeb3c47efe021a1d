"""What can be wrong in a roster; the texts stand in report/texts/<language>/roster.ftl."""

from __future__ import annotations

from reconciler.errors import Code


class RosterCode(Code):
    """Codes of the faults of rosters (fault-…)."""

    NO_ROSTERS = "roster-none"
    MISSING_FILE = "roster-missing-file"
    EMPTY_FILE = "roster-empty-file"
    MISSING_COLUMN = "roster-missing-column"
    HEADER_CASE = "roster-header-case"
    COLUMN_TWICE = "roster-column-twice"
    NOT_UTF8 = "roster-not-utf8"
    BROKEN_QUOTES = "roster-broken-quotes"
    CELLS = "roster-cells"
    MISSING_VALUE = "roster-missing-value"
    UNKNOWN_WORD = "roster-unknown-word"
    DUPLICATE_ID = "roster-duplicate-id"
    DANGLING = "roster-dangling"
    VERSION = "roster-version"
    NOT_BULK = "roster-not-bulk"
    MISSING_PROPERTY = "roster-missing-property"
    BAD_GRADE = "roster-bad-grade"
    BAD_CLASS = "roster-bad-class"
    LATIN_CLASS = "roster-latin-class"
    CLASS_TWICE = "roster-class-twice"
    BAD_DATE = "roster-bad-date"
    BAD_YEAR = "roster-bad-year"
    NO_YEAR = "roster-no-year"
    OTHER_YEAR = "roster-other-year"
    NO_SCHOOL = "roster-no-school"
    SCHOOL_TWICE = "roster-school-twice"
    ENROLMENT_SCHOOL = "roster-enrolment-school"
    ENROLMENT_STRANGER = "roster-enrolment-stranger"
    ENROLMENT_ROLE = "roster-enrolment-role"
    TWO_CLASSES = "roster-two-classes"
    CERTIFIED_STRANGER = "roster-certified-stranger"
    MORE = "roster-more"
