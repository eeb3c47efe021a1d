"""The report's findings as SARIF 2.1.0, for a code host that shows them beside the lines."""

from __future__ import annotations

from typing import Any

from reconciler.model.inert import inert, json_text
from reconciler.report.site.it_page import ItemRow, item_rows
from reconciler.report.site.wording import PageWording
from reconciler.reportfile.model import Report

_LEVELS = {"mandatory": "error", "advisory": "warning"}


def report_sarif(report: Report, wording: PageWording, version: str) -> str:
    """One run with a result for each item; those of a whole tenant have no place."""
    rows = tuple(item_rows(report, wording))
    rules = [{"id": code} for code in sorted({row.code for row in rows})]
    driver = {"name": "reconciler", "version": version, "rules": rules}
    data = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_result(row) for row in rows]}],
    }
    return json_text(data)


def _result(row: ItemRow) -> dict[str, Any]:
    text = "\n".join(inert(part) for part in (row.message.text, row.message.hint) if part)
    result: dict[str, Any] = {
        "ruleId": row.code,
        "level": _LEVELS[row.level],
        "message": {"text": f"{row.school}: {text}" if row.school else text},
    }
    file, _, line = row.place.rpartition(":")
    if file:
        location = {"artifactLocation": {"uri": file}, "region": {"startLine": int(line)}}
        result["locations"] = [{"physicalLocation": location}]
    return result
