"""What is known before chance begins: schools, their sizes and their tenants, read from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from reconciler.simulator.world.options import WorldError, WorldOptions

PUPILS_A_CLASS = 25
PUPILS_A_TEACHER = 8.3

# libyaml's loader gives the same values ten times faster; PyYAML's wheels carry it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Tenant:
    """The tenant that a school manages; seats and products by the vendor's names."""

    alias: str
    vendor: str
    """'google' or 'microsoft'."""
    domain: str
    vendor_id: str
    seats: Mapping[str, int]
    """SKU → purchased seats."""
    products: Mapping[str, str]
    """SKU → Google's product id; '' at Microsoft."""


@dataclass(frozen=True, slots=True)
class School:
    """A school as its manifest has it, with its size."""

    id: str
    neispuo: str
    name: str
    pilot: bool
    classes: Mapping[int, str]
    """Grade → letters."""
    pupils: Mapping[int, int]
    """Grade → pupils in an ordinary year."""
    teachers: int
    tenant: Tenant


def read_schools(options: WorldOptions) -> tuple[School, ...]:
    """All schools of the folder in the order of their ids, whatever `only` says."""
    products = _load(options.schools / "municipality.yaml").get("products", {})
    tenants = _load(options.stack)["config"]["reconciler:tenants"]
    sizes = _load_sizes()
    paths = sorted(options.schools.glob("*.yaml"))
    manifests = [_load(path) for path in paths if path.name != "municipality.yaml"]
    schools = tuple(
        _school(manifest, sizes.get(manifest["id"]), _tenant(manifest, tenants, products))
        for manifest in manifests
    )
    _refuse_shared(schools)
    unknown = sorted(set(options.only) - {school.id for school in schools})
    if unknown:
        raise WorldError(f"{options.schools} has no school {', '.join(unknown)}")
    return schools


def _load(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=_LOADER)  # noqa: S506 a safe loader, either way


def _load_sizes() -> Mapping[str, Any]:
    text = files(__package__).joinpath("sizes.yaml").read_text(encoding="utf-8")
    sizes: Mapping[str, Any] = yaml.safe_load(text)["schools"]
    return sizes


def _school(manifest: Any, size: Any, tenant: Tenant) -> School:
    classes = {int(grade): str(letters) for grade, letters in manifest["classes"].items()}
    pupils = {grade: _pupils(size, grade, letters) for grade, letters in classes.items()}
    estimate = max(1, round(sum(pupils.values()) / PUPILS_A_TEACHER))
    return School(
        id=manifest["id"],
        neispuo=str(manifest["neispuo"]),
        name=manifest["name"]["bg"],
        pilot=manifest["wave"] == "pilot",
        classes=classes,
        pupils=pupils,
        teachers=size["teachers"] if size else estimate,
        tenant=tenant,
    )


def _pupils(size: Any, grade: int, letters: str) -> int:
    """Pupils of a grade by its band; a school or band without figures has full classes."""
    for band, pupils in (size["pupils"] if size else {}).items():
        first, last = map(int, band.split("-"))
        if first <= grade <= last:
            return int(pupils)
    return PUPILS_A_CLASS * len(letters)


def _tenant(manifest: Any, tenants: Any, products: Any) -> Tenant:
    managed = [alias for alias, mode in manifest["tenants"].items() if mode == "manage"]
    if len(managed) != 1:
        raise WorldError(f"{manifest['id']} manages {len(managed)} tenants; a world needs one")
    alias = managed[0]
    if alias not in tenants:
        raise WorldError(f"{manifest['id']} lives in tenant {alias}, which the stack has not")
    facts = tenants[alias]
    vendor = facts["provider"]
    bought = [(products[name][vendor], seats) for name, seats in facts.get("seats", {}).items()]
    return Tenant(
        alias=alias,
        vendor=vendor,
        domain=facts["domain"],
        vendor_id=facts["customer"] if vendor == "google" else facts["tenantId"],
        seats={sku["sku"]: int(seats) for sku, seats in bought},
        products={sku["sku"]: sku.get("product", "") for sku, _ in bought},
    )


def _refuse_shared(schools: tuple[School, ...]) -> None:
    owner: dict[str, str] = {}
    for school in schools:
        other = owner.setdefault(school.tenant.alias, school.id)
        if other != school.id:
            raise WorldError(
                f"{other} and {school.id} share tenant {school.tenant.alias}; "
                "a seeded world has one tenant for each school"
            )
