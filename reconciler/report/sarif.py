"""The report's findings as SARIF 2.1.0, for a code host that shows them beside the lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reconciler.model.inert import inert, json_text
from reconciler.report.site.it_page import ItemRow, item_row
from reconciler.report.site.wording import PageWording
from reconciler.reportfile.model import Report

_LEVELS = {"mandatory": "error", "advisory": "warning"}


def report_sarif(report: Report, wording: PageWording, version: str) -> str:
    """One run with a result for each item; those of a whole tenant have no place.

    Where the report is compared with an earlier one, each says whether it is new, and what is fixed
    is there as absent.
    """
    results = [*_current(report, wording), *_absent(report, wording)]
    rules = [{"id": code} for code in sorted({one["ruleId"] for one in results})]
    driver = {"name": "reconciler", "version": version, "rules": rules}
    data = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json_text(data)


def _current(report: Report, wording: PageWording) -> Iterator[dict[str, Any]]:
    for item in report.unlisted:
        yield _result(item_row(item, "", wording))
    for school in report.schools:
        changes = school.changes
        new = set() if changes is None else {item.key for item in changes.new}
        for item in school.items:
            result = _result(item_row(item, school.id, wording))
            if changes is not None:
                result["baselineState"] = "new" if item.key in new else "unchanged"
            yield result


def _absent(report: Report, wording: PageWording) -> Iterator[dict[str, Any]]:
    for school in report.schools:
        for item in () if school.changes is None else school.changes.fixed:
            yield {**_result(item_row(item, school.id, wording)), "baselineState": "absent"}


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
