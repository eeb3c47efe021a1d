"""Pupils who are named in a manifest: their addresses and ids have no place in Git.

Premise: pupils are named by class or role alone, so a pupil's address in a file is a leak, and it
would go on naming the child in the repository's history.

Rule: every word of municipality, layouts and schools, comments and keys included, is compared with
the e-mail and id of every pupil of the rosters that were read, without regard to case. The fault
has the place, never the text that stands there.

Example: `members: [{address: ivan.petrov@school.example}]` at line 12 of a school's file, where a
roster has that e-mail for a pupil: "schools/ou-a.yaml:12:22: a pupil is named here".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reconciler.errors import Code, Fault, SourceLocation
from reconciler.model.people import Role
from reconciler.roster import Rosters

_WORD = re.compile(r"[\w.@+'-]+")
_SHORTEST_ID = 6
"""Shorter roster ids are running numbers, which also stand in files as seats or grades."""


class PupilCode(Code):
    """Codes of faults (fault-…)."""

    NAMED = "pupil-named"


def pupil_faults(schools: Path, rosters: Rosters) -> tuple[Fault, ...]:
    """A fault for each place in the files of a manifests' folder that names a pupil, sorted."""
    names = frozenset(_names(rosters))
    if not names:
        return ()
    return tuple(
        Fault(PupilCode.NAMED, place)
        for file in sorted(schools.rglob("*.yaml"))
        for place in _places(file, f"{schools.name}/{file.relative_to(schools)}", names)
    )


def _names(rosters: Rosters) -> Iterator[str]:
    for roster in rosters.by_school.values():
        for person in roster.people:
            if person.roles == {Role.PUPIL}:
                if person.email:
                    yield person.email.casefold()
                if len(person.sourced_id) >= _SHORTEST_ID:
                    yield person.sourced_id.casefold()


def _places(file: Path, name: str, names: frozenset[str]) -> Iterator[SourceLocation]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        for word in _WORD.finditer(line):
            if word.group().strip(".'-").casefold() in names:
                yield SourceLocation(name, number, word.start() + 1)
