"""What reading the cases of lists comes to, as text."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from reconciler.errors import Fault, RosterError
from reconciler.report.texts import Language, Texts
from reconciler.roster import Rosters, RosterSource, read_rosters

CASES = Path(__file__).parents[2] / "cases" / "rosters"
WHOLE = CASES / "whole"
SCHOOLS = {"1690244": "ou-vasil-levski", "1690441": "nu-hristo-botev"}
DAY = "2026-11-30"


def lay(case: Path, folder: Path) -> RosterSource:
    """A case's files over the sound ones, without those that its missing.txt names."""
    rosters = folder / "rosters"
    shutil.copytree(WHOLE / "rosters", rosters)
    if (case / "rosters").is_dir():
        shutil.copytree(case / "rosters", rosters, dirs_exist_ok=True)
    missing = case / "missing.txt"
    for name in missing.read_text("utf-8").split() if missing.is_file() else ():
        _remove(rosters / name)
    certified = rosters / "certified.csv"
    return RosterSource(rosters, certified if certified.exists() or not missing.is_file() else None)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def read(source: RosterSource, schools: dict[str, str] = SCHOOLS) -> Rosters | RosterError:
    """What was read, or why nothing could be."""
    try:
        return read_rosters(source, schools, DAY)
    except RosterError as error:
        return error


def faults(answer: Rosters | RosterError) -> list[tuple[str, Fault]]:
    """Each fault, unclear row and reading, with what it means."""
    if isinstance(answer, RosterError):
        return [("nothing can be used", fault) for fault in answer.faults]
    found = [
        (f"{school} cannot be used", fault)
        for school, some in answer.broken.items()
        for fault in some
    ]
    for school, roster in sorted(answer.by_school.items()):
        rows = {
            row.fault.sort_key(): row.fault
            for row in roster.unresolved
            if row.in_roster or not row.certificate
        }
        found += [(f"unclear at {school}", fault) for fault in rows.values()]
    found += [("nobody leaves what asks for certified people", one) for one in answer.doubts]
    return found + [("read", fault) for fault in answer.notes]


def told(answer: Rosters | RosterError, language: Language) -> str:
    """All of it, a heading for each meaning."""
    lines: list[str] = []
    heading = ""
    for meaning, fault in faults(answer):
        if meaning != heading:
            heading = meaning
            lines.append(f"== {meaning}")
        lines.append(texts(language).fault(fault))
    return "\n".join(lines) + "\n"


@cache
def texts(language: Language) -> Texts:
    """The texts of a language, read once."""
    return Texts(language)
