"""`drift --as-manifest`: what others changed, as an edit of the schools' files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from reconciler.cli.options import Session
from reconciler.cli.planning import PlanCommand
from reconciler.drift.keep import KeepResult, LeftOver, SchoolFile, keep
from reconciler.manifest import effective
from reconciler.manifest.load import layout_and_school
from reconciler.manifest.merge import merged
from reconciler.model.document import document
from reconciler.model.plan import SchoolPlan
from reconciler.project.context import ProjectContext
from reconciler.project.writing import write_files
from reconciler.report.drift import subject
from reconciler.report.texts import Texts


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The files that keep what others did, and what no file can keep."""

    texts: Mapping[Path, str]
    """Only those that differ."""
    left: tuple[LeftOver, ...]

    def patch(self, root: Path) -> str:
        """The edits as a unified diff that `git apply` takes; '' where there is none."""
        return "".join(
            line
            for path, text in self.texts.items()
            for line in unified_diff(
                path.read_text("utf-8").splitlines(keepends=True),
                text.splitlines(keepends=True),
                f"a/{path.relative_to(root).as_posix()}",
                f"b/{path.relative_to(root).as_posix()}",
            )
        )


def kept_files(planning: PlanCommand) -> KeptFiles:
    """The edits of every school in reach of which others changed something."""
    texts: dict[Path, str] = {}
    left: list[LeftOver] = []
    for school in planning.plan.schools:
        path, result = _kept(school, planning.context, texts)
        left += result.left
        if result.kept:
            texts[path] = result.text
    return KeptFiles(texts, tuple(left))


def write_kept(session: Session, found: KeptFiles, *, write: bool) -> None:
    """Prints the edits, or writes them; says what is left over."""
    root = session.place().root
    if write:
        write_files(dict(found.texts))
        for path in found.texts:
            session.write(
                session.texts.format("keep-written", file=path.relative_to(root).as_posix())
            )
    elif patch := found.patch(root):
        session.write(patch)
    if not found.texts:
        session.error(session.texts.format("keep-nothing"))
    for line in left_lines(found, session.texts):
        session.error(line)


def keep_document(session: Session, found: KeptFiles, *, write: bool) -> dict[str, Any]:
    """The same for machines; the patch is there before the files are written."""
    root = session.place().root
    patch = found.patch(root)
    if write:
        write_files(dict(found.texts))
    data = {
        "written": write,
        "files": [path.relative_to(root).as_posix() for path in found.texts],
        "patch": patch,
        "left": [
            {
                "address": str(one.change.address),
                "reason": one.reason.value,
                "field": one.field or None,
                "text": text,
            }
            for one, text in zip(found.left, left_lines(found, session.texts), strict=True)
        ],
    }
    return document("keep", 1, data)


def left_lines(found: KeptFiles, texts: Texts) -> Iterator[str]:
    """What no file can keep, a line each: the next apply puts it back."""
    for one in found.left:
        what = subject(one.change, texts)
        yield texts.format(
            f"keep-left-{one.reason}",
            school=one.change.address.school,
            what=what,
            field=one.field or "-",
        )


def _kept(
    school: SchoolPlan, context: ProjectContext, texts: Mapping[Path, str]
) -> tuple[Path, KeepResult]:
    loaded = context.loaded
    path = context.stack.schools / f"{school.school}.yaml"
    if school.school not in loaded.trees:
        return path, KeepResult("", (), ())
    layout, own = layout_and_school(loaded, school.school)
    file = SchoolFile(
        # a school with two tenants is edited twice
        text=texts.get(path) or path.read_text("utf-8"),
        own=own,
        merged=merged(layout, own),
        manifest=effective(loaded, school.school, context.rosters.year, context.day),
        languages=loaded.municipality.languages,
    )
    return path, keep(school.differences, file)
