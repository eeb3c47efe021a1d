"""Notes beside the lines of a file, in the form that each code host takes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from reconciler.codehost.model import HostKind, LineLevel, LineNote
from reconciler.model.inert import json_text

SHOWN = 10
"""GitHub shows ten of each level and step, and fifty of a job (read 2026-11)."""
_LEVELS = tuple(LineLevel)
_SARIF = {LineLevel.ERROR: "error", LineLevel.WARNING: "warning", LineLevel.NOTICE: "note"}
_SEVERITY = {LineLevel.ERROR: "critical", LineLevel.WARNING: "minor", LineLevel.NOTICE: "info"}


def worst_first(notes: Iterable[LineNote]) -> tuple[LineNote, ...]:
    """By level, then by file and line; each once."""
    order = {level: number for number, level in enumerate(_LEVELS)}
    once = dict.fromkeys(notes)
    return tuple(sorted(once, key=lambda one: (order[one.level], one.file, one.line, one.text)))


def workflow_commands(notes: Sequence[LineNote]) -> str:
    """The worst ten as GitHub's workflow commands; '' where there is none.

    A line that a text begins cannot become a command of its own: breaks are escaped.
    """
    return "".join(
        f"::{note.level} file={_property(note.file)},line={note.line}::{_data(note.text)}\n"
        for note in worst_first(notes)[:SHOWN]
    )


def code_quality(notes: Sequence[LineNote]) -> str:
    """All of them as GitLab's code quality report."""
    return json.dumps(
        [
            {
                "description": note.text,
                "check_name": "reconciler",
                "fingerprint": hashlib.sha256(repr(note).encode()).hexdigest(),
                "severity": _SEVERITY[note.level],
                "location": {"path": note.file, "lines": {"begin": note.line}},
            }
            for note in worst_first(notes)
        ],
        ensure_ascii=False,
        indent=2,
    )


def sarif(notes: Sequence[LineNote], version: str) -> str:
    """All of them as SARIF 2.1.0."""
    driver = {"name": "reconciler", "version": version, "rules": [{"id": "reconciler"}]}
    results = [_result(note) for note in worst_first(notes)]
    data = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json_text(data)


def _result(note: LineNote) -> dict[str, object]:
    place = {"artifactLocation": {"uri": note.file}, "region": {"startLine": note.line}}
    return {
        "ruleId": "reconciler",
        "level": _SARIF[note.level],
        "message": {"text": note.text},
        "locations": [{"physicalLocation": place}],
    }


def takes_commands(kind: HostKind) -> bool:
    """Whether a job's output may hold workflow commands; Gitea prints them and shows no note."""
    return kind is HostKind.GITHUB


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
