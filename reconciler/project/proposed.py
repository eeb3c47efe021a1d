"""The files that a pull request proposes, beside a project that it cannot change.

Premise: who proposes a change is not yet trusted, and the job that plans it holds credentials.

Rule: of a proposed checkout only the manifests are read, as data: plain YAML files below the folder
that the base's stack names. Stacks, rules, levels and waivers are the base's. A link, another sort
of file or a very large one is a fault, told by its name alone: what it leads to is never read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reconciler.errors import Code, Fault, ManifestError, SourceLocation

BIGGEST = 1_000_000
"""Bytes of one file."""
MOST_FILES = 5_000
"""Files."""


class ProposedCode(Code):
    """What a proposed checkout may not hold (fault-…)."""

    OUTSIDE_BASE = "proposed-outside-base"
    NO_FOLDER = "proposed-no-folder"
    NOT_A_FILE = "proposed-not-a-file"
    TOO_LARGE = "proposed-too-large"
    TOO_MANY = "proposed-too-many"


def proposed_schools(root: Path, schools: Path, head: Path) -> Path:
    """The folder of the head that stands for the base's folder of manifests, looked through.

    ManifestError for everything in it that is no plain file of a sensible size.
    """
    try:
        inside = schools.resolve().relative_to(root.resolve())
    except ValueError:
        facts = {"folder": schools.name}
        raise ManifestError([Fault(ProposedCode.OUTSIDE_BASE, None, facts)]) from None
    folder = head
    for part in inside.parts:
        folder /= part
        if folder.is_symlink() or not folder.is_dir():
            raise ManifestError(
                [Fault(ProposedCode.NO_FOLDER, None, {"folder": inside.as_posix()})]
            )
    faults = list(_faults(folder, inside))
    if faults:
        raise ManifestError(faults)
    return folder


def require_plain_folder(head: Path, name: str, pattern: str) -> None:
    """ManifestError where a folder of the head, or a file in it that is read, is a link."""
    folder = head / name
    found = [folder, *([] if folder.is_symlink() else sorted(folder.glob(pattern)))]
    faults = [
        Fault(ProposedCode.NOT_A_FILE, SourceLocation(path.relative_to(head).as_posix(), 1, 1))
        for path in found
        if path.is_symlink() or (path.exists() and not (path.is_dir() or path.is_file()))
    ]
    if faults:
        raise ManifestError(faults)


def _faults(folder: Path, inside: Path) -> Iterator[Fault]:
    count = 0
    for where, folders, files in os.walk(folder, followlinks=False):
        for name in (*folders, *files):
            count += 1
            if count > MOST_FILES:
                yield Fault(ProposedCode.TOO_MANY, None, {"most": MOST_FILES})
                return
            path = Path(where, name)
            code = _wrong(path.lstat())
            if code is not None:
                shown = (inside / path.relative_to(folder)).as_posix()
                yield Fault(code, SourceLocation(shown, 1, 1), {"bytes": BIGGEST})


def _wrong(found: os.stat_result) -> ProposedCode | None:
    if stat.S_ISDIR(found.st_mode):
        return None
    if not stat.S_ISREG(found.st_mode):
        return ProposedCode.NOT_A_FILE
    return ProposedCode.TOO_LARGE if found.st_size > BIGGEST else None
