"""What every JSON document of ours begins with: which schema it keeps, and in which version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def document(schema: str, version: int, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with its head; `schema` is the name of a file `schema/<name>.json`."""
    return {"schema": schema, "format_version": version, **data}
