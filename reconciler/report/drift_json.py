"""Drift for machines: `format_version` 1, keys in one order, people as counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reconciler.model.document import document
from reconciler.model.json_data import read_json
from reconciler.report.drift import (
    DriftData,
    DriftedChange,
    SchoolDrift,
    UnreadTenant,
    change_lines,
    values,
)
from reconciler.report.texts import Texts

FORMAT_VERSION = 1
DRIFT_SCHEMA: Mapping[str, Any] = read_json(
    Path(__file__).with_name("schema").joinpath("drift.json").read_text("utf-8")
)
"""The published JSON Schema of what is written here."""
_Object = dict[str, Any]


def drift_document(data: DriftData, texts: Texts) -> _Object:
    """The drift's document; `text` fields are in the language, all others are the same in each."""
    written: _Object = {
        "stack": data.stack,
        "schools": [_school(school, texts) for school in data.schools],
        "no_baseline": list(data.no_baseline),
        "no_log": [_unread(item, texts) for item in data.no_log],
        "not_read": [_unread(item, texts) for item in data.not_read],
    }
    if data.only_observed:
        written["only_observed"] = dict(data.only_observed)
    return document("drift", FORMAT_VERSION, written)


def _school(school: SchoolDrift, texts: Texts) -> _Object:
    return {
        "school": school.school,
        "tenant": school.tenant,
        "vendor": school.vendor,
        "changes": [_change(drifted, texts) for drifted in school.changes],
    }


def _change(drifted: DriftedChange, texts: Texts) -> _Object:
    change = drifted.change
    fields = [
        {"name": one.name, "now": one.after} | ({"left": one.before} if known else {})
        for one, known in values(change)
    ]
    return {
        "address": str(change.address),
        "action": change.action.value,
        "origin": change.origin.value,
        "drifted": list(change.drifted),
        "fields": fields,
        "text": "; ".join(change_lines(change, texts)),
        "deeds": None
        if drifted.audit_entries is None
        else [asdict(entry) for entry in drifted.audit_entries],
    }


def _unread(unread: UnreadTenant, texts: Texts) -> _Object:
    faults = [
        {"code": fault.code.value, "facts": dict(sorted(fault.facts.items()))}
        | {"text": texts.fault(fault)}
        for fault in unread.faults
    ]
    return {"tenant": unread.tenant, "faults": faults}
