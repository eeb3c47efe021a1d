"""Reading and checking files is pure: the same bytes give the same values, so once is enough.

Without this most of a seed's time would go into parsing the same YAML and CSV again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST = 400


class Remembered:
    """A function whose results are kept by what `key` makes of its arguments."""

    def __init__(self, real: Callable[..., Any], key: Callable[..., Any]) -> None:
        self._real = real
        self._key = key
        self._known: dict[Any, Any] = {}

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        key = self._key(*arguments, **named)
        if key not in self._known:
            if len(self._known) > MOST:
                self._known.clear()
            # What a key names by its id must live as long as the key.
            self._known[key] = (self._real(*arguments, **named), arguments)
        return self._known[key][0]


def tree_file(real: Callable[..., Any]) -> Callable[..., Any]:
    """A sound manifest's tree, by its bytes; a faulty file is read each time."""
    known: dict[tuple[bytes, str, str], Any] = {}

    def load_file(path: Path, shown: str, kind: str, faults: list[Any]) -> Any:
        content = (path.read_bytes() if path.exists() else b"", shown, kind)
        if content not in known:
            before = len(faults)
            tree = real(path, shown, kind, faults)
            if tree is None or len(faults) > before:
                return tree
            if len(known) > MOST:
                known.clear()
            known[content] = tree
        return known[content]

    return load_file


def of_loaded(loaded: Any, tenants: Any, year: int, against: Any = None) -> Any:
    """A check of manifests, by their digest."""
    day = against.day if against else None
    return (loaded.digest, repr(tenants), year, day)


def of_school(loaded: Any, school: str, year: int, day: str | None = None) -> Any:
    """One school's effective manifest, by the manifests' digest."""
    return (loaded.digest, school, year, day)


def of_stack(path: Path, _environment: Any, folder: Path) -> Any:
    """A stack file, by its bytes; what it names lies in the one folder of all towns."""
    return (path.read_bytes(), str(path), str(folder))


LINE = 78


def folded(real: Callable[..., str]) -> Callable[..., str]:
    """Mail headers as `email` writes them; those that need no folding without its trouble.

    Google's client writes each call of a batch as a part of a mail.
    """

    def fold(policy: Any, name: str, value: Any, sanitize: bool) -> str:
        plain = isinstance(value, str) and value.isascii() and value.isprintable()
        if plain and value.strip() == value and len(name) + len(value) + 2 <= LINE:
            return f"{name}: {value}{policy.linesep}"
        return real(policy, name, value, sanitize)

    return fold
