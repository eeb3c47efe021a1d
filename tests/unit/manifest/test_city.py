"""The city's own manifests and stacks, and the schemas that its editors use."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reconciler.manifest import LoadedManifests, check, effective, load, load_stack
from reconciler.manifest.schema import FOLDER
from reconciler.model.tenant import Vendor

ROOT = Path(__file__).parents[3]
STACKS = ("sandbox", "plovdiv")
SCHEMAS = ("layout", "municipality", "school", "stack")


@cache
def _city() -> LoadedManifests:
    return load(ROOT / "schools")


@pytest.mark.parametrize("name", STACKS)
def test_the_citys_manifests_have_no_fault_with_either_stack(name: str) -> None:
    """52 schools, two of which share a tenant, in whatever year."""
    stack = load_stack(ROOT / "stacks" / f"Pulumi.{name}.yaml", {})
    assert check(_city(), stack.tenants, 2027) == ()
    assert check(_city(), None, 2031) == ()
    assert (len(_city().schools), len(stack.tenants)) == (52, 51)
    vendors = [tenant.vendor for tenant in stack.tenants.values()]
    assert vendors.count(Vendor.MICROSOFT) == 2


def test_the_waves_are_those_of_the_programme() -> None:
    """7 pilot schools, then 13, 42 and 52 in all."""
    waves = [effective(_city(), school, 2027).wave for school in _city().schools]
    sizes = [waves.count(wave) for wave in _city().municipality.waves]
    assert [sum(sizes[: n + 1]) for n in range(4)] == [7, 13, 42, 52]


def test_production_holds_no_secret_and_no_endpoint() -> None:
    """Its credentials come from the standard chains."""
    stack = load_stack(ROOT / "stacks" / "Pulumi.plovdiv.yaml", {})
    for tenant in stack.tenants.values():
        assert tenant.endpoint is None
        assert tenant.budgets is None
        assert not [name for name in tenant.credentials if "ecret" in name or "Account" in name]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_that_editors_can_use(name: str) -> None:
    """JSON Schema 2020-12, itself without a fault."""
    schema = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_nothing_is_accepted_and_ignored(name: str) -> None:
    """Every object of a schema that names properties refuses all others; Pulumi's own are its."""
    schema = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    if name == "stack":
        schema = {"own": schema["properties"]["config"], "defs": schema["$defs"]}
    assert _open(schema, "#") == []


def _open(node: object, where: str) -> list[str]:
    """Places of objects with properties that let other keys in."""
    if isinstance(node, list):
        return [place for item in node for place in _open(item, where)]
    if not isinstance(node, dict):
        return []
    mine = [where] if node.get("type") == "object" and "if" not in node else []
    mine = [place for place in mine if "additionalProperties" not in node]
    return mine + [place for key, item in node.items() for place in _open(item, f"{where}/{key}")]
