"""Reads a plan file back as consent: which schools somebody agreed to, with which changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from reconciler.errors import Code, Fault, PlanError
from reconciler.model.plan import PlanInputs
from reconciler.model.school import SchoolRef
from reconciler.plan.consent import SchoolConsent
from reconciler.planfile.seal import PlanSeal, is_sealed
from reconciler.planfile.write import SCHEMA


class PlanFileCode(Code):
    """Codes of faults of plan files (fault-…)."""

    UNREADABLE_PLAN = "unreadable-plan"
    NOT_A_PLAN = "not-a-plan"
    OTHER_STACK = "other-stack"
    NOT_AS_WRITTEN = "not-as-written"


def read_plan(path: Path, stack: str, seal: PlanSeal) -> Mapping[SchoolRef, SchoolConsent]:
    """The schools of a plan file of this stack; PlanError for anything else.

    Only the key that sealed a file can check its seal. A file of another key is read all the same:
    approval refuses it as a whole (`other-key`).
    """
    data = _load(path)
    problem = next(Draft202012Validator(SCHEMA).iter_errors(data), None)
    if problem is not None:
        place = "/".join(map(str, problem.absolute_path)) or "-"
        raise PlanError([Fault(PlanFileCode.NOT_A_PLAN, None, {"file": str(path), "at": place})])
    if data["stack"] != stack:
        facts = {"file": str(path), "of": data["stack"], "stack": stack}
        raise PlanError([Fault(PlanFileCode.OTHER_STACK, None, facts)])
    inputs = _inputs(data["pins"])
    if inputs.key_id == seal.key_id and not is_sealed(data, seal):
        raise PlanError([Fault(PlanFileCode.NOT_AS_WRITTEN, None, {"file": str(path)})])
    return {
        SchoolRef(school=school["school"], tenant=school["tenant"]): _consent(school, inputs)
        for school in data["schools"]
    }


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        facts = {"file": str(path)}
        raise PlanError([Fault(PlanFileCode.UNREADABLE_PLAN, None, facts)]) from error


def _inputs(data: Mapping[str, Any]) -> PlanInputs:
    rosters = tuple(sorted(data["rosters"].items()))
    return PlanInputs(data["day"], data["manifests"], rosters, data["key_id"])


def _consent(school: Mapping[str, Any], inputs: PlanInputs) -> SchoolConsent:
    changes = {change["address"]: change["short"] for change in school["changes"]}
    return SchoolConsent(school["fingerprint"], changes, inputs)
