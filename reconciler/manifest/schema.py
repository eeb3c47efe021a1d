"""Manifests against their JSON Schemas, each breach as one fault with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from reconciler.errors import Code, Facts, Fault
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import Node
from reconciler.model.json_data import read_json
from reconciler.model.names import key_of
from reconciler.model.near import NOTHING_NEAR, near_facts

FOLDER = Path(__file__).with_name("schema")

FaultAnswer = tuple[Code, Facts]


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of schema/<name>.json."""
    return Draft202012Validator(read_json((FOLDER / f"{name}.json").read_text("utf-8")))


def check(node: Node, name: str) -> list[Fault]:
    """Every breach of a schema; the clearest one where alternatives were open."""
    errors = validator(name).iter_errors(node.plain())
    found = [fault for error in errors for fault in _faults(_clearest(error), node)]
    # each key that is missing is an error of its own, and each names them all
    return [fault for number, fault in enumerate(found) if fault not in found[:number]]


def _clearest(error: ValidationError) -> ValidationError:
    """Of several alternatives, the breach in the one that the writer most likely meant."""
    if not error.context:
        return error
    deepest = max(error.context, key=_closeness)
    return _clearest(deepest) if _closeness(deepest)[0] or deepest.validator != "type" else error


def _closeness(error: ValidationError) -> tuple[int, bool]:
    return (len(error.relative_path), error.validator not in ("type", "const"))


def _faults(error: ValidationError, root: Node) -> Iterator[Fault]:
    node = _at(root, error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, node)
        return
    if error.validator == "required":
        mistyped = {fault.facts.get("near") for fault in _unknown_keys(error, node)}
        for key in _value(error):
            # of a required key with a typo one fault is enough: did you mean it?
            if key not in node.items and key not in mistyped:
                yield Fault(ManifestCode.MISSING_KEY, node.place, {"key": key})
        return
    if node.value is None and error.validator in ("type", "anyOf", "enum", "const"):
        yield Fault(ManifestCode.NULL_OBJECT, node.place, {"key": _name(error)})
        return
    code, facts = _ANSWERS.get(str(error.validator), _bad_form)(error)
    yield Fault(code, node.place, facts)


def _unknown_keys(error: ValidationError, node: Node) -> Iterator[Fault]:
    schema = cast("Mapping[str, Any]", error.schema)
    if schema.get("additionalProperties", True) is not False:
        return
    known = sorted(schema.get("properties", {}))
    pattern = Draft202012Validator({"propertyNames": _names(schema)})
    for key in node.items:
        if pattern.is_valid({key: None}):
            continue
        if known:
            # every key of a section is a help, however many there are
            facts = {"key": key, **near_facts(key, known), "known": ", ".join(known)}
            yield Fault(ManifestCode.UNKNOWN_KEY, node.key_place(key), facts)
        else:
            latin = key_of(key)
            near = latin if latin and pattern.is_valid({latin: None}) else NOTHING_NEAR
            facts = {"key": key, "near": near, "section": _name(error)}
            yield Fault(ManifestCode.BAD_KEY, node.key_place(key), facts)


def _names(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema of the keys that an object may have."""
    patterns = [{"pattern": pattern} for pattern in schema.get("patternProperties", {})]
    return {"anyOf": [{"enum": list(schema.get("properties", {}))}, *patterns]}


def _at(root: Node, path: Iterable[str | int]) -> Node:
    node = root
    for step in path:
        node = node.members[step] if isinstance(step, int) else node.items[step]
    return node


def _name(error: ValidationError) -> str:
    """The key that a breach is about; for an item of a list, the list's."""
    keys = [step for step in error.absolute_path if isinstance(step, str)]
    return keys[-1] if keys else ""


def _value(error: ValidationError) -> Any:
    """What the schema says for the keyword that was breached."""
    return error.validator_value


def _wrong_type(error: ValidationError) -> FaultAnswer:
    wanted = _value(error)
    names = wanted if isinstance(wanted, str) else "-".join(w for w in wanted if w != "null")
    return ManifestCode.WRONG_TYPE, {"key": _name(error), "wanted": names}


def _alternatives(error: ValidationError) -> FaultAnswer:
    """Only the types differed: name them all, 'object-string'."""
    wanted = "-".join(sorted({str(item.validator_value) for item in error.context or ()}))
    return ManifestCode.WRONG_TYPE, {"key": _name(error), "wanted": wanted}


def _not_one_of(error: ValidationError) -> FaultAnswer:
    one = _value(error)
    known = [word for word in one if word is not None] if isinstance(one, list) else [one]
    facts = {"value": _written(error.instance), "known": ", ".join(map(_written, known))}
    return ManifestCode.NOT_ONE_OF, {**facts, "key": _name(error)}


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _bad_form(error: ValidationError) -> FaultAnswer:
    return ManifestCode.BAD_FORM, {"value": str(error.instance), "key": _name(error)}


def _too_few(error: ValidationError) -> FaultAnswer:
    return ManifestCode.TOO_FEW, {"key": _name(error)}


def _out_of_range(error: ValidationError) -> FaultAnswer:
    sign = {"minimum": "≥", "maximum": "≤", "exclusiveMinimum": ">"}[str(error.validator)]
    limit = f"{sign} {error.validator_value}"
    return ManifestCode.OUT_OF_RANGE, {"value": str(error.instance), "limit": limit}


_ANSWERS: Mapping[str, Callable[[ValidationError], FaultAnswer]] = {
    "type": _wrong_type,
    "anyOf": _alternatives,
    "enum": _not_one_of,
    "const": _not_one_of,
    "minItems": _too_few,
    "minLength": _too_few,
    "minProperties": _too_few,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "exclusiveMinimum": _out_of_range,
}
