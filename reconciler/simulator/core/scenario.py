"""Scenarios: how tenants behave, from a YAML file, from flags, or through the admin API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from reconciler.simulator import switches
from reconciler.simulator.google.behaviours import BEHAVIOURS as GOOGLE
from reconciler.simulator.microsoft.behaviours import BEHAVIOURS as MICROSOFT

EVERYONE = "*"
KNOWN: switches.Catalogue = {**GOOGLE, **MICROSOFT}
"""The behaviours of both vendors: an entry for every tenant may name any of them."""
_NAMED = "behaviours"
_BEHAVIOUR = {"$ref": "#/$defs/behaviour"}


class ScenarioError(ValueError):
    """A scenario that cannot be followed; its text says where and why."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The seed of all chance, the kind of clock, and each tenant's settings."""

    seed: str = "0"
    virtual_clock: bool = False
    tenants: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def settings(self, alias: str) -> dict[str, Any]:
        """A tenant's settings: its own parts, and those for everyone where it has none.

        Named behaviours are laid over those for everyone one by one.
        """
        usual, own = self.tenants.get(EVERYONE, {}), self.tenants.get(alias, {})
        merged = {**usual, **own}
        if usual.get(_NAMED) and own.get(_NAMED):
            merged[_NAMED] = {**usual[_NAMED], **own[_NAMED]}
        return merged


def load(path: Path | None, flags: tuple[str, ...] = ()) -> Scenario:
    """The scenario of a YAML file (or an empty one) with flags such as 'north.quota=true' on top.

    Raises ScenarioError for what cannot be read or followed, OSError for a missing file.
    """
    data = _read(path) if path else {}
    for flag in flags:
        _set(data, flag)
    return scenario(data)


def flag_of(behaviour: str) -> str:
    """The flag that switches a named behaviour on for every tenant: NAME, or 'all' for each."""
    return f"{EVERYONE}.{_NAMED}.{switches.ALL if behaviour == 'all' else behaviour}=true"


def scenario(data: Any) -> Scenario:
    """The scenario that this JSON describes; ScenarioError names every fault in it."""
    _check({"$ref": "#"}, data)
    _check_names((data.get("tenants") or {}).values())
    return Scenario(
        seed=str(data.get("seed", "0")),
        virtual_clock=data.get("clock") == "virtual",
        tenants=data.get("tenants") or {},
    )


def check_behaviour(data: Any) -> dict[str, Any]:
    """One tenant's settings as they came, checked; ScenarioError names every fault in them."""
    _check(_BEHAVIOUR, data)
    _check_names((data,))
    checked: dict[str, Any] = data
    return checked


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ScenarioError(f"{path}: {error}") from error


def _set(data: dict[str, Any], flag: str) -> None:
    """Sets what a flag names: 'seed', 'clock', or a dotted way from a tenant's alias on."""
    way, equals, text = flag.partition("=")
    names = way.split(".")
    if not equals or "" in names:
        raise ScenarioError(f"{flag}: write TENANT.BEHAVIOUR=VALUE, such as '*.quota=true'")
    if len(names) > 1:
        names = ["tenants", *names]
    place = data
    for name in names[:-1]:
        place = place.setdefault(name, {})
        if not isinstance(place, dict):
            raise ScenarioError(f"{flag}: {name} holds a value already")
    try:
        place[names[-1]] = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ScenarioError(f"{flag}: {error}") from error


def _check(part: Mapping[str, Any], data: Any) -> None:
    schema = _schema() if part["$ref"] == "#" else {**_schema_of_parts(), **part}
    errors = sorted(Draft202012Validator(schema).iter_errors(data), key=str)
    faults = [f"{error.json_path}: {error.message}" for error in errors]
    faults += _bad_patterns(data)
    if faults:
        raise ScenarioError("; ".join(faults))


def _check_names(entries: Iterable[Mapping[str, Any]]) -> None:
    found = [fault for one in entries for fault in switches.faults(one.get(_NAMED) or {}, KNOWN)]
    if found:
        raise ScenarioError("; ".join(found))


def _bad_patterns(data: Any) -> list[str]:
    """Route patterns that are no regular expressions, which the schema cannot tell."""
    if not isinstance(data, dict):
        return []
    faults = [fault for value in data.values() for fault in _bad_patterns(value)]
    route = data.get("route")
    if isinstance(route, str):
        try:
            re.compile(route)
        except re.error as error:
            faults.append(f"route {route}: {error}")
    return faults


@cache
def _schema() -> dict[str, Any]:
    text = files(__package__).joinpath("scenario.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _schema_of_parts() -> dict[str, Any]:
    return {"$defs": _schema()["$defs"]}
