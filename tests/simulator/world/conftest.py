"""Two worlds: the city's 52 schools with a stack of our own, and one of three small schools."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from reconciler.simulator.world import WorldOptions, generate, next_year
from tests.simulator.world.reading import World, aliases

SCHOOLS = Path(__file__).parents[3] / "schools"
MICROSOFT = ("su-sv-patriarh-evtimiy", "ou-elin-pelin", "ou-gorno")
MUNICIPALITY = {
    "id": "plovdiv",
    "name": {"bg": "Община Пловдив"},
    "waves": {"pilot": "Пилотни", "all": "Всички"},
    "products": {
        "plus-staff": {"google": {"product": "101031", "sku": "1010310009"}},
        "a3-staff": {"microsoft": {"sku": "M365EDU_A3_FACULTY"}},
    },
}


def write_stack(schools: Path, stack: Path) -> None:
    """A municipality and a stack with one tenant for each school file in the folder."""
    tenants = {alias: _tenant(school) for school, alias in aliases(schools).items()}
    stack.write_text(yaml.safe_dump({"config": {"reconciler:tenants": tenants}}))
    (schools / "municipality.yaml").write_text(yaml.safe_dump(MUNICIPALITY, sort_keys=False))


def _tenant(ident: str) -> dict[str, Any]:
    domain = f"{ident}.plovdiv.example"
    if ident in MICROSOFT:
        tenant_id = "6f0f2b0e-5d5c-4a58-9a57-0c1b8f4f7d10"
        seats = {"a3-staff": 20}
        return {
            "provider": "microsoft", "domain": domain, "tenantId": tenant_id, "seats": seats,
        }  # fmt: skip
    seats = {"plus-staff": 15}
    return {"provider": "google", "domain": domain, "customer": "C0test", "seats": seats}


def write_school(folder: Path, ident: str, classes: dict[int, str]) -> None:
    """A made-up school that lives in a tenant of its own name."""
    code = f"1699{sum(map(ord, ident)) % 1000:03}"
    manifest = {
        "id": ident, "facts": {"neispuo": code}, "name": {"bg": f"Училище „{ident}“"},
        "wave": "all",
        "tenants": {ident: "manage"}, "classes": classes,
    }  # fmt: skip
    (folder / f"{ident}.yaml").write_text(yaml.safe_dump(manifest, allow_unicode=True))


def live_apart(folder: Path) -> None:
    """Gives schools that share a tenant one of their own, as claims of one school's tenant need."""
    homes = Counter(alias for alias in aliases(folder).values())
    for school, alias in aliases(folder).items():
        if homes[alias] > 1:
            file = folder / f"{school}.yaml"
            manifest = yaml.safe_load(file.read_text("utf-8"))
            manifest["tenants"] = {school: "manage"}
            file.write_text(yaml.safe_dump(manifest, allow_unicode=True), "utf-8")


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> World:
    """All 52 schools at full size."""
    base = tmp_path_factory.mktemp("city")
    (base / "schools").mkdir()
    for path in SCHOOLS.glob("*.yaml"):
        if path.name != "municipality.yaml":
            shutil.copy(path, base / "schools")
    shutil.copytree(SCHOOLS / "sandbox", base / "schools" / "sandbox")
    live_apart(base / "schools")
    write_stack(base / "schools", base / "Pulumi.test.yaml")
    options = WorldOptions(base / "schools", base / "Pulumi.test.yaml", base / "out")
    return World.read(options, generate(options))


@pytest.fixture(scope="session")
def later(city: World) -> World:
    """The city one school year later."""
    options = replace(city.options, out=city.options.out.with_name("later"))
    return World.read(options, next_year(options))


@pytest.fixture
def village(tmp_path: Path) -> WorldOptions:
    """Three small schools that nobody has generated yet."""
    schools = tmp_path / "schools"
    schools.mkdir()
    write_school(schools, "ou-dolno", {1: "а", 2: "а", 5: "аб"})
    write_school(schools, "ou-gorno", {1: "аб", 2: "а"})
    write_school(schools, "su-sredno", {1: "а", 8: "а"})
    write_stack(schools, tmp_path / "Pulumi.test.yaml")
    return WorldOptions(schools, tmp_path / "Pulumi.test.yaml", tmp_path / "out")
