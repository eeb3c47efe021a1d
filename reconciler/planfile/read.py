"""Reads a plan file back as consent: which schools somebody agreed to, with which changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from reconciler.errors import Code, Facts, Fault, PlanError, SourceLocation
from reconciler.model.bounds import DEEPEST, DIGITS
from reconciler.model.plan import PlanInputs
from reconciler.model.school import SchoolRef
from reconciler.plan.consent import SchoolConsent
from reconciler.planfile.seal import PlanSeal, is_sealed
from reconciler.planfile.write import SCHEMA

LARGEST_PLAN = 100
"""Megabytes; a city's first plan has some thousands of changes of about a kilobyte each."""


class PlanFileCode(Code):
    """Codes of faults of plan files (fault-…)."""

    ODD_PLAN = "odd-plan"
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
    shown = str(path)
    try:
        with path.open("rb") as file:  # a device has no size that could be asked for
            raw = file.read(LARGEST_PLAN * 1_000_000 + 1)
        if len(raw) > LARGEST_PLAN * 1_000_000:
            raise PlanError([_odd(shown, "large", LARGEST_PLAN)])
        data = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_int=_integer,
            parse_float=_finite,
        )
    except json.JSONDecodeError as error:
        place = SourceLocation(shown, error.lineno, error.colno)
        raise PlanError([Fault(PlanFileCode.UNREADABLE_PLAN, place, {"file": shown})]) from error
    except _OddError as error:
        raise PlanError([_odd(shown, *error.args)]) from error
    except RecursionError as error:
        raise PlanError([_odd(shown, "deep", DEEPEST)]) from error
    except (OSError, ValueError) as error:
        raise PlanError([Fault(PlanFileCode.UNREADABLE_PLAN, None, {"file": shown})]) from error
    if _depth(data) > DEEPEST:
        raise PlanError([_odd(shown, "deep", DEEPEST)])
    return data


class _OddError(ValueError):
    """What JSON allows, or Python does, and what a plan never has: problem, limit or name."""


def _odd(file: str, problem: str, limit: int = 0, name: str = "-") -> Fault:
    facts: Facts = {"file": file, "problem": problem, "limit": limit, "name": name}
    return Fault(PlanFileCode.ODD_PLAN, SourceLocation(file, 1, 1), facts)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object without a name that is there twice: a reviewer would read the first of the two."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _OddError("twice", 0, next(one for one in names if names.count(one) > 1))
    return found


def _no_number(name: str) -> float:
    """Python would take NaN and Infinity, which are not JSON."""
    raise _OddError("number", 0, name)


def _integer(text: str) -> int:
    if len(text) > DIGITS:
        raise _OddError("long", DIGITS)
    return int(text)


def _finite(text: str) -> float:
    """1e999 is infinite to Python."""
    number = float(text)
    return number if isfinite(number) else _no_number(text)


def _depth(data: Any) -> int:
    """Lists and objects one in another, without recursing."""
    depth, level = 0, [data]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        level = [
            inner for one in level for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return depth


def _inputs(data: Mapping[str, Any]) -> PlanInputs:
    rosters = tuple(sorted(data["rosters"].items()))
    return PlanInputs(data["day"], data["manifests"], rosters, data["key_id"])


def _consent(school: Mapping[str, Any], inputs: PlanInputs) -> SchoolConsent:
    changes = {change["address"]: change["short"] for change in school["changes"]}
    return SchoolConsent(school["fingerprint"], changes, inputs)
