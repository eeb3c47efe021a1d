"""libyaml reads what Python's parser reads, at the same places, and refuses nothing in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reconciler.manifest import nodes
from reconciler.manifest.nodes import Node
from reconciler.model import bounds

ROOT = Path(__file__).parents[3]
FILES = sorted(
    file
    for folder in ("schools", "stacks", "policies", "reconciler/kits", "tests/cases")
    for file in (ROOT / folder).rglob("*.yaml")
)
WORDS = st.sampled_from(
    [
        *("a", "б", "1", "no", "~", "'", '"', "''", "a b", "#", " #c", "👪", "e\u0301"),
        *(": ", ":\n", "- ", "\n", "\n  ", "\n    ", ", ", "[", "]", "{", "}", "|\n", ">-\n"),
        *("\t", "&x ", "*x", "!!str ", "---\n", "...\n", "%YAML 1.1\n", "? ", "\\n", "\u2028"),
        *("\x85", "\ufeff", "\x00", "@", "`", "\r\n", "0x1f", "2026-11-30", "<<: "),
    ]
)


def by(loader: object, text: str, monkeypatch: pytest.MonkeyPatch) -> object:
    """What a text is with a parser, its faults included."""
    monkeypatch.setattr(bounds, "FAST", loader)
    tree, faults = nodes.parse(text, "x.yaml")
    return (None if tree is None else placed(tree)), faults


def placed(node: Node) -> object:
    """A tree with the place of everything; where nothing stands, one says before, one after it."""
    if node.value is None:
        return None
    if node.items:
        return node.place, {
            key: (node.key_place(key), placed(item)) for key, item in node.items.items()
        }
    return node.place, [placed(item) for item in node.members] or node.value


def same(text: str) -> None:
    """Both say the same."""
    with pytest.MonkeyPatch.context() as patch:
        assert by(yaml.CSafeLoader, text, patch) == by(yaml.SafeLoader, text, patch)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_file_here_is_the_same(file: Path) -> None:
    """Values, faults, and the line and column of each."""
    same(file.read_bytes().decode("utf-8", "replace"))


@settings(max_examples=500)
@given(st.lists(WORDS, max_size=12).map("".join))
def test_so_is_whatever_somebody_may_write(text: str) -> None:
    """Sound or not."""
    same(text)
