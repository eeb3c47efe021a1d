"""A report is written as its schema says, and read back as it was."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from reconciler.errors import PlanError
from reconciler.reportfile.file import SCHEMA, read_report, report_json, stored_report
from tests.unit.reportfile.samples import REPORT


def test_a_report_is_read_back_as_it_was_written() -> None:
    """With one of everything in it."""
    assert read_report(report_json(REPORT), "ledger") == REPORT
    assert read_report(stored_report(REPORT), "ledger") == REPORT


def test_what_is_written_is_valid_and_the_schema_is_one() -> None:
    """The published schema describes what is printed."""
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(report_json(REPORT)))


@pytest.mark.parametrize("text", ["", "[]", "null", '{"format_version": 2}'])
def test_anything_else_is_refused_by_name(text: str) -> None:
    """A report of a newer version, too."""
    with pytest.raises(PlanError) as raised:
        read_report(text, "report of 2026-11-30")
    assert raised.value.faults[0].facts["file"] == "report of 2026-11-30"


def test_a_field_too_many_is_refused_with_its_place() -> None:
    """Nothing that a reader would overlook."""
    data = json.loads(report_json(REPORT))
    data["schools"][0]["person"] = "x"
    with pytest.raises(PlanError) as raised:
        read_report(json.dumps(data), "x")
    assert raised.value.faults[0].facts["at"] == "schools/0"
