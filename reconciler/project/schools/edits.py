"""Edits of a project's files, gathered, checked as a whole and then written.

Rule: nothing is written unless the project is sound before and after. So the edited files are laid
out in a folder of their own first, and every stack of the same schools is checked there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reconciler.errors import Fault, ManifestError, StackError
from reconciler.manifest import CheckOptions, LoadedManifests, check, load, load_stack
from reconciler.manifest.city import Stack
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.edit import edited
from reconciler.manifest.nodes import parse, read
from reconciler.plan.guards import DEFAULTS
from reconciler.project.open import Project
from reconciler.project.schools.codes import SchoolCode
from reconciler.project.writing import write_file, write_files

if TYPE_CHECKING:
    from reconciler.manifest.edit import Change

_SCHOOLS = "reconciler:schools"

NOMINAL_YEAR = 2000
"""Any year will do to find collisions."""


@dataclass(frozen=True, slots=True)
class ProjectEdits:
    """What is to be written into a project; None: the file goes."""

    project: Project
    stack: Stack
    pending: dict[Path, str | None] = field(default_factory=dict)

    @property
    def schools(self) -> Path:
        """The folder of the manifests."""
        return self.stack.schools

    @property
    def municipality(self) -> Path:
        """What the schools share."""
        return self.schools / "municipality.yaml"

    def school(self, school: str) -> Path:
        """A school's file."""
        return self.schools / f"{school}.yaml"

    def stacks(self) -> Iterator[Path]:
        """The files of every stack with the same schools, sorted.

        StackError with the faults of all that cannot be read: each might be one of them.
        """
        faults: list[Fault] = []
        found: list[Path] = []
        for path in sorted((self.project.root / "stacks").glob("Pulumi.*.yaml")):
            tree, broken = read(path, self._shown(path))
            faults += [one for one in broken if one.code is not ManifestCode.EMPTY_FILE]
            config = tree.items.get("config") if tree else None
            named = config.items.get(_SCHOOLS) if config else None
            if named and (path.parent / str(named.value)).resolve() == self.schools:
                found.append(path)
        if faults:
            raise StackError(faults)
        yield from found

    def text(self, path: Path) -> str:
        """A file as it is to be."""
        return self.pending.get(path) or path.read_text("utf-8")

    def change(self, path: Path, change: Change) -> None:
        """Does it to the file's content; comments stay. ManifestError where it cannot be read."""
        before = self.text(path)
        _, faults = parse(before, self._shown(path))
        if faults:  # what is edited is read by a parser that has no limits
            raise ManifestError(faults)
        after = edited(before, change)
        if after != before:
            self.pending[path] = after

    def write(self) -> dict[str, bool]:
        """Writes everything, once it is known to be sound; file, as the reader names it → is there.

        ManifestError, and nothing written, where it would not be.
        """
        self._check()
        write_files({path: text for path, text in self.pending.items() if text is not None})
        for path, text in self.pending.items():
            if text is None:
                path.unlink()
        root = self.project.root
        return {str(path.relative_to(root)): text is not None for path, text in self._sorted()}

    def _sorted(self) -> list[tuple[Path, str | None]]:
        return sorted(self.pending.items(), key=lambda item: item[0])

    def _shown(self, path: Path) -> str:
        """A file as the reader names it."""
        root = self.project.root.resolve()
        there = path.resolve()
        return str(there.relative_to(root) if there.is_relative_to(root) else path)

    def _check(self) -> None:
        root = self.project.root.resolve()
        if not self.schools.is_relative_to(root):
            facts = {"folder": str(self.schools)}
            raise StackError([Fault(SchoolCode.ELSEWHERE, None, facts)])
        with TemporaryDirectory() as folder:
            copy = Path(folder)
            for part in (root / "stacks", self.schools):
                shutil.copytree(part, copy / part.relative_to(root), dirs_exist_ok=True)
            for path, text in self.pending.items():
                there = copy / path.resolve().relative_to(root)
                if text is None:
                    there.unlink()
                else:
                    write_file(there, text)
            for path in self.stacks():
                self._check_stack(copy / path.resolve().relative_to(root))

    def _check_stack(self, path: Path) -> None:
        stack = load_stack(path, self.project.environment)
        _, faults = loaded_faults(stack)
        if faults:
            raise ManifestError(faults)


def loaded_faults(stack: Stack) -> tuple[LoadedManifests, tuple[Fault, ...]]:
    """A stack's manifests, and what is wrong with them beside one another."""
    loaded = load(stack.schools, stack.sharing)
    options = CheckOptions(None, DEFAULTS)
    return loaded, check(loaded, stack.tenants, NOMINAL_YEAR, options)


def opened(project: Project, stack_name: str) -> tuple[ProjectEdits, LoadedManifests]:
    """A sound project, to be edited; ManifestError with its faults."""
    stack = project.stack(stack_name)
    loaded, faults = loaded_faults(stack)
    if faults:
        raise ManifestError(faults)
    return ProjectEdits(project, stack), loaded
