"""Files that make a reader stop: too deep, too long, characters that nobody sees."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import parse, read
from reconciler.model.bounds import LARGEST, read_yaml
from reconciler.model.json_data import read_json


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 5_000, ManifestCode.TOO_DEEP),
        ("a: " + "[" * 5_000 + "]" * 5_000, ManifestCode.TOO_DEEP),
        ("{a: " * 5_000 + "1" + "}" * 5_000, ManifestCode.TOO_DEEP),
        ("\n".join(" " * n + "a:" for n in range(1_000)), ManifestCode.TOO_DEEP),
        ("a: " + "9" * 5_000, ManifestCode.LONG_NUMBER),
        ("a: 0." + "9" * 5_000, ManifestCode.LONG_NUMBER),
        (r'a: "\ud800"', ManifestCode.BAD_CHARACTER),
        (r'a: "\e[2J"', ManifestCode.BAD_CHARACTER),
        (r'a: "\u202e"', ManifestCode.BAD_CHARACTER),
        (r'"\e]0;x\a": 1', ManifestCode.BAD_CHARACTER),
        ("a: &x [1]\nb: [*x, *x]", ManifestCode.ANCHOR),
    ],
)
def test_what_no_reader_should_follow_is_a_fault_with_its_place(
    text: str, code: ManifestCode
) -> None:
    """And soon: no file of a city keeps a run waiting."""
    began = monotonic()
    _, faults = parse(text, "schools/x.yaml")
    assert [fault.code for fault in faults][:1] == [code]
    assert all(fault.place is not None for fault in faults)
    assert monotonic() - began < 20


@pytest.mark.parametrize(
    "text", ["[" * 5_000, "a: &x [1]", "a: !!python/object:os.system {}", "a: [", "a: \x07"]
)
def test_the_reader_without_places_refuses_the_same(text: str) -> None:
    """What completion and edits of files that were checked read by."""
    with pytest.raises(ValueError, match=r"."):
        read_yaml(text)
    with pytest.raises(ValueError, match=str(LARGEST)):
        read_yaml("#" * (LARGEST + 1))
    assert read_yaml("a: [1, x]\n") == {"a": [1, "x"]}


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "NaN", "-Infinity", "1" * 5_000, "{", "", b"\xff\xfe1\x00", b"\xff"]
)
def test_json_that_is_none_is_a_value_error(text: str | bytes) -> None:
    """Never a RecursionError, and no bytes are taken for UTF-16."""
    with pytest.raises(ValueError, match=r"."):
        read_json(text)
    assert read_json('{"a": [1, null]}') == read_json(b'{"a": [1, null]}') == {"a": [1, None]}


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    """Ten megabytes took four minutes."""
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n" * LARGEST, "utf-8")
    tree, faults = read(path, "x.yaml")
    assert tree is None
    assert [fault.code for fault in faults] == [ManifestCode.TOO_LARGE]
