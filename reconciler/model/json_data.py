"""The one way in for JSON, whoever wrote it: a vendor, a code host, a file, our own ledger."""

from __future__ import annotations

import json
from typing import Any, NoReturn


def read_json(text: str | bytes) -> Any:
    """JSON as data; ValueError for what is none, or nests deeper than Python reads.

    Bytes are UTF-8: `json` would take them for UTF-16 where they look like it. The one way in:
    `make check` finds any other.
    """
    try:
        told = text.decode("utf-8") if isinstance(text, bytes) else text
        return json.loads(told, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _no_number(name: str) -> NoReturn:
    """Python would take NaN and Infinity, which are not JSON."""
    raise ValueError(name)
