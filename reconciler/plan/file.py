"""A plan that was written to a file, read back as what somebody agreed to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from reconciler.errors import Fault, PlanError
from reconciler.model.pins import Pins
from reconciler.plan.codes import PlanFileCode
from reconciler.plan.consent import Agreed, Key
from reconciler.report.plan_json import SCHEMA


def read_plan(path: Path, stack: str) -> Mapping[Key, Agreed]:
    """The schools of a plan file of this stack; PlanError for anything else."""
    data = _parsed(path)
    problem = next(Draft202012Validator(SCHEMA).iter_errors(data), None)
    if problem is not None:
        place = "/".join(map(str, problem.absolute_path)) or "-"
        raise PlanError([Fault(PlanFileCode.NOT_A_PLAN, None, {"file": str(path), "at": place})])
    if data["stack"] != stack:
        facts = {"file": str(path), "of": data["stack"], "stack": stack}
        raise PlanError([Fault(PlanFileCode.OTHER_STACK, None, facts)])
    pins = _pins(data["pins"])
    return {(one["school"], one["tenant"]): _agreed(one, pins) for one in data["schools"]}


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        facts = {"file": str(path)}
        raise PlanError([Fault(PlanFileCode.UNREADABLE_PLAN, None, facts)]) from error


def _pins(data: Mapping[str, Any]) -> Pins:
    rosters = tuple(sorted(data["rosters"].items()))
    return Pins(data["day"], data["manifests"], rosters, data["key_id"])


def _agreed(school: Mapping[str, Any], pins: Pins) -> Agreed:
    changes = {change["address"]: change["short"] for change in school["changes"]}
    return Agreed(school["fingerprint"], changes, pins)
