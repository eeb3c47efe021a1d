"""YAML as a tree with places, read as 1.1 and 1.2 both read it."""

from __future__ import annotations

import unicodedata

import pytest

from reconciler.errors import SourceLocation
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import parse


def _value(text: str) -> object:
    tree, faults = parse(f"key: {text}\n", "a.yaml")
    assert tree is not None
    assert faults == []
    return tree.items["key"].value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("", None),
        ("7", 7),
        ("-3", -3),
        ("2.5", 2.5),
        ("1-7", "1-7"),
        ("30 %", "30 %"),
        ("5а", "5а"),
        ('"012"', "012"),
        ("'yes'", "yes"),
        ("reconciler/v1", "reconciler/v1"),
    ],
)
def test_a_scalar_that_both_versions_read_alike_is_read(text: str, value: object) -> None:
    """Words, numbers, truth and nothing; what is in quotes is text."""
    assert _value(text) == value


@pytest.mark.parametrize(
    "text",
    ["yes", "Off", "n", "012", "0x1F", "1:30", "2026-09-15", "1_000", ".5", "1e3", ".inf", "tRue"],
)
def test_a_scalar_that_the_versions_read_differently_is_refused(text: str) -> None:
    """Nobody's file means two things."""
    _, faults = parse(f"key: {text}\n", "a.yaml")
    assert [fault.code for fault in faults] == [ManifestCode.AMBIGUOUS_SCALAR]
    assert faults[0].place == SourceLocation("a.yaml", 1, 6)
    meant = {"yes": "true", "Off": "false", "n": "false"}.get(text, "text")
    assert faults[0].facts == {"text": text, "meant": meant}


def test_every_key_and_value_knows_its_place() -> None:
    """Lines and columns count from 1."""
    tree, _ = parse("a:\n  b: [x, {c: y}]\n", "a.yaml")
    assert tree is not None
    inner = tree.items["a"]
    assert inner.key_place("b") == SourceLocation("a.yaml", 2, 3)
    assert inner.items["b"].members[1].items["c"].place == SourceLocation("a.yaml", 2, 14)


def test_text_is_composed() -> None:
    """й typed as two characters is the й that others type."""
    assert _value(unicodedata.normalize("NFD", "Йордан")) == "Йордан"


def test_an_alias_that_leads_back_to_itself_ends() -> None:
    """Nothing follows an alias."""
    tree, faults = parse("a: &x [*x]\n", "a.yaml")
    assert tree is None
    assert {fault.code for fault in faults} == {ManifestCode.ANCHOR}


def test_a_key_in_quotes_is_the_same_key() -> None:
    """5 and "5" are one grade."""
    _, faults = parse('5: a\n"5": b\n', "a.yaml")
    assert [fault.code for fault in faults] == [ManifestCode.DUPLICATE_KEY]
