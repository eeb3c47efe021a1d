"""Who is who: lists of schools → people with roles, grades and classes, and without names."""

from reconciler.roster.codes import READINGS, RosterCode
from reconciler.roster.inspect import (
    CertifiedInspection,
    Inspection,
    ListsInspection,
    SchoolCount,
    inspect_lists,
)
from reconciler.roster.misplaced import KnownAddresses
from reconciler.roster.read import Rosters, RosterSource, read_rosters
from reconciler.roster.records import ReadOptions

__all__ = [
    "READINGS",
    "CertifiedInspection",
    "Inspection",
    "KnownAddresses",
    "ListsInspection",
    "ReadOptions",
    "RosterCode",
    "RosterSource",
    "Rosters",
    "SchoolCount",
    "inspect_lists",
    "read_rosters",
]
