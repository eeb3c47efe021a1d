"""What a list can be like; the texts stand in report/texts/<language>/roster.ftl.

Three sorts: a fault makes a set unusable, an unclear row leaves one person unknown, and a reading
says how a file was read although it is not quite what its format asks for.
"""

from __future__ import annotations

from reconciler.errors import Code


class RosterCode(Code):
    """Codes of faults, unclear rows and readings (fault-…)."""

    # a set cannot be used
    NO_ROSTERS = "roster-none"
    NOT_THERE = "roster-not-there"
    NOT_A_ROSTER = "roster-unknown-format"
    OTHER_FORMAT = "roster-other-format"
    TWO_SETS = "roster-two-sets"
    BAD_ARCHIVE = "roster-bad-archive"
    BAD_WORKBOOK = "roster-bad-workbook"
    MISSING_FILE = "roster-missing-file"
    EMPTY_FILE = "roster-empty-file"
    MISSING_COLUMN = "roster-missing-column"
    COLUMN_TWICE = "roster-column-twice"
    UNKNOWN_ENCODING = "roster-unknown-encoding"
    VERSION = "roster-version"
    NOT_BULK = "roster-not-bulk"
    MISSING_PROPERTY = "roster-missing-property"
    BAD_YEAR = "roster-bad-year"
    NO_YEAR = "roster-no-year"
    OTHER_YEAR = "roster-other-year"
    NO_SCHOOL = "roster-no-school"
    SCHOOL_TWICE = "roster-school-twice"
    NO_MAPPING = "roster-no-mapping"
    BAD_MAPPING = "roster-bad-mapping"
    PERSONAL_NUMBERS = "roster-personal-numbers"
    NO_HEADER = "roster-no-header"
    NOBODY = "roster-nobody"
    MORE = "roster-more"
    # a set cannot be used, or a row is unclear, by what the file lists
    MISSING_VALUE = "roster-missing-value"
    UNKNOWN_WORD = "roster-unknown-word"
    DUPLICATE_ID = "roster-duplicate-id"
    BAD_DATE = "roster-bad-date"
    BROKEN_QUOTES = "roster-broken-quotes"
    CELLS = "roster-cells"
    # a row is unclear
    DANGLING = "roster-dangling"
    BAD_ADDRESS = "roster-bad-address"
    BAD_GRADE = "roster-bad-grade"
    BAD_CLASS = "roster-bad-class"
    LATIN_CLASS = "roster-latin-class"
    ENROLMENT_SCHOOL = "roster-enrolment-school"
    ENROLMENT_STRANGER = "roster-enrolment-stranger"
    ENROLMENT_ROLE = "roster-enrolment-role"
    GRADE_CLASS = "roster-grade-class"
    TWO_CLASSES = "roster-two-classes"
    NO_ROLE = "roster-no-role"
    FORMULA = "roster-formula"
    # an address that the files of a project, or the list itself, know to be another's
    GROUPS_ADDRESS = "roster-groups-address"
    PUPILS_ADDRESS = "roster-pupils-address"
    SHARED_ADDRESS = "roster-shared-address"
    # whose row of the list of certified people it is, is not known
    CERTIFIED_STRANGER = "roster-certified-stranger"
    CERTIFIED_NOT_STAFF = "roster-certified-not-staff"
    # how a file was read
    READ_ENCODING = "roster-read-encoding"
    READ_SEPARATOR = "roster-read-separator"
    READ_HEADER = "roster-read-header"
    READ_WORDS = "roster-read-words"
    READ_GRADES = "roster-read-grades"
    READ_CLASSES = "roster-read-classes"
    READ_DATES = "roster-read-dates"
    READ_EMPTY_ROWS = "roster-read-empty-rows"
    READ_SAME_ROWS = "roster-read-same-rows"
    READ_MERGED = "roster-read-merged"
    READ_YEAR = "roster-read-year"
    # odd, and stops nothing
    CLASS_TWICE = "roster-class-twice"
    TRAINED_STRANGER = "roster-trained-stranger"
    CERTIFIED_UNREADABLE = "roster-certified-unreadable"


READINGS = frozenset(code for code in RosterCode if code.startswith("roster-read-"))
"""What a spreadsheet does to a file, and how it was read all the same."""
