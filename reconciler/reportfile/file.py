"""Writes and reads a report's JSON (`format_version` 1; `schema/report.json` is its JSON Schema).

A count of null is one that must not be shown. What is written here is read back to the same value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from reconciler.errors import Code, Fault, PlanError
from reconciler.model.document import document
from reconciler.model.inert import json_text
from reconciler.model.json_data import read_json
from reconciler.reportfile.model import (
    FORMAT_VERSION,
    Goal,
    ItemKind,
    Office,
    Programme,
    Report,
    ReportChanges,
    ReportDifference,
    ReportFreeze,
    ReportItem,
    ReportLicence,
    ReportRule,
    ReportSchool,
    ReportState,
    ReportTenant,
    ReportWaiver,
)

SCHEMA: Mapping[str, Any] = read_json(
    Path(__file__).with_name("schema").joinpath("report.json").read_text("utf-8")
)
"""The published JSON Schema of what is written here."""
_Object = Mapping[str, Any]
_HEAD = frozenset({"schema", "format_version"})


class ReportFileCode(Code):
    """Codes of faults of stored reports (fault-…)."""

    NOT_A_REPORT = "not-a-report"


def report_json(report: Report) -> str:
    """The report as JSON, the same bytes for the same report."""
    return json_text(report_document(report))


def stored_report(report: Report) -> str:
    """The same as the ledger keeps it, in one line: written ten times as fast, read by nobody."""
    return json.dumps(report_document(report))


def report_document(report: Report) -> dict[str, Any]:
    """The report's document."""
    return document("report", FORMAT_VERSION, asdict(report))


def read_report(text: str, shown: str) -> Report:
    """Inverse of `report_json` and `stored_report`; PlanError for anything else.

    `shown` names it in the message.
    """
    try:
        data = read_json(text)
    except ValueError as error:
        raise PlanError([_fault(shown, "-")]) from error
    problem = next(Draft202012Validator(SCHEMA).iter_errors(data), None)
    if problem is not None:
        raise PlanError([_fault(shown, "/".join(map(str, problem.absolute_path)) or "-")])
    return _report(data)


def _fault(shown: str, at: str) -> Fault:
    return Fault(ReportFileCode.NOT_A_REPORT, None, {"file": shown, "at": at})


def _report(data: _Object) -> Report:
    given = {name: value for name, value in data.items() if name not in _HEAD}
    given |= {
        "languages": tuple(data["languages"]),
        "schools": tuple(_school(school) for school in data["schools"]),
        "rules": tuple(_rule(rule) for rule in data["rules"]),
        "programme": data["programme"] and _programme(data["programme"]),
        "frozen": tuple(ReportFreeze(**one) for one in data["frozen"]),
        "unlisted": tuple(_item(item) for item in data["unlisted"]),
    }
    return Report(**given)


def _school(data: _Object) -> ReportSchool:
    parts = {
        "state": ReportState(data["state"]),
        "tenants": tuple(ReportTenant(**tenant) for tenant in data["tenants"]),
        "licences": tuple(ReportLicence(**licence) for licence in data["licences"]),
        "differences": tuple(_difference(item) for item in data["differences"]),
        "items": tuple(_item(item) for item in data["items"]),
        "changes": _changes(data.get("changes")),
    }
    return ReportSchool(**{**data, **parts})


def _difference(data: _Object) -> ReportDifference:
    return ReportDifference(**{**data, "drifted": tuple(data.get("drifted", ()))})


def _changes(data: _Object | None) -> ReportChanges | None:
    if data is None:
        return None
    names = ("new", "fixed", "open", "waived")
    items = {name: tuple(_item(item) for item in data[name]) for name in names}
    settled = tuple(_difference(item) for item in data["settled"])
    return ReportChanges(data["since"], **items, settled=settled, groups=data["groups"])


def _item(data: _Object) -> ReportItem:
    return ReportItem(**{**data, "kind": ItemKind(data["kind"]), "office": Office(data["office"])})


def _rule(data: _Object) -> ReportRule:
    waived = tuple(ReportWaiver(**waiver) for waiver in data["waived"])
    doubted_by = tuple(data.get("doubted_by", ()))
    return ReportRule(data["id"], data["level"], tuple(data["broken"]), waived, doubted_by)


def _programme(data: _Object) -> Programme:
    goals = {
        name: None if data[name] is None else Goal(**data[name])
        for name in ("trained", "certified")
    }
    return Programme(data["waves"], **goals)
