"""Which lines of the manifests two versions of a project have otherwise than each other.

Premise: a reviewer trusts a reason that leads to a line of the pull request's own difference, and a
code host can comment on such a line alone.

Rule: files are compared line by line, as text. A line that is new or edited stands under its own
number; one that was taken away stands where it was, which is the line that follows it now.

Example: line 21 of a school's file had `{class: 7б}` beside `{class: 6а}` and has it no more: 21 is
edited. Its line 24 was deleted: 24 is where something was removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from reconciler.errors import SourceLocation


@dataclass(frozen=True, slots=True)
class LineEdits:
    """The edited lines of one file."""

    edited: frozenset[int] = frozenset()
    """Lines of the newer version that are new, or not as they were."""
    removed: Mapping[int, int] = field(default_factory=dict)
    """Line of the older version that is gone → the newer version's line in its place."""

    def first(self) -> tuple[int, bool]:
        """The first edited line, and whether something was only removed there."""
        if self.edited:
            return min(self.edited), False
        return min(self.removed.values(), default=1), True


@dataclass(frozen=True, slots=True)
class FolderEdits:
    """The edited files of two folders of manifests, by the names that places have."""

    files: Mapping[str, LineEdits]

    def is_edited(self, place: SourceLocation) -> bool:
        """Whether a place of the newer version is on an edited line."""
        edits = self.files.get(place.file)
        return edits is not None and place.line in edits.edited

    def was(self, place: SourceLocation) -> SourceLocation | None:
        """Where a place of the older version that is gone was; None: its line is still there."""
        edits = self.files.get(place.file)
        line = None if edits is None else edits.removed.get(place.line)
        return None if line is None else SourceLocation(place.file, line, 1)


def folder_edits(before: Path, after: Path) -> FolderEdits:
    """The edits that lead from one folder of manifests to another; both were read before."""
    files = {
        name: edits
        for name in sorted({*_names(before), *_names(after)})
        if (edits := line_edits(_lines(before, name), _lines(after, name))) is not None
    }
    return FolderEdits(files)


def line_edits(before: list[str], after: list[str]) -> LineEdits | None:
    """The edits of one file, given its lines; None where it is the same."""
    if before == after:
        return None
    edited, removed = set[int](), dict[int, int]()
    for how, start, end, first, last in SequenceMatcher(None, before, after, False).get_opcodes():
        if how == "equal":
            continue
        edited.update(range(first + 1, last + 1))
        there = max(1, min(first + 1, len(after)))
        removed |= dict.fromkeys(range(start + 1, end + 1), there)
    return LineEdits(frozenset(edited), removed)


def _names(folder: Path) -> Iterator[str]:
    for pattern in ("*.yaml", "layouts/*.yaml"):
        yield from (f"{folder.name}/{path.relative_to(folder)}" for path in folder.glob(pattern))


def _lines(folder: Path, name: str) -> list[str]:
    path = folder.parent / name
    return path.read_text("utf-8-sig").splitlines() if path.is_file() else []
