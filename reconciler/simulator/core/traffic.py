"""Whole HTTP exchanges as JSON lines, for who wants to look into them: bodies, and no tokens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TextIO

from reconciler.simulator.exchange import Request, Response

_HIDDEN = frozenset({"authorization", "cookie", "proxy-authorization"})


class Traffic:
    """A file that gets a line for each exchange with a vendor's API."""

    def __init__(self, path: Path) -> None:
        self._file: TextIO = path.open("a", encoding="utf-8")

    def add(self, vendor: str, target: str, request: Request, response: Response) -> None:
        """Writes one exchange; `target` is the path with the query as they came."""
        line = {
            "vendor": vendor,
            "method": request.method,
            "target": target,
            "headers": {
                name: value for name, value in request.headers.items() if name not in _HIDDEN
            },
            "body": request.body.decode(errors="replace"),
            "status": response.status,
            "answerHeaders": dict(response.headers),
            "answer": _text(response.body),
        }
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def _text(body: Any) -> Any:
    return body.decode(errors="replace") if isinstance(body, bytes) else body
