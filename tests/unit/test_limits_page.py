"""docs/limits.md has every limit of the code, with the code's number."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "limits.md").read_text("utf-8")
_ROW = re.compile(r"^\| .+ \| ([0-9 ]+) \| `([\w.]+)` \|$", re.MULTILINE)
_LIMIT = re.compile(r"(LARGEST|MOST_|DEEPEST|DIGITS|BIGGEST|PACKED|TOGETHER|LISTED|RULE_SEC)\w*")
OTHERS = {
    "reconciler.providers.clock.MOST_SECONDS": "when doctor says that a clock is wrong",
}
"""Public names like those of limits that are none of input."""


def limits() -> Iterator[tuple[str, int]]:
    """Each public constant of the program that is called like a limit."""
    for path in sorted((ROOT / "reconciler").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if module.startswith("reconciler.simulator"):
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                value = getattr(import_module(module), name) if _LIMIT.fullmatch(name) else None
                if isinstance(value, int) and f"{module}.{name}" not in OTHERS:
                    yield f"{module}.{name}", value


def test_the_page_has_every_limit_with_the_codes_number() -> None:
    """A new limit needs its row, a changed one its number."""
    told = {name: int(number.replace(" ", "")) for number, name in _ROW.findall(PAGE)}
    assert told == dict(limits())
    assert len(told) > 15
