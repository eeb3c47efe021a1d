"""Lists in the shapes of public examples, and what `roster check` says of them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from reconciler.report.texts import Language
from tests.support.sandbox import Run, invoke

EXPECTED = Path(__file__).parent / "expected"
DAY = "2026-11-30"


@dataclass(frozen=True, slots=True)
class ForeignList:
    """One list."""

    name: str
    seen: str
    """Where such a list was found."""
    code: int
    files: Mapping[str, str]
    bom: bool = False
    crlf: bool = False

    @property
    def slug(self) -> str:
        """Its name as a file's name."""
        return re.sub(r"[^a-z0-9.]+", "-", self.name.lower()).strip("-")

    def write(self, folder: Path) -> None:
        """Its files."""
        folder.mkdir()
        for name, text in self.files.items():
            lines = text.replace("\n", "\r\n") if self.crlf else text
            data = lines.encode("utf-8-sig" if self.bom else "utf-8")
            (folder / name).write_bytes(data)


def foreign_lists() -> list[ForeignList]:
    """Every one."""
    data = yaml.safe_load((Path(__file__).parent / "lists.yaml").read_text("utf-8"))
    return [ForeignList(**one) for one in data]


def said(foreign: ForeignList, language: Language, room: Path) -> Run:
    """What `roster check` says of it; `room` is an empty folder."""
    foreign.write(room / "list")
    noon = datetime.fromisoformat(f"{DAY}T12:00:00+00:00").timestamp()
    for path in (room / "list", *(room / "list").rglob("*")):
        os.utime(path, (noon, noon))  # a list without a day of its own is as old as its files
    return invoke(room, ("roster", "check", "list", "--at", DAY, "--lang", language))
