"""The files of one set: in a folder, or in a zip, whole or in its only folder."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from reconciler.errors import Fault, SourceLocation
from reconciler.roster.codes import RosterCode

ARCHIVE = ".zip"
TABLES = (".csv", ".xlsx", ".xls")
"""Endings of files that hold a table of a school's own."""
LARGEST = 200_000_000
"""Bytes that one file of a zip may unpack to: a city of a million rows has about half of it."""


@dataclass(frozen=True, slots=True)
class RosterFiles:
    """Where a set's files lie, by their names in lower case."""

    label: str
    """The set's name in messages."""
    found: Mapping[str, Path | zipfile.ZipInfo]
    archive: Path | None = None
    faults: tuple[Fault, ...] = ()
    """Why the archive cannot be read."""

    @classmethod
    def at(cls, path: Path, label: str) -> RosterFiles:
        """The files of a folder, of a zip, or the one file that a path names."""
        if path.is_dir():
            return cls(label, {p.name.lower(): p for p in sorted(path.iterdir()) if p.is_file()})
        if path.suffix.lower() == ARCHIVE:
            return _zipped(path, label)
        return cls(label, {path.name.lower(): path})

    def place(self, name: str) -> str:
        """A file's name in messages."""
        one = self.found.get(name.lower())
        if self.archive is None and isinstance(one, Path) and self.label.endswith(f"/{one.name}"):
            return self.label
        return f"{self.label}/{name}"

    def has(self, name: str) -> bool:
        """Whether there is such a file; letter case does not count."""
        return name.lower() in self.found

    def read(self, name: str) -> bytes:
        """A file's bytes; KeyError where there is none."""
        one = self.found[name.lower()]
        if isinstance(one, Path):
            return one.read_bytes()
        with zipfile.ZipFile(self.archive or "") as archive:
            return archive.read(one)

    def written(self, name: str) -> str:
        """ISO day on which a file was written, as its folder or zip says."""
        one = self.found[name.lower()]
        if isinstance(one, zipfile.ZipInfo):
            return date(*one.date_time[:3]).isoformat()
        return datetime.fromtimestamp(one.stat().st_mtime, UTC).date().isoformat()


def _zipped(path: Path, label: str) -> RosterFiles:
    problem = ""
    entries: list[zipfile.ZipInfo] = []
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [one for one in archive.infolist() if _counts(one)]
    except (zipfile.BadZipFile, OSError):
        problem = "broken"
    if any(one.flag_bits & 1 for one in entries):
        problem = "locked"
    elif any(one.file_size > LARGEST for one in entries):
        problem = "large"
    if problem:
        fault = Fault(RosterCode.BAD_ARCHIVE, SourceLocation(label, 1, 1), {"problem": problem})
        return RosterFiles(label, {}, path, (fault,))
    # a folder that was zipped as a whole is one level down
    folders = {one.filename.rpartition("/")[0] for one in entries}
    top = min(folders, key=len, default="")
    found = {
        one.filename.rpartition("/")[2].lower(): one
        for one in entries
        if one.filename.rpartition("/")[0] == top
    }
    return RosterFiles(label, found, path)


def _counts(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file that somebody put there: macOS adds shadows of its own."""
    name = entry.filename.rpartition("/")[2]
    return not entry.is_dir() and not entry.filename.startswith("__MACOSX/") and name[:1] != "."
