"""The files of one set: in a folder, or in a zip, whole or in its only folder."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from reconciler.errors import Facts, Fault, SourceLocation
from reconciler.roster.codes import RosterCode

ARCHIVE = ".zip"
TABLES = (".csv", ".xlsx", ".xls")
"""Endings of files that hold a table of a school's own."""
MEGABYTE = 1_000_000
LARGEST = 200
"""Megabytes of one file, unpacked: a city of a million rows has about half of it."""
TOGETHER = 1_000
"""Megabytes of all files of a zip, unpacked."""
MOST_FILES = 2_000
"""Files of one set: a city has a handful, or one a school."""
PACKED = 500
"""Times its size that a large file may unpack to; lists come to about ten times."""


@dataclass(frozen=True, slots=True)
class RosterFiles:
    """Where a set's files lie, by their names in lower case."""

    label: str
    """The set's name in messages."""
    found: Mapping[str, Path | zipfile.ZipInfo]
    archive: Path | None = None
    faults: tuple[Fault, ...] = ()
    """Why it cannot be read."""

    @classmethod
    def at(cls, path: Path, label: str) -> RosterFiles:
        """The files of a folder, of a zip, or the one file that a path names."""
        if path.is_dir():
            return _folder(path, label)
        if path.suffix.lower() == ARCHIVE:
            return _zipped(path, label)
        return _one(path, label)

    def place(self, name: str) -> str:
        """A file's name in messages."""
        one = self.found.get(name.lower())
        if self.archive is None and isinstance(one, Path) and self.label.endswith(one.name):
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


def _folder(path: Path, label: str) -> RosterFiles:
    found = {one.name.lower(): one for one in sorted(path.iterdir()) if one.is_file()}
    lists = [one for name, one in found.items() if name.endswith(TABLES)]
    large = [one for one in lists if one.stat().st_size > LARGEST * MEGABYTE]
    if len(lists) > MOST_FILES:
        return RosterFiles(label, {}, faults=(_bad(label, "many", MOST_FILES),))
    faults = tuple(_bad(f"{label}/{one.name}", "large", LARGEST) for one in large)
    return RosterFiles(label, {} if faults else found, faults=faults)


def _one(path: Path, label: str) -> RosterFiles:
    if path.is_file() and path.stat().st_size > LARGEST * MEGABYTE:
        return RosterFiles(label, {}, faults=(_bad(label, "large", LARGEST),))
    return RosterFiles(label, {path.name.lower(): path})


def _bad(label: str, problem: str, limit: int = 0) -> Fault:
    facts: Facts = {"problem": problem, "limit": limit}
    return Fault(RosterCode.BAD_ARCHIVE, SourceLocation(label, 1, 1), facts)


def archive_problem(entries: Sequence[zipfile.ZipInfo]) -> tuple[str, int] | None:
    """Why a zip is not unpacked, and the limit; None where nothing speaks against it."""
    if any(one.flag_bits & 1 for one in entries):
        return "locked", 0
    if len(entries) > MOST_FILES:
        return "many", MOST_FILES
    if any(one.file_size > LARGEST * MEGABYTE for one in entries):
        return "large", LARGEST
    if sum(one.file_size for one in entries) > TOGETHER * MEGABYTE:
        return "together", TOGETHER
    large = [one for one in entries if one.file_size > MEGABYTE]
    if any(one.file_size > PACKED * max(1, one.compress_size) for one in large):
        return "packed", PACKED
    return None


def _zipped(path: Path, label: str) -> RosterFiles:
    entries: list[zipfile.ZipInfo] = []
    problem: tuple[str, int] | None = None
    try:
        with zipfile.ZipFile(path) as archive:
            problem = archive_problem(archive.infolist())
            entries = [one for one in archive.infolist() if _counts(one)]
            # sizes that are not as stated, and what cannot be unpacked, are found by unpacking
            if problem is None and archive.testzip() is not None:
                problem = "broken", 0
    except Exception:  # noqa: BLE001  an odd archive raises anything, of four modules
        problem = "broken", 0
    if problem:
        return RosterFiles(label, {}, path, (_bad(label, *problem),))
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
