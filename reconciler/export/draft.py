"""A school's file while it is made: entries over its layout, and remarks on what they do not say.

An entry is the layout's, with what differs, or the school's own. What turns out not to hold is
taken out of it again, field by field, until the file proves (see `proof`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reconciler.export.codes import ExportCode, Remark
from reconciler.model.resources import Kind

UNITS, GROUPS, LICENCES = "orgUnits", "groups", "licences"
ROLES = ("owners", "managers", "members")
SECTION = {
    Kind.ORG_UNIT: UNITS,
    Kind.PLACEMENT: UNITS,
    Kind.GROUP: GROUPS,
    Kind.MEMBERSHIP: GROUPS,
    Kind.LICENCE: LICENCES,
}


@dataclass(slots=True)
class DraftEntry:
    """One unit, group or licence of the file."""

    section: str
    key: str
    """'pupils/fifth' for a unit."""
    fields: dict[str, Any] = field(default_factory=dict)
    layout: str | None = None
    """As the layout has it, 'pupils/{graduates}'; None: the school's own."""
    remarks: list[Remark] = field(default_factory=list)
    """Told above it in the file."""
    size: int = 0
    """How many people are in it, in whatever role."""
    written: int = 0
    """How many of them an audience names."""
    proposed: int = 0
    """How many more a proposed audience would name rightly."""

    @property
    def subject(self) -> str:
        """'groups/klas5a'."""
        return f"{self.section}/{self.key}"

    def unset(self, name: str) -> None:
        """Takes a field away: the layout's too."""
        if self.layout is None:
            self.fields.pop(name, None)
        else:
            self.fields[name] = None
        if name in (*ROLES, "holds", "for"):
            self.written = 0

    def unset_setting(self, name: str) -> None:
        """The same of one setting."""
        settings = dict(self.fields.get("settings") or {})
        settings.pop(name, None)
        if self.layout is not None:
            settings[name] = None
        self.fields["settings"] = settings


@dataclass(slots=True)
class Draft:
    """One school's file."""

    school: str
    layout: str
    head: str
    """Its lines besides the sections that are written."""
    entries: dict[tuple[str, str], DraftEntry] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    left_out: list[Remark] = field(default_factory=list)
    unwritten: list[DraftEntry] = field(default_factory=list)
    """Licences that are there, and that no audience explains: they are in no file."""

    def add(self, entry: DraftEntry) -> DraftEntry:
        """Takes an entry in."""
        self.entries[entry.section, entry.key] = entry
        return entry

    def of(self, section: str) -> Iterator[DraftEntry]:
        """The entries of a section, by key."""
        yield from (one for key, one in sorted(self.entries.items()) if key[0] == section)

    def drop(self, entry: DraftEntry, remark: Remark | None = None) -> None:
        """Takes an entry out, and what lies below it; the layout's by `without`."""
        below = f"{entry.key}/"
        gone = [
            one
            for one in self.entries.values()
            if one is entry or (one.section == UNITS == entry.section and one.key.startswith(below))
        ]
        for one in gone:
            del self.entries[one.section, one.key]
            if one is not entry and one.layout is None:
                self.left_out.append(Remark(ExportCode.BELOW_LEFT_OUT, one.subject))
        if entry.layout is not None:
            self.leave(f"{entry.section}/{entry.layout}")
        if remark is not None:
            self.left_out.append(remark)

    def leave(self, path: str) -> None:
        """Writes `without` for something of the layout, unless what it lies in goes already."""
        if not any(path == one or path.startswith(f"{one}/") for one in self.without):
            self.without = sorted(
                [*(w for w in self.without if not w.startswith(f"{path}/")), path]
            )
