"""Who is who: OneRoster files → people with roles, grades and classes, and without names."""

from reconciler.roster.codes import RosterCode
from reconciler.roster.read import Rosters, RosterSource, read_rosters

__all__ = ["RosterCode", "RosterSource", "Rosters", "read_rosters"]
