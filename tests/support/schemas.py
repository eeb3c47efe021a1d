"""The JSON Schemas that are published, and whether a document keeps its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

import reconciler

SCHEMAS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8"))
    for room in ("report", "planfile", "reportfile")
    for path in (Path(reconciler.__file__).parent / room / "schema").glob("*.json")
}
"""By the name that a document has under `schema`."""


def valid(data: dict[str, Any]) -> str:
    """The document's schema, and so for each document inside it; fails where one is not kept."""
    name: str = data["schema"]
    problem = next(Draft202012Validator(SCHEMAS[name]).iter_errors(data), None)
    assert problem is None, f"{name}: {problem.json_path}: {problem.message[:300]}"
    for inner in (data.get("answer"), data.get("plan")):
        if inner is not None:
            valid(inner)
    return name
