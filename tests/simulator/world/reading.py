"""Reads back what a world wrote, with nothing of the generator's own code."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reconciler.simulator.world import WorldOptions, WorldSummary

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class World:
    """A world on disk, read once."""

    options: WorldOptions
    summary: WorldSummary
    rosters: Mapping[str, Mapping[str, list[Row]]]
    """School → file's name → rows."""
    tenants: Mapping[str, Any]
    """School → seed of its tenant, whatever alias that has."""

    @classmethod
    def read(cls, options: WorldOptions, summary: WorldSummary) -> World:
        """What lies below `out`."""
        folders = sorted(p for p in (options.out / "rosters").iterdir() if p.is_dir())
        schools = {alias: school for school, alias in aliases(options.schools).items()}
        seeds = sorted((options.out / "tenants").glob("*.json"))
        return cls(
            options,
            summary,
            {folder.name: read_roster(folder) for folder in folders},
            {schools[path.stem]: json.loads(path.read_bytes()) for path in seeds},
        )


def aliases(schools: Path) -> dict[str, str]:
    """School → the alias of its tenant, sorted by school."""
    files = (path for path in sorted(schools.glob("*.yaml")) if path.stem != "municipality")
    return {
        path.stem: next(iter(yaml.safe_load(path.read_text("utf-8"))["tenants"])) for path in files
    }


def read_roster(folder: Path) -> Mapping[str, list[Row]]:
    """File's name → rows."""
    return {path.stem: read_rows(path) for path in sorted(folder.glob("*.csv"))}


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file, with or without a byte order mark."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def digests(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of every file below."""
    return dict(_digests(folder))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield str(path.relative_to(folder)), digest


def class_of(roster: Mapping[str, list[Row]]) -> dict[str, str]:
    """Pupil → '5а'."""
    titles = {row["sourcedId"]: row["title"] for row in roster["classes"]}
    return {
        row["userSourcedId"]: titles[row["classSourcedId"]]
        for row in roster["enrollments"]
        if row["role"] == "student"
    }


def people(roster: Mapping[str, list[Row]], role: str) -> dict[str, Row]:
    """Id → row, of one role."""
    return {row["sourcedId"]: row for row in roster["users"] if row["role"] == role}
