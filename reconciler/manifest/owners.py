"""CODEOWNERS from the `owners` of scopes: which team approves which school's file.

Premise: a code host asks for an approval by CODEOWNERS alone, and in it the last line that fits a
path holds.

Rule: a block between two marks has one line for each school with owners, sorted. It stands at the
end, so that nothing that is written above it takes a school away from its team; the rest of the
file is left as somebody wrote it.

Example: `scopes: {ou-a: {ou-a: {…, owners: ["@city/school-a"]}}}` gives
`/schools/ou-a.yaml @city/school-a`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reconciler.errors import Code, Fault, SourceLocation
from reconciler.manifest.load import LoadedManifests


class OwnersCode(Code):
    """Codes of faults (fault-…)."""

    NOT_CURRENT = "owners-not-current"


FILES = (
    ".github/CODEOWNERS",
    ".gitlab/CODEOWNERS",
    ".gitea/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
)
"""Where code hosts look for it."""
BEGIN = "# Written by reconciler owners from scopes in municipality.yaml; not to be edited by hand."
END = "# End of what reconciler owners writes."


def owner_lines(loaded: LoadedManifests, schools: str) -> tuple[str, ...]:
    """A line for each school with owners; `schools` is the folder's path in the repository."""
    return tuple(
        f"/{schools}/{Path(loaded.trees[school].place.file).name} {' '.join(owners)}"
        for school, scopes in sorted(loaded.municipality.scopes.items())
        if school in loaded.trees
        if (owners := dict.fromkeys(one for scope in scopes for one in scope.owners))
    )


def with_owners(text: str, lines: tuple[str, ...]) -> str:
    """The file with these lines in its block; without any, without the block."""
    kept = list(_outside(text))
    while kept and not kept[-1].strip():
        kept.pop()
    block = [BEGIN, *lines, END] if lines else []
    gap = [""] if kept and block else []
    return "".join(f"{line}\n" for line in (*kept, *gap, *block))


def owner_faults(shown: str, text: str, lines: tuple[str, ...]) -> Iterator[Fault]:
    """A fault where the file's block is not what the scopes say."""
    if tuple(_inside(text)) != lines or _has_more_behind(text):
        number = next((n for n, line in enumerate(text.splitlines(), 1) if line == BEGIN), 1)
        yield Fault(OwnersCode.NOT_CURRENT, SourceLocation(shown, number, 1))


def owners_file(root: Path) -> Path:
    """The repository's file, the first that a code host would take; else where one would stand."""
    return next((root / name for name in FILES if (root / name).is_file()), root / FILES[0])


def _has_more_behind(text: str) -> bool:
    """Whether something stands behind the block, which would hold in its place."""
    _, mark, rest = text.partition(END)
    return bool(mark and rest.strip())


def _outside(text: str) -> Iterator[str]:
    inside = False
    for line in text.splitlines():
        inside = inside or line == BEGIN
        if not inside:
            yield line
        inside = inside and line != END


def _inside(text: str) -> Iterator[str]:
    inside = False
    for line in text.splitlines():
        if line == END:
            return
        if inside:
            yield line
        inside = inside or line == BEGIN
