"""A plan in a file: sealed when it is written, read back as what somebody agreed to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from jsonschema import Draft202012Validator

from reconciler.errors import Fault, PlanError
from reconciler.model.plan_inputs import PlanInputs
from reconciler.plan.codes import PlanFileCode
from reconciler.plan.consent import Key, SchoolConsent
from reconciler.planfile.write import SCHEMA

SEAL = "seal"


class PlanSeal(Protocol):
    """The pseudonym key at work, as far as files need it."""

    @property
    def key_id(self) -> str:
        """Names the key."""

    def digest(self, text: str) -> str:
        """A keyed digest."""


def seal_plan(text: str, seal: PlanSeal) -> str:
    """A plan's JSON with a keyed digest over all of it: what a reviewer reads is what runs."""
    data = json.loads(text)
    return json.dumps({**data, SEAL: _digest(data, seal)}, ensure_ascii=False, indent=2) + "\n"


def _digest(data: Mapping[str, Any], seal: PlanSeal) -> str:
    told = {name: value for name, value in data.items() if name != SEAL}
    return seal.digest(json.dumps(told, ensure_ascii=False, sort_keys=True))


def read_plan(path: Path, stack: str, seal: PlanSeal) -> Mapping[Key, SchoolConsent]:
    """The schools of a plan file of this stack; PlanError for anything else.

    Another key's seal cannot be checked; approval refuses such a plan as a whole.
    """
    data = _parsed(path)
    problem = next(Draft202012Validator(SCHEMA).iter_errors(data), None)
    if problem is not None:
        place = "/".join(map(str, problem.absolute_path)) or "-"
        raise PlanError([Fault(PlanFileCode.NOT_A_PLAN, None, {"file": str(path), "at": place})])
    if data["stack"] != stack:
        facts = {"file": str(path), "of": data["stack"], "stack": stack}
        raise PlanError([Fault(PlanFileCode.OTHER_STACK, None, facts)])
    inputs = _pins(data["pins"])
    if inputs.key_id == seal.key_id and data.get(SEAL) != _digest(data, seal):
        raise PlanError([Fault(PlanFileCode.NOT_AS_WRITTEN, None, {"file": str(path)})])
    return {(one["school"], one["tenant"]): _agreed(one, inputs) for one in data["schools"]}


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        facts = {"file": str(path)}
        raise PlanError([Fault(PlanFileCode.UNREADABLE_PLAN, None, facts)]) from error


def _pins(data: Mapping[str, Any]) -> PlanInputs:
    rosters = tuple(sorted(data["rosters"].items()))
    return PlanInputs(data["day"], data["manifests"], rosters, data["key_id"])


def _agreed(school: Mapping[str, Any], inputs: PlanInputs) -> SchoolConsent:
    changes = {change["address"]: change["short"] for change in school["changes"]}
    return SchoolConsent(school["fingerprint"], changes, inputs)
