"""The mark as the last line of a description."""

from __future__ import annotations

import pytest

from reconciler.model.resources import Kind
from reconciler.providers import descriptions
from tests.unit.providers.google.fakes import mark

FILE = "schools/ou-proba.yaml"


@pytest.mark.parametrize("label", ["", "Учители", "Учители\nи помощници", "[reconciler ] ?"])
@pytest.mark.parametrize("adopted", [False, True])
def test_label_and_mark_survive_writing_and_reading(label: str, adopted: bool) -> None:
    """Both come back as they were, on one line or several."""
    ours = mark(Kind.ORG_UNIT, "staff/teachers", adopted=adopted)
    assert descriptions.split(descriptions.join(label, ours, FILE)) == (label, ours)


@pytest.mark.parametrize("between", ["\r\n", " ", "\n\n"])
def test_what_a_vendor_does_to_line_breaks_does_no_harm(between: str) -> None:
    """The mark is found by its brackets."""
    ours = mark(Kind.GROUP, "staff")
    text = descriptions.join("Персонал", ours, FILE).replace("\n", between)
    assert descriptions.split(f" {text} \n") == ("Персонал", ours)


@pytest.mark.parametrize("text", ["", "Персонал", "[reconciler nonsense file]", "[reconciler x"])
def test_hand_made_descriptions_have_no_mark(text: str) -> None:
    """What only looks like a mark stays part of the label."""
    assert descriptions.split(text) == (text, None)
