"""Ways in which a list can be wrong: tests/cases/rosters/ways.yaml, each done to sound lists."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reconciler.errors import Fault, RosterError
from reconciler.roster import Rosters, RosterSource, read_rosters
from tests.unit.roster.reading import CASES, DAY, SCHOOLS, WHOLE, faults

LEVSKI, BOTEV = "ou-vasil-levski", "nu-hristo-botev"


@dataclass(frozen=True, slots=True)
class Way:
    """One way, as it was written."""

    written: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.written.get(name)

    def source(self, room: Path) -> RosterSource:
        """The sound lists of two schools, those of the first changed."""
        rosters = room / "rosters"
        shutil.copytree(WHOLE / "rosters", rosters)
        folder = rosters / LEVSKI
        if self["folder"]:
            shutil.rmtree(folder)
            folder.mkdir()
            for name, content in self["folder"].items():
                raw = content if isinstance(content, bytes) else content.encode()
                (folder / name).write_bytes(raw)
        else:
            self._change(folder / self["file"])
        return RosterSource(rosters, None)

    def _change(self, path: Path) -> None:
        if self["remove"]:
            path.unlink()
            return
        text = path.read_text("utf-8")
        if self["old"]:
            assert self["old"] in text
            text = text.replace(self["old"], self["new"])
        if self["regex"]:
            pattern, new = self["regex"]
            assert re.search(pattern, text)
            text = re.sub(pattern, _numbered(new), text)
        if self["keep_lines"]:
            text = "".join(text.splitlines(keepends=True)[: self["keep_lines"]])
        text += self["append"] or ""
        if self["separator"]:
            text = _separated(text, self["separator"])
        path.write_bytes(text.encode(self["encoding"] or "utf-8"))


def _numbered(new: str) -> Any:
    """A replacement; {egn} stands for invented personal numbers, each another."""
    numbers = iter(_egns())
    return (lambda _found: next(numbers)) if new == "{egn}" else new


def _egns() -> list[str]:
    """Ten digits of invented children born on 1 to 28 January 2015, with the check digit."""
    weights = (2, 4, 8, 5, 10, 9, 7, 3, 6)
    stems = [f"1541{day:02}001" for day in range(1, 29)]
    sums = [sum(w * int(d) for w, d in zip(weights, stem, strict=True)) for stem in stems]
    return [f"{stem}{total % 11 % 10}" for stem, total in zip(stems, sums, strict=True)]


def _separated(text: str, separator: str) -> str:
    rows = []
    for line in text.splitlines():
        cells = re.findall(r'("[^"]*"|[^,]*)(?:,|$)', line)  # and one empty match at the end
        rows.append(separator.join(cells[:-1]))
    return "\n".join(rows) + "\n"


def ways() -> list[Way]:
    """Every way."""
    return [Way(one) for one in yaml.safe_load((CASES / "ways.yaml").read_text("utf-8"))]


def sound() -> Rosters:
    """The sound lists."""
    return read_rosters(RosterSource(WHOLE / "rosters", None), SCHOOLS, DAY)


def answer(way: Way, room: Path) -> Rosters:
    """What the two schools' lists come to."""
    return read_rosters(way.source(room), SCHOOLS, DAY)


def outcome(way: Way, room: Path) -> list[tuple[str, Fault]]:
    """What is told, with what it means."""
    try:
        return faults(answer(way, room))
    except RosterError as error:
        return [("nothing", fault) for fault in error.faults]
