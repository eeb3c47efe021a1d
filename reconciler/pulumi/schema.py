"""The provider's published schema, which lies beside this as a file."""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).with_name("schema.json")


def schema() -> str:
    """The schema as JSON text."""
    return FILE.read_text("utf-8")
